"""Questions to colleagues about a dossier: asked and answered by events, listed by rows made from them.

Who is asked by name sees the question and what was chosen for it, nothing else of the dossier, and may answer
it, at whatever agency they work. The clock does not hear of it.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from django.db.models import F, QuerySet
from django.utils import timezone

from accounts.access import Rule
from accounts.models import User
from accounts.permissions import is_officer
from dossiers.actors import Actor
from dossiers.colleagues import DossierOpinion
from dossiers.correcting import answers_read
from dossiers.errors import ActionRefused
from dossiers.models import Dossier, DossierEvent
from dossiers.statuses import Status

if TYPE_CHECKING:
    from dossiers.guards import Command

GIVEN_SHOWN = 50
ANSWERABLE = (Status.PROCESSING, Status.SUPPLEMENT, Status.PAYMENT)
Row = dict[str, Any]


def rows(events: Iterable[DossierEvent]) -> dict[int, Row]:
    """{number: columns} of every question asked, as the events say."""
    found: dict[int, Row] = {}
    for event in events:
        said = event.payload
        if event.action == "ask_opinion":
            until = said.get("until")
            found[event.sequence] = {
                "asker_id": event.actor_id, "asked_id": said["colleague"], "question": said["message"],
                "questions": said.get("questions", []), "shown": said.get("shown", []),
                "until": date.fromisoformat(until) if until else None, "asked_at": event.at,
                "answer": "", "files": [], "answered_at": None,
            }  # fmt: skip
        elif event.action == "give_opinion":
            given = {"answer": said["message"], "files": said.get("files", []), "answered_at": event.at}
            found[said["opinion"]] |= given
    return found


def project(dossier: Dossier, events: Iterable[DossierEvent], last: DossierEvent) -> None:
    """Bring the row of what was just asked or answered up to the events, in the caller's transaction."""
    if last.action not in ("ask_opinion", "give_opinion"):
        return
    number = last.payload.get("opinion", last.sequence)
    DossierOpinion.objects.update_or_create(dossier=dossier, number=number, defaults=rows(events)[number])


def name_colleague(command: Command) -> Row:
    """For the event that asks: {"colleague": id, "colleague_name"} of the e-mail address given.

    Raises ActionRefused (colleague_unknown, shown_unknown).
    """
    colleague = officer_by_email(str(command.payload.get("colleague") or ""), command.at)
    mine = command.actor.user
    if colleague is None or colleague == mine or colleague.pk == command.dossier.applicant_id:
        raise ActionRefused("colleague_unknown")
    papers = {str(one) for one in command.dossier.papers.values_list("file", flat=True)}
    if not set(command.payload.get("shown") or ()) <= papers:
        raise ActionRefused("shown_unknown")
    return {"colleague": colleague.pk, "colleague_name": colleague.full_name}


def officer_by_email(email: str, at: datetime) -> User | None:
    """Somebody who holds an officer's role now, at whatever agency."""
    found = User.objects.filter(email=email.strip().lower(), is_active=True).first()
    return found if found and is_officer(found, at) else None


def open_for(dossier: Dossier, actor: Actor) -> list[DossierOpinion]:
    """What was asked of this person about the dossier and is not answered yet."""
    return list(dossier.opinions.filter(asked=actor.user, answered_at=None)) if actor.user else []


def chosen(command: Command) -> DossierOpinion | None:
    """The question that is answered."""
    return chosen_of(command.dossier, command.actor, command.payload.get("opinion"))


def chosen_of(dossier: Dossier, actor: Actor, named: int | None) -> DossierOpinion | None:
    """The open question named by its number, else the only one."""
    found = open_for(dossier, actor)
    if named:
        return next((one for one in found if one.number == named), None)
    return found[0] if len(found) == 1 else None


def name_opinion(command: Command) -> Row:
    """For the event that answers: the number of the question."""
    opinion = chosen(command)
    assert opinion is not None
    return {"opinion": opinion.number}


def _was_asked(request: Any, opinion_id: int = 0, **_kwargs: Any) -> bool:
    if not is_officer(request.user, timezone.now()):
        return False
    return DossierOpinion.objects.filter(pk=opinion_id, asked=request.user).exists()


ASKED_BY_NAME = Rule("officer who was asked this by name", check=_was_asked)


# -- lists --------------------------------------------------------------------------------------------


def asked_of(user: User) -> QuerySet[DossierOpinion]:
    """Open questions to somebody, the most urgent first."""
    return (
        DossierOpinion.objects.filter(asked=user, answered_at=None, dossier__status__in=ANSWERABLE)
        .select_related("dossier__agency", "asker")
        .order_by(F("until").asc(nulls_last=True), "asked_at")
    )


def answers_shown(opinion: DossierOpinion, dossier: Dossier) -> list[Row]:
    """Of the form as it stands, the questions chosen for who is asked: [{"key", "label", "text", …}]."""
    parts = answers_read(dossier) if opinion.questions else []
    return [row for part in parts for row in part["rows"] if row["key"] in opinion.questions]


def given_by(user: User) -> QuerySet[DossierOpinion]:
    """The last ones somebody answered."""
    found = DossierOpinion.objects.filter(asked=user, answered_at__isnull=False)
    return found.select_related("dossier__agency", "asker").order_by("-answered_at")[:GIVEN_SHOWN]
