"""A compiled form as JSON Schema (2020-12): what `PUT …/steps/…` and a whole filing accept.

Held against answers as they are stored. It never refuses what the server accepts; where a rule cannot be said
in JSON Schema the server alone judges (see eforms.headless.conditions).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from eforms.fields import TYPES
from eforms.fields.contract import Definition
from eforms.headless.conditions import ALWAYS, Schema, as_schema, both
from eforms.judging.answers import questions_of
from eforms.models import FormVersion
from eforms.wording import said
from rules.shapes import parse

DRAFT = "https://json-schema.org/draft/2020-12/schema"
SHOWN = "shown_"  # $defs/shown_<key>: holds when the question is shown


class Sight:
    """When each question is shown, as schemas that refer to each other through `$defs`."""

    def __init__(self, content: Mapping[str, Any]) -> None:
        self.defs: dict[str, Schema] = {}
        self.shown: dict[str, Schema | None] = {}
        self.rows: dict[str, dict[str, Schema | None]] = {}
        self.steps: dict[str, Schema | None] = {}
        for step in content["steps"]:
            here = self.steps[step["id"]] = self.holds(step.get("show_if"))
            for definition in step["fields"]:
                self._see(definition, here)

    def holds(self, condition: Mapping[str, Any] | None) -> Schema | None:
        """A schema that holds when the condition does, or None."""
        return as_schema(parse(condition), self.shown, self.rows) if condition else ALWAYS

    def _see(self, definition: Definition, step: Schema | None) -> None:
        key = definition["key"]
        when = both(step, self.holds(definition.get("show_if")))
        if when:
            self.defs[SHOWN + key] = when
            when = {"$ref": f"#/$defs/{SHOWN}{key}"}
        self.shown[key] = when
        if definition["type"] == "group":
            self.rows[key] = {
                one["key"]: None if one.get("show_if") else ALWAYS for one in definition["fields"]
            }


def json_schema(version: FormVersion) -> dict[str, Any]:
    """JSON Schema of the answers of a whole form; what must be answered only sometimes is an if/then."""
    content = version.content
    sight = Sight(content)
    asked = [one for one in questions_of(content) if is_stored(one)]
    sometimes = list(_sometimes(asked, sight))
    schema: dict[str, Any] = {
        "$schema": DRAFT,
        "title": said(content, "title"),
        "type": "object",
        "properties": {one["key"]: property_of(one) for one in asked},
        "required": [
            one["key"] for one in asked if one.get("required") and sight.shown[one["key"]] == ALWAYS
        ],
        "additionalProperties": False,
        "x-version": {"number": version.number, "hash": version.hash},
    }
    if sometimes:
        schema["allOf"] = sometimes
    return {**schema, "$defs": sight.defs} if sight.defs else schema


def is_stored(definition: Definition) -> bool:
    """Whether the question has an answer at all: words to read have none."""
    return getattr(TYPES[definition["type"]], "COMPARES", "text") != "none"


def property_of(definition: Definition) -> Schema:
    """One answer with its words: title, description, example, choices."""
    about: Schema = {"title": said(definition, "label"), "x-type": definition["type"]}
    if said(definition, "help"):
        about["description"] = said(definition, "help")
    if said(definition, "example"):
        about["examples"] = [said(definition, "example")]
    if definition.get("sensitive"):
        about["x-sensitive"] = True
    if definition.get("options"):
        about["x-options"] = [
            {"value": one["value"], "title": said(one, "label")} for one in definition["options"]
        ]
    return {**about, **_with_words(definition, TYPES[definition["type"]].schema(definition))}


def _with_words(definition: Definition, schema: Schema) -> Schema:
    """The schema of rows with the words of their questions."""
    rows = [schema["items"]] if "items" in schema else list(schema.get("properties", {}).values())
    if not definition.get("fields"):
        return schema
    for row in rows:
        row["properties"] = {one["key"]: property_of(one) for one in definition["fields"] if is_stored(one)}
    return schema


def _sometimes(asked: Iterable[Definition], sight: Sight) -> Iterable[Schema]:
    for one in asked:
        key = one["key"]
        shown = sight.shown[key]
        if one.get("required") and shown:
            yield {"if": shown, "then": {"required": [key]}}
        elif one.get("require_if"):
            when = both(shown, sight.holds(one["require_if"]))
            if when is not None:
                yield {"if": when, "then": {"required": [key]}}
