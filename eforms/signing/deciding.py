"""The co-signer's side: the link, the one-time code, and yes or no to the answers that were shown."""

from __future__ import annotations

import hmac
import secrets
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import F
from django.http import HttpRequest
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext as _

from effects.messages import notify
from effects.models import Message
from eforms.drafts import day_of
from eforms.errors import DraftClosed, SigningRefused
from eforms.models import Draft
from eforms.pages.review import person
from eforms.signing.inviting import digest_of
from eforms.signing.models import CoSignature
from eforms.signing.signers import fingerprint, values_of

GRANTS = "signatures"  # session: {id of the signature: hash of the secret that was opened}
PROVED = "signatures_proved"  # session: the same, once the code was right
MOST_GRANTS = 20
CODE_KEY = "co-sign-code"
CODE_AGE = timedelta(minutes=10)
MOST_FAILURES = 5
MOST_CODES = 5  # an hour
LONGEST_REASON = 1000
State = CoSignature.State


def redeem(request: HttpRequest, key: UUID, secret: str) -> None:
    """Take the link's secret into this browser's session; a wrong one changes nothing."""
    signature = CoSignature.objects.filter(pk=key).first()
    if signature and signature.secret_hash and hmac.compare_digest(digest_of(secret), signature.secret_hash):
        _remember(request, GRANTS, signature)


def invited(request: HttpRequest, key: UUID) -> CoSignature | None:
    """The invitation this browser opened, while it stands."""
    signature = CoSignature.objects.select_related("draft__version__eform").filter(pk=key).first()
    return signature if signature and _holds(request, GRANTS, signature) else None


def has_proved(request: HttpRequest, signature: CoSignature) -> bool:
    """Whether the code was given in this session."""
    return _holds(request, PROVED, signature)


def may_look(request: HttpRequest, draft: Draft) -> bool:
    """Whether this browser belongs to a co-signer of the draft: they read its files too."""
    return any(has_proved(request, one) for one in CoSignature.objects.filter(draft=draft))


def send_code(signature: CoSignature, *, at: datetime) -> None:
    """A fresh code to the co-signer's address; the one before is void. Raises SigningRefused (too_many)."""
    prefix = f"{CODE_KEY}:{signature.pk}:"
    sent = Message.objects.filter(key__startswith=prefix, created_at__gt=at - timedelta(hours=1))
    if sent.count() >= MOST_CODES:
        raise SigningRefused("too_many_codes")
    code = f"{secrets.randbelow(10**6):06d}"
    with transaction.atomic():
        CoSignature.objects.filter(pk=signature.pk).update(
            code_hash=_code_hash(signature, code), code_until=at + CODE_AGE, code_failures=0
        )
        notify(
            to=signature.email,
            subject=_("Your code for signing"),
            body=_("Your one-time code is %(code)s. It is valid for %(minutes)d minutes. Give it to nobody.")
            % {"code": code, "minutes": CODE_AGE.total_seconds() // 60},
            key=f"{prefix}{at:%Y%m%d%H%M%S%f}",
            confidential=True,
        )
    signature.refresh_from_db()


def check_code(request: HttpRequest, signature: CoSignature, code: str, *, at: datetime) -> None:
    """Accept the code once. Raises SigningRefused (code_expired, code_locked, wrong_code)."""
    row = CoSignature.objects.filter(pk=signature.pk)
    signature.refresh_from_db()
    if not signature.code_hash or signature.code_until is None or signature.code_until < at:
        raise SigningRefused("code_expired")
    if signature.code_failures >= MOST_FAILURES:
        raise SigningRefused("code_locked")
    given = _code_hash(signature, "".join(code.split()))
    if not hmac.compare_digest(given, signature.code_hash):
        row.update(code_failures=F("code_failures") + 1)
        raise SigningRefused("wrong_code")
    # Claimed by one conditional update: of two requests with the same code only one passes.
    if not row.filter(code_hash=given).update(code_hash="", code_until=None, code_failures=0):
        raise SigningRefused("code_expired")
    request.session.cycle_key()
    _remember(request, PROVED, signature)


def shown(signature: CoSignature, *, at: datetime) -> tuple[dict[str, Any], str]:
    """The answers to be signed, and their fingerprint, which the decision names."""
    values, _facts = values_of(signature.draft, day_of(at))
    return values, fingerprint(signature.draft.version, values)


def decide(signature: CoSignature, *, agrees: bool, seen: str, reason: str = "", at: datetime) -> None:
    """Agree to exactly the answers that were seen, or decline with a reason.

    Raises DraftClosed, SigningRefused (no_longer_asked, answers_changed, reason_missing).
    """
    reason = " ".join(reason.split())[:LONGEST_REASON]
    if not agrees and not reason:
        raise SigningRefused("reason_missing")
    with transaction.atomic():
        draft = (
            Draft.objects.select_for_update(no_key=True).select_related("version").get(pk=signature.draft_id)
        )
        now = CoSignature.objects.select_for_update(no_key=True).get(pk=signature.pk)
        if draft.state != Draft.State.OPEN:
            raise DraftClosed
        if now.state not in (State.INVITED, State.AGREED) or now.secret_hash != signature.secret_hash:
            raise SigningRefused("no_longer_asked")
        now.draft = draft
        _values, mark = shown(now, at=at)
        if agrees and mark != seen:
            raise SigningRefused("answers_changed")
        now.state = State.AGREED if agrees else State.DECLINED
        now.answers_hash, now.reason, now.decided_at = mark, "" if agrees else reason, at
        now.save(update_fields=["state", "answers_hash", "reason", "decided_at"])
        _tell_the_filer(draft, now, at)
    signature.refresh_from_db()


def _tell_the_filer(draft: Draft, signature: CoSignature, at: datetime) -> None:
    said = person(draft.version.content, draft.answers)
    to = draft.owner.email if draft.owner else str(said.get("email") or "")
    if not to:
        return
    agreed = _("%(name)s has agreed to “%(title)s”. When everybody has, you can file it.")
    declined = _("%(name)s has declined to sign “%(title)s”. Open the form to read why.")
    words = {"name": signature.name or signature.email, "title": draft.title}
    notify(
        to=to,
        subject=_("Signature for: %(title)s") % {"title": draft.title},
        body=(agreed if signature.state == State.AGREED else declined) % words,
        key=f"co-sign-answer:{signature.pk}:{at:%Y%m%d%H%M%S%f}",
    )


def _code_hash(signature: CoSignature, code: str) -> str:
    return salted_hmac("eforms.signing.code", f"{signature.pk}:{code}", algorithm="sha256").hexdigest()


def _remember(request: HttpRequest, name: str, signature: CoSignature) -> None:
    others = {one: mark for one, mark in request.session.get(name, {}).items() if one != str(signature.pk)}
    kept = dict(list(others.items())[-MOST_GRANTS + 1 :])
    request.session[name] = {**kept, str(signature.pk): signature.secret_hash}


def _holds(request: HttpRequest, name: str, signature: CoSignature) -> bool:
    mark = (request.session.get(name) or {}).get(str(signature.pk))
    return bool(mark) and mark == signature.secret_hash
