"""What is said of a formula while somebody writes it: what is wrong, or what it reads and gives."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from django.utils.translation import gettext as _

from eforms.judging.pseudo import fact_definitions
from rules import formulas
from rules.errors import MalformedFormula


def verdict(source: str, questions: Iterable[Mapping[str, Any]]) -> dict[str, Any]:
    """{"ok", "message"}. `questions`: those that stand before, as the editor's page knows them."""
    labels = {str(one.get("key")): str(one.get("label")) for one in questions if isinstance(one, Mapping)}
    try:
        formula = formulas.compiled(source)
    except MalformedFormula as error:
        return {"ok": False, "message": _malformed(error)}
    unknown = sorted(formula.reads - set(labels) - fact_definitions().keys())
    if unknown:
        names = ", ".join(unknown)
        message = _("No question before this one has the code %(names)s. Choose among the names below.")
        return {"ok": False, "message": message % {"names": names}}
    strange = sorted(formula.functions - formulas.OWN - formulas.CEL)
    if strange:
        message = _("There is no function %(names)s. The functions are listed below.")
        return {"ok": False, "message": message % {"names": ", ".join(strange)}}
    read = "; ".join(f"“{labels[key]}”" for key in sorted(formula.reads) if key in labels)
    if not read:
        return {"ok": True, "message": _("The formula can be used. It reads no question.")}
    return {"ok": True, "message": _("The formula can be used. It reads: %(names)s.") % {"names": read}}


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


def examples() -> list[list[str]]:
    """[formula, what it does], for the list beside the input."""
    return [
        ["a + b", _("the sum of two answers; without a value while one is missing")],
        ["value(a, 0) * 8000", _("a missing answer counts as 0")],
        ["sum(con.map(r, r.so_tien))", _("the sum over the rows of a group")],
        ["size(con)", _("the number of rows")],
        ["con.filter(r, r.con_song).size()", _("the number of rows in which an answer is Yes")],
        ["a > 3 ? 100000 : 50000", _("one value when it holds, else the other")],
        ["round(double(a) * 0.5)", _("rounded; numbers with decimals need double(…)")],
        ["min(a, b)", _("the smaller one; max(a, b) the larger one")],
        ["age(ngay_sinh)", _("whole years from a date until today")],
        ["days_between(tu_ngay, den_ngay)", _("days between two dates; also months_between, years_between")],
        ["add_months(ngay_cap, 6)", _("a date moved; also add_days, add_years; today() is today")],
        ["ho + ' ' + ten", _("texts joined")],
    ]
