"""Rows to the content JSON of a form; everything that is wrong is told at once, by row and column."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from eforms.fields import TYPES
from eforms.keys import is_key, key_from
from eforms.spreadsheet.columns import (
    BY_NAME,
    folded,
    truth_of,
    type_of,
    types_here,
    use_of,
    uses_here,
)
from eforms.spreadsheet.conditions import condition
from eforms.spreadsheet.rows import Row, Sheet

CHOICES = ("choice", "choices")
FILES = ("file", "photo")


@dataclass(frozen=True)
class Wrong:
    """What is wrong at one place of the spreadsheet. `column`: its heading; `cell`: such as "C7"."""

    row: int
    column: str
    cell: str
    message: str


@dataclass
class Reading:
    """The form as far as it could be read. `rows`: row of each question by its code."""

    content: dict[str, Any]
    wrong: list[Wrong] = field(default_factory=list)
    rows: dict[str, int] = field(default_factory=dict)


def form_of(sheet: Sheet, title: str, title_en: str = "") -> Reading:
    """The content of a form with these rows. `wrong` is empty when all could be read."""
    return _Reader(sheet, title, title_en).read()


class _Reader:
    """Keeps what earlier rows said: the step and group one is in, codes taken, questions to compare with."""

    def __init__(self, sheet: Sheet, title: str, title_en: str) -> None:
        self.sheet = sheet
        self.reading = Reading({"title": title, "title_en": title_en, "steps": []})
        self.steps: dict[str, dict[str, Any]] = {}
        self.groups: dict[tuple[str, str], dict[str, Any]] = {}
        self.step: dict[str, Any] | None = None
        self.group: dict[str, Any] | None = None
        self.earlier: list[Mapping[str, Any]] = []
        self.taken = {row.cells["key"] for row in sheet.rows if "key" in row.cells}
        self.uses: dict[str, int] = {}

    def read(self) -> Reading:
        for row in self.sheet.rows:
            self._take(row)
        return self.reading

    def _take(self, row: Row) -> None:
        for name, text in row.cells.items():
            if len(text) > BY_NAME[name].most:
                message = _("The text is too long: %(length)d characters, at most %(most)d.")
                self._wrong(row, name, message % {"length": len(text), "most": BY_NAME[name].most})
        self._enter_step(row)
        if "question" not in row.cells:
            self._wrong(row, "question", _("Write the question."))
            return
        definition = self._definition(row)
        self._enter_group(row)
        home = self.group["fields"] if self.group is not None else (self.step or {"fields": []})["fields"]
        home.append(definition)
        self.earlier.append(definition)
        self.reading.rows[definition["key"]] = row.number

    def _wrong(self, row: Row, column: str, message: Any) -> None:
        letter = self.sheet.letters.get(column, "")
        cell = f"{letter}{row.number}" if letter else ""
        self.reading.wrong.append(Wrong(row.number, BY_NAME[column].heading, cell, str(message)))

    def _enter_step(self, row: Row) -> None:
        title = row.cells.get("step", "")
        if not title and self.step is None:
            self._wrong(row, "step", _("Write the title of the first step."))
            title = _("Step 1")
        if not title or (self.step and folded(title) == folded(self.step["title"])):
            return
        self.group = None
        if folded(title) in self.steps:
            self._wrong(row, "step", _("The rows of a step stand under each other; this step came earlier."))
            self.step = self.steps[folded(title)]
            return
        ids = {step["id"] for step in self.reading.content["steps"]}
        self.step = {"id": key_from(title, ids), "title": title, "fields": []}
        self.steps[folded(title)] = self.step
        self.reading.content["steps"].append(self.step)

    def _enter_group(self, row: Row) -> None:
        name = row.cells.get("group", "")
        if not name:
            self.group = None
            return
        if self.group is not None and folded(name) == folded(self.group["label"]):
            return
        if "group" not in TYPES:
            self._wrong(row, "group", _("Groups that repeat are not known here."))
            return
        where = ((self.step or {}).get("id", ""), folded(name))
        if where in self.groups:
            self._wrong(
                row, "group", _("The rows of a group stand under each other; this group came earlier.")
            )
        self.group = {"type": "group", "key": key_from(name, self.taken), "label": name, "fields": []}
        self.group["required"] = False
        self.taken.add(self.group["key"])
        self.reading.rows[self.group["key"]] = row.number
        self.groups[where] = self.group
        if self.step is not None:
            self.step["fields"].append(self.group)

    def _definition(self, row: Row) -> dict[str, Any]:
        cells = row.cells
        kind = self._type(row)
        definition: dict[str, Any] = {
            "type": kind,
            "key": self._key(row),
            "label": cells["question"],
            "label_en": cells.get("question_en", ""),
            "help": cells.get("help", ""),
            "help_en": cells.get("help_en", ""),
            "required": self._required(row, kind),
            "show_if": self._shown_when(row),
        }
        if "example" in cells:
            definition["example"] = cells["example"]
        self._choices(row, definition)
        self._paper(row, definition)
        self._use(row, definition)
        return definition

    def _type(self, row: Row) -> str:
        written = row.cells.get("type", "")
        kind = type_of(written) if written else ("choice" if "choices" in row.cells else "text")
        if kind is None:
            known = ", ".join(types_here().values())
            message = _("No type is called “%(name)s”. Types: %(known)s.")
            self._wrong(row, "type", message % {"name": written[:60], "known": known})
        return kind or "text"

    def _key(self, row: Row) -> str:
        written = row.cells.get("key", "")
        if not written:
            made = key_from(row.cells["question"], self.taken)
            self.taken.add(made)
            return made
        if not is_key(written):
            self._wrong(row, "key", _("A code begins with a small letter and holds only a–z, 0–9 and _."))
        elif written in self.reading.rows:
            message = _("Row %(row)d has this code already.") % {"row": self.reading.rows[written]}
            self._wrong(row, "key", message)
        return written

    def _required(self, row: Row, kind: str) -> bool:
        written = row.cells.get("required", "")
        answer = truth_of(written) if written else True
        if answer is None:
            self._wrong(row, "required", _("Write Yes or No."))
        return bool(answer) and kind not in ("heading",)

    def _shown_when(self, row: Row) -> dict[str, Any] | None:
        written = row.cells.get("shown_when", "")
        if not written:
            return None
        try:
            return condition(written, self.earlier)
        except ValidationError as error:
            self._wrong(row, "shown_when", " ".join(error.messages))
            return None

    def _choices(self, row: Row, definition: dict[str, Any]) -> None:
        labels = [one.strip() for one in row.cells.get("choices", "").replace("\n", ";").split(";")]
        labels = [one for one in labels if one]
        if definition["type"] not in CHOICES:
            if labels:
                message = _("This type has no choices: empty the cell, or choose a type with choices.")
                self._wrong(row, "choices", message)
            return
        if len(labels) < 2:
            self._wrong(row, "choices", _("Write at least two choices, separated by “;”."))
        same = {one for one in labels if [folded(other) for other in labels].count(folded(one)) > 1}
        if same:
            message = _("This choice stands there twice: %(choice)s.") % {"choice": ", ".join(sorted(same))}
            self._wrong(row, "choices", message)
        options: list[dict[str, Any]] = []
        for label in labels:
            value = key_from(label, {option["value"] for option in options})
            options.append({"value": value, "label": label[:250], "label_en": ""})
        definition["options"] = options

    def _paper(self, row: Row, definition: dict[str, Any]) -> None:
        paper = row.cells.get("paper", "")
        if paper and definition["type"] not in FILES:
            self._wrong(row, "paper", _("Only a question for files can be a paper: choose that type."))
        elif paper:
            definition["paper"] = paper

    def _use(self, row: Row, definition: dict[str, Any]) -> None:
        written = row.cells.get("use", "")
        if not written:
            return
        use = use_of(written)
        allowed = _uses_of(definition["type"])
        if use is None:
            known = ", ".join(uses_here().values())
            message = _("The portal takes nothing as “%(name)s”. Known: %(known)s.")
            self._wrong(row, "use", message % {"name": written[:60], "known": known})
        elif use not in allowed:
            message = _("An answer of this type cannot be taken as “%(use)s”.") % {"use": written}
            self._wrong(row, "use", message)
        elif use in self.uses:
            message = _("Row %(row)d is taken as that already.") % {"row": self.uses[use]}
            self._wrong(row, "use", message)
        else:
            definition["use"] = use
            self.uses[use] = row.number


def _uses_of(kind: str) -> list[str]:
    block = TYPES[kind].Block().child_blocks.get("use")
    return [use for use, _words in block.field.choices if use] if block is not None else []
