"""Who may open a draft's pages, and what is said to those who may not or come too late."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django_htmx.http import HttpResponseClientRedirect

from accounts.access import Rule
from eforms.drafts import open_draft
from eforms.errors import DraftClosed, DraftForeign
from eforms.models import Draft, Submission

# Everybody reaches the door; `open_draft` lets in the owner's account or a browser that opened the draft's
# link, and the page says to others what they can do, which a plain refusal could not.
FILLER = Rule("fills the draft: its owner, or who opened its link", check=lambda request, **_: True)

View = Callable[..., HttpResponse]


def open_only(view: View) -> View:
    """The view gets the Draft, open and allowed; others get a page that explains."""

    @wraps(view)
    def guarded(request: HttpRequest, draft_id: UUID, **kwargs: Any) -> HttpResponse:
        draft = None
        try:
            draft = open_draft(request, draft_id)
            if draft.state != Draft.State.OPEN:
                raise DraftClosed
            return view(request, draft, **kwargs)
        except (DraftForeign, DraftClosed) as reason:
            if getattr(request, "htmx", False):  # a part of a page: let the whole page say it
                return HttpResponseClientRedirect(reverse("eforms:draft", args=[draft_id]))
            if draft is None or isinstance(reason, DraftForeign):
                return foreign_page(request)
            draft.refresh_from_db()
            return closed_page(request, draft)

    return guarded


def foreign_page(request: HttpRequest) -> HttpResponse:
    """403: this draft is not yours, or the link was cut; never says whether such a draft exists."""
    actions = [(_("My drafts"), reverse("eforms:mine"))]
    if not request.user.is_authenticated:
        actions = [
            (_("Sign in"), f"{reverse('account_login')}?{urlencode({'next': request.path})}"),
            *actions[1:],
        ]
    title, text = (
        _("This draft cannot be opened"),
        _(
            "This draft belongs to someone else or the link is not complete. Nothing in it was changed. "
            "If you saved it with an account, sign in with that account. If you have a link to continue, "
            "open the whole link."
        ),
    )
    if request.method == "POST":
        title, text = (
            _("This step could not be saved"),
            _(
                "You are no longer signed in, or this page was open for too long. The steps before are "
                "saved; "
                "only this one is not. Sign in, or open your link to continue, and fill in this step again."
            ),
        )
    context = {"title": title, "text": text, "actions": [*actions, (_("Front page"), "/")]}
    return render(request, "themes/message.html", context, status=403)


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
