"""Keys for programs: `Authorization: Bearer <token>`. Only hashes are kept; the token is shown once."""

from __future__ import annotations

import hashlib
import secrets
from datetime import datetime, timedelta

from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _
from rest_framework.authentication import BaseAuthentication, get_authorization_header
from rest_framework.exceptions import AuthenticationFailed
from rest_framework.request import Request

from accounts import second_factor
from accounts.models import ApiToken, User

LIFE = timedelta(days=30)
OFFICER_LIFE = timedelta(hours=12)  # a code is asked once a working day, as on the pages
NOTED_EVERY = timedelta(minutes=1)


def issue_token(
    user: User, *, at: datetime, label: str = "", with_code: bool = False
) -> tuple[ApiToken, str]:
    """A new token and its text; the text is not kept. `with_code`: a one-time code was given for it."""
    text = secrets.token_urlsafe(32)
    life = OFFICER_LIFE if with_code else LIFE
    token = ApiToken.objects.create(
        user=user,
        hash=_hash(text),
        label=label,
        session_hash=user.get_session_auth_hash(),
        second_factor=with_code,
        created_at=at,
        expires_at=at + life,
    )
    return token, text


def revoke(token: ApiToken, at: datetime) -> None:
    """The token opens nothing any more; asking twice changes nothing."""
    ApiToken.objects.filter(pk=token.pk, revoked_at__isnull=True).update(revoked_at=at)


def read_token(text: str, at: datetime) -> ApiToken:
    """The valid token behind this text, its use noted; AuthenticationFailed otherwise, without saying why."""
    token = ApiToken.objects.select_related("user").filter(hash=_hash(text)).first()
    if token is None or not _valid(token, at):
        raise AuthenticationFailed(
            _("This token is not valid (any more). Ask for a new one."), code="token_invalid"
        )
    if second_factor.needed(token.user, at) and not token.second_factor:
        raise AuthenticationFailed(
            _("This account needs a token issued with a one-time code."), code="code_needed"
        )
    ApiToken.objects.filter(
        Q(last_used_at__isnull=True) | Q(last_used_at__lt=at - NOTED_EVERY), pk=token.pk
    ).update(last_used_at=at)
    return token


class TokenAuthentication(BaseAuthentication):
    def authenticate(self, request: Request) -> tuple[User, ApiToken] | None:
        words = get_authorization_header(request).split()
        if len(words) != 2 or words[0].lower() != b"bearer":
            return None
        token = read_token(words[1].decode("latin-1"), timezone.now())
        return token.user, token

    def authenticate_header(self, request: Request) -> str:
        return "Bearer"


def _valid(token: ApiToken, at: datetime) -> bool:
    return (
        token.revoked_at is None
        and token.expires_at > at
        and token.user.is_active
        and secrets.compare_digest(token.session_hash, token.user.get_session_auth_hash())
    )


def _hash(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()
