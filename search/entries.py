"""A release as search keeps it. Pure but for reading the release and its page."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable
from datetime import date
from typing import Any

from django.forms import model_to_dict
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, override

from procedures.choices import Channel, OnlineLevel, Subject
from procedures.models import Release
from procedures.wording import fee_row, time_text
from rules.text import fold, normalise, order_key, spoken
from search.models import Audience, SearchEntry

LONGEST_TEXT = 10_000
"""Characters of the widest net; beyond them stand conditions and notes that find too much."""
LONGEST_KEY, LONGEST_ORDER, LONGEST_SAID = 255, 400, 90
LANGUAGES = ("vi", "en")
PEOPLE = {
    Subject.CITIZEN,
    Subject.OVERSEAS,
    Subject.FOREIGNER,
    Subject.OFFICIAL,
    Subject.PARTY_MEMBER,
}
"""Subjects of the catalogue who are one person; the others are businesses and organisations."""


def entry_of(release: Release, shown_from: date, shown_to: date | None) -> SearchEntry:
    """An unsaved entry; texts come from the release's content, the address from its page."""
    content = release.content
    page = release.procedure
    audiences = _audiences(content.get("subjects", []))
    field, agency = content.get("field", ""), _first_line(content.get("competent_agency", ""))
    entry = SearchEntry(
        release=release,
        code=release.code,
        name=normalise(content["name"]),
        name_en=content.get("name_en", ""),
        field=field,
        field_key=key_of(field),
        agency=agency,
        agency_key=key_of(agency),
        levels=content.get("levels", []),
        level_keys=_padded(" ".join(content.get("levels", []))),
        subjects=audiences,
        subject_keys=_padded(" ".join(audiences)),
        online_level=content.get("online_level", "info"),
        is_free=_is_free(content),
        can_file=bool(content.get("form")) and content.get("online_level") != OnlineLevel.INFO,
        said={language: _said(content, language) for language in LANGUAGES},
        url=(page.get_url() if page else None) or "",
        shown_from=shown_from,
        shown_to=shown_to,
        name_spoken=_padded(_names(content, spoken, "thủ tục ")),
        name_folded=_padded(_names(content, fold, "thu tuc ")),
        name_length=len(fold(content["name"]).removeprefix("thu tuc ")),
        name_order=order_key(spoken(content["name"]).removeprefix("thủ tục "))[:LONGEST_ORDER],
        keywords_folded=_padded(" | ".join(fold(word) for word in content.get("keywords", []))),
        text_folded=_padded(fold(_text(content))[:LONGEST_TEXT]),
    )
    entry.stamp = stamp_of(entry)
    return entry


def stamp_of(entry: SearchEntry) -> str:
    """Tells two entries apart by all they hold: what an engine keeps is compared by it."""
    values = {"code": entry.code, **model_to_dict(entry, exclude=["stamp"])}
    return hashlib.sha256(json.dumps(values, sort_keys=True, default=str).encode()).hexdigest()[:32]


def _audiences(subjects: list[str]) -> list[str]:
    found = {Audience.PERSON if subject in PEOPLE else Audience.BUSINESS for subject in subjects}
    return [audience.value for audience in Audience if audience in found]


def _names(content: dict[str, Any], key: Callable[[str], str], prefix: str) -> str:
    """The names, first without "thủ tục", with which half of them begin and which nobody types."""
    name, english = key(content["name"]), key(content.get("name_en", ""))
    return " | ".join(dict.fromkeys(filter(None, (name.removeprefix(prefix), name, english))))


def key_of(name: str) -> str:
    """A name as it stands in an address: "Hộ tịch" -> "ho-tich"."""
    return fold(name).replace(" ", "-")[:LONGEST_KEY]


def _first_line(text: str) -> str:
    return text.strip().split("\n")[0].strip()[:LONGEST_KEY]


def _text(content: dict[str, Any]) -> str:
    parts = [content["name"], content.get("name_en", ""), *content.get("keywords", [])]
    parts += [content.get("field", ""), content.get("summary", ""), content.get("competent_agency", "")]
    parts += [result["name"] for result in content.get("results", [])]
    return "\n".join(parts)


def _padded(text: str) -> str:
    return f" {text} " if text else ""


# -- what a list says of time and money ----------------------------------------------------------------


def _said(content: dict[str, Any], language: str) -> dict[str, str]:
    with override(language):
        channel = _channel(content)
        return {"time": _one_of(_times(channel)), "fee": _one_of(_fees(channel))}


def _channel(content: dict[str, Any]) -> dict[str, Any]:
    """The way of filing a list speaks of: online where there is one that says anything, else the first."""
    channels = sorted(content.get("channels", []), key=lambda one: one["channel"] != Channel.ONLINE)
    telling = [one for one in channels if one["time_limits"] or one["fees"]]
    return next(iter(telling), {"time_limits": [], "fees": []})


def _times(channel: dict[str, Any]) -> list[str]:
    return list(dict.fromkeys(filter(None, (time_text(limit) for limit in channel["time_limits"]))))


def _fees(channel: dict[str, Any]) -> list[str]:
    """Never a figure without its words (fee_row)."""
    return list(dict.fromkeys(filter(None, (fee_row(fee)["text"] for fee in channel["fees"]))))


def _one_of(texts: list[str]) -> str:
    if not texts:
        return ""
    if len(texts) > 1 and len(" / ".join(texts)) > LONGEST_SAID:
        return ngettext("%(n)s case", "%(n)s cases", len(texts)) % {"n": len(texts)}
    text = " / ".join(texts)
    return text if len(text) <= LONGEST_SAID else _("depends on the case")


def _is_free(content: dict[str, Any]) -> bool:
    """Free however it is filed: every fee is nothing and says no more. No fee stated is not "free"."""
    fees = [fee for channel in content.get("channels", []) for fee in channel["fees"]]
    return bool(fees) and all(fee["amount"] == 0 and not fee["text"].strip() for fee in fees)
