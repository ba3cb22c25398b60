"""An outcome, and what a scenario expects, as lines an editor reads."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from eforms.proving.scenarios import Outcome, label_of, paper_name, paper_words, step_names, value_of


@dataclass(frozen=True)
class Line:
    """One thing that came out or is expected. `id`: steps, errors, values:<key>, papers:<name>, …"""

    id: str
    label: str
    words: str


def lines(
    content: Mapping[str, Any], expect: Mapping[str, Any], said: Mapping[str, str] | None = None
) -> list[Line]:
    """`expect`: the expectation of a scenario, or `Outcome.as_expected`; `said`: words of errors by path."""
    found = []
    if "steps" in expect:
        found.append(Line("steps", _("Steps seen"), step_names(content, expect["steps"])))
    if "errors" in expect:
        found.append(Line("errors", _("Errors"), _errors(content, expect["errors"], said or {})))
    for key, value in expect.get("values", {}).items():
        found.append(Line(f"values:{key}", label_of(content, key), value_of(content, key, value)))
    for paper, required in expect.get("papers", {}).items():
        name = _("Paper “%(name)s”") % {"name": paper_name(content, paper)}
        found.append(Line(f"papers:{paper}", name, paper_words(required)))
    if "refusal" in expect:
        refused = step_names(content, [expect["refusal"]]) if expect["refusal"] else _("nowhere")
        found.append(Line("refusal", _("Refused at the step"), refused))
    if "agency" in expect:
        found.append(Line("agency", _("Agency"), expect["agency"] or _("not decided by the form")))
    return found


def of_outcome(content: Mapping[str, Any], got: Outcome) -> list[Line]:
    return lines(content, got.as_expected(), got.said)


def only(expect: Mapping[str, Any], ids: set[str]) -> dict[str, Any]:
    """The expectation without the lines that are not among `ids`."""
    kept: dict[str, Any] = {
        name: expect[name]
        for name in ("steps", "errors", "refusal", "agency")
        if name in expect and name in ids
    }
    for part in ("values", "papers"):
        inner = {key: value for key, value in expect.get(part, {}).items() if f"{part}:{key}" in ids}
        if inner:
            kept[part] = inner
    return kept


def _errors(content: Mapping[str, Any], errors: Mapping[str, str], said: Mapping[str, str]) -> str:
    told = [f"{label_of(content, path)}: {said.get(path, code)}" for path, code in errors.items()]
    return "; ".join(told) or _("none")
