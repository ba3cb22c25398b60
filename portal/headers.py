"""Headers: nothing is loaded from elsewhere, nothing inline runs, nothing personal is kept."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from urllib.parse import urlsplit

from django.conf import settings
from django.http import HttpRequest, HttpResponse

SELF = "'self'"
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


def widened(policy: str, also: Mapping[str, str]) -> str:
    """The policy with further sources, as {directive: sources}."""
    rules = dict(rule.split(" ", 1) for rule in policy.split("; "))
    for directive, sources in also.items():
        rules[directive] = f"{rules.get(directive, SELF)} {sources}"
    return "; ".join(f"{directive} {sources}" for directive, sources in rules.items())


class ContentSecurityPolicyMiddleware:
    """The policy of every page. A view that must load from elsewhere says what: `response.also_loads`."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        editor = request.path.startswith(EDITOR_PREFIX)
        policy = EDITOR_POLICY if editor else widened(POLICY, getattr(response, "also_loads", {}))
        response.setdefault("Content-Security-Policy", policy)
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
