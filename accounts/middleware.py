"""Two gates before every view: has an officer passed the second factor, and does the view's rule say yes."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any
from urllib.parse import urlsplit, urlunsplit

from django.conf import settings
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render, resolve_url
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.module_loading import import_string
from django.utils.translation import gettext as _
from django_htmx.http import HttpResponseClientRedirect

from accounts import second_factor
from accounts.access import Rule, answers_for_itself, rule_of

Response = Callable[[HttpRequest], HttpResponse]
View = Callable[..., Any]

# Pages open to somebody who has given the password but not yet the code.
BEFORE_CODE = {
    "accounts:second_factor",
    "accounts:second_factor_qr",
    "account_logout",
    "set_language",
    "javascript-catalog",
    "health",
}
BEFORE_CODE_NAMESPACES = {"themes"}


class SecondFactorMiddleware:
    def __init__(self, get_response: Response) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(self, request: HttpRequest, view: View, args: Any, kwargs: Any) -> HttpResponse | None:
        if _opens_before_code(request) or second_factor.passed(request):
            return None
        if not second_factor.needed(request.user, timezone.now()):
            return None
        if wants_json(request):
            return problem(request, "code_needed", _("Pass the second step of signing in first."))
        return go_to(request, reverse("accounts:second_factor"))


class AccessMiddleware:
    def __init__(self, get_response: Response) -> None:
        self.get_response = get_response
        self.table: Mapping[str, Rule] = import_string(settings.ACCESS_TABLE)

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: View, args: Any, kwargs: Mapping[str, Any]
    ) -> HttpResponse | None:
        rule = rule_of(view, self.table)
        if rule is not None and (answers_for_itself(view) or rule.check(request, **kwargs)):
            return None
        return refuse(request, rule)


def refuse(request: HttpRequest, rule: Rule | None = None) -> HttpResponse:
    """The answer to somebody a rule does not let in: sign in first, or a plain page that says no."""
    if wants_json(request):
        return problem(request, "permission_denied", _("You may not do this."))
    if not request.user.is_authenticated:
        return go_to(request, resolve_url(settings.LOGIN_URL))
    return render(request, "accounts/refused.html", {"rule": rule}, status=403)


def go_to(request: HttpRequest, address: str) -> HttpResponse:
    """Redirect, keeping in `next` the page that was wanted; of a form, the page it was sent from."""
    wanted = request.get_full_path() if request.method in ("GET", "HEAD") else _sent_from(request)
    if wanted and not getattr(request, "htmx", False):
        address = f"{address}?{urlencode({'next': wanted})}"
    if getattr(request, "htmx", False):
        return HttpResponseClientRedirect(address)
    return redirect(address)


def _sent_from(request: HttpRequest) -> str:
    """The page of ours whose button was pressed, as the browser names it; "" when it does not."""
    page = urlsplit(request.headers.get("Referer", ""))
    return urlunsplit(("", "", page.path, page.query, "")) if page.netloc == request.get_host() else ""


def problem(request: HttpRequest, kind: str, detail: str) -> HttpResponse:
    """A refusal as problem+json (RFC 9457), in the same envelope as every error of the API."""
    status = 403 if request.user.is_authenticated else 401
    title = "Forbidden" if status == 403 else "Unauthorized"
    body = {"type": f"error:{kind}", "title": title, "status": status, "detail": detail, "errors": []}
    response = JsonResponse(body, status=status, content_type="application/problem+json")
    if status == 401:
        response["WWW-Authenticate"] = "Bearer"
    return response


def wants_json(request: HttpRequest) -> bool:
    return request.path.startswith("/api/")


def _opens_before_code(request: HttpRequest) -> bool:
    match = request.resolver_match
    if match is None:
        return False
    return match.view_name in BEFORE_CODE or bool(BEFORE_CODE_NAMESPACES.intersection(match.namespaces))
