"""The second factor: six digits from an app, after the password, for officers and content people.

Time-based codes of RFC 6238 (30 seconds, SHA-1, six digits: what every app understands). A code is accepted
one step early or late, never twice; five wrong ones in a row lock the factor for five minutes.
The first enrolment trusts whoever knows the password; an administrator who doubts removes the factor.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import math
from datetime import datetime, timedelta

import pyotp
from cryptography.fernet import Fernet, MultiFernet
from django.conf import settings
from django.contrib.auth.models import AbstractBaseUser, AnonymousUser
from django.db.models import F, Q
from django.http import HttpRequest

from accounts.errors import CodeLocked, CodeUsed, WrongCode
from accounts.models import SecondFactor, User
from accounts.permissions import holds_content_role, is_officer

STEP = 30  # seconds
TOLERATED = (0, -1, 1)  # steps a phone's clock may be off
MAX_FAILED = 5
LOCK = timedelta(minutes=5)
SESSION_KEY = "second_factor"
SESSION_AGE = timedelta(hours=12)  # an officer signs in anew each working day


def needed(user: AbstractBaseUser | AnonymousUser, at: datetime) -> bool:
    """Whether this person must pass the second factor: officers, content people, staff; not applicants."""
    if settings.DEMO_SKIP_CODE or not user.is_authenticated:
        return False
    if getattr(user, "is_staff", False) or getattr(user, "is_superuser", False):
        return True
    return is_officer(user, at) or holds_content_role(user, at)


def enrol(user: User, secret: str | None = None, *, at: datetime | None = None) -> SecondFactor:
    """Give `user` a secret (base32; fresh unless given) in place of any before; `at`: confirmed already.

    In the demo a fresh secret follows from the account's e-mail, so that two demos show the same codes.
    """
    if secret is None:
        secret = _demo_secret(user) if settings.DEMO else pyotp.random_base32()
    factor, _ = SecondFactor.objects.update_or_create(
        user=user,
        defaults={
            "secret": _fernet().encrypt(secret.encode()).decode(),
            "confirmed_at": at,
            "last_step": 0,
            "failed_count": 0,
            "locked_until": None,
        },
    )
    return factor


def factor_of(user: User) -> SecondFactor:
    """The person's factor; a new, unconfirmed one when they have none."""
    return SecondFactor.objects.filter(user=user).first() or enrol(user)


def unconfirmed(user: User) -> SecondFactor | None:
    """The factor still waiting for its first code: only then may its secret be shown."""
    return SecondFactor.objects.filter(user=user, confirmed_at__isnull=True).first()


def secret_of(factor: SecondFactor) -> str:
    return _fernet().decrypt(factor.secret.encode()).decode()


def code_of(factor: SecondFactor, at: datetime) -> str:
    """The code an app shows at that moment."""
    return pyotp.TOTP(secret_of(factor)).at(int(at.timestamp()))


def key_to_type(factor: SecondFactor) -> str:
    """The secret in groups of four letters, for whoever cannot scan the picture."""
    secret = secret_of(factor)
    return " ".join(secret[start : start + 4] for start in range(0, len(secret), 4))


def unused_code(factor: SecondFactor, at: datetime) -> str | None:
    """A code that would be accepted now and has not been used; None when the next must be waited for."""
    now = int(at.timestamp()) // STEP
    step = max(now, factor.last_step + 1)
    return pyotp.TOTP(secret_of(factor)).generate_otp(step) if step <= now + max(TOLERATED) else None


def app_address(factor: SecondFactor) -> str:
    """The otpauth:// address behind the QR code."""
    return pyotp.TOTP(secret_of(factor)).provisioning_uri(
        name=factor.user.email, issuer_name=settings.WAGTAIL_SITE_NAME
    )


def check(factor: SecondFactor, code: str, at: datetime) -> None:
    """Accept a code once, or raise WrongCode, CodeUsed or CodeLocked. The first one confirms the factor.

    The count of wrong codes must outlive the refusal: not inside a transaction that the error undoes.
    """
    factor.refresh_from_db()
    if factor.locked_until and factor.locked_until > at:
        raise CodeLocked(math.ceil((factor.locked_until - at).total_seconds() / 60))
    step = _step_of(factor, code, at)
    if step is None:
        _count_failure(factor, at)
    # Claimed by one conditional update: of two requests with the same code only one passes.
    claimed = SecondFactor.objects.filter(
        Q(locked_until__isnull=True) | Q(locked_until__lte=at), pk=factor.pk, last_step__lt=step
    ).update(last_step=step, failed_count=0, locked_until=None, confirmed_at=factor.confirmed_at or at)
    if not claimed:
        raise CodeUsed
    factor.refresh_from_db()


def mark_passed(request: HttpRequest) -> None:
    """This session has passed; it ends after a working day even if the browser would keep it.

    It goes on under a new id: whoever learnt the old one before the code was given gains nothing.
    """
    request.session.cycle_key()
    request.session[SESSION_KEY] = str(request.user.pk)
    request.session.set_expiry(int(SESSION_AGE.total_seconds()))


def passed(request: HttpRequest) -> bool:
    return request.session.get(SESSION_KEY) == str(request.user.pk)


def _step_of(factor: SecondFactor, code: str, at: datetime) -> int | None:
    digits = "".join(code.split())
    totp = pyotp.TOTP(secret_of(factor))
    now = int(at.timestamp()) // STEP
    for step in (now + offset for offset in TOLERATED):
        if hmac.compare_digest(totp.generate_otp(step).encode(), digits.encode()):
            return step
    return None


def _count_failure(factor: SecondFactor, at: datetime) -> None:
    row = SecondFactor.objects.filter(pk=factor.pk)
    row.update(failed_count=F("failed_count") + 1)
    if row.filter(failed_count__gte=MAX_FAILED).update(failed_count=0, locked_until=at + LOCK):
        raise CodeLocked(int(LOCK.total_seconds() // 60))
    raise WrongCode


def _demo_secret(user: User) -> str:
    digest = hmac.new(settings.SECRET_KEY.encode(), user.email.encode(), hashlib.sha1).digest()
    return base64.b32encode(digest).decode()


def _fernet() -> MultiFernet:
    keys = [settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS]
    return MultiFernet([Fernet(_key(key)) for key in keys])


def _key(secret_key: str) -> bytes:
    derived = hashlib.sha256(b"accounts.second_factor:" + secret_key.encode())
    return base64.urlsafe_b64encode(derived.digest())
