"""Where a request comes from, for counting attempts: the proxies we trust are passed by (TRUSTED_PROXIES)."""

from __future__ import annotations

from allauth.account.adapter import get_adapter
from django.http import HttpRequest


def client_address(request: HttpRequest) -> str:
    """The address of whoever asks, as allauth's own limits see it. Raises PermissionDenied without one."""
    return str(get_adapter(request).get_client_ip(request))
