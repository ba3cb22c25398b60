"""Answers a question is compared with: named by the editor, found when saving, handed to the type.

A type that can be linked has LINKS: {option: types of the questions it may name}. The resolved definition
then carries `linked`: {"birth": answer, …}, without the answers that are not given.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from eforms.checking.resolving import ConditionRefused, find
from eforms.fields import TYPES
from eforms.fields.contract import Definition


def links_of(kind: str) -> Mapping[str, tuple[str, ...]]:
    found: Mapping[str, tuple[str, ...]] = getattr(TYPES[kind], "LINKS", {})
    return found


def resolve_links(
    kind: str, value: dict[str, Any], earlier: Mapping[str, Definition]
) -> dict[str, ValidationError]:
    """Put codes for the words the editor wrote; {option: what is wrong}."""
    errors: dict[str, ValidationError] = {}
    for option, types in links_of(kind).items():
        written = " ".join(str(value.get(option) or "").split())
        if not written:
            continue
        try:
            named = find(written, earlier)
        except ConditionRefused as error:
            errors[option] = error
            continue
        if named["type"] not in types:
            message = _("The question “%(label)s” is of another type and cannot be compared with.")
            errors[option] = ValidationError(message, code="link_type", params={"label": named["label"]})
        value[option] = named["key"]
    return errors


def with_links(definition: Definition, known: Mapping[str, Any]) -> Definition:
    """The definition with the linked answers there are; the same object where there are none."""
    linked = {
        option.removeprefix("link_"): known[definition[option]]
        for option in links_of(definition["type"])
        if definition.get(option) in known
    }
    return {**definition, "linked": linked} if linked else definition
