"""Which dossiers the register of a period has, and what it says of each."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Prefetch, Q, QuerySet
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.models import User
from accounts.permissions import scope_filter
from documents.registers.book import Line
from documents.registers.period import Period
from dossiers.addresses import addresses_of
from dossiers.models import Dossier, DossierEvent
from dossiers.statuses import Status
from procedures.choices import Channel

COLUMNS: dict[str, str | Promise] = {
    "number": gettext_lazy("No."),
    "code": gettext_lazy("Dossier code"),
    "procedure": gettext_lazy("Name of the procedure"),
    "sets": gettext_lazy("Sets"),
    "applicant": gettext_lazy("Name of the person or organisation"),
    "contact": gettext_lazy("Address, phone"),
    "agency": gettext_lazy("Agency that decides"),
    "received": gettext_lazy("Received on"),
    "due": gettext_lazy("Result promised"),
    "passed_on": gettext_lazy("Passed to the agency"),
    "result_in": gettext_lazy("Result from the agency"),
    "returned": gettext_lazy("Handed to the applicant"),
    "channel": gettext_lazy("How it came"),
    "signed": gettext_lazy("Signature"),
    "note": gettext_lazy("Note"),
}
"""Columns of the form, in its order."""


@dataclass(frozen=True)
class OfProcedure(Period):
    """procedure: its code, "" for all."""

    procedure: str = ""


@dataclass(frozen=True)
class Entry(Line):
    """A line of the register; `signed` is for a pen."""

    COLUMNS = COLUMNS
    NAMED = "code"
    dossier_id: str
    number: int
    code: str
    procedure: str
    sets: int
    applicant: str
    contact: str
    agency: str
    received: datetime
    due: datetime | None
    passed_on: datetime | None
    result_in: datetime | None
    returned: datetime | None
    channel: str
    signed: str
    note: str

    @property
    def href(self) -> str:
        return reverse("dossiers:case", args=[self.dossier_id])


def accessible(user: User, at: datetime) -> QuerySet[Dossier]:
    """Every accepted dossier whose register the officer may see."""
    return Dossier.objects.filter(scope_filter(user, "register.view", at=at), accepted_at__isnull=False)


def found(user: User, period: OfProcedure, at: datetime) -> QuerySet[Dossier]:
    """Dossiers accepted in the period, in the order of acceptance, with what their entries need."""
    where = period.covers("accepted_at")
    if period.agency:
        where &= Q(agency_code=period.agency)
    if period.procedure:
        where &= Q(procedure_code=period.procedure)
    moves = DossierEvent.objects.filter(action__in=("accept", "assign", "finish")).only(
        "dossier_id", "action", "at", "payload"
    )
    return (
        accessible(user, at)
        .filter(where)
        .select_related("agency", "submission")
        .prefetch_related("submission__version", Prefetch("events", queryset=moves, to_attr="moves"))
        .order_by("accepted_at", "code")
    )


def choices(user: User, at: datetime) -> tuple[list[tuple[str, str]], list[tuple[str, str]]]:
    """Agencies and procedures (code, name) that occur in the officer's registers."""
    seen = accessible(user, at).order_by()
    agencies = seen.values_list("agency_code", "agency__name").distinct().order_by("agency__name")
    procedures = seen.values_list("procedure_code", "procedure_name").distinct().order_by("procedure_name")
    return list(agencies), list(dict(procedures).items())


def entries(dossiers: Iterable[Dossier], first: int) -> list[Entry]:
    """Lines of dossiers that come from `found`, numbered from `first`."""
    shown = list(dossiers)
    addresses = addresses_of(shown)
    return [_entry(one, number, addresses.get(one.pk, "")) for number, one in enumerate(shown, first)]


def _entry(dossier: Dossier, number: int, address: str) -> Entry:
    assert dossier.accepted_at is not None
    moves: dict[str, datetime] = {}
    handed_on = ""
    for event in dossier.moves:  # type: ignore[attr-defined]  # to_attr of `found`
        handed_on = event.payload.get("handed_on") or handed_on
        if event.action == "finish" or event.action not in moves:
            moves[event.action] = event.at
    return Entry(
        dossier_id=str(dossier.pk),
        number=number,
        code=dossier.shown_code,
        procedure=dossier.procedure_name,
        sets=1,
        applicant=dossier.applicant_name,
        contact="; ".join(part for part in (address, dossier.applicant_phone) if part),
        agency=dossier.agency.name,
        received=dossier.accepted_at,
        due=dossier.due_at,
        passed_on=moves.get("assign"),
        result_in=moves.get("finish"),
        returned=dossier.returned_at,
        channel=str(Channel(dossier.channel).label),
        signed="",
        note=_note(dossier, "" if "assign" in moves else handed_on),
    )


def _note(dossier: Dossier, handed_on: str) -> str:
    """`handed_on`: the day it is to be passed on, while it has not been."""
    said = [str(Status(dossier.status).label)]
    if handed_on:
        said.append(_("to be passed on %(day)s") % {"day": f"{date.fromisoformat(handed_on):%d/%m/%Y}"})
    if dossier.first_due_at and dossier.first_due_at != dossier.due_at:
        day = date_format(localtime(dossier.first_due_at), "d/m/Y")
        said.append(_("first promised for %(day)s") % {"day": day})
    return "; ".join(said)
