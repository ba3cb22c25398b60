"""What every page shows around its content: name, menus and contact, kept by editors as site settings."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject

from portal.models import SiteSettings


def site(request: HttpRequest) -> dict[str, Any]:
    """Template context: site_menu {"name", "main", "footer", "hotline", "address"} and demo."""
    return {
        "site_menu": SimpleLazyObject(lambda: SiteSettings.for_request(request).menu(request.path)),
        "demo": settings.DEMO,
    }
