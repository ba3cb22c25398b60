"""Parts of a form as people read them: types, options, values, rules. Pure."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from eforms.fields import TYPES
from eforms.pseudo import fact_definitions
from eforms.wording import said

Questions = Mapping[str, Mapping[str, Any]]  # definitions by code

OPERATORS = {
    "equals": gettext_lazy("is"),
    "not_equals": gettext_lazy("is not"),
    "one_of": gettext_lazy("is one of"),
    "none_of": gettext_lazy("is none of"),
    "contains": gettext_lazy("contains"),
    "greater": gettext_lazy("is greater than, or later than"),
    "less": gettext_lazy("is less than, or earlier than"),
    "at_least": gettext_lazy("is at least"),
    "at_most": gettext_lazy("is at most"),
    "filled": gettext_lazy("is answered"),
    "empty": gettext_lazy("is not answered"),
}
MEASURES = {
    "age": gettext_lazy("age by “%(label)s”"),
    "count": gettext_lazy("number of “%(label)s”"),
    "length": gettext_lazy("length of “%(label)s”"),
}
ROWS = {
    "some": gettext_lazy("in some row of “%(label)s”: %(rule)s"),
    "every": gettext_lazy("in every row of “%(label)s”: %(rule)s"),
    "none": gettext_lazy("in no row of “%(label)s”: %(rule)s"),
}
PARTS = {
    "when": gettext_lazy("when"),
    "min": gettext_lazy("smallest"),
    "max": gettext_lazy("largest"),
    "value": gettext_lazy("value"),
    "formula": gettext_lazy("formula"),
    "message": gettext_lazy("message"),
    "way_out": gettext_lazy("way out"),
    "agency": gettext_lazy("agency"),
}
UNITS = {
    "years": gettext_lazy("%(count)s years"),
    "months": gettext_lazy("%(count)s months"),
    "days": gettext_lazy("%(count)s days"),
}
ISO_DATE = re.compile(r"\d{4}-\d{2}-\d{2}")


def type_name(kind: str) -> str:
    """What the editor's menu calls a type; the code of one that is not known (any more)."""
    known = TYPES.get(kind)
    return str(known.Block().label) if known else kind


def option_name(kind: str, name: str) -> str:
    """What the editor's page calls an option of a type; its code when it has no place there."""
    known = TYPES.get(kind)
    block = known.Block().child_blocks.get(name) if known else None
    return str(block.label) if block is not None and block.label else name


def said_value(value: Any) -> str:
    """A value of the definition in words; "" for nothing."""
    if value in (None, "", [], {}, False):
        return ""
    if value is True:
        return str(_("Yes"))
    if isinstance(value, str):
        return date.fromisoformat(value).strftime("%d/%m/%Y") if ISO_DATE.fullmatch(value) else value
    if isinstance(value, Mapping):
        return "; ".join(f"{PARTS.get(name, name)}: {said_value(part)}" for name, part in value.items())
    if isinstance(value, list | tuple):
        return ", ".join(said_value(part) for part in value)
    return str(value)


def said_rule(rule: Any, questions: Questions) -> str:
    """A condition, or a list of rules that each may hold one, as a sentence."""
    if not rule:
        return ""
    if isinstance(rule, list):
        return "; ".join(said_rule(one, questions) for one in rule)
    if not isinstance(rule, Mapping):
        return said_value(rule)
    if _is_condition(rule):
        return _condition(rule, questions)
    told = [
        f"{PARTS.get(name, name)}: {_told(name, part, questions)}"
        for name, part in rule.items()
        if part not in (None, "") and not name.endswith("_en")
    ]
    return ", ".join(told)


def _told(name: str, part: Any, questions: Questions) -> str:
    return said_rule(part, questions) if name == "when" else _operand(part, {}, questions)


def _is_condition(rule: Mapping[str, Any]) -> bool:
    return any(name in rule for name in ("field", "all", "any", "not", "rows"))


def _condition(rule: Mapping[str, Any], questions: Questions) -> str:
    if "all" in rule or "any" in rule:
        joined = _(" and ") if "all" in rule else _(" or ")
        return joined.join(_inner(one, questions) for one in rule.get("all") or rule.get("any") or [])
    if "not" in rule:
        return _("not (%(rule)s)") % {"rule": said_rule(rule["not"], questions)}
    if "rows" in rule:
        how = next((one for one in ROWS if one in rule), "some")
        words = {"label": _label(rule["rows"], questions), "rule": said_rule(rule.get(how), questions)}
        return ROWS[how] % words
    asked = questions.get(rule["field"]) or fact_definitions().get(rule["field"]) or {}
    label = f"“{_label(rule['field'], questions)}”"
    if rule.get("measure") in MEASURES:
        label = MEASURES[rule["measure"]] % {"label": _label(rule["field"], questions)}
    value = "" if rule["op"] in ("filled", "empty") else _operand(rule.get("value"), asked, questions)
    return f"{label} {OPERATORS.get(rule['op'], rule['op'])} {value}".strip()


def _inner(rule: Any, questions: Questions) -> str:
    words = said_rule(rule, questions)
    return f"({words})" if isinstance(rule, Mapping) and ("all" in rule or "any" in rule) else words


def _label(key: str, questions: Questions) -> str:
    asked = questions.get(key) or fact_definitions().get(key) or {}
    return said(asked, "label") or key


def _operand(value: Any, asked: Mapping[str, Any], questions: Questions) -> str:
    if isinstance(value, Mapping) and "field" in value:
        return f"“{_label(value['field'], questions)}”"
    if isinstance(value, Mapping) and "today" in value:
        shift = [UNITS[unit] % {"count": f"{count:+d}"} for unit, count in value["today"].items() if count]
        return " ".join([_label("_today", {}), *shift])
    if isinstance(value, list):
        return ", ".join(_operand(one, asked, questions) for one in value)
    if isinstance(value, bool):
        return str(_("Yes") if value else _("No"))
    for option in asked.get("options") or []:
        if option["value"] == value:
            return f"“{said(option, 'label')}”"
    return said_value(value) or "0"
