"""One entry of a code list, found by typing a part of its name."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from eforms.fields.contract import as_it_is
from eforms.fields.listed import clean, form_field, pin, schema, text
from eforms.fields.question import QuestionBlock
from eforms.lists.reading import known_lists

__all__ = ["MISSING", "Block", "clean", "form_field", "options", "schema", "shown", "text"]
MISSING = _("Choose an answer.")
COMPARES = "choice"


def list_block(**more: Any) -> blocks.ChoiceBlock:
    """The menu of all code lists."""
    return blocks.ChoiceBlock(choices=known_lists, label=_("Code list"), **more)


class Block(QuestionBlock):
    list = list_block(
        help_text=_("Lists are kept under “Code lists”. The form keeps the version it is published with.")
    )

    class Meta:
        icon = "search"
        label = _("Long choice, found by typing")


def options(value: Mapping[str, Any]) -> dict[str, Any]:
    return pin(value.get("list") or "")


shown = as_it_is
