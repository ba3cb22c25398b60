"""Answers judged without a draft: exactly what pages and filing would say, and nothing is kept."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from eforms.fields.contract import Facts
from eforms.judging.answers import Content, Errors, clean_all, visible_fields
from eforms.wording import said


def check(content: Content, answers: Mapping[str, Any], facts: Facts) -> dict[str, Any]:
    """{"valid", "answers", "errors", "steps"} of a whole form.

    `answers`: those accepted, as they would be stored, computed and set ones included; `errors`:
    [{"step", "loc": [path], "code", "msg"}]; `steps`: those asked, each with its questions as they stand now
    ({"key", "required", "options"?, "min"?, "max"?, "value"?}).
    """
    accepted, errors = clean_all(content, answers, facts=facts)
    return {
        "valid": not errors,
        "answers": accepted,
        "errors": [one for step, wrong in errors.items() for one in listed(step, wrong)],
        "steps": [step for step in _steps(content, accepted, facts) if step["fields"]],
    }


def listed(step: str, errors: Errors) -> list[dict[str, Any]]:
    """Errors of a step in the shape of the API's problems."""
    return [
        {"step": step, "loc": [path], "code": error.code or "invalid", "msg": " ".join(error.messages)}
        for path, found in errors.items()
        for error in found.error_list
    ]


def _steps(content: Content, answers: Mapping[str, Any], facts: Facts) -> list[dict[str, Any]]:
    return [
        {
            "id": step["id"],
            "title": said(step, "title"),
            "fields": [
                _as_it_stands(one) for one in visible_fields(content, answers, step["id"], facts=facts)
            ],
        }
        for step in content["steps"]
    ]


def _as_it_stands(definition: Mapping[str, Any]) -> dict[str, Any]:
    now: dict[str, Any] = {"key": definition["key"], "required": bool(definition.get("required"))}
    if definition.get("options"):
        now["options"] = [option["value"] for option in definition["options"]]
    for name in ("min", "max", "value"):
        if definition.get(name) is not None:
            now[name] = definition[name]
    return now
