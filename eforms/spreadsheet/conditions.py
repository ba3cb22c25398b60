""" "Tình trạng hôn nhân = Đã kết hôn" to a condition on an earlier question. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from eforms.checking.resolving import resolve
from eforms.spreadsheet.columns import folded

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
    op, answer = SIGNS[sign], part[place + len(sign) :].strip()
    if asked["type"] == "choices" and op in ("equals", "not_equals"):
        held = resolve({"field": asked["key"], "op": "contains", "value": answer}, {asked["key"]: asked})
        return held or {} if op == "equals" else {"not": held}
    return resolve({"field": asked["key"], "op": op, "value": answer}, {asked["key"]: asked}) or {}


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
