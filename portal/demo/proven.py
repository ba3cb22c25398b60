"""Two documents signed by the demo's keys, to try /xac-minh/ with at once: a certified copy and a result."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from random import Random
from typing import Any

from django.db.models import QuerySet
from django.utils import timezone

from documents.models import IssuedDocument, SigningSession
from documents.signing.giving import choose, give
from dossiers.actors import Actor
from dossiers.doing import do
from dossiers.models import Dossier
from dossiers.moments import process_of_dossier
from dossiers.start import begin_filing, variant_id
from dossiers.submit import Person
from eforms.drafts import attach, save_step
from eforms.submit import submit
from portal.demo import answers
from portal.demo.accounts import WARD
from portal.demo.filing import Office
from portal.demo.papers import Papers
from portal.demo.words import Somebody, somebody
from procedures.agencies import calendar_of
from procedures.calendar import Calendar, add_working_minutes

COPY, RESULT = "2.000815", "1.001570"
SEED = 2_000_815
PAPER = "Giấy chứng nhận tốt nghiệp"
STEP, STEPS = 8, 14
"""Minutes between what happens, and how often something may happen."""
KEY = "proven:"
"""Of what happens here; not among the demo's filings, which are planned."""


def proven() -> QuerySet[IssuedDocument]:
    """Both documents, the copy first."""
    ours = Dossier.objects.filter(events__key__startswith=KEY).values("pk")
    ids = [str(pk) for pk in ours.values_list("pk", flat=True).distinct()]
    found = IssuedDocument.objects.filter(subject_kind="dossier", subject_id__in=ids, state="in_force")
    return found.filter(kind__in=("BSCT", "KQ")).order_by("kind")


def prove(at: datetime) -> int:
    """After the keys. Returns how many documents were signed."""
    if Dossier.objects.filter(events__key__startswith=KEY).exists():
        return 0
    office, rng = Office(at, Papers(at)), Random(SEED)  # noqa: S311
    course = _Course(office, at)
    copy = _copy_asked(office, somebody(rng, timezone.localdate(at)), course, rng)
    _do(copy, "pay", "cashier", course, office)
    _taken_in(copy, course, office)
    _do(copy, "compare", "specialist", course, office, pages=[True])
    _do(copy, "submit_copies", "specialist", course, office)
    other = somebody(rng, timezone.localdate(at))
    owner = Person(other.full_name, other.phone, other.email, other.number)
    result = office.brought(RESULT, owner, None, key=f"{KEY}result", at=course.next())
    _taken_in(result, course, office)
    text = next(one for one in result.release.content["results"] if one.get("document"))
    _do(result, "submit_result", "specialist", course, office, make=text["id"])
    for one in (copy, result):
        _sign(one, office, at)
    return 2


class _Course:
    """Moments one after the other, in the latest hours of work before `at`: so both are done in time."""

    def __init__(self, office: Office, at: datetime) -> None:
        self.calendar: Calendar = calendar_of(office.agency(WARD))
        hours = 2
        while add_working_minutes(at - timedelta(hours=hours), STEP * STEPS, self.calendar) > at:
            hours += 1
        self.now = at - timedelta(hours=hours)

    def next(self) -> datetime:
        self.now = add_working_minutes(self.now, STEP, self.calendar).astimezone(UTC)
        return self.now


def _copy_asked(office: Office, person: Somebody, course: _Course, rng: Random) -> Dossier:
    """Filed online with a scan of one page."""
    release, at = office.release(COPY), course.next()
    draft, _secret = begin_filing(
        release, office.agency(WARD), variant=variant_id(release, ""), user=None, at=at - timedelta(minutes=9)
    )
    content = draft.version.content
    told = {**answers.applicant(person), "ten_giay_to": PAPER}
    filled = answers.fill(content, told, rng=rng, today=timezone.localdate(at))
    for step in content["steps"]:
        own = {one["key"]: filled[one["key"]] for one in step["fields"] if one["key"] in filled}
        save_step(draft, step["id"], own, at=at, seconds=60)
    attach(draft, "ban_chup", office.papers.of("ban_chup", PAPER), by=None, at=at)
    return Dossier.objects.get(submission=submit(draft, by=None, key=f"{KEY}copy", at=at))


def _taken_in(dossier: Dossier, course: _Course, office: Office) -> None:
    _do(dossier, "accept", "reception", course, office)
    specialist = office.officer("specialist", dossier.agency_code).pk
    _do(dossier, "assign", "dispatcher", course, office, assignee=specialist)
    for step in list(process_of_dossier(dossier).steps())[:-1]:
        _do(dossier, "complete_step", step.role, course, office, step=step.id, checked=list(step.checks))


def _do(dossier: Dossier, action: str, role: str, course: _Course, office: Office, **given: Any) -> None:
    actor = Actor.officer(office.officer(role, dossier.agency_code))
    key = f"{KEY}{action}:{given.get('step', '')}"
    do(dossier.pk, action, actor=actor, key=key, at=course.next(), **given)
    dossier.refresh_from_db()


def _sign(dossier: Dossier, office: Office, at: datetime) -> None:
    """By the ward's leader; its seal follows, and the dossier finishes."""
    leader = office.officer("approver", dossier.agency_code)
    document = IssuedDocument.objects.get(subject_id=str(dossier.pk), state=IssuedDocument.State.SIGNING)
    session = SigningSession.objects.create(user=leader, opened_at=at, until=at + timedelta(minutes=15))
    for one in document.signatures.filter(automatic=False):
        choose([one], session, at)
        give(one.pk, at)
    session.closed_at = at
    session.save(update_fields=["closed_at"])
