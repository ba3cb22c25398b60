"""Example answers with what is expected of them: run on every save, and before anything is published.

A scenario: {"name", "on"?: day, "channel"?, "applicant"?, "age"?, "variant"?,
  "answers": {key: typed text or JSON value},
  "expect": {"steps"?: [ids seen], "errors"?: {path: code}, "values"?: {key: value},
    "papers"?: {paper: whether it is required}, "refusal"?: step id | None, "agency"?: code | None}}
Only what "expect" names is compared. A file is not there when a scenario runs: its answer is a list of marks,
one for each file there would be (["tep_1", "tep_2"]). Pure: reads places and code lists, writes nothing.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _

from eforms.fields import TYPES
from eforms.fields.contract import Facts
from eforms.judging.answers import STEP, clean_all, visible_fields
from eforms.versions.comparing import spots
from eforms.versions.comparing_words import said_value
from eforms.wording import said
from rules.conditions import evaluate

Content = Mapping[str, Any]
Scenario = Mapping[str, Any]

FILES = ("file", "photo")
MOST_MARKS = 5
WORKED_OUT = ("computed", "hidden")


@dataclass(frozen=True)
class Outcome:
    """What came of filling a form. `values`: those the form worked out; `answers`: all that were accepted.

    `errors`: {path: code}; `said`: {path: the words of the error}.
    """

    steps: list[str]
    errors: dict[str, str]
    values: dict[str, Any]
    papers: dict[str, bool]
    refusal: str | None
    agency: str | None
    answers: dict[str, Any] = field(default_factory=dict)
    said: dict[str, str] = field(default_factory=dict)

    def as_expected(self) -> dict[str, Any]:
        """The outcome as the "expect" of a scenario."""
        names = ("steps", "errors", "values", "papers", "refusal", "agency")
        return {name: getattr(self, name) for name in names}


@dataclass(frozen=True)
class Verdict:
    """How a scenario came out. `differences`: expected and got, in words; empty when it passed."""

    name: str
    outcome: Outcome
    differences: list[str]

    @property
    def passed(self) -> bool:
        return not self.differences


def run(content: Content, scenarios: Sequence[Scenario]) -> list[Verdict]:
    """Every scenario against the form as it stands."""
    marked = with_marks(content)
    return [_verdict(marked, one) for one in scenarios]


def failures(content: Content, scenarios: Sequence[Scenario]) -> list[ValidationError]:
    """Why scenarios forbid publishing, for the editor; empty when all pass."""
    message = _("The scenario “%(name)s” does not pass: %(why)s")
    return [
        ValidationError(
            message, code="scenario_failed", params={"name": one.name, "why": " ".join(one.differences)}
        )
        for one in run(content, scenarios)
        if not one.passed
    ]


def facts_of(scenario: Scenario) -> Facts:
    """What the answers are judged by."""
    known = {
        name: scenario[name] for name in ("channel", "applicant", "age", "variant") if scenario.get(name)
    }
    day = date.fromisoformat(scenario["on"]) if scenario.get("on") else timezone.localdate()
    return Facts(on=day, **known)


def outcome(marked: Content, answers: Mapping[str, Any], facts: Facts) -> Outcome:
    """What comes of these answers. `marked`: the form by `with_marks`."""
    values, wrong = clean_all(marked, answers, facts=facts)
    errors = {path: error for found in wrong.values() for path, error in found.items() if path != STEP}
    asked = visible_fields(marked, values, facts=facts)
    own = [one for one in asked if one["type"] in WORKED_OUT or one.get("fixed")]
    seen = {one["key"] for one in asked}
    return Outcome(
        steps=[step["id"] for step in marked["steps"] if any(one["key"] in seen for one in step["fields"])],
        errors={path: _code(error) for path, error in errors.items()},
        values={one["key"]: values[one["key"]] for one in own if one["key"] in values},
        papers=_papers(asked),
        refusal=next((step for step, found in wrong.items() if STEP in found), None),
        agency=_agency(marked, values, facts),
        answers=values,
        said={path: " ".join(error.messages) for path, error in errors.items()},
    )


def with_marks(content: Content) -> dict[str, Any]:
    """The form with every question for files answered by marks instead."""
    steps = [{**step, "fields": [_marked(one) for one in step["fields"]]} for step in content["steps"]]
    return {**content, "steps": steps}


def _marked(definition: Mapping[str, Any]) -> dict[str, Any]:
    if definition.get("fields") is not None:
        return {**definition, "fields": [_marked(one) for one in definition["fields"]]}
    if definition["type"] not in FILES:
        return dict(definition)
    most = min(definition.get("max_files") or 1, MOST_MARKS)
    marks = [
        {"value": f"tep_{number}", "label": f"Có tệp {number}", "label_en": f"There is file {number}"}
        for number in range(1, most + 1)
    ]
    return {**definition, "type": "choices", "options": marks, "marks": True}


def _papers(asked: Sequence[Mapping[str, Any]]) -> dict[str, bool]:
    """{code of the question for files: must be attached}"""
    return {one["key"]: bool(one.get("required")) for one in asked if one.get("marks")}


def _agency(content: Content, values: Mapping[str, Any], facts: Facts) -> str | None:
    known = {**facts.as_answers(), **values}
    for route in content.get("routes") or []:
        if evaluate(route.get("when"), known):
            return str(route["agency"])
    return None


def _code(error: ValidationError) -> str:
    return str(getattr(error, "code", None) or error.error_list[0].code or "invalid")


# -- expected and got -----------------------------------------------------------------------------------


def _verdict(marked: Content, scenario: Scenario) -> Verdict:
    got = outcome(marked, scenario.get("answers") or {}, facts_of(scenario))
    expected = scenario.get("expect") or {}
    return Verdict(str(scenario.get("name") or ""), got, list(_differences(marked, expected, got)))


def _differences(content: Content, expected: Mapping[str, Any], got: Outcome) -> Iterator[str]:
    if "steps" in expected and expected["steps"] != got.steps:
        seen = step_names(content, got.steps)
        yield _differs(_("Steps seen"), step_names(content, expected["steps"]), seen)
    if "errors" in expected:
        yield from _errors_differ(content, expected["errors"], got)
    for key, value in expected.get("values", {}).items():
        if not _equal(value, got.answers.get(key)):
            real = value_of(content, key, got.answers.get(key))
            yield _differs(label_of(content, key), value_of(content, key, value), real)
    yield from _papers_differ(content, expected.get("papers", {}), got)
    for part, label in (("refusal", _("Refused at the step")), ("agency", _("Agency"))):
        if part in expected and expected[part] != getattr(got, part):
            yield _differs(label, str(expected[part] or "—"), str(getattr(got, part) or "—"))


def _papers_differ(content: Content, expected: Mapping[str, bool], got: Outcome) -> Iterator[str]:
    for paper, required in expected.items():
        if got.papers.get(paper) is not required:
            name = _("Paper “%(name)s”") % {"name": paper_name(content, paper)}
            yield _differs(name, paper_words(required), paper_words(got.papers.get(paper)))


def _errors_differ(content: Content, expected: Mapping[str, str], got: Outcome) -> Iterator[str]:
    for path in dict.fromkeys([*expected, *got.errors]):
        code = expected.get(path)
        if code != got.errors.get(path):
            yield _differs(label_of(content, path), _error_words(code), got.said.get(path) or _("no error"))


def _equal(one: Any, other: Any) -> bool:
    return json.dumps(one, sort_keys=True) == json.dumps(other, sort_keys=True) or (
        not isinstance(one, bool) and not isinstance(other, bool) and one == other
    )


def _differs(what: str, expected: str, got: str) -> str:
    return _("%(what)s: expected %(expected)s; got %(got)s.") % {
        "what": what,
        "expected": expected,
        "got": got.rstrip("."),
    }


def _error_words(code: str | None) -> str:
    return _("the error “%(code)s”") % {"code": code} if code else _("no error")


def paper_words(required: bool | None) -> str:
    if required is None:
        return _("not asked")
    return _("must be attached") if required else _("may be attached")


def paper_name(content: Content, paper: str) -> str:
    """What a paper is called: its own name, or the words of its question."""
    spot = spots(content).get(paper)
    return said(spot.definition, "label") if spot else paper


def step_names(content: Content, ids: Sequence[str]) -> str:
    titles = {step["id"]: said(step, "title") for step in content["steps"]}
    return ", ".join(f"“{titles.get(one, one)}”" for one in ids) or "—"


def label_of(content: Content, path: str) -> str:
    """A path of errors in words: children.0.name -> “Các con”, row 1, “Tên”."""
    known = spots(content)
    words = []
    for part in path.split("."):
        if part.isdecimal():
            words.append(_("row %(number)d") % {"number": int(part) + 1})
        else:
            words.append(f"“{said(known[part].definition, 'label') if part in known else part}”")
    return ", ".join(words)


def value_of(content: Content, key: str, value: Any) -> str:
    """A value as a person reads it; as it is when its question cannot say."""
    spot = spots(content).get(key)
    if value is None:
        return _("no value")
    if spot is None or spot.definition["type"] not in TYPES:
        return said_value(value) or str(value)
    try:
        return TYPES[spot.definition["type"]].text(spot.definition, value) or str(value)
    except (TypeError, ValueError, KeyError, AttributeError):
        return str(value)  # what somebody expects need not be of the question's type
