"""Receipts on the desk: found, cancelled and replaced with a reason; series with letters of their own."""

from __future__ import annotations

import uuid
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from accounts.access import allow, holds, user_of
from accounts.permissions import may
from documents.models import IssuedDocument
from documents.places import names_of
from payments.desk import lists
from payments.desk.forms import ReasonForm, ReceiptsForm, ReplaceForm, SeriesForm
from payments.models import Receipt
from payments.reach import RECEIPTS, VIEW, check_place, places, receipt_for
from payments.receipts.issuing import cancel_receipt, open_series, replace_receipt
from payments.receipts.printing import SUBJECT
from themes.paging import page_of

PER_PAGE = 50


@allow(holds(VIEW))
@never_cache
@require_http_methods(["GET", "POST"])
def receipts(request: HttpRequest) -> HttpResponse:
    """Of the days and agencies asked for; a payer's name comes by POST and stands in no address."""
    officer, at = user_of(request), timezone.now()
    said: QueryDict = request.POST if request.method == "POST" else request.GET
    asked = {name: said[name] for name in said if name in ReceiptsForm.base_fields}
    if request.method == "GET":
        asked.pop("payer", None)
    there = list(lists.series_of(officer, at))
    agencies = names_of(one.agency_code for one in there)
    form = ReceiptsForm(
        asked,
        agencies=sorted(agencies.items()),
        symbols=[one.symbol for one in there],
        at=at,
    )
    found = lists.receipts(officer, form.period(), at) if form.is_valid() else Receipt.objects.none()
    if request.method == "POST" and form.is_valid() and not form.cleaned_data["payer"]:
        return redirect(f"{request.path}?{form.address()}")
    context = {
        "form": form,
        "asked": form if request.method == "POST" else None,
        "page_obj": page_of(request, found, PER_PAGE),
        "agencies": agencies,
        "may_open": bool(places(officer, RECEIPTS, at)),
        "here": "desk_receipts",
    }
    return render(request, "payments/desk/receipts.html", context, status=422 if form.errors else 200)


@allow(holds(VIEW))
@never_cache
@require_http_methods(["GET", "POST"])
def receipt(request: HttpRequest, receipt_id: uuid.UUID) -> HttpResponse:
    """One receipt; POST cancels it, or replaces it by one that says something else."""
    officer, at = user_of(request), timezone.now()
    found = receipt_for(officer, VIEW, receipt_id, at)
    cancels, replaces = _forms(request, found)
    if request.method == "POST":
        receipt_for(officer, RECEIPTS, receipt_id, at)
        form = replaces if "replace" in request.POST else cancels
        if form.is_valid():
            try:
                return redirect("payments:desk_receipt", _changed(request, found, form).pk)
            except ValidationError as refused:
                form.add_error(None, refused)
    valid = found.state == Receipt.State.ISSUED
    context = {
        "receipt": found,
        "document": IssuedDocument.objects.filter(subject_kind=SUBJECT, subject_id=str(found.pk)).first(),
        "replaced_by": Receipt.objects.filter(replaces=found).select_related("series").first(),
        "may_change": valid and may(officer, RECEIPTS, agency_code=found.invoice.agency_code, at=at),
        "cancels": cancels,
        "replaces": replaces,
        "wrong": [form for form in (cancels, replaces) if form.errors],
        "here": "desk_receipts",
    }
    return render(request, "payments/desk/receipt.html", context, status=422 if context["wrong"] else 200)


def _forms(request: HttpRequest, found: Receipt) -> tuple[ReasonForm, ReplaceForm]:
    """Each with a prefix of its own: both stand on one page."""
    said = {name: found.content.get(name, "") for name in ("payer", "number", "address")}
    sent: Any = request.POST or None
    replacing = sent is not None and "replace" in sent
    return (
        ReasonForm(None if replacing else sent, prefix="cancel"),
        ReplaceForm(sent if replacing else None, prefix="replace", initial=said),
    )


def _changed(request: HttpRequest, found: Receipt, form: ReasonForm) -> Receipt:
    """The receipt as it is now, or the one in its place."""
    said, by, at = dict(form.cleaned_data), user_of(request), timezone.now()
    reason = said.pop("reason")
    if isinstance(form, ReplaceForm):
        new = replace_receipt(found, by=by, reason=reason, at=at, **said)
        messages.success(request, _("Receipt %(number)s replaces it.") % {"number": new.shown_number})
        return new
    messages.success(request, _("The receipt has been cancelled; its number stays used."))
    return cancel_receipt(found, by=by, reason=reason, at=at)


@allow(holds(RECEIPTS))
@never_cache
@require_http_methods(["GET", "POST"])
def series(request: HttpRequest) -> HttpResponse:
    """Series of the agencies; POST opens one whose letters new receipts bear from then on."""
    officer, at = user_of(request), timezone.now()
    form = SeriesForm(request.POST or None, places(officer, RECEIPTS, at))
    if form.is_bound and form.is_valid():
        try:
            code = check_place(officer, RECEIPTS, form.cleaned_data["agency"], at)
            opened = open_series(code, form.cleaned_data["letters"], at=at)
            messages.success(
                request, _("New receipts bear the symbol %(symbol)s.") % {"symbol": opened.symbol}
            )
            return redirect("payments:series")
        except ValidationError as refused:
            form.add_error("letters", refused)
    rows = list(lists.series_of(officer, at))
    agencies = names_of(one.agency_code for one in rows)
    context = {"form": form, "rows": rows, "agencies": agencies, "here": "desk_receipts"}
    return render(request, "payments/desk/series.html", context, status=422 if form.errors else 200)
