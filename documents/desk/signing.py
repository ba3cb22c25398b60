"""“Waiting for signature”: look at documents, choose many, sign them with one code; refuse one."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.paginator import Page, Paginator
from django.db.models import Count, QuerySet
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe
from rest_framework.request import Request

from accounts.access import Rule, allow, user_of
from accounts.errors import CodeRefused
from accounts.models import User
from accounts.permissions import roles_of
from documents.desk.forms import RefuseForm, SignForm
from documents.errors import SigningRefused
from documents.models import IssuedDocument, Signature
from documents.serving import file_response
from documents.signing.giving import choose, refuse
from documents.signing.sessions import close_session, open_session, session_of
from documents.signing.waiting import State, in_turn, may_give, open_for, signs, why_not
from themes.pressing import by_button

PER_PAGE = 50
MOST = 1000
RECENT = timedelta(hours=1)
SIGNS = Rule(
    "holds documents.sign or documents.seal, or has a scan that is not signed yet",
    check=lambda request, **_: signs(request.user, timezone.now()),
)


@allow(SIGNS)
@never_cache
@require_http_methods(["GET", "POST"])
def signing(request: HttpRequest) -> HttpResponse:
    """What waits; POST signs what is ticked. What is wrong is said beside it, and the ticks stay."""
    officer, at = user_of(request), timezone.now()
    asks_code = session_of(officer, at) is None
    form = SignForm(request.POST if request.method == "POST" else None, asks_code=asks_code)
    ticked = ticks(request)
    if form.is_bound and form.is_valid():
        try:
            return _chosen(request, chosen_of(officer, ticked, everything="all" in request.POST, at=at), form)
        except CodeRefused as refused:
            form.add_error("code", refused)
        except ValidationError as refused:
            form.add_error(None, refused)
    return _shown(request, form, ticked)


def chosen_of(officer: User, ticked: Sequence[int], *, everything: bool, at: datetime) -> list[Signature]:
    """Of what is open to the officer. Raises ValidationError: nothing ticked, or nothing of it waits."""
    rows = open_for(officer, at).filter(state__in=(State.WANTED, State.FAILED))
    found = list(rows[:MOST] if everything else rows.filter(pk__in=ticked[:MOST]))
    if not found and ticked:
        if refused := _of_another_role(officer, ticked, at):
            raise refused
        raise ValidationError(_("What you ticked waits for a signature no longer."), code="gone")
    if not found:
        raise ValidationError(_("Tick at least one document."), code="none")
    return found


def _of_another_role(officer: User, ticked: Sequence[int], at: datetime) -> SigningRefused | None:
    """Whose it is, when the officer signs for the agency but another role was named for this signature."""
    rows = Signature.objects.filter(pk__in=ticked[:MOST], state__in=(State.WANTED, State.FAILED))
    one = in_turn(rows).exclude(role="").filter(document__state=IssuedDocument.State.SIGNING).first()
    refused = why_not(officer, one, at) if one else None
    return refused if refused and refused.code == "other_role" else None


def _chosen(request: HttpRequest, wanted: list[Signature], form: SignForm) -> HttpResponse:
    """Raises CodeRefused, SigningRefused."""
    officer, at = user_of(request), timezone.now()
    session = session_of(officer, at) or open_session(officer, form.cleaned_data.get("code", ""), at)
    count = choose(wanted, session, at)
    text = ngettext("%(n)s document is being signed.", "%(n)s documents are being signed.", count)
    messages.success(request, text % {"n": count})
    return redirect("documents:signing")


def _shown(request: HttpRequest, form: SignForm, ticked: Sequence[int]) -> HttpResponse:
    officer, at = user_of(request), timezone.now()
    page: Page[Any] = Paginator(open_for(officer, at), PER_PAGE).get_page(request.GET.get("page"))
    context = {
        "page_obj": page,
        "roles": {one.role.code: one.role.name_in_language for one in roles_of(officer, at)},
        "form": form,
        "ticked": set(ticked),
        "session": session_of(officer, at),
        "here": "signing",
        **progress(officer, at),
    }
    return render(request, "documents/desk/signing.html", context, status=422 if form.errors else 200)


@allow(SIGNS)
@never_cache
@require_safe
def standing(request: HttpRequest) -> HttpResponse:
    """How far the signing is; the page asks for it while some wait."""
    return render(
        request, "documents/desk/progress.html", progress(user_of(request), timezone.now()) | {"asked": True}
    )


@allow(SIGNS)
@by_button("documents:signing")
def end(request: HttpRequest) -> HttpResponse:
    close_session(user_of(request), timezone.now())
    messages.success(request, _("Your time for signing has ended. The next signature wants a new code."))
    return redirect("documents:signing")


@allow(SIGNS)
@never_cache
@require_safe
def paper(request: HttpRequest, signature_id: int) -> FileResponse:
    """The document as it stands, for whoever is asked to sign it."""
    return file_response(mine(request, signature_id).document.file, inline=True)


@allow(SIGNS)
@never_cache
@require_http_methods(["GET", "POST"])
def refusal(request: HttpRequest, signature_id: int) -> HttpResponse:
    found = mine(request, signature_id)
    form = RefuseForm(request.POST or None)
    if form.is_bound and form.is_valid():
        try:
            refuse(found, user_of(request), form.cleaned_data["reason"], timezone.now())
            messages.success(request, _("The document will not be signed; your reason is kept with it."))
            return redirect("documents:signing")
        except SigningRefused as refused:
            form.add_error("reason" if refused.code == "reason_missing" else None, refused)
    context = {"signature": found, "form": form, "here": "signing"}
    return render(request, "documents/desk/refusal.html", context, status=422 if form.errors else 200)


def mine(request: HttpRequest | Request, signature_id: int) -> Signature:
    """Raises Http404: no such signature, or not for this person."""
    rows: QuerySet[Signature] = Signature.objects.select_related("document__file")
    found = rows.filter(pk=signature_id).first()
    if found is None or not may_give(user_of(request), found, timezone.now()):
        raise Http404
    return found


def progress(officer: User, at: datetime) -> dict[str, Any]:
    """Of what the officer chose within the last hour: {"given", "waits", "failed", "total"}."""
    recent = Signature.objects.filter(session__user=officer, session__until__gt=at - RECENT)
    by_state = dict(recent.order_by().values_list("state").annotate(n=Count("pk")))
    given, waits, failed = (by_state.get(one, 0) for one in (State.GIVEN, State.CHOSEN, State.FAILED))
    return {"given": given, "waits": waits, "failed": failed, "total": given + waits + failed}


def ticks(request: HttpRequest) -> list[int]:
    return [int(one) for one in request.POST.getlist("signature") if one.isdecimal() and len(one) < 19]
