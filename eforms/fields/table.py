"""A table whose rows the editor wrote: {row's id: {question's key: value}}."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from eforms.fields.contract import AnswerField, Definition, Facts, as_it_is, refuse
from eforms.fields.group import RowQuestionsBlock, row_schema, row_text
from eforms.fields.question import QuestionBlock
from eforms.fields.rows import RowsWidget
from eforms.keys import key_from
from eforms.wording import said

MISSING = _("Fill in the table.")
COMPARES = "rows"


class TableRowBlock(blocks.StructBlock):
    label = blocks.CharBlock(max_length=250, label=_("Words of the row"))
    label_en = blocks.CharBlock(max_length=250, required=False, label=_("The same in English"))
    id = blocks.CharBlock(
        required=False,
        max_length=44,
        label=_("Code"),
        help_text=_("Leave it empty: made from the words once, then kept."),
    )


class Block(QuestionBlock):
    rows = blocks.ListBlock(TableRowBlock(), min_num=1, max_num=60, label=_("Rows"))
    fields = RowQuestionsBlock()

    class Meta:
        icon = "table"
        label = _("Fixed table")


def name_rows(value: Mapping[str, Any]) -> None:
    """Give a code to each row that has none."""
    taken = {row["id"] for row in value["rows"] if row["id"]}
    for row in value["rows"]:
        if not row["id"] and row["label"]:
            row["id"] = key_from(row["label"], taken)
            taken.add(row["id"])


def options(value: Mapping[str, Any]) -> dict[str, Any]:
    """Without `fields`, which compile adds."""
    return {
        "rows": [{name: row[name] or "" for name in ("id", "label", "label_en")} for row in value["rows"]]
    }


def form_field(definition: Definition, facts: Facts, given: Any) -> forms.Field:
    return AnswerField(widget=RowsWidget(definition, facts))


def clean(definition: Definition, raw: Any, facts: Facts) -> dict[str, dict[str, Any]]:
    """The shape only: {row's id: {…}} of rows the table has."""
    known = {row["id"] for row in definition["rows"]}
    if not isinstance(raw, Mapping) or not all(isinstance(row, Mapping) for row in raw.values()):
        refuse(_("Send the rows as an object: {row's code: answers}."), "rows")
    if not set(raw) <= known:
        refuse(_("The table has no such row."), "unknown_row")
    return {key: dict(row) for key, row in raw.items()}


shown = as_it_is


def schema(definition: Definition) -> dict[str, Any]:
    return {
        "type": "object",
        "properties": {row["id"]: row_schema(definition) for row in definition["rows"]},
        "additionalProperties": False,
    }


def text(definition: Definition, value: Any) -> str:
    rows = [(said(row, "label"), value[row["id"]]) for row in definition["rows"] if value.get(row["id"])]
    return "\n".join(f"{label}: {row_text(definition, row)}" for label, row in rows)
