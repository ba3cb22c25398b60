"""Those who carry results by post, and where their parcels are followed, as an administrator keeps them."""

from __future__ import annotations

import re
from collections.abc import Mapping
from urllib.parse import quote

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

CODE = "{ma}"
FIRST = "VNPost | https://vnpost.vn/vi-vn/dinh-vi/buu-pham?key={ma}"
TRACKING = re.compile(r"[A-Z0-9][A-Z0-9-]{4,39}")


def read(text: str) -> dict[str, str]:
    """{name: address with {ma} in the place of the code, "" without one}; one carrier a line."""
    lines = [line.partition("|") for line in text.splitlines() if line.strip()]
    return {name.strip()[:100]: link.strip() for name, _bar, link in lines if name.strip()}


def validate(text: str) -> None:
    """Raises ValidationError for an address that leads nowhere."""
    for name, link in read(text).items():
        if link and not (link.startswith("https://") and CODE in link):
            words = _("The address of %(name)s begins with https:// and has {ma} in the place of the code.")
            raise ValidationError(words, params={"name": name})


def plain(code: str) -> str:
    """A tracking code as it is kept; "" when it is none."""
    tidy = re.sub(r"\s", "", code).upper()
    return tidy if TRACKING.fullmatch(tidy) else ""


def link_of(known: Mapping[str, str], carrier: str, code: str) -> str:
    return known.get(carrier, "").replace(CODE, quote(code))
