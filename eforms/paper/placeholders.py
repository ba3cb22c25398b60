"""`{ho_ten}` and `{ngay_sinh|date_words}` in a line of a printed form: found, checked, cut into segments."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from eforms.fields.contract import Definition

PLACEHOLDER = re.compile(r"\{\s*([^{}|]{1,250}?)\s*(?:\|\s*([A-Za-z_]+)\s*)?\}")
LEFT_OVER = re.compile(r"[{}]")

CHOICES = frozenset({"choice", "choices", "yes_no", "declaration"})
# format -> (what it does, types of questions it fits; None: any)
FORMATS: Mapping[str, tuple[Any, frozenset[str] | None]] = {
    "upper": (_("in capitals"), None),
    "date_long": (_("day … month … year …"), frozenset({"date"})),
    "date_words": (_("the date in words"), frozenset({"date"})),
    "money_words": (_("the amount in words"), frozenset({"money", "computed"})),
    "boxes": (_("every choice with a box, the chosen ones ticked"), CHOICES),
}
# What the printed form knows besides the answers.
KNOWN: Mapping[str, Any] = {
    "_agency": _("the agency it goes to"),
    "_procedure": _("name of the procedure"),
    "_code": _("code of the dossier"),
    "_day": _("the day it was filed"),
}
ROW_NUMBER = "_row"


@dataclass(frozen=True)
class Slot:
    """A place for an answer: the question's key (or a name of KNOWN) and how it is written ("" as it is)."""

    key: str
    form: str = ""


def parts(line: str) -> Iterator[str | Slot]:
    """The line's words and slots, in order."""
    end = 0
    for found in PLACEHOLDER.finditer(line):
        if found.start() > end:
            yield line[end : found.start()]
        yield Slot(found[1], found[2] or "")
        end = found.end()
    if end < len(line):
        yield line[end:]


def slots(line: str) -> list[Slot]:
    return [part for part in parts(line) if isinstance(part, Slot)]


def with_codes(line: str, asked: Mapping[str, Definition]) -> str:
    """The line with codes where an editor wrote a question's words: {Họ và tên} -> {ho_ten}."""
    by_words = {one["label"].casefold(): key for key, one in asked.items()}

    def code(found: re.Match[str]) -> str:
        known = found[1] in asked or found[1] in KNOWN
        name = found[1] if known else by_words.get(" ".join(found[1].split()).casefold(), found[1])
        return f"{{{name}|{found[2]}}}" if found[2] else f"{{{name}}}"

    return PLACEHOLDER.sub(code, line)


def problems(line: str, asked: Mapping[str, Definition], *, in_row: bool = False) -> list[ValidationError]:
    """What an editor must correct in a line. `asked`: the questions a slot may name, by key."""
    found = [error for slot in slots(line) if (error := _problem(slot, asked, in_row))]
    if LEFT_OVER.search(PLACEHOLDER.sub("", line)):
        message = _("A brace { or } stands alone. Write a place for an answer as {code}.")
        found.append(ValidationError(message, code="brace"))
    return found


def _problem(slot: Slot, asked: Mapping[str, Definition], in_row: bool) -> ValidationError | None:
    params = {"name": slot.key, "form": slot.form}
    if slot.form and slot.form not in FORMATS:
        message = _("“%(form)s” in {%(name)s|%(form)s} is no way to write an answer.")
        return ValidationError(message, code="unknown_form", params=params)
    if slot.key in KNOWN or (in_row and slot.key == ROW_NUMBER):
        return None
    if slot.key not in asked:
        message = _(
            "No question of this form has the code or the words “%(name)s”. Choose one from the list."
        )
        return ValidationError(message, code="unknown_placeholder", params=params)
    fits = FORMATS[slot.form][1] if slot.form else None
    if fits is not None and asked[slot.key]["type"] not in fits:
        message = _("“%(form)s” does not fit the question “%(label)s”.")
        return ValidationError(
            message, code="form_misfit", params={**params, "label": asked[slot.key]["label"]}
        )
    return None
