"""Asking others to sign: the link is sent to the address in the answers, reminded of, and called back."""

from __future__ import annotations

import hashlib
from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext as _

from effects.messages import notify
from effects.models import Message
from eforms.drafts import day_of
from eforms.errors import DraftClosed, InvitationRefused
from eforms.models import Draft
from eforms.signing.models import CoSignature
from eforms.signing.signers import Standing, fingerprint, standings, values_of

KEY = "co-sign"
PAUSE = timedelta(minutes=10)  # between two reminders
MOST_SENT = 4  # of one invitation: the first and three reminders
ONE_DAY = timedelta(days=1)
MOST_A_DAY = 5  # to one address, whoever asks
State = CoSignature.State


def secret_of(signature: CoSignature) -> str:
    """The secret in the link, made from the server's key: it can be sent again, and only its hash is kept."""
    made_of = f"{signature.pk}:{signature.invited_at.isoformat()}"
    return salted_hmac("eforms.signing", made_of, algorithm="sha256").hexdigest()[:40]


def digest_of(secret: str) -> str:
    return hashlib.sha256(secret.encode(errors="replace")).hexdigest()


def invite_all(draft: Draft, *, at: datetime) -> list[Standing]:
    """Invite everybody who has not been asked about the answers as they stand. Returns whom.

    Raises DraftClosed, InvitationRefused (no_address, too_many).
    """
    with transaction.atomic():
        _locked(draft)
        found = standings(draft, day_of(at))
        if any(one.state == "no_address" for one in found):
            raise InvitationRefused("no_address")
        asked = [one for one in found if one.waits_for_invitation]
        values, _facts = values_of(draft, day_of(at))
        for one in asked:
            _invite(draft, one, fingerprint(draft.version, values), at)
    return asked


def remind(draft: Draft, signer: str, *, at: datetime) -> None:
    """Send the link once more. Raises DraftClosed, InvitationRefused (not_invited, too_soon, too_many)."""
    with transaction.atomic():
        _locked(draft)
        signature = _invited(draft, signer)
        if signature.sent_at + PAUSE > at:
            raise InvitationRefused("too_soon")
        if signature.sent_count >= MOST_SENT:
            raise InvitationRefused("too_many")
        _send(draft, signature, at)
        signature.sent_count, signature.sent_at = signature.sent_count + 1, at
        signature.save(update_fields=["sent_count", "sent_at"])


def cancel(draft: Draft, signer: str, *, at: datetime) -> None:
    """Call an invitation back: its link opens nothing any more. Raises DraftClosed, InvitationRefused."""
    with transaction.atomic():
        _locked(draft)
        signature = _invited(draft, signer)
        signature.state, signature.decided_at, signature.secret_hash = State.CANCELLED, at, ""
        signature.save(update_fields=["state", "decided_at", "secret_hash"])


def _locked(draft: Draft) -> None:
    now = Draft.objects.select_for_update(no_key=True).get(pk=draft.pk)
    if now.state != Draft.State.OPEN:
        raise DraftClosed
    draft.answers = now.answers


def _invited(draft: Draft, signer: str) -> CoSignature:
    signature = CoSignature.objects.filter(draft=draft, signer=signer, state=State.INVITED).first()
    if signature is None:
        raise InvitationRefused("not_invited")
    return signature


def _invite(draft: Draft, one: Standing, mark: str, at: datetime) -> None:
    before = CoSignature.objects.filter(draft=draft, signer=one.id).first()
    signature = before or CoSignature(draft=draft, signer=one.id)
    signature.name, signature.email, signature.state = one.name, one.email, State.INVITED
    signature.answers_hash, signature.reason = mark, ""
    signature.invited_at = signature.sent_at = at
    signature.decided_at = signature.code_until = None
    signature.sent_count, signature.code_failures, signature.code_hash = 1, 0, ""
    signature.secret_hash = digest_of(secret_of(signature))
    _send(draft, signature, at)
    signature.save()


def _send(draft: Draft, signature: CoSignature, at: datetime) -> None:
    sent = Message.objects.filter(to__iexact=signature.email, key__startswith=f"{KEY}:")
    if sent.filter(created_at__gt=at - ONE_DAY).count() >= MOST_A_DAY:
        raise InvitationRefused("too_many")
    link = settings.BASE_URL + reverse("eforms:sign_link", args=[signature.pk, secret_of(signature)])
    notify(
        to=signature.email,
        subject=_("Please sign: %(title)s") % {"title": draft.title},
        body=_(
            "You are asked to sign “%(title)s” together with the person who filled it in.\n\n"
            "Open this link, read the answers, then agree or decline:\n\n%(link)s\n\n"
            "We send you a one-time code when you open it. If the answers are changed afterwards, your "
            "signature no longer counts and you are asked again. If you know nothing of this, do nothing."
        )
        % {"title": draft.title, "link": link},
        key=f"{KEY}:{signature.pk}:{at:%Y%m%d%H%M%S%f}",
        confidential=True,
    )
