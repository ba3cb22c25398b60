"""Every visible string has a Vietnamese text, and the compiled catalogues are those texts."""

from __future__ import annotations

import re
import unicodedata
from pathlib import Path

import polib
import pytest

from tests.house.rooms import FLOOR, ROOT, modules, templates

CATALOGUES = sorted(ROOT.glob("*/locale/vi/LC_MESSAGES/django.po"))
CALL = re.compile(r"""\b(?:_|gettext|gettext_lazy|pgettext)\(\s*f["']""")
MARKED = re.compile(
    r"""(?:\b_|\bgettext|\bgettext_lazy)\(\s*"((?:[^"\\]|\\.)+)"\s*[,)]|{%\s*translate\s+"([^"]+)"|{%\s*translate\s+'([^']+)'"""
)


@pytest.mark.parametrize("path", CATALOGUES, ids=lambda path: path.parts[-5])
def test_nothing_is_left_untranslated_or_fuzzy(path: Path) -> None:
    catalogue = polib.pofile(str(path))
    assert [entry.msgid for entry in catalogue if entry.obsolete is False and not entry.translated()] == []
    assert [entry.msgid for entry in catalogue if entry.fuzzy] == []


@pytest.mark.parametrize("path", CATALOGUES, ids=lambda path: path.parts[-5])
def test_texts_are_nfc_and_keep_their_placeholders(path: Path) -> None:
    for entry in polib.pofile(str(path)):
        for text in [entry.msgstr, *entry.msgstr_plural.values()]:
            assert unicodedata.is_normalized("NFC", text), entry.msgid
            if text and not entry.msgid_plural:
                names = re.compile(r"%\((\w+)\)")
                assert set(names.findall(text)) == set(names.findall(entry.msgid)), entry.msgid


@pytest.mark.parametrize("path", CATALOGUES, ids=lambda path: path.parts[-5])
def test_the_compiled_catalogue_is_up_to_date(path: Path) -> None:
    source = {
        entry.msgid: entry.msgstr for entry in polib.pofile(str(path)) if entry.msgstr and not entry.obsolete
    }
    compiled = {
        entry.msgid: entry.msgstr for entry in polib.mofile(str(path.with_suffix(".mo"))) if entry.msgstr
    }
    assert compiled == source


def test_every_marked_string_is_in_a_catalogue() -> None:
    known = {entry.msgid for path in CATALOGUES for entry in polib.pofile(str(path)) if not entry.obsolete}
    missing = set()
    for path in [*modules(), *templates()]:
        for match in MARKED.finditer(path.read_text()):
            text = next(group for group in match.groups() if group is not None).replace('\\"', '"')
            if not {text, text.replace("%", "%%")} & known and "\\" not in text:
                missing.add(f"{path.relative_to(ROOT)}: {text}")
    assert missing == set()


BLOCK = re.compile(r"{%\s*blocktranslate\b((?:(?!%}).)*)%}(.*?){%\s*endblocktranslate\s*%}", re.DOTALL)


def test_every_marked_block_of_a_template_or_a_mail_is_in_a_catalogue() -> None:
    known = {entry.msgid for path in CATALOGUES for entry in polib.pofile(str(path)) if not entry.obsolete}
    missing = set()
    for path in [*templates(), *(mail for room in FLOOR for mail in (ROOT / room).rglob("*.txt"))]:
        for options, block in BLOCK.findall(path.read_text()):
            text = re.split(r"{%\s*plural\s*%}", block)[0]
            if "trimmed" in options:
                text = " ".join(line.strip() for line in text.strip().splitlines())
            text = re.sub(r"{{\s*(\w+)\s*}}", r"%(\1)s", text.replace("%", "%%"))
            if text not in known:
                missing.add(f"{path.relative_to(ROOT)}: {text}")
    assert missing == set()


def test_no_formatted_string_is_marked_for_translation() -> None:
    assert [str(path) for path in modules() if CALL.search(path.read_text())] == []


def test_every_room_with_texts_has_a_catalogue() -> None:
    rooms = {path.parts[-5] for path in CATALOGUES}
    assert rooms >= set(FLOOR) - {"rules"}
