"""A dossier that waits for one at another agency (liên thông): Lan adopts, the police are asked about her."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from documents.files import store
from dossiers.actors import Actor
from dossiers.doing import do
from dossiers.linked.opening import open_linked
from dossiers.models import Dossier, DossierEvent, SubmittedPaper
from dossiers.moments import process_of_dossier
from dossiers.submit import Person
from portal.demo.accounts import LAN, WARD
from portal.demo.filing import KEY, Office
from portal.demo.papers import Papers
from procedures.agencies import calendar_of
from procedures.calendar import Calendar, add_working_minutes

ADOPTION = "2.001263"
PAPER = "Đơn xin nhận con nuôi"
HOUR = 60
COURSE = (0, 1, 2, 18, 18, 22, 23)
"""Working hours after the filing: accepted, assigned, checked, passed on; accepted and assigned there."""


def adopt(at: datetime) -> int:
    """Returns how many dossiers were opened."""
    if DossierEvent.objects.filter(key=f"{KEY}adoption").exists():
        return 0
    office = Office(at, Papers(at))
    filed, accepted, assigned, checked, passed, there, named = _course(office, at)
    parent = _filed(office, filed)
    _do(parent, "accept", "reception", accepted, office)
    _do(parent, "assign", "dispatcher", assigned, office, assignee=_specialist(office, parent))
    first, second = list(process_of_dossier(parent).steps())[:2]
    checks = list(first.checks)
    _do(parent, "complete_step", "specialist", checked, office, step=first.id, checked=checks)
    key = f"{KEY}adoption:pass_on"
    event = do(parent.pk, "pass_on", actor=Actor.system(), key=key, at=passed, step=second.id)
    child = open_linked(str(parent.pk), event, at=passed)
    assert child is not None
    _do(child, "accept", "reception", there, office)
    _do(child, "assign", "dispatcher", named, office, assignee=_specialist(office, child))
    return 2


def _course(office: Office, at: datetime) -> list[datetime]:
    """The moments, the last one as lately as working hours allow."""
    calendar = calendar_of(office.agency(WARD))
    back = 1
    while (course := _from(at - timedelta(days=back), calendar))[-1] >= at:
        back += 1
    return course


def _from(begin: datetime, calendar: Calendar) -> list[datetime]:
    begin = begin.replace(second=0, microsecond=0)
    return [add_working_minutes(begin, hours * HOUR + 5, calendar) for hours in COURSE]


def _filed(office: Office, at: datetime) -> Dossier:
    """Brought to the counter: this procedure has no e-form."""
    owner = office.owner(LAN.email)
    person = Person(LAN.full_name, LAN.phone, LAN.email, LAN.personal_number)
    dossier = office.brought(ADOPTION, person, owner, key=f"{KEY}adoption", at=at)
    upload, subject = office.papers.of(PAPER, PAPER), ("dossier", str(dossier.pk))
    kept = store(upload, name=f"{PAPER}.pdf", subject=subject, owner=owner, at=at)
    SubmittedPaper.objects.create(dossier=dossier, file=kept, label=PAPER)
    return dossier


def _specialist(office: Office, dossier: Dossier) -> int:
    return office.officer("specialist", dossier.agency_code).pk


def _do(dossier: Dossier, action: str, role: str, at: datetime, office: Office, **given: Any) -> None:
    actor = Actor.officer(office.officer(role, dossier.agency_code))
    do(dossier.pk, action, actor=actor, key=f"{KEY}adoption:{action}", at=at, **given)
    dossier.refresh_from_db()
