"""How a program may draw a form's pages: a JSON Forms UI schema (Categorization → Category → Control).

Rules stand in it as JSON Forms rules where JSON Schema can say them; all others are marked `"server": true`,
and the check endpoint or the draft tells what is shown.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from eforms.fields import TYPES
from eforms.fields.contract import Definition
from eforms.headless.conditions import ALWAYS, Schema, both
from eforms.headless.schema import Sight, is_stored
from eforms.wording import said

Element = dict[str, Any]
NOT_SHOWN = frozenset({"hidden"})


def ui_schema(content: Mapping[str, Any]) -> Element:
    """{"type": "Categorization", "elements": [one Category a step]}; scopes point into `json_schema`."""
    sight = Sight(content)
    return {"type": "Categorization", "elements": [_step(step, sight) for step in content["steps"]]}


def _step(step: Mapping[str, Any], sight: Sight) -> Element:
    category: Element = {
        "type": "Category",
        "label": said(step, "title"),
        "elements": [_element(one, sight) for one in step["fields"] if one["type"] not in NOT_SHOWN],
        "options": {"id": step["id"]},
    }
    if said(step, "description"):
        category["options"]["description"] = said(step, "description")
    if step.get("one_by_one"):
        category["options"]["oneByOne"] = True
    return {**category, **_rule(step.get("show_if"), sight.steps[step["id"]])}


def _element(definition: Definition, sight: Sight) -> Element:
    rule = _rule(definition.get("show_if"), sight.holds(definition.get("show_if")))
    if not is_stored(definition):
        words = said(definition, "text") or said(definition, "label")
        return {"type": "Label", "text": words, "options": {"kind": definition["type"]}, **rule}
    return {**_control(definition, f"#/properties/{definition['key']}"), **rule}


def _control(definition: Definition, scope: str) -> Element:
    options: Element = {"kind": definition["type"]}
    if getattr(TYPES[definition["type"]], "UNASKED", False) or definition.get("set"):
        options["readonly"] = bool(getattr(TYPES[definition["type"]], "UNASKED", False))
        options["server"] = True
    if definition.get("fields"):
        options["detail"] = {
            "type": "VerticalLayout",
            "elements": [
                _control(one, f"#/properties/{one['key']}") for one in definition["fields"] if is_stored(one)
            ],
        }
    if definition.get("legal_basis"):
        options["legalBasis"] = {"text": definition["legal_basis"], "url": definition.get("legal_url", "")}
    return {"type": "Control", "scope": scope, "label": said(definition, "label"), "options": options}


def _rule(condition: Mapping[str, Any] | None, schema: Schema | None) -> Element:
    if not condition:
        return {}
    said_so = both(schema, ALWAYS)
    if said_so is None:
        return {"x-rule": {"server": True}}
    return {"rule": {"effect": "SHOW", "condition": {"scope": "#", "schema": said_so}}}
