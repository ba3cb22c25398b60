"""What a person is to another: wife, father, guardian."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _

from eforms.fields.contract import as_it_is
from eforms.fields.listed import NamedList, clean, form_field, pin, schema, text
from eforms.fields.question import QuestionBlock

__all__ = ["MISSING", "Block", "clean", "form_field", "options", "schema", "shown", "text"]
MISSING = _("Choose the relation.")
COMPARES = "choice"


class Block(NamedList, QuestionBlock):
    LIST = "relations"

    class Meta:
        icon = "group"
        label = _("Relation to a person")


def options(value: Mapping[str, Any]) -> dict[str, Any]:
    return pin(Block.LIST)


shown = as_it_is
