"""Rows of a group or a table as a page sends them: `children-0-name`, `children-rows`; `table-rowid-key`."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms

from eforms.fields.contract import Definition, Facts
from eforms.fields.file import FilesWidget
from eforms.fields.leaves import LEAVES

MOST_READ = 200  # rows taken from one page; what a group may hold is judged later


class RowsWidget(forms.Widget):
    """Reads rows; the page draws them question by question (eforms.pages.row_forms)."""

    use_fieldset = True

    def __init__(self, definition: Definition, facts: Facts) -> None:
        super().__init__()
        self.definition = definition
        self.widgets = {
            one["key"]: widget_of(one, facts)
            for one in definition["fields"]
            if not getattr(LEAVES[one["type"]], "UNASKED", False)
        }

    @property
    def media(self) -> forms.Media:
        return sum((widget.media for widget in self.widgets.values()), forms.Media())

    def value_from_datadict(self, data: Any, files: Any, name: str) -> Any:
        """[{question's key: raw}] of a group, {row: {…}} of a table."""
        if self.definition["type"] == "table":
            known = (row["id"] for row in self.definition["rows"])
            return {row: self._row(data, files, f"{name}-{row}") for row in known}
        return [self._row(data, files, f"{name}-{number}") for number in range(count_of(data, name))]

    def value_omitted_from_data(self, data: Any, files: Any, name: str) -> bool:
        return not any(one.startswith(f"{name}-") for one in data)

    def _row(self, data: Any, files: Any, prefix: str) -> dict[str, Any]:
        return {
            key: widget.value_from_datadict(data, files, f"{prefix}-{key}")
            for key, widget in self.widgets.items()
        }


def widget_of(definition: Definition, facts: Facts, given: Any = None) -> forms.Widget:
    """The widget of a question in a row."""
    widget = LEAVES[definition["type"]].form_field(definition, facts, given).widget
    if isinstance(widget, FilesWidget):
        widget.carried = True
    return widget


def count_of(data: Any, name: str) -> int:
    """How many rows a page holds of a group; 0 where it says nonsense."""
    words = str(data.get(f"{name}-rows", ""))
    return min(int(words), MOST_READ) if words.isascii() and words.isdigit() and len(words) < 6 else 0


def names_of(definitions: Iterable[Definition]) -> dict[str, Definition]:
    """Groups by key."""
    return {one["key"]: one for one in definitions if one["type"] == "group"}
