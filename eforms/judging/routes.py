"""Which agency receives a form: the first of its routes that holds for the answers."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from eforms.fields.contract import Facts
from eforms.judging.answers import Content, state_of
from eforms.judging.plan import condition


def agency_for(content: Content, answers: Mapping[str, Any], facts: Facts | None = None) -> str | None:
    """The agency's code; None when the form has no routes or none of them holds."""
    state = state_of(content, answers, facts)
    for route in content.get("routes") or ():
        when = condition(route.get("when"))
        unreadable = bool(route.get("when")) and when is None
        if not unreadable and state.holds(when, "route"):
            return str(route["agency"])
    return None
