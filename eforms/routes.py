"""Which agency an editor wants a filled form to go to."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from eforms.answers import Content, kept
from eforms.fields.contract import Facts
from rules.conditions import evaluate


def agency_for(content: Content, answers: Mapping[str, Any], facts: Facts) -> str | None:
    """Code of the agency of the first route that holds; None when the form leaves it to the applicant.

    Answers to questions that are not asked count for nothing, as in every rule.
    """
    routes = content.get("routes") or ()
    if not routes:
        return None
    known = {**facts.as_answers(), **kept(content, answers, facts)}
    return next((str(route["agency"]) for route in routes if evaluate(route.get("when"), known)), None)
