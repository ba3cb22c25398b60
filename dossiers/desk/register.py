"""The register of dossiers on the desk: a page of it, and all of it as XLSX or PDF."""

from __future__ import annotations

import calendar
from datetime import date, datetime
from typing import Any

from django import forms
from django.core.paginator import Paginator
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from accounts.access import allow, holds, user_of
from accounts.access_log import record
from accounts.models import User
from dossiers.desk.navigation import queues
from dossiers.inbox import counts
from dossiers.register.entries import COLUMNS, Period, choices, entries, found
from dossiers.register.files import MOST_IN_PDF, Book, as_pdf, as_xlsx
from dossiers.register.periods import month_of, quarter_of, report_period
from eforms.paper.views import pdf_answer

PER_PAGE = 50
DAY = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


class PeriodForm(forms.Form):
    """First and last day, agency, procedure; without any, this month."""

    since = forms.DateField(label=_("First day"), widget=DAY)
    until = forms.DateField(label=_("Last day"), widget=DAY)
    agency = forms.ChoiceField(label=_("Agency"), required=False)
    procedure = forms.ChoiceField(label=_("Procedure"), required=False)

    def __init__(self, asked: dict[str, Any], *, officer: User, at: datetime) -> None:
        super().__init__({**this_month(at), **asked})
        for name, options in zip(("agency", "procedure"), choices(officer, at), strict=True):
            field = self.fields[name]
            assert isinstance(field, forms.ChoiceField)
            field.choices = [("", _("All")), *options]

    def clean(self) -> dict[str, Any]:
        said = super().clean() or self.cleaned_data
        if "since" in said and "until" in said and said["until"] < said["since"]:
            self.add_error("until", forms.ValidationError(_("This day is before the first."), code="order"))
        return said

    def period(self) -> Period:
        """Only of a valid form."""
        return Period(**self.cleaned_data)

    def agency_name(self) -> str:
        """The agency chosen, or the only one there is; "" for several."""
        field = self.fields["agency"]
        assert isinstance(field, forms.ChoiceField)
        names = {str(code): str(name) for code, name in field.choices if code}  # type: ignore[union-attr, misc]
        chosen = self.cleaned_data["agency"] or (next(iter(names)) if len(names) == 1 else "")
        return names.get(chosen, "")


def this_month(at: datetime) -> dict[str, str]:
    today = timezone.localdate(at)
    last = calendar.monthrange(today.year, today.month)[1]
    return {"since": today.replace(day=1).isoformat(), "until": today.replace(day=last).isoformat()}


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
    officer, at = user_of(request), timezone.now()
    form = PeriodForm(request.GET.dict(), officer=officer, at=at)
    context: dict[str, Any] = {
        "form": form,
        "columns": COLUMNS,
        "queues": queues(counts(officer, at), {"status": "none"}),
        "here": "register",
        "reports": reports(timezone.localdate(at)),
    }
    if form.is_valid():
        page = Paginator(found(officer, form.period(), at), PER_PAGE).get_page(request.GET.get("page"))
        context |= {
            "page_obj": page,
            "entries": entries(page.object_list, page.start_index()),
            "asked": urlencode({name: form[name].value() or "" for name in form.fields}),
            "too_many": page.paginator.count > MOST_IN_PDF,
            "most": MOST_IN_PDF,
        }
    return render(request, "dossiers/desk/register.html", context, status=200 if form.is_valid() else 422)


@allow(holds("register.view"))
@never_cache
@require_GET
def download(request: HttpRequest, kind: str) -> HttpResponseBase:
    """The whole period as "xlsx" or "pdf", written to the access log. 404 for a wrong period or kind."""
    officer, at = user_of(request), timezone.now()
    form = PeriodForm(request.GET.dict(), officer=officer, at=at)
    if kind not in ("xlsx", "pdf") or not form.is_valid():
        raise Http404
    period = form.period()
    dossiers = found(officer, period, at)
    count = dossiers.count()
    if kind == "pdf" and count > MOST_IN_PDF:
        raise Http404
    record(
        user_id=officer.pk,
        action="register.download",
        subject=f"register:{period.since}:{period.until}",
        agency=period.agency,
        at=at,
        purpose=f"{kind}, {count}" + (f", {period.procedure}" if period.procedure else ""),
    )
    book = Book(agency=form.agency_name(), period=period, by=officer.full_name, at=at)
    name = f"so-theo-doi-{period.since}-{period.until}.{kind}"
    if kind == "pdf":
        return pdf_answer(as_pdf(book, dossiers), name)
    return FileResponse(as_xlsx(book, dossiers), as_attachment=True, filename=name, content_type=XLSX)
