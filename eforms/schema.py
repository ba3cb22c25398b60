"""A version of a form as JSON Schema (2020-12): what `PUT …/steps/…` and a whole filing accept."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from eforms.answers import questions_of
from eforms.fields import TYPES, is_asked
from eforms.fields.contract import Definition
from eforms.models import FormVersion
from eforms.wording import said

DRAFT = "https://json-schema.org/draft/2020-12/schema"


def json_schema(version: FormVersion) -> dict[str, Any]:
    """JSON Schema of the answers of a whole form; a shown question that must be answered is an if/then."""
    content = version.content
    asked = [
        one
        for step in content["steps"]
        if not step.get("show_if")
        for one in step["fields"]
        if one.get("required") and is_asked(one)
    ]
    always = [one["key"] for one in asked if not one.get("show_if")]
    shown = [_when_shown(one) for one in asked if one.get("show_if")]
    schema: dict[str, Any] = {
        "$schema": DRAFT,
        "title": said(content, "title"),
        "type": "object",
        "properties": {one["key"]: _property(one) for one in questions_of(content)},
        "required": always,
        "additionalProperties": False,
        "x-version": {"number": version.number, "hash": version.hash},
        "x-steps": [
            {"id": step["id"], "title": said(step, "title"), "fields": [one["key"] for one in step["fields"]]}
            for step in content["steps"]
        ],
    }
    return {**schema, "allOf": shown} if shown else schema


def _property(definition: Definition) -> dict[str, Any]:
    about: dict[str, Any] = {"title": said(definition, "label"), "x-type": definition["type"]}
    if said(definition, "help"):
        about["description"] = said(definition, "help")
    if definition.get("show_if"):
        about["x-show-if"] = definition["show_if"]
    if definition.get("options"):
        about["x-options"] = [
            {"value": one["value"], "title": said(one, "label")} for one in definition["options"]
        ]
    return {**about, **TYPES[definition["type"]].schema(definition)}


def _when_shown(definition: Definition) -> dict[str, Any]:
    return {"if": _condition(definition["show_if"]), "then": {"required": [definition["key"]]}}


def _condition(show_if: Mapping[str, Any]) -> dict[str, Any]:
    """A show-if as a schema; comparisons JSON Schema cannot make (dates, words) are left to the server."""
    if "field" not in show_if or show_if.get("measure") or isinstance(show_if.get("value"), dict | list):
        return {"not": {}}  # a tree, a measure or another answer
    return _question(show_if["field"], show_if["op"], show_if.get("value"))


def _question(field: str, op: str, value: Any) -> dict[str, Any]:
    given = {"required": [field]}
    numbers = isinstance(value, int) and not isinstance(value, bool)
    match op:
        case "filled":
            return given
        case "empty":
            return {"not": given}
        case "equals":
            return {**given, "properties": {field: {"const": value}}}
        case "not_equals":
            return {"not": {**given, "properties": {field: {"const": value}}}}
        case "contains":
            return {**given, "properties": {field: {"type": "array", "contains": {"const": value}}}}
        case "greater" if numbers:
            return {**given, "properties": {field: {"exclusiveMinimum": value}}}
        case "less" if numbers:
            return {**given, "properties": {field: {"exclusiveMaximum": value}}}
    return {"not": {}}
