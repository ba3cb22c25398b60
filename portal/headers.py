"""Headers: nothing is loaded from elsewhere, nothing inline runs, nothing personal is kept."""

from __future__ import annotations

from collections.abc import Callable
from urllib.parse import urlsplit

from django.conf import settings
from django.http import HttpRequest, HttpResponse

POLICY = (
    "default-src 'self'; img-src 'self' data:; style-src 'self'; script-src 'self'; object-src 'none'; "
    "base-uri 'self'; form-action 'self'; frame-ancestors 'self'"
)
if settings.MAP_TILES_URL:
    tiles = urlsplit(settings.MAP_TILES_URL)
    POLICY = POLICY.replace("img-src 'self'", f"img-src 'self' {tiles.scheme}://{tiles.netloc}")
# Wagtail's editor writes inline scripts and styles of its own; only people who edit content reach it.
EDITOR_POLICY = POLICY.replace("style-src 'self'", "style-src 'self' 'unsafe-inline'").replace(
    "script-src 'self'", "script-src 'self' 'unsafe-inline' 'unsafe-eval'"
)
EDITOR_PREFIX = "/quan-tri/"


class ContentSecurityPolicyMiddleware:
    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        editor = request.path.startswith(EDITOR_PREFIX)
        response.setdefault("Content-Security-Policy", EDITOR_POLICY if editor else POLICY)
        return response


class NothingPersonalIsKeptMiddleware:
    """Answers to somebody known are not kept by the browser: at a shared computer the next person goes back.

    Known is who has a session or a token. A view that says something else about caching has its way.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if settings.SESSION_COOKIE_NAME in request.COOKIES or "Authorization" in request.headers:
            response.setdefault("Cache-Control", "private, no-store")
        return response
