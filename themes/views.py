"""The stylesheet of a site, a visitor's display preferences, and the living style guide. All public."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.gzip import gzip_page
from django.views.decorators.http import require_GET, require_http_methods

from themes.context import look_of
from themes.preferences import COOKIE, COOKIE_AGE, PreferencesForm, page_to_return_to, preferences_of
from themes.preview import look_asked_for, preview_url
from themes.style_guide import sample
from themes.stylesheet import stylesheet

FOREVER = "public, max-age=31536000, immutable"


@require_GET
@gzip_page
def theme_css(request: HttpRequest, fingerprint: str) -> HttpResponse:
    """Kept for a year under the hash it has now; an old or foreign hash gets today's css, not kept."""
    css, current = stylesheet(look_of(request))
    cache = FOREVER if fingerprint == current else "no-store"
    return HttpResponse(css, content_type="text/css; charset=utf-8", headers={"Cache-Control": cache})


@require_GET
@gzip_page
def preview_css(request: HttpRequest) -> HttpResponse:
    css, _fingerprint = stylesheet(look_asked_for(request.GET, look_of(request)))
    return HttpResponse(css, content_type="text/css; charset=utf-8", headers={"Cache-Control": "no-store"})


@require_http_methods(["GET", "POST"])
def preferences(request: HttpRequest) -> HttpResponse:
    """A page with the two choices; a POST (from here or from the header) keeps them and goes back."""
    if request.method == "POST":
        form = PreferencesForm(request.POST)
        if form.is_valid():
            response = HttpResponseRedirect(page_to_return_to(request, request.POST))
            response.set_cookie(
                COOKIE,
                form.chosen().as_cookie(),
                max_age=COOKIE_AGE,
                samesite="Lax",
                secure=request.is_secure(),
                httponly=True,
            )
            return response
    else:
        wishes = preferences_of(request)
        form = PreferencesForm(initial={"contrast": wishes.contrast, "text": wishes.text})
    back = page_to_return_to(request, request.POST or request.GET)
    title = _("Display preferences")
    return render(request, "themes/preferences.html", {"form": form, "back": back, "title": title})


@require_GET
def style_guide(request: HttpRequest) -> HttpResponse:
    """Every component on one page, in the site's theme or in the one asked for (?preset=lam&brand=…)."""
    return render(request, "themes/style_guide.html", {**sample(), "preview": preview_url(request.GET)})
