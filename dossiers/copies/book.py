"""The register of certified copies (sổ chứng thực bản sao, SCT/BS): its lines, its figures.

Page, XLSX, PDF and API show the same: every number there is, issued or not, and what is counted of them.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Count, Exists, OuterRef, Q, QuerySet, Sum
from django.db.models.functions import TruncMonth
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from accounts.models import User
from accounts.permissions import scope_filter
from documents.models import CertifiedCopy
from documents.places import names_of
from documents.registers.book import Line, Row
from documents.registers.period import Period
from rules.days import VIETNAM

SHORT = 7
"""Fewer digits than this are a number of the register."""
COLUMNS: dict[str, str | Promise] = {
    "number": _("Number of the copy"),
    "book": _("Book"),
    "entered": _("Day"),
    "asked_by": _("Asked for by"),
    "title": _("Name of the original"),
    "signer": _("Who signed"),
    "copies": _("Number of copies"),
    "pages": _("Number of pages"),
    "fee": _("Fee (đồng)"),
    "agency": _("Agency"),
    "state": _("Became"),
    "note": _("Note"),
}
COUNTED: dict[str, str | Promise] = {
    "agency": _("Agency"),
    "month_year": _("Month"),
    "asked": _("Requests"),
    "done": _("Copies issued"),
    "refused": pgettext_lazy("copies", "Refused"),
    "pages": _("Number of pages"),
    "fees": _("Fees (đồng)"),
}
State = CertifiedCopy.State


@dataclass(frozen=True)
class Asked(Period):
    """text: words of a line, or its number."""

    text: str = ""


@dataclass(frozen=True)
class Entry(Line):
    """A line of the register; dossier_id: where it comes from."""

    COLUMNS = COLUMNS
    NAMED = "number"
    dossier_id: str
    number: str
    book: str
    entered: datetime | None
    asked_by: str
    title: str
    signer: str
    copies: int
    pages: int
    fee: int
    agency: str
    state: str
    note: str

    @property
    def href(self) -> str:
        return reverse("dossiers:case", args=[self.dossier_id])


def reached(user: User, at: datetime) -> QuerySet[CertifiedCopy]:
    """Every entry at agencies whose register the officer may see."""
    return CertifiedCopy.objects.filter(scope_filter(user, "copies.register", at=at))


def found(user: User, asked: Asked, at: datetime) -> QuerySet[CertifiedCopy]:
    """Entries with a number of the period, in the order of the register."""
    where = Q(number__isnull=False) & asked.covers("entered_at")
    if asked.agency:
        where &= Q(agency_code=asked.agency)
    if text := " ".join(asked.text.split()):
        words = Q(title__icontains=text) | Q(asked_by__icontains=text) | Q(code__icontains=text)
        where &= Q(number=int(text)) if text.isdecimal() and len(text) < SHORT else words
    rows = reached(user, at).filter(where).select_related("register")
    return rows.order_by("agency_code", "entered_at", "number")


def agencies(user: User, at: datetime) -> list[tuple[str, str]]:
    """(code, name) of the agencies that have a register the officer may see."""
    codes = reached(user, at).order_by().values_list("agency_code", flat=True).distinct()
    return sorted(names_of(codes).items(), key=lambda pair: pair[1])


def lines(copies: Iterable[CertifiedCopy], _first: int = 1) -> list[Entry]:
    """Two queries for as many as there are; their numbers are those of the register."""
    shown = list(copies)
    names = names_of(one.agency_code for one in shown)
    return [_line(one, names[one.agency_code]) for one in shown]


def _line(copy: CertifiedCopy, agency: str) -> Entry:
    return Entry(
        dossier_id=copy.subject_id,
        number=copy.shown_number,
        book=copy.shown_book,
        entered=copy.entered_at,
        asked_by=copy.asked_by,
        title=copy.title,
        signer=copy.signer,
        copies=copy.copies if copy.state == State.ISSUED else 0,
        pages=copy.pages,
        fee=copy.fee,
        agency=agency,
        state=str(State(copy.state).label),
        note=copy.reason,
    )


@dataclass(frozen=True)
class Figures(Row):
    """An agency in a month. done, refused: of those asked for then; pages, fees (đồng): of those done."""

    COLUMNS = COUNTED
    NAMED = "agency"
    agency: str
    month: date
    asked: int
    done: int
    refused: int
    pages: int
    fees: int

    @property
    def month_year(self) -> str:
        """As tables say the month: 07/2025."""
        return f"{self.month:%m/%Y}"


def figures(user: User, asked: Asked, at: datetime) -> list[Figures]:
    """By agency and month of the request, each by what became of it in the end; two queries."""
    where = asked.covers("asked_at") & (Q(agency_code=asked.agency) if asked.agency else Q())
    same = {"subject_kind": OuterRef("subject_kind"), "subject_id": OuterRef("subject_id")}
    later = CertifiedCopy.objects.filter(**same, round__gt=OuterRef("round"))
    done = Q(state=State.ISSUED)
    rows = list(
        reached(user, at)
        .filter(where, ~Exists(later))
        .annotate(month=TruncMonth("asked_at", tzinfo=VIETNAM))
        .order_by("agency_code", "month")
        .values("agency_code", "month")
        .annotate(
            asked=Count("pk"),
            done=Count("pk", filter=done),
            refused=Count("pk", filter=Q(state=State.REFUSED)),
            pages_done=Sum("pages", filter=done, default=0),
            fees=Sum("fee", filter=done, default=0),
        )
    )
    names = names_of(one["agency_code"] for one in rows)
    return [
        Figures(
            names[one["agency_code"]],
            one["month"].date(),
            one["asked"],
            one["done"],
            one["refused"],
            one["pages_done"],
            one["fees"],
        )
        for one in rows
    ]
