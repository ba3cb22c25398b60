"""Revoking documents at the desk: what waits, asking from a document, deciding by another officer."""

from __future__ import annotations

import uuid
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from accounts.access import Rule, allow, holds, user_of
from accounts.permissions import holds_anywhere, may
from documents.codes import shown_code
from documents.desk.revoking_forms import ApproveForm, AskForm, DenyForm, WhichForm
from documents.models import Revocation
from documents.proving.revoking import APPROVE, ASK, approve, ask, deny, document_for, seen_by

SHOWN = 100
EITHER = Rule(
    f"holds {ASK} or {APPROVE}",
    check=lambda request, **__: any(
        holds_anywhere(request.user, action, timezone.now()) for action in (ASK, APPROVE)
    ),
)


@allow(EITHER)
@never_cache
@require_safe
def revocations(request: HttpRequest) -> HttpResponse:
    """Those that wait, or of another state; and the field from which one is asked for."""
    officer, at = user_of(request), timezone.now()
    state = request.GET.get("state", Revocation.Outcome.ASKED)
    rows = seen_by(officer, at).filter(outcome=state)[:SHOWN]
    may_ask = holds_anywhere(officer, ASK, at)
    context = {"rows": rows, "states": Revocation.Outcome.choices, "state": state, "may_ask": may_ask}
    return _page(request, "documents/desk/revocations.html", {**context, "form": WhichForm()})


@allow(holds(ASK))
@never_cache
@require_http_methods(["GET", "POST"])
def ask_revocation(request: HttpRequest) -> HttpResponse:
    """First which document (?code=), then why."""
    officer, at = user_of(request), timezone.now()
    which = WhichForm(request.GET if "code" in request.GET else None)
    if not which.is_valid():
        status = 422 if which.errors else 200
        return _page(request, "documents/desk/which.html", {"form": which}, status=status)
    try:
        document = document_for(officer, which.cleaned_data["code"], at)
    except PermissionDenied:
        which.add_error("code", _("No document of your agency has this code."))
        return _page(request, "documents/desk/which.html", {"form": which}, status=422)
    form = AskForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            found = ask(document, by=officer, at=at, **form.cleaned_data)
        except ValidationError as refused:
            form.add_error("replacement" if refused.code == "replacement" else None, refused)
        else:
            messages.success(request, _("Asked for. Another officer decides."))
            return redirect("documents:revocation", found.pk)
    context = {"document": document, "code": shown_code(document.verify_code), "form": form}
    return _page(request, "documents/desk/ask.html", context, status=422 if form.errors else 200)


@allow(EITHER)
@never_cache
@require_http_methods(["GET", "POST"])
def revocation(request: HttpRequest, revocation_id: uuid.UUID) -> HttpResponse:
    """One of them; POST decides it."""
    officer, at = user_of(request), timezone.now()
    found = get_object_or_404(seen_by(officer, at), pk=revocation_id)
    forms: dict[str, Any] = {"approve": ApproveForm(), "deny": DenyForm()}
    wrong: Any = []
    if request.method == "POST":
        wrong = _decide(request, found, forms)
        if not wrong:
            messages.success(request, _("Done."))
            return redirect("documents:revocation", found.pk)
    waits = found.outcome == Revocation.Outcome.ASKED
    decides = waits and may(officer, APPROVE, agency_code=found.document.agency_code, at=at)
    own = decides and found.asked_by_id == officer.pk
    context = {
        "revocation": found,
        "forms": forms,
        "wrong": wrong,
        "own": own,
        "decides": decides and not own,
    }
    context["code"] = shown_code(found.document.verify_code)
    return _page(request, "documents/desk/revocation.html", context, status=422 if wrong else 200)


def _decide(request: HttpRequest, found: Revocation, forms: dict[str, Any]) -> Any:
    """The form with what was wrong; nothing when it was done."""
    officer, at = user_of(request), timezone.now()
    name, kind = ("deny", DenyForm) if request.POST.get("do") == "deny" else ("approve", ApproveForm)
    form = forms[name] = kind(request.POST)
    if not form.is_valid():
        return form
    try:
        if name == "deny":
            deny(found, by=officer, why=form.cleaned_data["why"], at=at)
        else:
            approve(found, by=officer, code=form.cleaned_data["code"], at=at)
    except ValidationError as refused:
        form.add_error(next(iter(form.fields)), refused)
        return form
    return []


def _page(request: HttpRequest, template: str, context: dict[str, Any], status: int = 200) -> HttpResponse:
    return render(request, template, {**context, "here": "revocations"}, status=status)
