"""The cashier's counter: find what is to be paid, take it, say the change; and one payment in full."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from accounts.access import allow, holds, user_of
from accounts.models import User
from accounts.permissions import may
from payments.cashier import take
from payments.desk import lists
from payments.desk.forms import FindForm, RefundForm, TakeForm
from payments.models import Invoice, Payment, Refund
from payments.providers.registry import way_of
from payments.reach import REFUND, TAKE, VIEW, payment_for, to_take
from payments.refunding import propose
from rules.money import format_vnd
from themes.paging import page_of
from themes.pressing import by_button


@allow(holds(TAKE))
@never_cache
@require_http_methods(["GET", "POST"])
def counter(request: HttpRequest) -> HttpResponse:
    """What is to be paid at the cashier's agencies. Names looked for come by POST and stand in no address."""
    find = FindForm(request.POST or None)
    text = find.cleaned_data["q"] if find.is_bound and find.is_valid() else ""
    officer, at = user_of(request), timezone.now()
    page = page_of(request, lists.due(officer, text, at), lists.MOST)
    rows = list(page)
    chosen = rows if text and len(rows) == 1 else []
    paid = lists.paid(officer, text, at)
    asked = find if text else None
    return _shown(request, find, TakeForm(None), rows, chosen, paid=paid, page_obj=page, asked=asked)


@allow(holds(TAKE))
@never_cache
@by_button("payments:counter")
def take_money(request: HttpRequest) -> HttpResponse:
    """Take the money for the ticked invoices; what is wrong is said beside it and nothing is lost."""
    officer, at = user_of(request), timezone.now()
    ids = request.POST.getlist("invoice")
    chosen = to_take(officer, ids, at)
    form = TakeForm(request.POST, chosen)
    if form.is_valid():
        try:
            return _taken(request, form, chosen, at)
        except ValidationError as refused:
            form.add_error(None, refused)
    rows = chosen or list(lists.due(officer, "", at)[: lists.MOST])
    return _shown(request, FindForm(), form, rows, chosen)


def _taken(request: HttpRequest, form: TakeForm, chosen: list[Invoice], at: datetime) -> HttpResponse:
    officer, said = user_of(request), form.cleaned_data
    key = f"desk:{officer.pk}:{said['key']}"
    payment = take(chosen, by=officer, at=at, key=key, way=said["way"], slip=said["slip"].strip())
    text = _("%(amount)s received.") % {"amount": format_vnd(payment.amount)}
    if change := form.change():
        text += " " + _("Give back %(change)s in change.") % {"change": format_vnd(change)}
    messages.success(request, text)
    return redirect("payments:desk_payment", payment.reference)


def _shown(
    request: HttpRequest,
    find: FindForm,
    form: TakeForm,
    rows: list[Invoice],
    chosen: list[Invoice],
    **more: Any,
) -> HttpResponse:
    """more: paid, page_obj, asked (what was looked for; words stand in no address)."""
    context = {
        "find": find,
        "form": form,
        "rows": rows,
        "chosen": chosen,
        "here": "counter",
        **more,
    }
    status = 422 if form.errors else 200
    return render(request, "payments/desk/counter.html", context, status=status)


@allow(holds(VIEW))
@never_cache
@require_http_methods(["GET", "POST"])
def payment(request: HttpRequest, reference: str) -> HttpResponse:
    """One payment: what it settled, its receipts, what goes back. POST asks for a refund."""
    officer, at = user_of(request), timezone.now()
    found = payment_for(officer, VIEW, reference, at)
    asks = found.state == Payment.State.SUCCEEDED and may(
        officer, REFUND, agency_code=found.agency_code, at=at
    )
    if request.method == "POST" and not asks:
        raise PermissionDenied
    form = RefundForm(request.POST or None, found) if asks else None
    if form is not None and form.is_bound:
        if again := _asked_before(form, found, officer):
            return redirect("payments:refund", again.pk)
    if form is not None and form.is_bound and form.is_valid():
        try:
            refund = _asked(form, found, request, at)
            messages.success(request, _("The refund now waits for the approval of a second person."))
            return redirect("payments:refund", refund.pk)
        except ValidationError as refused:
            form.refuse(refused)
    context = _about(found) | {"form": form, "here": "counter"}
    status = 422 if form is not None and form.errors else 200
    return render(request, "payments/desk/payment.html", context, status=status)


def _about(found: Payment) -> dict[str, Any]:
    return {
        "payment": found,
        "way": way_of(found.provider),
        "parts": found.parts.select_related("invoice").order_by("invoice_id"),
        "receipts": found.receipts.select_related("series", "invoice").order_by("number"),
        "refunds": found.refunds.order_by("asked_at"),
    }


def _asked_before(form: RefundForm, found: Payment, officer: User) -> Refund | None:
    """Pressed twice: what was asked for leaves less to ask for, so that the form is wrong by then."""
    form.full_clean()
    key = form.cleaned_data.get("key")
    return found.refunds.filter(key=f"desk:{officer.pk}:{key}").first() if key else None


def _asked(form: RefundForm, found: Payment, request: HttpRequest, at: datetime) -> Refund:
    officer, said = user_of(request), form.cleaned_data
    return propose(
        found,
        said["amount"],
        reason=said["reason"],
        by=officer,
        at=at,
        key=f"desk:{officer.pk}:{said['key']}",
        invoice=form.invoice(),
        note=said["note"],
    )
