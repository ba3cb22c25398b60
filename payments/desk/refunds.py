"""Refunds on the desk: what waits, approved or not by a second person, handed out or transferred."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from datetime import datetime
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from accounts.access import allow, holds, user_of
from accounts.models import User
from accounts.permissions import may
from documents.places import names_of
from payments.cashier import CASH, hand_out, transferred
from payments.desk import lists
from payments.desk.forms import BankReferenceForm, ReasonForm
from payments.models import Refund
from payments.providers.registry import provider
from payments.reach import APPROVE, REFUND, TAKE, VIEW, refund_for
from payments.refunding import approve, refuse
from themes.paging import page_of

PER_PAGE = 50


@allow(holds(VIEW))
@never_cache
@require_safe
def refunds(request: HttpRequest) -> HttpResponse:
    """Those that wait for somebody; by state on demand."""
    state = request.GET.get("state", "")
    rows = lists.refunds(user_of(request), timezone.now(), state=state)
    page = page_of(request, rows, PER_PAGE)
    agencies = names_of(one.payment.agency_code for one in page)
    context = {
        "page_obj": page,
        "agencies": agencies,
        "states": Refund.State.choices,
        "state": state,
        "here": "refunds",
    }
    return render(request, "payments/desk/refunds.html", context)


@allow(holds(VIEW))
@never_cache
@require_http_methods(["GET", "POST"])
def refund(request: HttpRequest, refund_id: uuid.UUID) -> HttpResponse:
    """One refund, and what the reader may do about it; POST does it."""
    officer, at = user_of(request), timezone.now()
    found = refund_for(officer, VIEW, refund_id, at)
    forms: dict[str, Any] = {"refuse": ReasonForm(), "transferred": BankReferenceForm()}
    wrong: Any = []
    if request.method == "POST" and (done := request.POST.get("do", "")) in DOING:
        refund_for(officer, DOING[done][0], refund_id, at)
        wrong = _done(found, done, forms, request)
        if not wrong:
            messages.success(request, _("Done."))
            return redirect("payments:refund", found.pk)
    context = {"refund": found, "forms": forms, "wrong": wrong, "here": "refunds"}
    context |= _open_to(found, officer, at)
    return render(request, "payments/desk/refund.html", context, status=422 if wrong else 200)


def _done(found: Refund, done: str, forms: dict[str, Any], request: HttpRequest) -> Any:
    """What was wrong, for the summary of errors; nothing when it was done."""
    _action, do, form_class = DOING[done]
    said: dict[str, str] = {}
    if form_class:
        form = forms[done] = form_class(request.POST)
        if not form.is_valid():
            return form
        said = form.cleaned_data
    try:
        do(found, user_of(request), timezone.now(), said)
    except ValidationError as refused:
        return refused.messages
    return []


def _open_to(found: Refund, officer: User, at: datetime) -> dict[str, bool]:
    """What the page offers: what the state allows and the person may."""

    def holds_it(action: str) -> bool:
        return may(officer, action, agency_code=found.payment.agency_code, at=at)

    decides = found.state == Refund.State.ASKED and holds_it(APPROVE)
    waits = found.state == Refund.State.APPROVED
    in_cash = found.payment.provider == CASH
    by_hand = not in_cash and provider(found.payment.provider) is None
    return {
        "decides": decides and found.asked_by_id != officer.pk,
        "own": decides and found.asked_by_id == officer.pk,
        "hands_out": waits and in_cash and holds_it(TAKE),
        "transfers": waits and by_hand and holds_it(REFUND),
        "by_provider": waits and not in_cash and not by_hand,
    }


def _approve(found: Refund, officer: User, at: datetime, _said: dict[str, str]) -> None:
    approve(found, by=officer, at=at)


def _refuse(found: Refund, officer: User, at: datetime, said: dict[str, str]) -> None:
    refuse(found, by=officer, reason=said["reason"], at=at)


def _hand_out(found: Refund, officer: User, at: datetime, _said: dict[str, str]) -> None:
    hand_out(found, by=officer, at=at)


def _transferred(found: Refund, officer: User, at: datetime, said: dict[str, str]) -> None:
    transferred(found, by=officer, reference=said["reference"], at=at)


Do = Callable[[Refund, User, datetime, dict[str, str]], None]
DOING: dict[str, tuple[str, Do, Any]] = {
    "approve": (APPROVE, _approve, None),
    "refuse": (APPROVE, _refuse, ReasonForm),
    "hand_out": (TAKE, _hand_out, None),
    "transferred": (REFUND, _transferred, BankReferenceForm),
}
"""{what the button says: (permission, verb, form)}."""
