"""Django merges all catalogues into one: one English text has one Vietnamese text, in every room.

Where two meanings share an English word, one of them gets a longer English text or a pgettext context.
"""

from __future__ import annotations

from collections import defaultdict
from importlib.util import find_spec
from pathlib import Path

import polib

from tests.house.rooms import ROOT

OURS = sorted(ROOT.glob("*/locale/vi/LC_MESSAGES/django.po"))
OTHERS = ("wagtail", "django", "allauth")
# Ours instead of theirs, on purpose: plainer Vietnamese with the same meaning wherever it appears.
INSTEAD = {
    "Action", "Add", "Cancel", "Change", "Current password", "Email", "Email address", "Enter a number.",
    "File", "Filter", "Friday", "Image", "Monday", "Remove", "Saturday", "Save", "Show all", "Sunday", "Text",
    "Thursday", "Time", "Tuesday", "Wednesday", "permission", "permissions", "users", "version",
}  # fmt: skip


# `*_words.py` and `wagtail_messages.py` list words of others that we translate for them.


def text_of(entry: polib.POEntry) -> str:
    return entry.msgstr or "".join(entry.msgstr_plural.values())


def test_one_text_has_one_translation_in_all_rooms() -> None:
    found: dict[tuple[str | None, str], dict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
    for path in OURS:
        for entry in polib.pofile(str(path)):
            found[(entry.msgctxt, entry.msgid)][text_of(entry)].add(path.parts[-5])
    assert {key: dict(texts) for key, texts in found.items() if len(texts) > 1} == {}


def test_our_words_do_not_change_the_meaning_of_words_in_the_admin() -> None:
    """Our catalogue wins over Wagtail's and Django's: a text of theirs that ours replaces was judged."""
    theirs = _theirs()
    replaced = {
        entry.msgid: (text_of(entry), theirs[(entry.msgctxt, entry.msgid)])
        for path in OURS
        for entry in polib.pofile(str(path))
        if text_of(entry).casefold() not in {one.casefold() for one in theirs[(entry.msgctxt, entry.msgid)]}
        and theirs[(entry.msgctxt, entry.msgid)]
        and entry.msgid not in INSTEAD
        and not any("_words.py" in place or "wagtail_messages" in place for place, _line in entry.occurrences)
    }
    assert replaced == {}


def _theirs() -> dict[tuple[str | None, str], set[str]]:
    texts: dict[tuple[str | None, str], set[str]] = defaultdict(set)
    for package in OTHERS:
        spec = find_spec(package)
        assert spec is not None
        assert spec.origin is not None
        for path in Path(spec.origin).parent.rglob("locale/vi/LC_MESSAGES/django.po"):
            for entry in polib.pofile(str(path)):
                if entry.translated():
                    texts[(entry.msgctxt, entry.msgid)].add(text_of(entry))
    return texts
