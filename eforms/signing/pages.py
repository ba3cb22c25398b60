"""Pages of signing together: where the filer waits, and where the co-signer reads and answers."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods

from accounts.access import PUBLIC, Rule, allow
from eforms import drafts
from eforms.models import Draft
from eforms.pages.doors import FILLER, open_only
from eforms.pages.review import review
from eforms.pages.wizard import REVIEW
from eforms.signing import deciding, inviting
from eforms.signing.models import CoSignature
from eforms.signing.signers import has_signers, standings
from themes.widgets import CodeInput

# Everybody reaches the page; it shows answers only to a browser that opened the link and gave the code.
CO_SIGNER = Rule("co-signs: opened the invitation's link, gave the code", check=lambda request, **_: True)
State = CoSignature.State


class CodeForm(forms.Form):
    """The one-time code."""

    use_required_attribute = False
    code = forms.CharField(
        label=gettext_lazy("One-time code"),
        max_length=20,
        help_text=gettext_lazy("Six digits, from the message we have just sent."),
        widget=CodeInput,
    )


class DeclineForm(forms.Form):
    """Why not."""

    use_required_attribute = False
    reason = forms.CharField(
        label=gettext_lazy("Why do you decline?"),
        required=False,
        max_length=deciding.LONGEST_REASON,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=gettext_lazy("The person who filled in the form reads it."),
    )


@allow(FILLER)
@never_cache
@require_http_methods(["GET", "POST"])
@open_only
def waiting(request: HttpRequest, draft: Draft) -> HttpResponse:
    """Who has signed; invitations are sent, repeated and called back here."""
    at = timezone.now()
    if not has_signers(draft.version.content):
        return redirect("eforms:draft", draft.pk)
    unfinished = drafts.first_unfinished(draft, drafts.facts_of(draft, drafts.day_of(at)))
    if unfinished:
        messages.warning(request, _("Finish the form first: then the others can be asked to sign."))
        return redirect("eforms:step", draft.pk, unfinished)
    if request.method == "POST":
        _do(request, draft)
        return redirect("eforms:signers", draft.pk)
    rows = standings(draft, drafts.day_of(at))
    context = {
        "draft": draft,
        "rows": rows,
        "to_invite": [row for row in rows if row.waits_for_invitation],
        "no_address": [row for row in rows if row.state == "no_address"],
        "all_signed": all(row.state == State.AGREED for row in rows),
        "review": REVIEW,
    }
    return render(request, "eforms/signing/waiting.html", context)


def _do(request: HttpRequest, draft: Draft) -> None:
    verb, _sep, signer = request.POST.get("do", "").partition(":")
    at = timezone.now()
    try:
        if verb == "invite":
            names = ", ".join(one.name or one.label for one in inviting.invite_all(draft, at=at))
            if names:
                messages.success(request, _("The invitation is on its way to: %(names)s.") % {"names": names})
        elif verb == "remind":
            inviting.remind(draft, signer, at=at)
            messages.success(request, _("The link is on its way once more."))
        elif verb == "cancel":
            inviting.cancel(draft, signer, at=at)
            messages.success(request, _("The invitation was called back. Its link no longer works."))
    except ValidationError as refused:
        messages.error(request, " ".join(refused.messages))


@allow(PUBLIC)
@require_GET
def link(request: HttpRequest, key: UUID, secret: str) -> HttpResponse:
    """Redeem the invitation into the session and leave its address at once."""
    deciding.redeem(request, key, secret)
    return redirect("eforms:sign", key)


@allow(CO_SIGNER)
@never_cache
@require_http_methods(["GET", "POST"])
def sign(request: HttpRequest, key: UUID) -> HttpResponse:
    """First the code, then the answers and the decision."""
    signature = deciding.invited(request, key)
    if signature is None:
        return _message(
            request,
            _("This invitation cannot be opened"),
            _("The link is not complete, was used in another browser, or the invitation was called back."),
            status=403,
        )
    if signature.draft.state != Draft.State.OPEN:
        return _closed(request, signature)
    if not deciding.has_proved(request, signature):
        return _code_page(request, signature)
    return _decision_page(request, signature)


def _code_page(request: HttpRequest, signature: CoSignature) -> HttpResponse:
    verb, at = request.POST.get("do", ""), timezone.now()
    form = CodeForm(request.POST if verb == "check" else None)
    try:
        if verb == "send":
            deciding.send_code(signature, at=at)
            messages.success(
                request, _("The code is on its way to %(to)s.") % {"to": _veiled(signature.email)}
            )
            return redirect("eforms:sign", signature.pk)
        if verb == "check" and form.is_valid():
            deciding.check_code(request, signature, form.cleaned_data["code"], at=at)
            return redirect("eforms:sign", signature.pk)
    except ValidationError as refused:
        if form.is_bound:
            form.add_error("code", refused)
        else:
            messages.error(request, " ".join(refused.messages))
    context = {
        "signature": signature,
        "form": form,
        "to": _veiled(signature.email),
        "code_sent": bool(signature.code_hash),
    }
    return render(request, "eforms/signing/code.html", context, status=422 if form.errors else 200)


def _decision_page(request: HttpRequest, signature: CoSignature) -> HttpResponse:
    verb, at = request.POST.get("do", ""), timezone.now()
    form = DeclineForm(request.POST if verb == "decline" else None)
    if verb in ("agree", "decline") and (verb == "agree" or form.is_valid()):
        try:
            reason = form.cleaned_data["reason"] if verb == "decline" else ""
            seen = request.POST.get("seen", "")
            deciding.decide(signature, agrees=verb == "agree", seen=seen, reason=reason, at=at)
            return redirect("eforms:sign", signature.pk)
        except ValidationError as refused:
            if getattr(refused, "code", "") == "reason_missing":
                form.add_error("reason", refused)
            else:
                messages.error(request, " ".join(refused.messages))
                signature.refresh_from_db()
    values, mark = deciding.shown(signature, at=at)
    context = {
        "signature": signature,
        "draft": signature.draft,
        "parts": review(signature.draft.version.content, values),
        "mark": mark,
        "form": form,
        "holds": signature.state == State.AGREED and signature.answers_hash == mark,
        "changed": signature.state == State.AGREED and signature.answers_hash != mark,
    }
    return render(request, "eforms/signing/sign.html", context, status=422 if form.errors else 200)


def _closed(request: HttpRequest, signature: CoSignature) -> HttpResponse:
    if signature.draft.state == Draft.State.SUBMITTED:
        text = _("“%(title)s” was filed. Thank you; nothing is left to do for you.")
    else:
        text = _("“%(title)s” was given up by the person who filled it in. Nothing is left to do for you.")
    return _message(request, _("This invitation is closed"), text % {"title": signature.draft.title})


def _message(request: HttpRequest, title: str, text: str, status: int = 200) -> HttpResponse:
    context: dict[str, Any] = {"title": title, "text": text, "actions": [(_("Front page"), "/")]}
    return render(request, "themes/message.html", context, status=status)


def _veiled(email: str) -> str:
    """An address as its owner knows it and a stranger learns little: l…@example.vn"""
    name, _at, host = email.partition("@")
    return f"{name[:1]}…@{host}"
