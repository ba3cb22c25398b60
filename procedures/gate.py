"""The publish gate: what a procedure must have before citizens read it, one small function a check.

Errors stop publication: without what they name, the page, its address or its form would not work, or nobody
could tell by which decision a procedure changed or ended. Warnings are what the law asks for (NĐ
63/2010/NĐ-CP, Điều 8) and imported records often lack; they are listed, and do not stop.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from procedures import copy_gate, fee_gate, process_gate, result_gate
from procedures.choices import Channel, DecisionKind, FeeHow, OnlineLevel, Unit
from procedures.errors import GateClosed
from procedures.finding import ERROR, WARNING, Finding
from procedures.snapshot import form_version

if TYPE_CHECKING:
    from procedures.pages import ProcedurePage

__all__ = ["ERROR", "WARNING", "Finding", "check", "is_open", "refuse_unless_open"]


def check(page: ProcedurePage) -> list[Finding]:
    """Every finding on a page as it stands, errors first. Reads the page and its e-form, writes nothing."""
    findings = [finding for one in CHECKS if (finding := one(page))]
    return sorted(findings, key=lambda finding: finding.level != ERROR)


def is_open(page: ProcedurePage) -> bool:
    return not any(finding.level == ERROR for finding in check(page))


def refuse_unless_open(page: ProcedurePage) -> None:
    """Raise GateClosed with every error's message; warnings pass."""
    errors = [
        ValidationError(found.message, code=found.code) for found in check(page) if found.level == ERROR
    ]
    if errors:
        raise GateClosed(errors)


def code_present(page: ProcedurePage) -> Finding | None:
    if page.code:
        return None
    return Finding(ERROR, "code_missing", "code", _("The procedure has no code."))


def name_present(page: ProcedurePage) -> Finding | None:
    if page.name.strip():
        return None
    return Finding(ERROR, "name_missing", "name", _("The procedure has no name in Vietnamese."))


def paper_names_present(page: ProcedurePage) -> Finding | None:
    papers = (paper for variant in page.variants for paper in variant.value["papers"])
    if all(paper["name"].strip() for paper in papers):
        return None
    return Finding(ERROR, "paper_without_name", "variants", _("A paper has no name."))


def variants_told_apart(page: ProcedurePage) -> Finding | None:
    names = [variant.value["name"].strip() for variant in page.variants]
    if len(names) < 2 or (all(names) and len(set(names)) == len(names)):
        return None
    return Finding(
        WARNING, "variants_alike", "variants", _("There are several cases: give each its own name.")
    )


def form_compiled(page: ProcedurePage) -> Finding | None:
    if page.eform_id is None or form_version(page):
        return None
    return Finding(ERROR, "form_not_published", "eform", _("The e-form has not been published yet."))


def form_for_applicants(page: ProcedurePage) -> Finding | None:
    if page.eform is None or not page.eform.by_officers:
        return None
    message = _("This e-form is filled in by officers in a step: applicants need another one.")
    return Finding(ERROR, "form_for_officers", "eform", message)


def online_needs_form(page: ProcedurePage) -> Finding | None:
    if page.online_level == OnlineLevel.INFO or page.eform_id:
        return None
    message = _(
        "People can file this procedure online, but it has no e-form: the page will not offer to file it."
    )
    return Finding(WARNING, "online_without_form", "eform", message)


def form_needs_online(page: ProcedurePage) -> Finding | None:
    if page.eform_id is None or page.online_level != OnlineLevel.INFO:
        return None
    message = _(
        "The procedure has an e-form, but its online level says information only: nobody can file it online."
    )
    return Finding(WARNING, "form_without_online", "online_level", message)


def channel_present(page: ProcedurePage) -> Finding | None:
    if len(page.channels):
        return None
    return Finding(WARNING, "channel_missing", "channels", _("No way of filing is given."))


def online_channel_agrees(page: ProcedurePage) -> Finding | None:
    ways = {channel.value["channel"] for channel in page.channels}
    if page.online_level == OnlineLevel.INFO or not ways or Channel.ONLINE in ways:
        return None
    message = _(
        "The online level says people can file online, but online filing is not among the ways of filing."
    )
    return Finding(WARNING, "online_channel_missing", "channels", message)


def time_limit_known(page: ProcedurePage) -> Finding | None:
    for channel in page.channels:
        limits = channel.value["time_limits"]
        if not any(limit["unit"] == Unit.NONE or limit["amount"] is not None for limit in limits):
            message = _("A way of filing has no time limit in numbers: no due date can be promised.")
            return Finding(WARNING, "time_limit_unknown", "channels", message)
    return None


def fee_decidable(page: ProcedurePage) -> Finding | None:
    for channel in page.channels:
        fees = channel.value["fees"]
        if not fees or any(_says_nothing(fee) for fee in fees):
            message = _(
                "A way of filing does not say what it costs. For a free procedure add a fee of 0 đồng."
            )
            return Finding(WARNING, "fee_unknown", "channels", message)
    return None


def _says_nothing(fee: Any) -> bool:
    """A fixed fee without amount and words; a rule is looked at by fee_gate."""
    fixed = (fee.get("how") or FeeHow.FIXED) == FeeHow.FIXED
    return fixed and fee["amount"] is None and not (fee["text"] or "").strip()


def papers_present(page: ProcedurePage) -> Finding | None:
    if any(len(variant.value["papers"]) for variant in page.variants):
        return None
    return Finding(WARNING, "papers_missing", "variants", _("No paper is listed."))


def steps_present(page: ProcedurePage) -> Finding | None:
    if page.steps_text.strip():
        return None
    return Finding(WARNING, "steps_missing", "steps_text", _("The steps are not described."))


def subjects_present(page: ProcedurePage) -> Finding | None:
    if page.subjects:
        return None
    return Finding(WARNING, "subjects_missing", "subjects", _("It is not said who may ask for it."))


def level_present(page: ProcedurePage) -> Finding | None:
    if page.levels:
        return None
    return Finding(WARNING, "level_missing", "levels", _("No level is ticked."))


def agency_present(page: ProcedurePage) -> Finding | None:
    if page.agency_codes or page.competent_agency.strip():
        return None
    return Finding(WARNING, "agency_missing", "competent_agency", _("The competent agency is not named."))


def result_present(page: ProcedurePage) -> Finding | None:
    if len(page.results):
        return None
    return Finding(WARNING, "result_missing", "results", _("The result people receive is not named."))


def legal_basis_present(page: ProcedurePage) -> Finding | None:
    if len(page.legal_bases):
        return None
    return Finding(WARNING, "legal_basis_missing", "legal_bases", _("No legal basis is given."))


def decision_present(page: ProcedurePage) -> Finding | None:
    """Imported records often lack the number; who changes or ends a procedure has the decision in hand."""
    if page.decision_number.strip():
        return None
    level = WARNING if page.decision_kind == DecisionKind.NEW else ERROR
    return Finding(
        level, "decision_missing", "decision_number", _("The decision of publication has no number.")
    )


def last_day_given(page: ProcedurePage) -> Finding | None:
    if page.decision_kind not in (DecisionKind.REPLACE, DecisionKind.ABOLISH) or page.effective_to:
        return None
    message = _("The decision ends the procedure: say which day is its last in force.")
    return Finding(ERROR, "last_day_missing", "effective_to", message)


def successor_named(page: ProcedurePage) -> Finding | None:
    if page.decision_kind != DecisionKind.REPLACE or page.replaced_by_id:
        return None
    return Finding(
        ERROR,
        "successor_missing",
        "replaced_by",
        _("It ends because it is replaced: say which procedure replaces it."),
    )


CHECKS: tuple[Callable[[ProcedurePage], Finding | None], ...] = (
    code_present,
    name_present,
    paper_names_present,
    variants_told_apart,
    form_compiled,
    form_for_applicants,
    online_needs_form,
    form_needs_online,
    channel_present,
    online_channel_agrees,
    time_limit_known,
    fee_decidable,
    *fee_gate.CHECKS,
    papers_present,
    steps_present,
    *process_gate.CHECKS,
    *copy_gate.CHECKS,
    subjects_present,
    level_present,
    agency_present,
    result_present,
    result_gate.texts_name_what_is_known,
    legal_basis_present,
    decision_present,
    last_day_given,
    successor_named,
)
