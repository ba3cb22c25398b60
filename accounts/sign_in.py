"""Signing in is done by allauth; ours is what sign-up asks, where one lands, groups kept up to date."""

from __future__ import annotations

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.models import EmailAddress
from django import forms
from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone

from accounts.assign import sync_groups
from accounts.fields import FullNameField, PhoneField
from accounts.models import User
from accounts.permissions import holds_content_role, is_officer


class SignupForm(forms.Form):
    """What we ask beside e-mail and password when somebody opens an account."""

    full_name = FullNameField()
    phone = PhoneField(required=False)
    field_order = ("full_name", "email", "phone", "password1")

    def signup(self, request: HttpRequest, user: User) -> None:
        user.full_name = self.cleaned_data["full_name"]
        user.phone = self.cleaned_data["phone"]
        user.save(update_fields=["full_name", "phone"])


class AccountAdapter(DefaultAccountAdapter):
    """What allauth asks the house."""

    def login(self, request: HttpRequest, user: Any) -> None:
        user.refresh_from_db(fields=["password"])  # forgotten meanwhile, perhaps: see below
        super().login(request, user)
        sync_groups(user, timezone.now())

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        names = {"portal_name": settings.WAGTAIL_SITE_NAME, "portal_url": settings.BASE_URL}
        super().send_mail(template_prefix, email, {**names, **context})


def forget_password_of_a_stranger(request: HttpRequest, email_address: EmailAddress, **_: Any) -> None:
    """Whoever opened the account never proved the address, its owner did now: only the owner may come in.

    Else somebody could open an account for another's address and wait there for what its owner files.
    Hears allauth's `email_confirmed`; a link in the mail is asked for by who chose the password.
    """
    match, user = request.resolver_match, email_address.user
    by_code = match is not None and match.view_name == "account_confirm_login_code"
    if by_code and user.has_usable_password():
        user.set_unusable_password()
        user.save(update_fields=["password"])


def landing_of(user: User) -> str:
    """Where one goes after signing in: officers to the desk, editors to the content, others to dossiers."""
    now = timezone.now()
    if is_officer(user, now):
        return "/can-bo/"
    if holds_content_role(user, now) or user.is_superuser:
        return reverse("wagtailadmin_home")
    return "/ho-so/"
