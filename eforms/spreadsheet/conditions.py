""" "Tình trạng hôn nhân = Đã kết hôn" to a condition on an earlier question. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from eforms.fields import TYPES
from eforms.fields.contract import Facts
from eforms.spreadsheet.columns import folded, truth_of

Earlier = list[Mapping[str, Any]]  # definitions of the questions above, in order

SIGNS = {
    ">=": "at_least", "≥": "at_least", "<=": "at_most", "≤": "at_most",
    "!=": "not_equals", "<>": "not_equals", "≠": "not_equals",
    "=": "equals", ":": "equals", ">": "greater", "<": "less",
}  # fmt: skip
ANSWERED = ("có trả lời", "đã trả lời", "is answered")
UNANSWERED = ("không trả lời", "chưa trả lời", "is not answered")


def condition(written: str, earlier: Earlier) -> dict[str, Any]:
    """What "shown when" says; several parts separated by ";" must all hold. Raises ValidationError."""
    parts = [" ".join(part.split()) for part in written.replace("\n", ";").split(";") if part.strip()]
    found = [_one(part, earlier) for part in parts]
    if not found:
        raise ValidationError(_("Write a question and its answer, such as “Question = answer”."), code="form")
    return found[0] if len(found) == 1 else {"all": found}


def _one(part: str, earlier: Earlier) -> dict[str, Any]:
    for words, op in [*((one, "filled") for one in ANSWERED), *((one, "empty") for one in UNANSWERED)]:
        if folded(part).endswith(words):
            return {"field": _find(part[: -len(words)], earlier)["key"], "op": op}
    place, sign = _sign(part)
    asked = _find(part[:place], earlier)
    answer = part[place + len(sign) :].strip()
    if not answer:
        raise ValidationError(
            _("Write the answer of “%(label)s” to compare with."),
            params={"label": asked["label"]},
            code="answer",
        )
    value = _value(asked, answer)
    if asked["type"] == "choices" and SIGNS[sign] in ("equals", "not_equals"):
        held = {"field": asked["key"], "op": "contains", "value": value}
        return held if SIGNS[sign] == "equals" else {"not": held}
    return {"field": asked["key"], "op": SIGNS[sign], "value": value}


def _sign(part: str) -> tuple[int, str]:
    places = [(part.find(sign), -len(sign), sign) for sign in SIGNS if sign in part]
    if not places:
        raise ValidationError(
            _("“%(part)s” does not say which answer: write “Question = answer”."),
            params={"part": part},
            code="form",
        )
    place, _length, sign = min(places)
    return place, sign


def _find(words: str, earlier: Earlier) -> Mapping[str, Any]:
    wanted = folded(words.strip(" “”\"'«»"))
    by_code = [one for one in earlier if one["key"] == wanted]
    found = by_code or [one for one in earlier if folded(one["label"]) == wanted]
    if len(found) == 1:
        return found[0]
    if found:
        message = _("Several questions above are called “%(name)s”: give them codes and write the code.")
        raise ValidationError(message, params={"name": words.strip()}, code="several")
    labels = "; ".join(one["label"] for one in earlier[-12:]) or "—"
    message = _("No question above is called “%(name)s”. Questions above: %(labels)s.")
    raise ValidationError(message, params={"name": words.strip(), "labels": labels}, code="unknown")


def _value(asked: Mapping[str, Any], answer: str) -> Any:
    if asked["type"] in ("yes_no", "declaration"):
        truth = truth_of(answer)
        if truth is None:
            message = _("“%(label)s” is answered by Yes or No: write one of them.")
            raise ValidationError(message, params={"label": asked["label"]}, code="yes_no")
        return truth
    if "options" in asked:
        for option in asked["options"]:
            if folded(answer) in (folded(option["label"]), option["value"]):
                return option["value"]
        choices = "; ".join(option["label"] for option in asked["options"])
        message = _("“%(label)s” has no such choice. Its choices: %(choices)s.")
        raise ValidationError(message, params={"label": asked["label"], "choices": choices}, code="choice")
    if asked["type"] in ("integer", "decimal", "money", "percentage", "date", "month", "year", "time"):
        unbounded = {**asked, "min": None, "max": None}
        return TYPES[asked["type"]].clean(unbounded, answer, Facts(on=date.max))
    return answer
