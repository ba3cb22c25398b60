"""The words conditions are built and read with: one table for the menus, the sentences and the map."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _g
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

# How answers are compared: the families of rules.checks.
TEXT, NUMBER, DATE, TRUTH, CHOICE, LIST, FILES, ROWS, PARTS = (
    "text",
    "number",
    "date",
    "truth",
    "choice",
    "list",
    "files",
    "rows",
    "parts",
)

IS, IS_NOT = pgettext_lazy("condition", "is"), pgettext_lazy("condition", "is not")
FILLED, EMPTY = _("is answered"), _("is not answered")
ONE_OF, NONE_OF = _("is one of"), _("is none of")
SAME = {"equals": IS, "not_equals": IS_NOT}
GIVEN = {"filled": FILLED, "empty": EMPTY}
# How the answer is compared -> operator -> its words, in the order of the menu.
OPERATORS: dict[str, dict[str, Any]] = {
    TEXT: {**SAME, "contains": _("contains the words"), "one_of": ONE_OF, "none_of": NONE_OF, **GIVEN},
    NUMBER: {
        **SAME,
        "greater": _("is more than"),
        "at_least": _("is at least"),
        "less": _("is less than"),
        "at_most": _("is at most"),
        **GIVEN,
    },
    DATE: {
        **SAME,
        "less": _("is before"),
        "at_most": _("is on or before"),
        "greater": _("is after"),
        "at_least": _("is on or after"),
        **GIVEN,
    },
    "month": {**SAME, "less": _("is before"), "greater": _("is after"), **GIVEN},
    "time": {**SAME, "less": _("is before"), "greater": _("is after"), **GIVEN},
    TRUTH: {"equals": IS, **GIVEN},
    CHOICE: {**SAME, "one_of": ONE_OF, "none_of": NONE_OF, **GIVEN},
    LIST: {
        "contains": _("includes"),
        "one_of": _("includes one of"),
        "none_of": _("includes none of"),
        **GIVEN,
    },
    FILES: {"filled": _("has a file"), "empty": _("has no file")},
    ROWS: {"filled": _("has at least one row"), "empty": _("has no row")},
    PARTS: GIVEN,
    "none": {},
}
# What can be measured of an answer: how it is compared or its type -> measure -> words around its label.
MEASURES: dict[str, dict[str, Any]] = {
    DATE: {"age": _("age counted from %(label)s")},
    ROWS: {"count": _("number of rows of %(label)s")},
    LIST: {"count": _("number of choices made in %(label)s")},
    FILES: {"count": _("number of files in %(label)s")},
    TEXT: {"length": _("number of letters in %(label)s")},
}
QUANTIFIERS = {
    "some": _("at least one row of %(label)s where %(inner)s"),
    "every": _("every row of %(label)s where %(inner)s"),
    "none": _("no row of %(label)s where %(inner)s"),
}


def kind_of(definition: Mapping[str, Any]) -> str:
    """How answers to a question are compared: a key of OPERATORS."""
    from eforms.fields import family  # question types use the menus, whose words are here

    kind = family(definition)
    return kind if kind in OPERATORS else TEXT


def kinds() -> dict[str, str]:
    """How the answers of every question type compare."""
    from eforms.fields import TYPES

    own = {name: str(getattr(module, "COMPARES", TEXT)) for name, module in TYPES.items()}
    return {name: kind if kind in OPERATORS else TEXT for name, kind in own.items()}


def results() -> dict[str, str]:
    """How the results of formulas compare."""
    from eforms.fields import RESULTS

    return dict(RESULTS)


def moved(shift: Mapping[str, Any]) -> str:
    """`{"days": -30}` -> "today − 30 days"."""
    parts = [
        _g("%(count)d years") % {"count": abs(int(shift.get("years") or 0))} if shift.get("years") else "",
        _g("%(count)d months") % {"count": abs(int(shift.get("months") or 0))} if shift.get("months") else "",
        _g("%(count)d days") % {"count": abs(int(shift.get("days") or 0))} if shift.get("days") else "",
    ]
    spoken = " ".join(part for part in parts if part)
    if not spoken:
        return _g("today")
    back = any(int(shift.get(unit) or 0) < 0 for unit in ("years", "months", "days"))
    return (_g("%(time)s before today") if back else _g("%(time)s after today")) % {"time": spoken}
