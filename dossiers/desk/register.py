"""The register of dossiers on the desk: a page of it, and all of it as XLSX or PDF."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from accounts.access import allow, holds, user_of
from accounts.models import User
from documents.registers.book import Book, Register
from documents.registers.pages import register_file, register_page
from documents.registers.period import PeriodForm
from dossiers.desk.navigation import beside
from dossiers.document_texts import text_for
from dossiers.register.entries import Entry, OfProcedure, choices, entries, found
from dossiers.register.periods import month_of, quarter_of, report_period
from dossiers.slips.sets import heading
from procedures.processing_rules import rules

KIND = "M07"


class ProcedureForm(PeriodForm):
    """First and last day, agency, procedure."""

    procedure = forms.ChoiceField(label=_("Procedure"), required=False)
    told = ("procedure",)

    def __init__(self, asked: dict[str, Any], officer: User, at: datetime) -> None:
        agencies, procedures = choices(officer, at)
        super().__init__(asked, agencies=agencies, at=at)
        self.offer("procedure", procedures)

    def period(self) -> OfProcedure:
        return OfProcedure(**self.cleaned_data)


def book(form: PeriodForm, officer: User, at: datetime) -> Book:
    """With title and closing words of the set of forms that is chosen."""
    named, period, agency = heading(KIND, rules().form_set), form.period(), form.agency_name()
    since, until = (f"{day:%d/%m/%Y}" for day in (period.since, period.until))
    return Book(
        title=named.title,
        agency=agency,
        period=period,
        by=officer.full_name,
        at=at,
        form=f"Mẫu số {named.number} – {named.circular}",
        note=text_for(KIND, named.form_set, {"co_quan": agency, "tu_ngay": since, "den_ngay": until}),
    )


REGISTER = Register(
    title=_("Register of dossiers"),
    line=Entry,
    form=ProcedureForm,
    found=found,
    lines=entries,
    book=book,
    page="dossiers/desk/register.html",
    printed="dossiers/register.typ",
    widths=(6, 24, 40, 6, 26, 40, 28, 17, 17, 17, 17, 17, 14, 10, 26),
    name="so-theo-doi",
    action="register.download",
    subject="register",
)


def reports(today: date) -> list[tuple[Any, str]]:
    """Periods of the reports that are due next: (name, query)."""
    month = month_of(today)
    named = [
        (_("Month of report"), report_period(month)),
        (_("Quarter of report"), report_period(quarter_of(month), 3)),
        (_("Year of report"), report_period(month.replace(month=12), 12)),
    ]
    return [
        (name, urlencode({"since": first.isoformat(), "until": last.isoformat()}))
        for name, (first, last) in named
    ]


@allow(holds("register.view"))
@never_cache
@require_GET
def register(request: HttpRequest) -> HttpResponse:
    """Fifty entries a page; a wrong period shows none and says why."""
    at = timezone.now()
    about = beside(user_of(request), at, "register")
    return register_page(request, REGISTER, reports=reports(timezone.localdate(at)), **about)


@allow(holds("register.view"))
@never_cache
@require_GET
def download(request: HttpRequest, kind: str) -> HttpResponseBase:
    """The whole period as "xlsx" or "pdf", written to the access log. 404 for a wrong period or kind."""
    return register_file(request, REGISTER, kind)
