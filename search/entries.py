"""A release as search keeps it. Pure but for reading the release and its page."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

from procedures.models import Release
from rules.text import fold, normalise, spoken
from search.models import SearchEntry

LONGEST_TEXT = 10_000
"""Characters of the widest net; beyond them stand conditions and notes that find too much."""


def entry_of(release: Release, shown_from: date, shown_to: date | None) -> SearchEntry:
    """An unsaved entry; texts come from the release's content, the address from its page."""
    content = release.content
    return SearchEntry(
        release=release,
        code=release.code,
        name=normalise(content["name"]),
        name_en=content.get("name_en", ""),
        field=content.get("field", ""),
        field_key=key_of(content.get("field", "")),
        levels=content.get("levels", []),
        level_keys=_padded(" ".join(content.get("levels", []))),
        online_level=content.get("online_level", "info"),
        url=(release.procedure.get_url() if release.procedure else None) or "",
        shown_from=shown_from,
        shown_to=shown_to,
        name_spoken=_padded(_names(content, spoken, "thủ tục ")),
        name_folded=_padded(_names(content, fold, "thu tuc ")),
        name_length=len(fold(content["name"]).removeprefix("thu tuc ")),
        keywords_folded=_padded(" | ".join(fold(word) for word in content.get("keywords", []))),
        text_folded=_padded(fold(_text(content))[:LONGEST_TEXT]),
    )


def _names(content: dict[str, Any], key: Callable[[str], str], prefix: str) -> str:
    """The names, first without "thủ tục", with which half of them begin and which nobody types."""
    name, english = key(content["name"]), key(content.get("name_en", ""))
    return " | ".join(dict.fromkeys(filter(None, (name.removeprefix(prefix), name, english))))


def key_of(name: str) -> str:
    """A name as it stands in an address: "Hộ tịch" -> "ho-tich"."""
    return fold(name).replace(" ", "-")[:255]


def _text(content: dict[str, Any]) -> str:
    parts = [content["name"], content.get("name_en", ""), *content.get("keywords", [])]
    parts += [content.get("field", ""), content.get("summary", ""), content.get("competent_agency", "")]
    parts += [result["name"] for result in content.get("results", [])]
    return "\n".join(parts)


def _padded(text: str) -> str:
    return f" {text} " if text else ""
