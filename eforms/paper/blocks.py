"""What an editor lays the printed form out with."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from eforms.builder.condition import AskedBlock, ConditionBlock
from eforms.paper.placeholders import FORMATS, KNOWN

ALIGN = [("left", _("left")), ("center", _("centred")), ("right", _("right"))]
STYLES = [("normal", _("plain")), ("bold", _("bold")), ("italic", _("italic")), ("heading", _("heading"))]
SPACES = [("small", _("small")), ("medium", _("medium")), ("large", _("large"))]


class LineWidget(forms.Textarea):
    """A line of text; the page's script offers the form's questions beside it."""

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__({"rows": 2, "data-paper-line": "", **(attrs or {})})

    def build_attrs(self, base_attrs: Any, extra_attrs: Any = None) -> dict[str, Any]:
        """With the words of the menu, in the editor's language."""
        forms_of = [
            {"name": name, "label": str(label), "types": sorted(types) if types else None}
            for name, (label, types) in FORMATS.items()
        ]
        known = [{"name": name, "label": str(label)} for name, label in KNOWN.items()]
        words = {
            "data-insert": gettext("Insert an answer…"),
            "data-forms": json.dumps(forms_of, ensure_ascii=False),
            "data-known": json.dumps(known, ensure_ascii=False),
        }
        built: dict[str, Any] = super().build_attrs({**base_attrs, **words}, extra_attrs)
        return built

    class Media:
        js: ClassVar = ["eforms/paper-editor.js"]


class LineBlock(blocks.FieldBlock):
    """Words with places for answers: {ho_ten}, {ngay_sinh|date_words}."""

    def __init__(
        self, required: bool = True, help_text: Any = None, max_length: int = 2000, **kwargs: Any
    ) -> None:
        self.field = forms.CharField(
            required=required, help_text=help_text, max_length=max_length, widget=LineWidget()
        )
        super().__init__(**kwargs)

    class Meta:
        icon = "pilcrow"


class TextBlock(blocks.StructBlock):
    text = LineBlock(
        label=_("Text"),
        help_text=_("Answers stand where their code stands in braces: {ho_ten}. Empty answers become dots."),
    )
    align = blocks.ChoiceBlock(choices=ALIGN, default="left", label=_("Alignment"))
    style = blocks.ChoiceBlock(choices=STYLES, default="normal", label=_("Letters"))
    show_if = ConditionBlock(required=False, label=_("Print only when"))

    class Meta:
        icon = "pilcrow"
        label = _("Line of text")
        label_format = "{text}"


class TitleBlock(blocks.StructBlock):
    text = LineBlock(label=_("Title"))
    subtitle = LineBlock(required=False, label=_("Line below it"))

    class Meta:
        icon = "title"
        label = _("Title of the form")
        label_format = "{text}"


class FormCodeBlock(blocks.StructBlock):
    text = blocks.TextBlock(
        rows=2,
        max_length=300,
        label=_("Text"),
        help_text=_("For example: Mẫu số 01, Thông tư 04/2024/TT-BTP."),
    )

    class Meta:
        icon = "tag"
        label = _("Code of the form, in the corner")
        label_format = "{text}"


class ColumnBlock(blocks.StructBlock):
    heading = blocks.CharBlock(max_length=120, label=_("Heading"))
    text = LineBlock(
        label=_("Content"), help_text=_("Codes of the row's questions; {_row} is the number of the row.")
    )


class RowsBlock(blocks.StructBlock):
    field = AskedBlock(("group", "table"), label=_("Table or group of the form"))
    columns = blocks.ListBlock(
        ColumnBlock(), min_num=0, max_num=12, default=[], label=_("Columns"),
        help_text=_("None: one column for each question of the row."),
    )  # fmt: skip
    show_if = ConditionBlock(required=False, label=_("Print only when"))

    class Meta:
        icon = "table"
        label = _("Rows of a table")
        label_format = "{field}"


class SideBySideBlock(blocks.StructBlock):
    label = blocks.CharBlock(max_length=200, required=False, label=_("What the line is about"))
    left = LineBlock(label=_("In the left column"))
    right = LineBlock(label=_("In the right column"))
    show_if = ConditionBlock(required=False, label=_("Print only when"))


class TwoColumnsBlock(blocks.StructBlock):
    left_heading = blocks.CharBlock(max_length=120, label=_("Heading of the left column"))
    right_heading = blocks.CharBlock(max_length=120, label=_("Heading of the right column"))
    lines = blocks.ListBlock(SideBySideBlock(), min_num=1, max_num=60, label=_("Lines"))
    show_if = ConditionBlock(required=False, label=_("Print only when"))

    class Meta:
        icon = "grip"
        label = _("Two columns")
        label_format = "{left_heading} – {right_heading}"


class PlaceDateBlock(blocks.StructBlock):
    place = LineBlock(required=False, label=_("Place"), help_text=_("Empty: dots to write on."))

    class Meta:
        icon = "date"
        label = _("Place and date")


class SignatureBlock(blocks.StructBlock):
    title = blocks.CharBlock(max_length=120, label=_("Who signs"))
    note = blocks.CharBlock(max_length=120, required=False, label=_("Note below"))
    name = LineBlock(required=False, label=_("Name below the signature"))


class SignaturesBlock(blocks.StructBlock):
    columns = blocks.ListBlock(SignatureBlock(), min_num=1, max_num=4, label=_("Columns"))

    class Meta:
        icon = "group"
        label = _("Signatures")


class PaperBlock(blocks.StreamBlock):
    """The printed form from top to bottom; empty: made from the questions."""

    motto = blocks.StaticBlock(
        icon="flag", label=_("National heading"), admin_text=_("Cộng hòa xã hội chủ nghĩa Việt Nam…")
    )
    form_code = FormCodeBlock()
    title = TitleBlock()
    text = TextBlock()
    rows = RowsBlock()
    two_columns = TwoColumnsBlock()
    answers = blocks.StaticBlock(
        icon="list-ul", label=_("All answers"), admin_text=_("Every question with its answer, step by step.")
    )
    place_date = PlaceDateBlock()
    signatures = SignaturesBlock()
    space = blocks.ChoiceBlock(choices=SPACES, icon="arrows-up-down", label=_("Space"))
    page_break = blocks.StaticBlock(
        icon="horizontalrule", label=_("New page"), admin_text=_("A new page begins.")
    )

    class Meta:
        form_attrs = {"data-eforms-add": _("Add a printed line")}
        required = False


def compiled(value: Any) -> list[dict[str, Any]]:
    """The laid-out blocks as plain data: [{"type", …}], for the version's content["paper"]."""
    return [_plain(child.block_type, child.value) for child in value or []]


def _plain(kind: str, value: Any) -> dict[str, Any]:
    if kind == "space":
        return {"type": kind, "size": value}
    if not isinstance(value, Mapping):
        return {"type": kind}
    return {"type": kind, **{name: _part(part) for name, part in value.items() if part not in (None, "")}}


def _part(part: Any) -> Any:
    if isinstance(part, blocks.list_block.ListValue | list):
        return [{name: one for name, one in row.items() if one not in (None, "")} for row in part]
    return part


def as_blocks(paper: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The inverse of `compiled`: raw data of the StreamField."""
    made = []
    for one in paper:
        rest = {name: part for name, part in one.items() if name != "type"}
        plain = one["type"] in ("motto", "answers", "page_break")
        made.append(
            {
                "type": one["type"],
                "value": one.get("size", "medium") if one["type"] == "space" else None if plain else rest,
            }
        )
    return made
