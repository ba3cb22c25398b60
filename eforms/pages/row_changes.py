"""A row more, a row less, a row copied or moved, done on what the page sent: nothing typed is lost."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.http import QueryDict
from django.utils.translation import gettext as _

from eforms.fields.group import DEFAULT_MOST
from eforms.fields.rows import count_of

VERBS = ("add", "remove", "copy", "up", "down")


@dataclass(frozen=True)
class Change:
    """What was done: `row` is where the person goes on (None: the group itself), `said` is read to them."""

    key: str
    row: int | None
    said: str

    @property
    def anchor(self) -> str:
        return f"#question-{self.key}" if self.row is None else f"#row-{self.key}-{self.row}"


def change_rows(data: QueryDict, step: Mapping[str, Any]) -> Change | None:
    """Do what `wizard-do` asks of a group ("add:children", "up:children:2") to the page's data, in place.

    None when it asks for something else. What cannot be done (no such row, no room) changes nothing.
    """
    verb, _colon, rest = str(data.get("wizard-do", "")).partition(":")
    key, _colon, number = rest.partition(":")
    group = next((one for one in step["fields"] if one["key"] == key and one["type"] == "group"), None)
    if group is None or verb not in VERBS:
        return None
    order: list[int | None] = list(range(count_of(data, key)))
    row = int(number) if number.isascii() and number.isdigit() and len(number) < 6 else -1
    change = _ordered(verb, key, row, order, group.get("max_rows") or DEFAULT_MOST)
    _renumber(data, key, order)
    return change


def _ordered(verb: str, key: str, row: int, order: list[int | None], most: int) -> Change:
    """Change the order of the rows' old numbers; None stands for a new row."""
    there = 0 <= row < len(order)
    if verb == "add" and len(order) < most:
        order.append(None)
        return Change(key, len(order) - 1, _("Row %(number)d was added.") % {"number": len(order)})
    if verb == "copy" and there and len(order) < most:
        order.insert(row + 1, order[row])
        return Change(key, row + 1, _("Row %(number)d was copied.") % {"number": row + 1})
    if verb == "remove" and there:
        del order[row]
        goes_on = min(row, len(order) - 1) if order else None
        return Change(key, goes_on, _("Row %(number)d was removed.") % {"number": row + 1})
    other = row - 1 if verb == "up" else row + 1
    if verb in ("up", "down") and there and 0 <= other < len(order):
        order[row], order[other] = order[other], order[row]
        return Change(key, other, _("The row is number %(number)d now.") % {"number": other + 1})
    return Change(key, None, _("Nothing was changed."))


def _renumber(data: QueryDict, key: str, order: list[int | None]) -> None:
    pattern = re.compile(rf"{re.escape(key)}-([0-9]+)-(.+)", re.DOTALL)
    rows: dict[int, dict[str, list[Any]]] = {}
    for name in list(data):
        if found := pattern.fullmatch(name):
            rows.setdefault(int(found[1]), {})[found[2]] = data.getlist(name)
            del data[name]
    for number, old in enumerate(order):
        for rest, values in rows.get(-1 if old is None else old, {}).items():
            data.setlist(f"{key}-{number}-{rest}", list(values))
    data[f"{key}-rows"] = str(len(order))
