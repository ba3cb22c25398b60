"""Words folded for finding: without case and accents, so that "nguyen" finds "Nguyễn"."""

from __future__ import annotations

import unicodedata


def folded(text: str) -> str:
    plain = unicodedata.normalize("NFD", text.casefold().replace("đ", "d"))
    return " ".join("".join(c for c in plain if not unicodedata.combining(c)).split())
