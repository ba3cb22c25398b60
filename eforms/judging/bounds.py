"""Limits that rules put on an answer: numbers, days, how long a text is, how many rows, choices or files."""

from __future__ import annotations

import operator
from collections.abc import Mapping
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from eforms.fields import TYPES
from eforms.fields.contract import Definition, Facts
from eforms.judging.plan import Bound, Node
from eforms.wording import said
from rules.comparing import ordered
from rules.conditions import valued

COUNTED = ("list", "rows", "files")
LEAST = {
    "number": _("The number must be at least %(bound)s."),
    "date": _("The date must be %(bound)s or later."),
    "month": _("The month must be %(bound)s or later."),
    "time": _("The time must be %(bound)s or later."),
    "text": _("The answer is too short: at least %(bound)s characters."),
    "list": _("Choose at least %(bound)s answers."),
    "rows": _("Add at least %(bound)s rows."),
    "files": _("Attach at least %(bound)s files."),
}
MOST = {
    "number": _("The number must be at most %(bound)s."),
    "date": _("The date must be %(bound)s or earlier."),
    "month": _("The month must be %(bound)s or earlier."),
    "time": _("The time must be %(bound)s or earlier."),
    "text": _("The answer is too long: at most %(bound)s characters."),
    "list": _("Choose at most %(bound)s answers."),
    "rows": _("At most %(bound)s rows fit here."),
    "files": _("Attach at most %(bound)s files."),
}


def broken(node: Node, bound: Bound, value: Any, scope: Mapping[str, Any]) -> ValidationError | None:
    """What is said when the answer lies outside a limit; None when it lies within."""
    size = len(value) if node.family in (*COUNTED, "text") and isinstance(value, list | dict | str) else value
    least, most = valued(bound.least, scope), valued(bound.most, scope)
    if least is not None and ordered(size, least, operator.lt):
        return _said(node, bound, LEAST, "too_small", least)
    if most is not None and ordered(size, most, operator.gt):
        return _said(node, bound, MOST, "too_large", most)
    return None


def _said(node: Node, bound: Bound, words: Mapping[str, Any], code: str, limit: Any) -> ValidationError:
    own = said(bound.raw, "message")
    if own:
        return ValidationError("%(own)s", code=code, params={"own": own})
    return ValidationError(
        words.get(node.family, LEAST["number"]), code=code, params={"bound": _spoken(node, limit)}
    )


def _spoken(node: Node, limit: Any) -> str:
    if node.family in COUNTED or node.family == "text":
        return str(limit)
    try:
        return TYPES[node.type].text(node.definition, limit)
    except (TypeError, ValueError, KeyError):
        return str(limit)


def tightened(
    node: Node, definition: Definition, bound: Bound, scope: Mapping[str, Any], facts: Facts
) -> dict[str, Any]:
    """The bounds of the definition that the limit makes narrower, for the page and for descriptions."""
    names = {"rows": ("min_rows", "max_rows")}.get(node.family, ("min", "max"))
    if node.family not in ("rows", "number", "date", "month", "time") or node.type == "table":
        return {}
    found = {}
    for name, operand, narrower in zip(
        names, (bound.least, bound.most), (operator.gt, operator.lt), strict=True
    ):
        limit = valued(operand, scope)
        now = _today(definition.get(name), node, facts)
        fits = limit is not None and ordered(SAMPLES.get(node.family, 0), limit, lambda _sample, _limit: True)
        if fits and (now is None or ordered(limit, now, narrower)):
            found[name] = limit
    return found


SAMPLES = {"date": "2000-01-01", "month": "2000-01", "time": "00:00"}


def _today(bound: Any, node: Node, facts: Facts) -> Any:
    """A bound of the type itself, where it may say "today"."""
    if bound != "today":
        return bound
    today = facts.on.isoformat()
    return {"date": today, "month": today[:7]}.get(node.family, facts.on.year)


def fitting(node: Node, outcome: Any) -> Any:
    """What a formula gave, in the shape of an answer of this type: whole numbers are rounded half up."""
    if isinstance(outcome, bool):
        return outcome
    if isinstance(outcome, float) and node.type in ("integer", "money", "year"):
        return int(Decimal(str(outcome)).quantize(Decimal(1), rounding=ROUND_HALF_UP))
    if isinstance(outcome, int | float) and node.family == "text":
        return str(outcome)
    return outcome


def too_few_or_many(definition: Definition, count: int) -> None:
    """Raises ValidationError when a group has not the number of rows its type asks for."""
    least, most = definition.get("min_rows") or 0, definition.get("max_rows")
    if count < least:
        raise ValidationError(LEAST["rows"], code="too_few_rows", params={"bound": least})
    if most is not None and count > most:
        raise ValidationError(MOST["rows"], code="too_many_rows", params={"bound": most})
