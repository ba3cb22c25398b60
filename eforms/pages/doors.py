"""Who may open a draft's pages, and what is said to those who may not or come too late."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import Resolver404, resolve, reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.csrf import csrf_failure
from django_htmx.http import HttpResponseClientRedirect

from accounts.access import Rule
from eforms.drafts import may_fill, open_draft
from eforms.errors import DraftClosed, DraftForeign, DraftMoved
from eforms.models import Draft, Submission
from eforms.pages.keeping import put_aside
from eforms.versions.moving import bring_up_to_date

# Everybody reaches the door; `open_draft` lets in the owner's account or a browser that opened the draft's
# link, and the page says to others what they can do, which a plain refusal could not.
FILLER = Rule("fills the draft: its owner, or who opened its link", check=lambda request, **_: True)

View = Callable[..., HttpResponse]
KEPT = "da-giu"  # in an address: what was typed is put aside


def open_only(view: View) -> View:
    """The view gets the Draft, open and allowed; others get a page that explains."""

    @wraps(view)
    def guarded(request: HttpRequest, draft_id: UUID, **kwargs: Any) -> HttpResponse:
        draft = None
        try:
            draft = open_draft(request, draft_id)
            if draft.state != Draft.State.OPEN:
                raise DraftClosed
            if request.method == "GET":
                bring_up_to_date(draft, at=timezone.now())
            return view(request, draft, **kwargs)
        except DraftMoved:  # in another window, while this request was answered
            return _again(request, draft_id)
        except (DraftForeign, DraftClosed) as reason:
            if draft is None or isinstance(reason, DraftForeign):
                return signed_out(request, draft_id, kwargs.get("step", ""))
            if getattr(request, "htmx", False):  # a part of a page: let the whole page say it
                return HttpResponseClientRedirect(reverse("eforms:draft", args=[draft_id]))
            draft.refresh_from_db()
            return closed_page(request, draft)

    return guarded


def _again(request: HttpRequest, draft_id: UUID) -> HttpResponse:
    address = reverse("eforms:draft", args=[draft_id])
    return HttpResponseClientRedirect(address) if getattr(request, "htmx", False) else redirect(address)


def signed_out(request: HttpRequest, draft_id: UUID | str, step: str) -> HttpResponse:
    """Whoever is not let in: a step that was sent is put aside first, and the page says how to go on."""
    kept = bool(step) and put_aside(request, draft_id, step, at=timezone.now())
    step_address = reverse("eforms:step", args=[draft_id, step]) if step else request.path
    if not getattr(request, "htmx", False):
        return foreign_page(request, step_address, draft_id, kept=kept)
    if request.path.endswith("/luu/"):
        return render(
            request, "eforms/parts/saved.html", {"signed_out": True, "kept": kept, "back": step_address}
        )
    return HttpResponseClientRedirect(f"{step_address}?{KEPT}" if kept else step_address)


def foreign_page(
    request: HttpRequest, back: str, draft_id: UUID | str, *, kept: bool = False
) -> HttpResponse:
    """403: this draft is not yours, or the link was cut; never says whether such a draft exists.

    `back`: where to go on after signing in; `kept`: what was just sent is put aside.
    """
    sign_in = f"{reverse('account_login')}?{urlencode({'next': back})}"
    if kept or KEPT in request.GET:
        title, text = (
            _("Sign in to go on: what you typed is kept"),
            _(
                "You are no longer signed in, or this page was open for too long. What you typed is kept for "
                "you and comes back on this step as soon as you sign in or open your link to continue."
            ),
        )
    elif request.method == "POST":
        title, text = (
            _("This step could not be saved"),
            _(
                "You are no longer signed in, or this page was open for too long. The steps before are "
                "saved; only this one is not. Sign in, or open your link to continue, and fill in this step "
                "again."
            ),
        )
    else:
        title, text = (
            _("This draft cannot be opened"),
            _(
                "This draft belongs to someone else or the link is not complete. Nothing in it was changed. "
                "If you saved it with an account, sign in with that account. If you have a link to continue, "
                "open the whole link."
            ),
        )
    context = {"title": title, "text": text, "sign_in": sign_in, "draft_id": draft_id}
    return render(request, "eforms/signed_out.html", context, status=403)


def csrf_failed(request: HttpRequest, reason: str = "") -> HttpResponse:
    """Signed in or out in another window: a step that was sent is put aside and shown again with everything.

    Django calls it instead of a view (CSRF_FAILURE_VIEW). What is not a step of a form gets the plain page.
    """
    try:
        found = resolve(request.path_info)
    except Resolver404:
        return csrf_failure(request, reason)
    draft_id, step = found.kwargs.get("draft_id"), found.kwargs.get("step", "")
    if "eforms" not in found.app_names or not put_aside(request, draft_id or "", step, at=timezone.now()):
        return csrf_failure(request, reason)
    if not may_fill(request, Draft.objects.get(pk=str(draft_id))):
        return signed_out(request, str(draft_id), step)
    address = reverse("eforms:step", args=[draft_id, step])
    if not getattr(request, "htmx", False):
        return redirect(address)
    if request.path.endswith("/luu/"):
        return render(request, "eforms/parts/saved.html", {"reload": True, "back": address})
    return HttpResponseClientRedirect(address)


def closed_page(request: HttpRequest, draft: Draft, *, straight_on: bool = False) -> HttpResponse:
    """The draft was filed (with the way to its receipt) or discarded. `straight_on`: to the receipt."""
    submission = Submission.objects.filter(draft=draft).first()
    if submission is None:
        title, text = _("This draft was discarded"), _("It can no longer be filled. You can start again.")
        return render(
            request,
            "themes/message.html",
            {"title": title, "text": text, "actions": [(_("Front page"), "/")]},
        )
    receipt = submission.receipt
    if straight_on and receipt.get("url"):
        return redirect(receipt["url"])
    text = _(
        "“%(title)s” was filed. Its reference is %(reference)s. Answers cannot be changed here any more."
    )
    context = {
        "title": _("This form was filed already"),
        "text": text % {"title": draft.title, "reference": receipt.get("reference", "")},
        "actions": [(_("Open the receipt"), receipt.get("url") or "/")],
    }
    return render(request, "themes/message.html", context)
