"""What changed in the answers since the filing, as payloads of events keep it.

changes    [{"question": key, "label", "old", "new"}]: answers before and after, None for none
applicant  {"name" | "phone" | "email" | "number": text}: what the dossier says of the person from then on
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from eforms.fields.contract import Answers, Facts
from eforms.judging.answers import Content, questions_of
from eforms.pages.review import person

Payload = Mapping[str, Any]
PARTS = {
    "name": ("full_name", 200),
    "phone": ("phone", 20),
    "email": ("email", 254),
    "number": ("personal_number", 20),
}


def differences(content: Content, before: Answers, after: Answers, facts: Facts) -> dict[str, Any]:
    """What an event says of a change: {"changes", "applicant"}; {} when both are the same."""
    changes = [
        {"question": one["key"], "label": one.get("label") or "", "old": before.get(one["key"]),
         "new": after.get(one["key"])}
        for one in questions_of(content)
        if before.get(one["key"]) != after.get(one["key"])
    ]  # fmt: skip
    then, now = (person(content, answers, facts=facts) for answers in (before, after))
    applicant = {
        part: str(now.get(use) or "")[:longest]
        for part, (use, longest) in PARTS.items()
        if then.get(use) != now.get(use) and (now.get(use) or part != "name")
    }
    return {"changes": changes, "applicant": applicant} if changes else {}


def changed(payload: Payload) -> dict[str, Any]:
    """{question: answer} after one event; None where the answer is gone."""
    return {one["question"]: one["new"] for one in payload.get("changes") or ()}


def corrected_by(payloads: Iterable[Payload]) -> dict[str, Any]:
    """{question: answer} after several."""
    found: dict[str, Any] = {}
    for payload in payloads:
        found |= changed(payload)
    return found
