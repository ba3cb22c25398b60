"""Reconciliations and totals on the desk."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from accounts.access import allow, holds, user_of
from documents.places import names_of
from documents.registers.pages import note_taken, xlsx_response
from payments.models import Reconciliation, ReconciliationRow
from payments.providers.registry import way_of
from payments.reach import RECONCILE, VIEW
from payments.reconciling.books import journal_book
from payments.reconciling.forms import CompareForm, ResolveForm, TotalsForm
from payments.reconciling.sight import may_compare, rows_seen, seen
from payments.reconciling.totals import totals, whole
from payments.reconciling.verbs import compare_day, explain
from themes.paging import page_of

DAYS, ROWS = 31, 50


@allow(holds(RECONCILE))
@never_cache
@require_http_methods(["GET", "POST"])
def reconciliations(request: HttpRequest) -> HttpResponse:
    """Days and how they came out, newest first; POST compares a day now."""
    officer, at = user_of(request), timezone.now()
    form = CompareForm(request.POST or None, request.FILES or None, officer=officer, at=at)
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        file = said["file"]
        try:
            made = compare_day(
                said["account"], said["day"], by=officer, at=at, file=file, name=file.name if file else ""
            )
            return redirect("payments:reconciliation", made.pk)
        except ValidationError as refused:
            form.add_error("file", refused)
    page = page_of(request, seen(officer, at), DAYS)
    named = names_of(one.account.agency_code for one in page)
    context = {
        "form": form,
        "page_obj": page,
        "rows": [
            (one, _way(one), named.get(one.account.agency_code, ""), may_compare(officer, one.account, at))
            for one in page
        ],
        "here": "reconciliations",
    }
    status = 422 if form.errors else 200
    return render(request, "payments/reconciling/list.html", context, status=status)


def _way(made: Reconciliation) -> str:
    return str(way_of(made.account.provider).label)


@allow(holds(RECONCILE))
@never_cache
@require_safe
def reconciliation(request: HttpRequest, number: int) -> HttpResponse:
    """One day: what does not match first asked for, else everything."""
    officer, at = user_of(request), timezone.now()
    made = get_object_or_404(seen(officer, at), pk=number)
    rows = rows_seen(made, officer, at)
    chosen = request.GET.get("outcome", "")
    if chosen in ReconciliationRow.Outcome.values:
        rows = rows.filter(outcome=chosen)
    page = page_of(request, rows, ROWS)
    named = names_of({one.agency_code for one in page} | {made.account.agency_code})
    context = {
        "made": made,
        "way": _way(made),
        "agency": named.get(made.account.agency_code, ""),
        "page_obj": page,
        "rows": [(one, named.get(one.agency_code, "")) for one in page],
        "figures": [
            (label, getattr(made, outcome), outcome) for outcome, label in ReconciliationRow.Outcome.choices
        ],
        "chosen": chosen,
        "whole": may_compare(officer, made.account, at),
        "here": "reconciliations",
    }
    return render(request, "payments/reconciling/one.html", context)


@allow(holds(RECONCILE))
@never_cache
@require_http_methods(["GET", "POST"])
def row(request: HttpRequest, row_id: int) -> HttpResponse:
    """One row that does not match, and what became of it."""
    officer, at = user_of(request), timezone.now()
    found = get_object_or_404(
        ReconciliationRow.objects.select_related("reconciliation__account", "payment", "refund"), pk=row_id
    )
    if not rows_seen(found.reconciliation, officer, at).filter(pk=row_id).exists():
        raise Http404
    form = ResolveForm(request.POST or None, initial={"reason": found.resolution})
    if request.method == "POST" and form.is_valid():
        explain(found, reason=form.cleaned_data["reason"], by=officer, at=at)
        messages.success(request, _("Saved: what became of it."))
        return redirect("payments:reconciliation", found.reconciliation_id)
    context = {
        "row": found,
        "made": found.reconciliation,
        "form": form,
        "way": _way(found.reconciliation),
        "here": "reconciliations",
    }
    return render(request, "payments/reconciling/row.html", context, status=422 if form.errors else 200)


@allow(holds(VIEW))
@never_cache
@require_safe
def sums(request: HttpRequest) -> HttpResponse:
    """What came in over a period, added up."""
    officer, at = user_of(request), timezone.now()
    form = TotalsForm(request.GET.dict(), officer=officer, at=at)
    context: dict[str, Any] = {"form": form, "here": "totals"}
    if form.is_valid():
        rows = totals(officer, form.period(), form.cleaned_data["by"], at)
        context |= {
            "rows": rows,
            "sum": whole(rows),
            "by": dict(form.fields["by"].choices)[form.cleaned_data["by"]],  # type: ignore[attr-defined]
            "asked": form.address(),
        }
    return render(
        request, "payments/reconciling/totals.html", context, status=200 if form.is_valid() else 422
    )


@allow(holds(VIEW))
@never_cache
@require_safe
def journal(request: HttpRequest) -> HttpResponseBase:
    """The journal and the totals of a period as XLSX, written to the access log. 404 for a wrong period."""
    officer, at = user_of(request), timezone.now()
    form = TotalsForm(request.GET.dict(), officer=officer, at=at)
    if not form.is_valid():
        raise Http404
    return journal_file(request, form)


def journal_file(request: Any, form: TotalsForm) -> FileResponse:
    """Only of a valid form."""
    officer, at, period = user_of(request), timezone.now(), form.period()
    note_taken(officer, period, "payments.journal", "journal", purpose="xlsx", at=at)
    name = f"so-nhat-ky-thu-{period.since}-{period.until}.xlsx"
    return xlsx_response(journal_book(officer, period, at), name)
