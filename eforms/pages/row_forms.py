"""Rows of a group or table as forms of a page: each row its questions, its errors, its buttons."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.forms.utils import ErrorDict
from django.utils.translation import gettext as _

from eforms.fields.contract import Definition, Facts, is_blank, is_file
from eforms.fields.group import DEFAULT_MOST
from eforms.pages.asked_fields import field_of, is_display, is_unseen, mark_of, shown_of
from eforms.wording import said

Errors = Mapping[str, ValidationError]


@dataclass(frozen=True)
class Drawn:
    """How rows are drawn. `stored`: the answers are the draft's, not what was typed; `address`: where files
    go; `live`: an answer changes something else on the page."""

    facts: Facts
    stored: bool = False
    address: str = ""
    auto_id: str = "id_%s"
    live: bool = False


class RowForm(forms.Form):
    """The questions a row asks now. It is never bound: what was typed stands in `initial`."""

    use_required_attribute = False
    marks_optional = True  # in a row, too, where nothing is required

    def __init__(
        self,
        name: str,
        definitions: list[Definition],
        row: Mapping[str, Any],
        errors: Errors,
        drawn: Drawn,
    ) -> None:
        super().__init__(prefix=name, auto_id=drawn.auto_id)
        self.drawn, self.wrong = drawn, errors
        self.definitions = {one["key"]: one for one in definitions if not is_unseen(one)}
        for key, one in self.definitions.items():
            known, typed = (row.get(key), None) if drawn.stored else (None, row.get(key))
            at = f"{drawn.address}{name}-{key}/" if drawn.address else ""
            shown = shown_of(one, known, typed)
            self.fields[key] = field_of(
                one, drawn.facts, known=row.get(key), shown=shown, address=at, in_row=True
            )
        self._errors = ErrorDict()
        self.cleaned_data: dict[str, Any] = {}
        for key, error in errors.items():
            if key in self.fields:
                self.add_error(key, error)

    @property
    def questions(self) -> list[dict[str, Any]]:
        """For the template, as those of a step."""
        return [
            {
                "bound": bound,
                "type": self.definitions[bound.name]["type"],
                "display": is_display(self.definitions[bound.name]),
                "live": self.drawn.live and not is_file(self.definitions[bound.name]),
                "mark": mark_of(self.definitions[bound.name], bound.errors),
                "way_out": getattr(self.wrong.get(bound.name), "way_out", None) if bound.errors else None,
            }
            for bound in self
        ]


@dataclass(frozen=True)
class Row:
    """One row on the page. `place`: its number in a group, its id in a table."""

    name: str
    place: int | str
    title: str
    form: RowForm
    columns: tuple[Definition, ...]
    first: bool = False
    last: bool = False

    @property
    def number(self) -> int:
        return int(self.place) + 1 if isinstance(self.place, int) else 0

    @property
    def cells(self) -> list[dict[str, Any]]:
        """The row's questions, column by column; None where the row does not ask."""
        asked = {question["bound"].name: question for question in self.form.questions}
        return [{"column": column, "question": asked.get(column["key"])} for column in self.columns]


@dataclass(frozen=True)
class Rows:
    """All rows of one group or table, and what the page may do with them."""

    definition: Definition
    rows: list[Row]

    @property
    def count(self) -> int:
        return len(self.rows)

    @property
    def as_table(self) -> bool:
        return self.definition["type"] == "table" or self.definition.get("layout") == "table"

    @property
    def is_fixed(self) -> bool:
        return bool(self.definition["type"] == "table")

    @property
    def can_add(self) -> bool:
        return self.count < (self.definition.get("max_rows") or DEFAULT_MOST)

    @property
    def can_remove(self) -> bool:
        return self.count > (self.definition.get("min_rows") or 0)

    @property
    def row_name(self) -> str:
        return row_name(self.definition)

    @property
    def columns(self) -> list[dict[str, Any]]:
        """Heads of the table's columns."""
        seen = columns_of(self.definition)
        return [{"label": said(one, "label"), "required": one.get("required")} for one in seen]


def columns_of(definition: Definition) -> list[Definition]:
    return [one for one in definition["fields"] if not is_unseen(one)]


def row_name(definition: Definition) -> str:
    """What one row is called: the editor's word ("Child"), else "Row"."""
    return said(definition, "row_label") or _("Row")


def rows_of(definition: Definition, raw: Any, errors: Errors, drawn: Drawn) -> Rows:
    """The rows as they stand. `raw`: typed or stored; `errors`: by path ("children.0.name")."""
    columns = tuple(columns_of(definition))
    rows = []
    places = _places(definition, raw)
    for order, (place, title, row, asked) in enumerate(places):
        name = f"{definition['key']}-{place}"
        form = RowForm(name, asked, row, _under(f"{definition['key']}.{place}.", errors), drawn)
        ends = {"first": order == 0, "last": order == len(places) - 1}
        rows.append(Row(name, place, title, form, columns, **ends))
    return Rows(definition, rows)


def _under(path: str, errors: Errors) -> dict[str, ValidationError]:
    return {one.removeprefix(path): error for one, error in errors.items() if one.startswith(path)}


def _places(
    definition: Definition, raw: Any
) -> list[tuple[int | str, str, Mapping[str, Any], list[Definition]]]:
    """(place, title, its answers, its questions) of every row to draw."""
    new: list[Definition] = definition.get("new_row", definition["fields"])
    resolved = definition.get("by_row")
    if definition["type"] == "table":
        given = raw if isinstance(raw, Mapping) else {}
        by_id = resolved if isinstance(resolved, Mapping) else {}
        return [
            (row["id"], said(row, "label"), given.get(row["id"]) or {}, by_id.get(row["id"], new))
            for row in definition["rows"]
        ]
    rows = [row for row in raw if isinstance(row, Mapping)] if isinstance(raw, list) else []
    by_place = resolved if isinstance(resolved, list) else []
    least = max(definition.get("min_rows") or 0, 1 if definition.get("required") else 0)
    empty: list[Mapping[str, Any]] = [{}] * (least - len(rows))
    return [
        (
            place,
            f"{row_name(definition)} {place + 1}",
            row,
            by_place[place] if place < len(by_place) else new,
        )
        for place, row in enumerate([*rows, *empty])
    ]


def has_rows(definition: Definition) -> bool:
    return definition["type"] in ("group", "table")


def has_empty_row(raw: Any) -> bool:
    """Whether any row is empty: such rows are no answer, and are kept as they were typed."""
    return isinstance(raw, list) and any(isinstance(row, Mapping) and is_blank(row) for row in raw)
