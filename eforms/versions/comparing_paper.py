"""Two layouts of the printed form, line by line, in words. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from difflib import SequenceMatcher
from typing import Any

from django.utils.translation import gettext as _

from eforms.canonical import canonical
from eforms.paper.blocks import PaperBlock
from eforms.paper.placeholders import FORMATS, KNOWN, ROW_NUMBER, Slot, parts
from eforms.versions.comparing_words import Questions, said_rule
from eforms.wording import said

Block = Mapping[str, Any]  # one of content["paper"]
Said = tuple[str, str, str, str]  # kind, what, before, after
LINES = ("text", "subtitle", "place", "name", "left", "right")
KNOWN_BY = ("text", "field", "left_heading", "right_heading")
LAYOUT = PaperBlock()


def paper_changes(old: Sequence[Block], new: Sequence[Block], questions: Questions) -> Iterator[Said]:
    """The lines that differ, in the order of the newer layout."""
    matcher = SequenceMatcher(None, [canonical(one) for one in old], [canonical(one) for one in new], False)
    for how, begin, end, start, stop in matcher.get_opcodes():
        if how != "equal":
            yield from _between(list(old[begin:end]), list(new[start:stop]), questions)


def _between(gone: list[Block], come: list[Block], questions: Questions) -> Iterator[Said]:
    """Lines that stand in the same place: of one kind, they changed; the others went or came."""
    for one in come:
        turn = next((place for place, other in enumerate(gone) if other["type"] == one["type"]), None)
        if turn is None:
            yield "line_added", _("Line of the printed form added"), "", said_block(one, questions)
            continue
        yield from (_gone(other, questions) for other in gone[:turn])
        before, after = _differing(gone[turn], one, questions)
        yield "line_changed", _("Line of the printed form changed"), before, after
        del gone[: turn + 1]
    yield from (_gone(other, questions) for other in gone)


def _gone(block: Block, questions: Questions) -> Said:
    return "line_removed", _("Line of the printed form taken away"), said_block(block, questions), ""


def _differing(old: Block, new: Block, questions: Questions) -> tuple[str, str]:
    """Both as words: what an editor knows the line by, and the parts that differ."""
    names = [one for one in {**old, **new} if one in KNOWN_BY or old.get(one) != new.get(one)]
    return said_block(old, questions, names), said_block(new, questions, names)


def said_block(block: Block, questions: Questions, names: Sequence[str] | None = None) -> str:
    """One line of the layout: what it is, what it says and how. `names`: only these parts of it."""
    kind = LAYOUT.child_blocks.get(block["type"])
    title = str(kind.label) if kind else block["type"]
    told = [_part(kind, name, block[name], questions) for name in names or block if block.get(name)]
    words = "; ".join(one for one in told if one)
    return f"{title}: {words}" if words else title


def _part(kind: Any, name: str, value: Any, questions: Questions) -> str:
    if name == "type":
        return ""
    block = getattr(kind, "child_blocks", {}).get(name)
    label = str(block.label) if block is not None and block.label else ""
    if isinstance(value, list):
        return f"{label}: " + " | ".join(_row(block, one, questions) for one in value)
    if name in LINES:
        line = f"“{_line(value, questions)}”"
        return line if name == "text" else f"{label}: {line}"
    if name == "field":
        return f"“{said(questions.get(value, {}), 'label') or value}”"
    if name == "show_if":
        return f"{label}: {said_rule(value, questions)}"
    return f"{label}: {_choice(block, value)}" if label else _choice(kind, value)


def _row(columns: Any, row: Mapping[str, Any], questions: Questions) -> str:
    """One column of a table or of the signatures."""
    return "; ".join(_part(columns.child_block, name, value, questions) for name, value in row.items())


def _choice(block: Any, value: Any) -> str:
    """The words of a menu's choice; the value itself where there is no menu."""
    choices = dict(getattr(getattr(block, "field", None), "choices", ()))
    return str(choices.get(value, value))


def _line(line: str, questions: Questions) -> str:
    """A line with the words of questions in the place of their codes."""
    return "".join(_slot(one, questions) if isinstance(one, Slot) else one for one in parts(line))


def _slot(slot: Slot, questions: Questions) -> str:
    known = {**KNOWN, ROW_NUMBER: _("number of the row")}
    words = said(questions.get(slot.key, {}), "label") or str(known.get(slot.key, slot.key))
    return f"{{{words} – {FORMATS[slot.form][0]}}}" if slot.form in FORMATS else f"{{{words}}}"
