"""The printed form looked at when the e-form is saved: every place for an answer names a question."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from wagtail.blocks import (
    ListBlockValidationError,
    StreamBlockValidationError,
    StreamValue,
    StructBlockValidationError,
)

from eforms.checking.resolving import resolve
from eforms.fields.contract import Definition
from eforms.judging.pseudo import fact_definitions
from eforms.paper.placeholders import problems, with_codes

Asked = Mapping[str, Definition]
LINES = ("text", "subtitle", "place", "name", "left", "right")


def paper_problems(paper: StreamValue, content: Mapping[str, Any]) -> StreamBlockValidationError | None:
    """What an editor must correct, each error beside its block, or None. Lines and conditions get codes."""
    asked = {one["key"]: one for step in content["steps"] for one in step["fields"]}
    errors: dict[int, Any] = {}
    for place, child in enumerate(paper or ()):
        found = dict(_of_block(child.block_type, child.value, asked))
        if found:
            errors[place] = StructBlockValidationError(found)
    return StreamBlockValidationError(errors) if errors else None


def _of_block(kind: str, value: Any, asked: Asked) -> Iterator[tuple[str, ValidationError]]:
    if not isinstance(value, Mapping) or kind == "form_code":
        return
    if kind == "rows":
        yield from _of_rows(value, asked)
    elif kind == "signatures":
        columns = {place: _of_line(one, asked) for place, one in enumerate(value["columns"])}
        yield from _of_parts("columns", columns)
    elif kind == "two_columns":
        lines = {
            place: {**_of_line(one, asked), **dict(_of_condition(one, asked))}
            for place, one in enumerate(value["lines"])
        }
        yield from _of_parts("lines", lines)
    else:
        yield from _of_line(value, asked).items()
    yield from _of_condition(value, asked)


def _of_line(value: Any, asked: Asked, *, in_row: bool = False) -> dict[str, ValidationError]:
    found = {}
    for name in LINES:
        if value.get(name):
            value[name] = with_codes(value[name], asked)
            found[name] = problems(value[name], asked, in_row=in_row)
    return {name: ValidationError(errors) for name, errors in found.items() if errors}


def _of_rows(value: Mapping[str, Any], asked: Asked) -> Iterator[tuple[str, ValidationError]]:
    group = asked.get(value["field"])
    if group is None or group.get("fields") is None:
        names = ", ".join(key for key, one in asked.items() if one.get("fields") is not None) or "–"
        message = _("No table or group of this form has the code “%(name)s”. There are: %(names)s.")
        params = {"name": value["field"], "names": names}
        yield "field", ValidationError(message, code="unknown_group", params=params)
        return
    inner = {one["key"]: one for one in group["fields"]}
    columns = {place: _of_line(one, inner, in_row=True) for place, one in enumerate(value["columns"])}
    yield from _of_parts("columns", columns)


def _of_parts(name: str, parts: Mapping[int, Mapping[str, Any]]) -> Iterator[tuple[str, ValidationError]]:
    inner = {place: StructBlockValidationError(dict(errors)) for place, errors in parts.items() if errors}
    if inner:
        yield name, ListBlockValidationError(inner)


def _of_condition(value: Any, asked: Asked) -> Iterator[tuple[str, ValidationError]]:
    if value.get("show_if"):
        try:
            value["show_if"] = resolve(value["show_if"], {**fact_definitions(), **asked})
        except ValidationError as error:
            yield "show_if", error
