"""What every page shows around its content: name, menus and contact, kept by editors as site settings."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import SimpleLazyObject

from accounts.models import User
from accounts.permissions import holds_anywhere
from portal.models import SiteSettings


def site(request: HttpRequest) -> dict[str, Any]:
    """Template context: site_menu {"name", "main", "footer", "hotline", "address"}, desk and demo."""
    return {
        "site_menu": SimpleLazyObject(lambda: SiteSettings.for_request(request).menu(request.path)),
        "desk": SimpleLazyObject(lambda: _desk_of(request)),
        "demo": settings.DEMO,
    }


def _desk_of(request: HttpRequest) -> str:
    """The address of the officers' desk for who may open it, else ""."""
    user = getattr(request, "user", None)
    if not isinstance(user, User) or not holds_anywhere(user, "dossier.view", timezone.now()):
        return ""
    return reverse("dossiers:inbox")
