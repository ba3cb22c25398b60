"""Signing in for a program: the same password check, limits and second factor as on the pages."""

from __future__ import annotations

from datetime import datetime

from allauth.account.adapter import get_adapter
from allauth.core.internal import ratelimit
from django.core.exceptions import ValidationError
from django.http import HttpRequest
from django.utils.translation import gettext as _
from rest_framework import exceptions
from rest_framework.exceptions import ErrorDetail

from accounts import second_factor
from accounts.errors import CodeRefused
from accounts.models import ApiToken, SecondFactor, User
from accounts.tokens import issue_token


def sign_in_for_token(
    request: HttpRequest, *, email: str, password: str, code: str, label: str, at: datetime
) -> tuple[ApiToken, str]:
    """A token and its text. Raises DRF's Throttled, AuthenticationFailed or (the code) ValidationError."""
    user = _by_password(request, email, password)
    needed = second_factor.needed(user, at)
    if needed:
        _check_code(user, code, at)
    return issue_token(user, at=at, label=label, with_code=needed)


def _by_password(request: HttpRequest, email: str, password: str) -> User:
    if not ratelimit.consume(request, app="allauth.account", action="login"):
        raise exceptions.Throttled
    try:
        user = get_adapter(request).authenticate(request, email=email.lower(), password=password)
    except ValidationError as too_many:
        raise exceptions.Throttled(detail=" ".join(too_many.messages)) from too_many
    if user is None or not user.is_active:
        raise exceptions.AuthenticationFailed(_("E-mail or password is not right."), code="wrong_password")
    return user


def _check_code(user: User, code: str, at: datetime) -> None:
    factor = SecondFactor.objects.filter(user=user).first()
    if factor is None:
        raise _about_code(_("Sign in on the pages once to set up your code app."), "no_code_app")
    if not code:
        raise _about_code(_("This account needs a one-time code."), "required")
    try:
        second_factor.check(factor, code, at)
    except CodeRefused as refused:
        raise _about_code(" ".join(refused.messages), str(refused.code)) from refused


def _about_code(message: str, code: str) -> exceptions.ValidationError:
    return exceptions.ValidationError({"code": [ErrorDetail(message, code=code)]})
