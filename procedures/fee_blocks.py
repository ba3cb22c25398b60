"""What an editor builds a fee with: a plain amount in two fields, or a rule by which it is reckoned."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from itertools import pairwise
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.blocks import BlockGroup
from wagtail.blocks.struct_block import StructBlockValidationError

from eforms.builder.widgets import FormulaWidget
from payments.fees.quote import PAGES
from payments.fees.rule import FIXED, FORMULA, HALF_UP, PER_UNIT, STEPS, TIERS
from payments.money_field import MoneyField
from procedures.choices import FeeHow, FeeKind, Moment, Rounding
from procedures.process_blocks import formula_problem

MOST_DONG = 1_000_000_000_000
"""The largest sum a person could mean; anything above is a slip of the hand."""
MOST_UNITS = 1_000_000_000

Raw = dict[str, Any]
Problems = dict[str, ValidationError]


class FormulaLineBlock(blocks.CharBlock):
    """A formula over the answers of the procedure's e-form, looked at while it is typed; else a text."""

    canonical_module_path = "wagtail.blocks.CharBlock"

    def __init__(self, **options: Any) -> None:
        super().__init__(**options)
        attrs = {"rows": 2, "maxlength": options["max_length"]}
        self.field.widget = FormulaWidget(attrs, form="id_eform", known={PAGES: _("Pages of each file")})


def _formula(label: Any, help_text: Any) -> blocks.CharBlock:
    return FormulaLineBlock(label=label, required=False, max_length=500, help_text=help_text)


class DongBlock(blocks.IntegerBlock):
    """Whole đồng as people type them. Wants min_value and max_value."""

    canonical_module_path = "wagtail.blocks.IntegerBlock"

    def __init__(self, **options: Any) -> None:
        super().__init__(**options)
        self.field: forms.Field = MoneyField(
            least=options["min_value"],
            most=options["max_value"],
            required=options.get("required", True),
            help_text=options.get("help_text", ""),
        )


def _dong(label: Any, help_text: Any, least: int = 0) -> DongBlock:
    return DongBlock(label=label, required=False, min_value=least, max_value=MOST_DONG, help_text=help_text)


class TierBlock(blocks.StructBlock):
    """A row of the table: up to a quantity, and with it."""

    up_to = blocks.IntegerBlock(
        label=_("Up to"),
        required=False,
        min_value=1,
        max_value=MOST_UNITS,
        help_text=_("And with it, for example 10. Empty in the last row: everything above."),
    )
    amount = DongBlock(label=_("Amount (đồng)"), min_value=0, max_value=MOST_DONG)

    class Meta:
        icon = "list-ol"
        label = _("Row of the table")
        label_format = "{up_to}: {amount}"


class ReductionBlock(blocks.StructBlock):
    name = blocks.CharBlock(
        label=_("Who pays less"), max_length=300, help_text=_("For example: Người thuộc hộ nghèo.")
    )
    percent = blocks.IntegerBlock(
        label=_("Less by (percent)"),
        default=100,
        min_value=1,
        max_value=100,
        help_text=_("100: nothing is to pay. Of several that hold, the largest counts."),
    )
    when = _formula(
        _("Only when (formula)"),
        _('For example: ho_ngheo, or _channel == "online" for those who file online. Empty: always.'),
    )
    paper = blocks.CharBlock(
        label=_("Paper that proves it"),
        required=False,
        max_length=500,
        help_text=_(
            "The name of a paper of the procedure, written as there; it holds where the paper is attached."
        ),
    )

    class Meta:
        icon = "minus"
        label = _("Exemption or reduction")
        label_format = "{name}"

    def clean(self, value: Any) -> Any:
        cleaned = super().clean(value)
        raise_if_any(_unreadable({"when": cleaned["when"]}))
        return cleaned


class FeeBlock(blocks.StructBlock):
    kind = blocks.ChoiceBlock(label=_("Kind"), choices=FeeKind.choices, default=FeeKind.CHARGE)
    name = blocks.CharBlock(
        label=_("Name of the fee"),
        required=False,
        max_length=250,
        help_text=_("As the receipt says it, for example: Lệ phí cấp giấy phép xây dựng nhà ở riêng lẻ."),
    )
    amount = _dong(
        _("Amount (đồng)"),
        _("Whole đồng. 0 means free. Leave empty when the sum depends on something and say so below."),
    )
    text = blocks.TextBlock(
        label=_("In words"),
        rows=2,
        required=False,
        help_text=_("Always shown with the amount: conditions, exemptions, the regulation."),
    )
    collected = blocks.ChoiceBlock(
        label=_("When it is asked for"),
        choices=Moment.choices,
        required=False,
        help_text=_("Empty: an officer asks for it. Otherwise the portal asks for it by itself."),
    )
    note = blocks.TextBlock(label=_("Note"), rows=1, required=False)
    how = blocks.ChoiceBlock(
        label=_("How the amount comes about"), choices=FeeHow.choices, default=FeeHow.FIXED
    )
    quantity = _formula(
        _("Quantity (formula)"),
        _("Over the answers of the e-form, for example: so_trang, or so_ban * so_trang. A whole number."),
    )
    tiers = blocks.ListBlock(
        TierBlock(),
        label=_("Table of amounts"),
        default=[],
        collapsed=True,
        help_text=_("For example: up to 10: 300000; up to 50: 700000; empty: 1000000."),
    )
    formula = _formula(
        _("Formula of the amount"),
        _("In đồng, over the answers of the e-form, for example: double(gia_tri) * 0.005"),
    )
    minimum = _dong(_("At least (đồng)"), _("For example 10000."))
    maximum = _dong(_("At most (đồng)"), _("For example 200000, for each filing."))
    round_to = _dong(_("Rounded to (đồng)"), _("For example 1000. Empty: to whole đồng."), 1)
    rounding = blocks.ChoiceBlock(
        label=_("How it is rounded"), choices=Rounding.choices, default=Rounding.HALF_UP
    )
    cases = blocks.ListBlock(
        blocks.CharBlock(max_length=5_000),
        label=_("In these cases only"),
        default=[],
        collapsed=True,
        help_text=_("Names of cases of the procedure, written as there. None: in all of them."),
    )
    when = _formula(
        _("Only when (formula)"), _("Over the answers of the e-form, for example: so_ban > 0. Empty: always.")
    )
    legal = blocks.CharBlock(
        label=_("Legal basis"),
        required=False,
        max_length=300,
        help_text=_("For example: Thông tư 226/2016/TT-BTC, Điều 4."),
    )
    valid_from = blocks.DateBlock(
        label=_("Holds from"), required=False, help_text=_("Day of filing, with that day. Empty: always.")
    )
    valid_to = blocks.DateBlock(
        label=_("Holds until"),
        required=False,
        help_text=_("With that day. Add the fee that holds afterwards as one of its own."),
    )
    reductions = blocks.ListBlock(
        ReductionBlock(), label=_("Exemptions and reductions"), default=[], collapsed=True
    )

    class Meta:
        icon = "tag"
        label = _("Fee")
        form_layout = BlockGroup(
            children=[
                "kind",
                "name",
                "amount",
                "text",
                "collected",
                "note",
                BlockGroup(
                    children=[
                        "how", "quantity", "tiers", "formula", "minimum", "maximum", "round_to", "rounding"
                    ],
                    heading=_("Reckoned by a rule"),
                    classname="collapsed",
                    icon="cogs",
                    label_format="{how}",
                ),
                BlockGroup(
                    children=["cases", "when", "valid_from", "valid_to", "legal"],
                    heading=_("Where and when it holds"),
                    classname="collapsed",
                    icon="calendar-alt",
                    label_format="{when} {valid_from} {valid_to}",
                ),
                BlockGroup(
                    children=["reductions"],
                    heading=_("Who pays less"),
                    classname="collapsed",
                    icon="minus",
                    label_format="",
                ),
            ]
        )  # fmt: skip

    def clean(self, value: Any) -> Any:
        cleaned = super().clean(value)
        raise_if_any(fee_problems(cleaned))
        return cleaned


def raise_if_any(problems: Problems) -> None:
    if problems:
        raise StructBlockValidationError(block_errors=problems)


def fee_problems(value: Any) -> Problems:
    """What does not go together in a fee, by field."""
    formulas = {name: value[name] for name in ("quantity", "formula", "when")}
    return {**_wanting(value), **_table(value), **_order(value), **_unreadable(formulas)}


def _unreadable(formulas: dict[str, str | None]) -> Problems:
    found = {name: formula_problem((source or "").strip()) for name, source in formulas.items()}
    return {name: ValidationError(problem, code="formula") for name, problem in found.items() if problem}


def _wanting(value: Any) -> Problems:
    """What the chosen way needs and is not there."""
    how = value["how"]
    if how == FIXED:
        if value["amount"] is None and not (value["text"] or "").strip():
            message = _("Give the amount, or say in words how it is decided.")
            return {"amount": ValidationError(message, code="fee_empty")}
        return {}
    found: Problems = {}
    if how == FORMULA and not (value["formula"] or "").strip():
        found["formula"] = ValidationError(_("Write the formula that gives the amount."), code="required")
    if how != FORMULA and not (value["quantity"] or "").strip():
        message = _("Say what is counted: the key of a question, or a formula.")
        found["quantity"] = ValidationError(message, code="required")
    if how == PER_UNIT and not value["amount"]:
        found["amount"] = ValidationError(_("Give the amount of one unit."), code="required")
    return found


def _table(value: Any) -> Problems:
    """Rows ascend, and only the last may be open."""
    if value["how"] not in (TIERS, STEPS):
        return {}
    bounds = [row["up_to"] for row in value["tiers"]]
    if not bounds:
        return {"tiers": ValidationError(_("Add the rows of the table."), code="required")}
    if None in bounds[:-1]:
        message = _("Only the last row may be without an upper bound.")
        return {"tiers": ValidationError(message, code="open_row")}
    if any(after is not None and after <= before for before, after in pairwise(bounds)):
        message = _("The rows go upwards: each ends above the one before.")
        return {"tiers": ValidationError(message, code="rows_order")}
    return {}


def _order(value: Any) -> Problems:
    found: Problems = {}
    least, most = value["minimum"], value["maximum"]
    if least is not None and most is not None and least > most:
        message = _("The largest amount is below the smallest.")
        found["maximum"] = ValidationError(message, code="bounds")
    first, last = value["valid_from"], value["valid_to"]
    if first and last and first > last:
        found["valid_to"] = ValidationError(_("The last day is before the first."), code="days")
    return found


UNSAID: Raw = {
    "name": "", "how": FIXED, "quantity": "", "tiers": [], "formula": "", "minimum": None, "maximum": None,
    "round_to": None, "rounding": HALF_UP, "cases": [], "when": "", "collected": "", "legal": "",
    "valid_from": "", "valid_to": "", "reductions": [],
}  # fmt: skip
"""What a release leaves out, because it goes without saying."""
TEXTS = ("name", "quantity", "formula", "when", "collected", "legal")


def compiled_fee(item: Any) -> Raw:
    """A fee of the editor's list as a release keeps it (payments/fees/rule.py)."""
    value = item.value
    plain = {name: value.get(name) or "" for name in ("kind", "text", "note")}
    said = {name: one for name, one in _said(value).items() if one != UNSAID[name]}
    return {"id": item.id, "amount": value["amount"], **plain, **said}


def _said(value: Any) -> Raw:
    tiers, reductions = value.get("tiers"), value.get("reductions")
    return {
        **{name: (value.get(name) or "").strip() for name in TEXTS},
        **{name: value.get(name) for name in ("minimum", "maximum", "round_to")},
        **{name: _iso(value.get(name)) for name in ("valid_from", "valid_to")},
        "how": value.get("how") or FIXED,
        "rounding": value.get("rounding") or HALF_UP,
        "tiers": [{"up_to": row["up_to"], "amount": row["amount"]} for row in tiers or ()],
        "cases": [str(one).strip() for one in value.get("cases") or () if str(one).strip()],
        "reductions": [_reduction(one) for one in (reductions.bound_blocks if reductions else ())],
    }


def _iso(day: date | str | None) -> str:
    return day.isoformat() if isinstance(day, date) else day or ""


def _reduction(item: Any) -> Raw:
    value = item.value
    texts = {name: (value.get(name) or "").strip() for name in ("when", "paper")}
    said = {name: text for name, text in texts.items() if text}
    return {"id": item.id, "name": value["name"].strip(), "percent": value["percent"], **said}


def fee_as_raw(fee: Raw) -> Raw:
    """The way back: a fee of a release as the stored value of its block."""
    more: Raw = {name: fee.get(name, unsaid) for name, unsaid in UNSAID.items()}
    return {
        **{name: fee.get(name) or "" for name in ("text", "note")},
        "kind": fee["kind"],
        "amount": fee.get("amount"),
        **more,
        "valid_from": more["valid_from"] or None,
        "valid_to": more["valid_to"] or None,
        "tiers": _numbered(more["tiers"]),
        "cases": _numbered(more["cases"]),
        "reductions": _numbered({"when": "", "paper": "", **one} for one in more["reductions"]),
    }


def _numbered(values: Iterable[Any]) -> list[Raw]:
    """Items of a list under their ids, else their place: filled in again they are the same."""
    return [
        {
            "type": "item",
            "id": (one.get("id") if isinstance(one, dict) else "") or str(place),
            "value": {name: said for name, said in one.items() if name != "id"}
            if isinstance(one, dict)
            else one,
        }
        for place, one in enumerate(values, start=1)
    ]
