"""Signing in is done by allauth; ours is what sign-up asks, where one lands, groups kept up to date."""

from __future__ import annotations

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
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
        super().login(request, user)
        sync_groups(user, timezone.now())

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        names = {"portal_name": settings.WAGTAIL_SITE_NAME, "portal_url": settings.BASE_URL}
        super().send_mail(template_prefix, email, {**names, **context})


def landing_of(user: User) -> str:
    """Where one goes after signing in: officers to the desk, editors to the content, others to dossiers."""
    now = timezone.now()
    if is_officer(user, now):
        return "/can-bo/"
    if holds_content_role(user, now) or user.is_superuser:
        return reverse("wagtailadmin_home")
    return "/ho-so/"
