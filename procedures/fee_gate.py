"""What the publish gate asks of fees: that each can be decided from what the procedure asks."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from eforms.judging.pseudo import fact_definitions
from payments.fees.quote import PAGES
from payments.fees.rule import FILING, FIXED, STEPS, TIERS, FeeRule, plain, read
from procedures.fee_blocks import compiled_fee
from procedures.finding import ERROR, WARNING, Finding
from procedures.process_blocks import formula_problem
from procedures.process_gate import keys_of
from procedures.snapshot import form_version
from rules.formulas import reads as formula_reads

if TYPE_CHECKING:
    from procedures.pages import ProcedurePage


def fees_of(page: ProcedurePage) -> Iterator[FeeRule]:
    """The rules of all ways of filing."""
    for channel in page.channels:
        for item in channel.value["fees"].bound_blocks:
            yield read(compiled_fee(item))


def _finding(level: str, code: str, message: str, rule: FeeRule, **words: str) -> Finding:
    called = rule.name or rule.text or _("(without a name)")
    return Finding(level, code, "channels", message % {"fee": called, **words})


def fee_formulas_read(page: ProcedurePage) -> Finding | None:
    """Every formula of a fee can be read. The editor's page says it too; what is imported comes past it."""
    for rule in fees_of(page):
        for source in rule.formulas():
            if problem := formula_problem(source):
                message = _("A formula of the fee “%(fee)s” cannot be used: %(problem)s")
                return _finding(ERROR, "fee_formula", message, rule, problem=problem)
    return None


def fee_reads_answers(page: ProcedurePage) -> Finding | None:
    """Formulas of fees read only what the e-form asks, and what is known of every filing."""
    rules = [rule for rule in fees_of(page) if rule.formulas()]
    version = form_version(page) if rules else None
    asked = {*keys_of(version), *fact_definitions(), PAGES} if rules else set()
    for rule in rules:
        if any(map(formula_problem, rule.formulas())):
            continue
        strange = sorted({key for one in rule.formulas() for key in formula_reads(one)} - asked)
        if strange and version is None:
            message = _("The fee “%(fee)s” depends on “%(name)s”, but the procedure has no published e-form.")
            return _finding(ERROR, "fee_without_form", message, rule, name=strange[0])
        if strange:
            message = _("The fee “%(fee)s” reads “%(name)s”, which the e-form does not ask.")
            return _finding(ERROR, "fee_reads_unknown", message, rule, name=strange[0])
    return None


def fee_says_what_is_counted(page: ProcedurePage) -> Finding | None:
    """A rule that reckons has what it reckons with."""
    for rule in fees_of(page):
        if rule.how == FIXED:
            continue
        if not (rule.formula or rule.quantity) or (rule.how in (TIERS, STEPS) and not rule.tiers):
            message = _("The fee “%(fee)s” is not complete: nobody could tell how much it is.")
            return _finding(ERROR, "fee_incomplete", message, rule)
    return None


def fee_at_filing_has_amount(page: ProcedurePage) -> Finding | None:
    """Whoever files is told a sum, not words."""
    for rule in fees_of(page):
        if rule.by_text and rule.collected == FILING:
            message = _(
                "The fee “%(fee)s” is asked for at filing, but nobody knows its amount then: give an amount"
                " or a rule, or let an officer ask for it."
            )
            return _finding(ERROR, "fee_text_at_filing", message, rule)
    return None


def fee_names_what_is_there(page: ProcedurePage) -> Finding | None:
    """Papers that prove a reduction and cases of a fee are those of the procedure."""
    papers = {plain(paper["name"]) for one in page.variants for paper in one.value["papers"]}
    cases = {plain(one.value["name"] or "") for one in page.variants}
    for rule in fees_of(page):
        for one in rule.reductions:
            if one.paper and plain(one.paper) not in papers:
                message = _(
                    "The fee “%(fee)s” wants the paper “%(name)s”, which the procedure does not list."
                )
                return _finding(ERROR, "fee_paper_unknown", message, rule, name=one.paper)
        if strange := sorted(rule.cases - cases):
            message = _("The fee “%(fee)s” is for the case “%(name)s”, which the procedure does not have.")
            return _finding(ERROR, "fee_case_unknown", message, rule, name=strange[0])
    return None


def fee_table_goes_on(page: ProcedurePage) -> Finding | None:
    """A quantity above the last row could not be decided, and would stop the filing."""
    for rule in fees_of(page):
        if rule.how in (TIERS, STEPS) and rule.tiers and rule.tiers[-1].up_to is not None:
            message = _(
                "The table of the fee “%(fee)s” ends at %(last)s: whoever files with more is refused. Leave"
                " the bound of the last row empty when there is none."
            )
            return _finding(WARNING, "fee_table_ends", message, rule, last=str(rule.tiers[-1].up_to))
    return None


CHECKS: tuple[Callable[[ProcedurePage], Finding | None], ...] = (
    fee_formulas_read,
    fee_reads_answers,
    fee_says_what_is_counted,
    fee_at_filing_has_amount,
    fee_names_what_is_there,
    fee_table_goes_on,
)
