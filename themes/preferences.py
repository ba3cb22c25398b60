"""What a visitor asked to see: high contrast, larger text. Kept in a cookie, never in an account."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django import forms
from django.http import HttpRequest
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext_lazy as _

COOKIE = "display"
COOKIE_AGE = 365 * 24 * 3600
CONTRASTS = [("normal", _("Normal contrast")), ("high", _("High contrast"))]
TEXTS = [("normal", _("Normal text")), ("large", _("Large text")), ("larger", _("Very large text"))]


@dataclass(frozen=True)
class Preferences:
    contrast: str = "normal"
    text: str = "normal"

    def as_cookie(self) -> str:
        return f"{self.contrast}.{self.text}"


class PreferencesForm(forms.Form):
    contrast = forms.ChoiceField(label=_("Contrast"), choices=CONTRASTS, widget=forms.RadioSelect)
    text = forms.ChoiceField(label=_("Text size"), choices=TEXTS, widget=forms.RadioSelect)

    def chosen(self) -> Preferences:
        return Preferences(**self.cleaned_data)


def preferences_of(request: HttpRequest) -> Preferences:
    """The visitor's wishes; anything unknown in the cookie counts as not asked for."""
    contrast, _dot, text = request.COOKIES.get(COOKIE, "").partition(".")
    return Preferences(
        contrast=contrast if contrast in dict(CONTRASTS) else "normal",
        text=text if text in dict(TEXTS) else "normal",
    )


def page_to_return_to(request: HttpRequest, data: dict[str, Any]) -> str:
    """The page the visitor came from if it is one of ours, else the front page."""
    wanted = str(data.get("next", ""))
    ours = url_has_allowed_host_and_scheme(
        wanted, allowed_hosts={request.get_host()}, require_https=request.is_secure()
    )
    return wanted if ours else "/"
