"""A cashier's session on the desk: opened with change, counted by notes, handed over with a slip."""

from __future__ import annotations

import uuid
from datetime import datetime

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from accounts.access import allow, holds, user_of
from documents.places import names_of
from payments.desk import lists
from payments.desk.forms import CloseForm, OpenForm
from payments.desk.slip import slip_file
from payments.models import CashSession
from payments.reach import TAKE, VIEW, agency_name, check_place, own_session, places, session_for
from payments.sessions import close_session, given_back, open_by_hand, taken, totals
from themes.paging import page_of

PER_PAGE = 50


@allow(holds(VIEW))
@never_cache
@require_http_methods(["GET", "POST"])
def sessions(request: HttpRequest) -> HttpResponse:
    """One's own and, for who sees the books, those of the agency; POST opens one."""
    officer, at = user_of(request), timezone.now()
    where = places(officer, TAKE, at)
    form = OpenForm(request.POST or None, where)
    if form.is_bound and form.is_valid():
        try:
            code = check_place(officer, TAKE, form.cleaned_data["agency"], at)
            session = open_by_hand(officer, code, at=at, change=form.cleaned_data["change"])
            return redirect("payments:session", session.pk)
        except ValidationError as refused:
            form.add_error(None, refused)
    page = page_of(request, lists.sessions(officer, at), PER_PAGE)
    agencies = names_of(one.agency_code for one in page)
    context = {"form": form if where else None, "page_obj": page, "agencies": agencies, "here": "sessions"}
    return render(request, "payments/desk/sessions.html", context, status=422 if form.errors else 200)


@allow(holds(VIEW))
@never_cache
@require_http_methods(["GET", "POST"])
def session(request: HttpRequest, session_id: uuid.UUID) -> HttpResponse:
    """What was taken and given back; POST counts and closes it, by its cashier alone."""
    officer, at = user_of(request), timezone.now()
    found = session_for(officer, session_id, at)
    form = CloseForm(request.POST or None)
    if form.is_bound and _closed(own_session(officer, session_id, at), form, at):
        messages.success(request, _("The session has been counted and closed."))
        return redirect("payments:session", found.pk)
    context = {
        "session": found,
        "agency": agency_name(found.agency_code),
        "totals": totals(found),
        "taken": taken(found).prefetch_related("invoices", "receipts__series"),
        "given_back": given_back(found),
        "counts": [(int(kind), number) for kind, number in found.counts.items()],
        "form": form if found.closed_at is None and found.cashier_id == officer.pk else None,
        "here": "sessions",
    }
    return render(request, "payments/desk/session.html", context, status=422 if form.errors else 200)


def _closed(found: CashSession, form: CloseForm, at: datetime) -> bool:
    """Whether it could be closed with what the form says; else the form says why not."""
    if not form.is_valid():
        return False
    said = {"note": form.cleaned_data["note"], "handed_to": form.cleaned_data["handed_to"]}
    try:
        close_session(found, counted=form.counted(), counts=form.counts(), at=at, **said)
    except ValidationError as refused:
        form.refuse(refused)
        return False
    return True


@allow(holds(VIEW))
@never_cache
@require_safe
def slip(request: HttpRequest, session_id: uuid.UUID) -> HttpResponse:
    """The hand-over slip as PDF; not there while the drawer has not been counted."""
    return slip_file(session_for(user_of(request), session_id, timezone.now()))
