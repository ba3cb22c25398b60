"""Fees in the reader's words: how a fee is shown on a page, how the amount of a line came about."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from payments.fees.rule import FIXED, FORMULA, PER_UNIT, STEPS, Fee, FeeRule, Reduction, read
from rules.money import format_vnd

MOMENT_WORDS = {
    "": gettext_lazy("paid when the agency asks for it"),
    "filing": gettext_lazy("paid when filing"),
    "acceptance": gettext_lazy("paid on acceptance"),
    "supplement": gettext_lazy("paid when the dossier is completed"),
    "return": gettext_lazy("paid when the result is handed over"),
}
PROBLEMS = {
    "condition": gettext_lazy("it cannot be told from the answers whether it is due"),
    "quantity": gettext_lazy("the answers do not give the quantity it depends on"),
    "not_whole": gettext_lazy("the quantity it depends on is not a whole number"),
    "formula": gettext_lazy("the answers do not give what it is reckoned from"),
    "negative": gettext_lazy("the answers give a number below zero"),
    "too_much": gettext_lazy("the answers give an impossibly large number"),
    "above_tiers": gettext_lazy("its table has no row for this quantity"),
}


def fee_text(fee: Fee) -> str:
    """How a fee is shown: what its rule says, with its text; never a 0 in place of words (A78)."""
    rule = read(fee)
    said = _rule_text(rule)
    if not rule.text:
        return said
    if not said or (rule.how == FIXED and (not rule.amount or _names(rule.text, rule.amount))):
        return rule.text
    return f"{said} ({rule.text})"


def _rule_text(rule: FeeRule) -> str:
    if rule.how == FIXED:
        return format_vnd(rule.amount or 0)
    return "; ".join([*_way(rule), *_bounds(rule)])


def _way(rule: FeeRule) -> list[str]:
    if rule.how == PER_UNIT:
        return [_("%(price)s for each unit") % {"price": format_vnd(rule.amount or 0)}]
    if rule.how == FORMULA:
        return [_("reckoned from the answers")]
    each = _("%(price)s for each unit") if rule.how == STEPS else "%(price)s"
    said, below = [], 0
    for tier in rule.tiers:
        price = each % {"price": format_vnd(tier.amount)}
        if tier.up_to is None:
            where = _("from %(first)d") % {"first": below + 1}
        elif tier.up_to == below + 1:
            where = str(tier.up_to)
        else:
            where = _("%(first)d to %(last)d") % {"first": below + 1, "last": tier.up_to}
        said.append(f"{where}: {price}")
        below = tier.up_to or below
    return said


def _bounds(rule: FeeRule) -> list[str]:
    said = []
    if rule.minimum is not None:
        said.append(_("at least %(amount)s") % {"amount": format_vnd(rule.minimum)})
    if rule.maximum is not None:
        said.append(_("at most %(amount)s") % {"amount": format_vnd(rule.maximum)})
    return said


def reduction_texts(fee: Fee) -> list[str]:
    """Who pays less and by how much, one line each."""
    return [_reduction(one) for one in read(fee).reductions]


def _reduction(one: Reduction) -> str:
    words = {"name": one.name, "percent": one.percent}
    return (
        _("%(name)s: free of charge") if one.percent == 100 else _("%(name)s: %(percent)d%% less")
    ) % words


def how_reckoned(line: Mapping[str, Any]) -> list[str]:
    """How the amount of a stored line came about, one sentence a step; nothing for a plain amount."""
    steps = line.get("reckoned") or []
    if [one["step"] for one in steps] == ["fixed"]:
        return []
    return [said for one in steps if (said := _step(one))]


def _step(one: Mapping[str, Any]) -> str:
    words = {
        name: format_vnd(value) if name in {"amount", "price", "before", "less", "to"} else value
        for name, value in one.items()
    }
    return str(STEP_WORDS[one["step"]]) % words


STEP_WORDS = {
    "fixed": gettext_lazy("The amount is %(amount)s."),
    "formula": gettext_lazy("The formula gives %(amount)s for these answers."),
    "per_unit": gettext_lazy("%(quantity)d × %(price)s = %(amount)s."),
    "part": gettext_lazy("%(quantity)d × %(price)s = %(amount)s."),
    "tier": gettext_lazy("For a quantity of %(quantity)d the amount is %(amount)s."),
    "minimum": gettext_lazy("At least %(amount)s is due."),
    "maximum": gettext_lazy("At most %(amount)s is due."),
    "rounded": gettext_lazy("%(before)s is rounded to %(amount)s."),
    "reduction": gettext_lazy("%(name)s: %(percent)d%% less, that is %(less)s; %(amount)s is left."),
    "proof_missing": gettext_lazy(
        "%(name)s: not taken into account, as the paper that proves it is not attached."
    ),
}


def problem_text(line: Mapping[str, Any]) -> str:
    """Why an amount cannot be told: for whoever files."""
    return _("%(fee)s: %(problem)s.") % {
        "fee": line.get("label") or _("A fee of this procedure"),
        "problem": PROBLEMS[line["problem"]],
    }


def labels(lines: Iterable[Mapping[str, Any]]) -> str:
    """What the lines are for, in one line of text."""
    return "; ".join(one["label"] for one in lines if one.get("label"))


def _names(text: str, amount: int) -> bool:
    """The text states the very amount, however its thousands are set apart."""
    figures = re.findall(r"\d{1,3}(?:[.,\s]\d{3})+|\d+", text)
    return str(amount) in {re.sub(r"\D", "", figure) for figure in figures}
