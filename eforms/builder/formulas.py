"""What is said of a formula while somebody writes it: what is wrong, or what it reads and gives."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from django.utils.translation import gettext as _

from eforms.checking.formula_checks import FormulaRefused, try_out
from eforms.fields import TYPES
from eforms.judging.answers import questions_of
from eforms.judging.pseudo import fact_definitions
from rules import formulas
from rules.errors import MalformedFormula
from rules.shapes import TODAY


def verdict(source: str, questions: Iterable[Mapping[str, Any]]) -> dict[str, Any]:
    """{"ok", "message"}. `questions`: those that stand before, as the editor's page knows them."""
    known = {str(one.get("key")): one for one in questions if isinstance(one, Mapping)}
    labels = {key: str(one.get("label")) for key, one in known.items()}
    try:
        formula = formulas.compiled(source)
    except MalformedFormula as error:
        return {"ok": False, "message": _malformed(error)}
    unknown = sorted(formula.reads - set(labels) - fact_definitions().keys())
    if unknown:
        names = ", ".join(unknown)
        message = _("No question that may be read here has the code %(names)s. Choose among the names below.")
        return {"ok": False, "message": message % {"names": names}}
    strange = sorted(formula.functions - formulas.OWN - formulas.CEL)
    if strange:
        message = _("There is no function %(names)s. The functions are listed below.")
        return {"ok": False, "message": message % {"names": ", ".join(strange)}}
    if refused := _tried(source, formula.reads, known):
        return {"ok": False, "message": refused}
    read = "; ".join(f"“{labels[key]}”" for key in sorted(formula.reads) if key in labels)
    if not read:
        return {"ok": True, "message": _("The formula can be used. It reads no question.")}
    return {"ok": True, "message": _("The formula can be used. It reads: %(names)s.") % {"names": read}}


def _tried(source: str, reads: Iterable[str], known: Mapping[str, Mapping[str, Any]]) -> str:
    """What the save check will say of the kinds of answers; "" when nothing, or when they are not known."""
    facts = fact_definitions()
    asked = {key: facts.get(key) or definition_from(known[key]) for key in reads if key != TODAY}
    try:
        if all(asked.values()):
            try_out(source, {key: one for key, one in asked.items() if one})
    except FormulaRefused as refused:
        return str(refused.messages[0])
    return ""


def definition_from(said: Mapping[str, Any]) -> dict[str, Any] | None:
    """A question as the page describes it, enough to try a formula with; None for one of no known type."""
    kind, inner = str(said.get("type")), said.get("fields")
    if kind not in TYPES:
        return None
    rows = [definition_from(one) for one in inner or () if isinstance(one, Mapping) and one.get("key")]
    fields = [one for one in rows if one is not None]
    own = {
        "key": str(said.get("key")),
        "label": "",
        "type": kind,
        "result": str(said.get("result") or "text"),
    }
    return {**own, "fields": fields, "options": [], "rows": [{"id": "1"}, {"id": "2"}]}


def described(content: Mapping[str, Any]) -> list[dict[str, Any]]:
    """The questions of a compiled form as the editor's page describes them."""
    return [_described(one) for one in questions_of(content)]


def _described(one: Mapping[str, Any]) -> dict[str, Any]:
    said = {name: one.get(name) or "" for name in ("key", "label", "label_en", "type", "result")}
    return {**said, "rows": [_described(inner) for inner in one.get("fields") or ()]}


def _malformed(error: MalformedFormula) -> str:
    if error.code == "too_long":
        return _("The formula is too long or too deep. Make several computed values of it.")
    line, _colon, place = error.detail.partition(":")
    if place:
        return _("The formula cannot be read near line %(line)s, letter %(place)s.") % {
            "line": line,
            "place": place,
        }
    return _("The formula cannot be read. Look at the brackets and the quotation marks.")
