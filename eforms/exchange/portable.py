"""A form as a file of the exchange format (eforms/exchange/shape.py)."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from eforms.compile import compile_content
from eforms.definition import EForm
from eforms.exchange.shape import FORMAT, VERSION
from eforms.prefilling.representing import STEP


def exported(eform: EForm) -> dict[str, Any]:
    """The newest state of the form, drafts included, with its scenarios."""
    newest: EForm = eform.get_latest_revision_as_object()
    return portable(eform.code, compile_content(newest), newest.scenarios)


def portable(code: str, content: Mapping[str, Any], scenarios: list[dict[str, Any]]) -> dict[str, Any]:
    """Content JSON as a file; parts that say nothing are left out, the import puts them in again."""
    own = [step for step in content["steps"] if step["id"] != STEP]  # the engine puts that one in
    steps = [{**_told(step), "fields": [_question(one) for one in step["fields"]]} for step in own]
    data = {"format": FORMAT, "format_version": VERSION, "code": code, **_told(content), "steps": steps}
    return {**data, "scenarios": scenarios} if scenarios else data


def _question(definition: Mapping[str, Any]) -> dict[str, Any]:
    told = _told(definition)
    if definition.get("fields") is not None:
        told["fields"] = [_question(one) for one in definition["fields"]]
    return told


def _told(part: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in part.items() if value is not None and value != ""}


def as_text(data: Mapping[str, Any]) -> str:
    """The file's text, so that people can read it and two versions can be compared line by line."""
    return json.dumps(data, ensure_ascii=False, indent=2) + "\n"
