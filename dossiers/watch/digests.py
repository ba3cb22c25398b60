"""Which officers hear of what the watch found and of what applicants ask: one message an officer and hour.

Whom an event tells stands in the event (`told`: ids), so the message of the hour is read from the events.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation
from django.utils.translation import ngettext

from accounts.models import User
from accounts.permissions import held_at
from dossiers.models import Dossier, DossierEvent
from dossiers.statuses import Status
from effects.messages import notify
from effects.models import Message
from effects.outbox import send

if TYPE_CHECKING:
    from dossiers.guards import Command

LEADERS = ("approver", "supervisor")
ABOVE = ("supervisor",)
WAITING_ON = {Status.NEW: ("reception",), Status.ACCEPTED: ("dispatcher",), Status.WITHDRAWAL: ("approver",)}
"""Whose turn it is where no step is worked on; else the specialist's."""
ACTIONS = ("escalate", "warn", "ask")
"""What officers are told of, the most urgent first."""
HOUR = timedelta(hours=1)


def holders(roles: Iterable[str], agency_code: str, at: datetime) -> set[int]:
    """Ids of the people who hold one of the roles at that very agency on that day."""
    return set(held_at(roles, agency_code, at).values_list("user_id", flat=True))


def doers(dossier: Dossier, at: datetime, run: int = 0) -> set[int]:
    """Whose work it is: of the step's run, or of the dossier as it stands; of the assignee where one is."""
    rows = list(dossier.steps.filter(left_at=None, **({"number": run} if run else {})))
    people = {who for row in rows for who in holders([row.role], row.agency_code, at)}
    if not rows:
        turn = WAITING_ON.get(Status(dossier.status), ("specialist",))
        people = holders(turn, dossier.agency_code, at)
    return {dossier.assignee_id} if dossier.assignee_id in people else people


def told_of_time(command: Command) -> dict[str, Any]:
    """{"told", "step_name"?}: doers and leaders of the agency, then supervisors of each agency above it."""
    said, dossier = command.payload, command.dossier
    since, level = said.get("since", 0), said["level"]
    people = doers(dossier, command.at, said["run"]) if since <= 1 else set()
    if since <= 1 <= level:
        people |= holders(LEADERS, dossier.agency_code, command.at)
    for higher in range(max(2, since), level + 1):
        parts = dossier.agency_code.split(".")
        people |= holders(ABOVE, ".".join(parts[: len(parts) - higher + 1]), command.at)
    row = dossier.steps.filter(number=said["run"]).first() if said["run"] else None
    return {"told": sorted(people), **({"step_name": row.name} if row else {})}


def told_of_question(command: Command) -> dict[str, Any]:
    return {"told": sorted(doers(command.dossier, command.at))}


def promise_digests(command: Command, event: DossierEvent) -> None:
    """A message at the end of the hour to everybody the event tells, in the event's transaction."""
    hour = event.at.replace(minute=0, second=0, microsecond=0)
    for officer in event.payload["told"]:
        key = f"officer_digest:{officer}:{hour:%Y%m%dT%H%z}"
        send("officer_digest", key=key, run_after=hour + HOUR, officer=officer, hour=hour.isoformat())


def digest(officer_id: int, hour: datetime, *, key: str) -> Message | None:
    """What the hour brought an officer, as one message: codes and procedures, nobody's name."""
    officer = User.objects.filter(pk=officer_id, is_active=True).first()
    found = DossierEvent.objects.filter(at__gte=hour, at__lt=hour + HOUR, action__in=ACTIONS).order_by("at")
    told = found.values_list("pk", "payload__told")
    mine = [pk for pk, people in told.iterator() if officer_id in (people or ())]
    if officer is None or not mine:
        return None
    events = list(DossierEvent.objects.filter(pk__in=mine).select_related("dossier").order_by("at"))
    groups = {action: [one for one in events if one.action == action] for action in ACTIONS}
    count = len({one.dossier_id for one in events})
    with translation.override(settings.LANGUAGE_CODE):
        facts = {
            "officer": officer,
            "groups": groups,
            "address": settings.BASE_URL + reverse("dossiers:inbox"),
        }
        return notify(
            to=officer.email,
            subject=ngettext("%(n)s dossier needs you", "%(n)s dossiers need you", count) % {"n": count},
            body=render_to_string("dossiers/notices/digest.txt", facts).strip() + "\n",
            key=key,
        )
