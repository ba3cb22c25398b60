"""Questions asked again for each row: a person's children, the members of a household.

The answer is [{question's key: value}, …], in the order of the rows. Which questions a row asks, what it may
hold and what is wrong in it is judged by eforms.judging; here are the shape, the words and the page's part.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from eforms.fields.contract import AnswerField, Definition, Facts, as_it_is, refuse
from eforms.fields.leaves import IN_ROWS, LEAVES
from eforms.fields.question import QuestionBlock, use_block
from eforms.fields.rows import RowsWidget

MISSING = _("Add at least one row.")
COMPARES = "rows"
MOST_ROWS = 100
DEFAULT_MOST = 20


class RowQuestionsBlock(blocks.StreamBlock):
    """The questions of a row."""

    def __init__(self, local_blocks: Any = None, **kwargs: Any) -> None:
        super().__init__(local_blocks or [(name, kind.Block()) for name, kind in IN_ROWS.items()], **kwargs)

    class Meta:
        form_attrs = {"data-eforms-add": _("Add a question")}
        label = _("Questions of a row")
        collapsed = True
        min_num = 1


class Block(QuestionBlock):
    use = use_block("applicants")
    fields = RowQuestionsBlock()
    min_rows = blocks.IntegerBlock(required=False, min_value=0, max_value=MOST_ROWS, label=_("Fewest rows"))
    max_rows = blocks.IntegerBlock(
        required=False, default=DEFAULT_MOST, min_value=1, max_value=MOST_ROWS, label=_("Most rows")
    )
    row_label = blocks.CharBlock(
        required=False, max_length=60, label=_("What a row is called"), help_text=_("For example: Child.")
    )
    row_label_en = blocks.CharBlock(required=False, max_length=60, label=_("The same in English"))
    layout = blocks.ChoiceBlock(
        choices=[("blocks", _("one under the other")), ("table", _("as a table"))],
        default="blocks",
        label=_("Rows are shown"),
    )

    class Meta:
        icon = "duplicate"
        label = _("Repeating group")


def options(value: Mapping[str, Any]) -> dict[str, Any]:
    """Without `fields`, which compile adds."""
    return {
        "min_rows": value.get("min_rows") or 0,
        "max_rows": value.get("max_rows") or DEFAULT_MOST,
        "layout": value.get("layout") or "blocks",
        "row_label": value.get("row_label") or "",
        "row_label_en": value.get("row_label_en") or "",
    }


def form_field(definition: Definition, facts: Facts, given: Any) -> forms.Field:
    return AnswerField(widget=RowsWidget(definition, facts))


def clean(definition: Definition, raw: Any, facts: Facts) -> list[dict[str, Any]]:
    """The shape only: a list of mappings, not too long."""
    if not isinstance(raw, list | tuple) or not all(isinstance(row, Mapping) for row in raw):
        refuse(_("Send a list of rows, each with its answers."), "rows")
    if len(raw) > MOST_ROWS:
        refuse(_("At most %(most)d rows fit here."), "too_many_rows", most=MOST_ROWS)
    return [dict(row) for row in raw]


shown = as_it_is


def row_schema(definition: Definition) -> dict[str, Any]:
    """JSON Schema of one row."""
    return {
        "type": "object",
        "properties": {one["key"]: LEAVES[one["type"]].schema(one) for one in definition["fields"]},
        "additionalProperties": False,
    }


def schema(definition: Definition) -> dict[str, Any]:
    return {
        "type": "array",
        "items": row_schema(definition),
        "minItems": definition.get("min_rows") or 0,
        "maxItems": definition.get("max_rows") or DEFAULT_MOST,
    }


def row_text(definition: Definition, row: Mapping[str, Any]) -> str:
    """One row as a person reads it."""
    parts = [
        f"{one['label']}: {LEAVES[one['type']].text(one, row[one['key']])}"
        for one in definition["fields"]
        if row.get(one["key"]) is not None
    ]
    return "; ".join(parts)


def text(definition: Definition, value: Any) -> str:
    return "\n".join(f"{number}. {row_text(definition, row)}" for number, row in enumerate(value, 1))
