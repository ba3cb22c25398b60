"""What a step asks before it ends: its form filled in, its fee paid, the officer's one-time code."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from dossiers.invoices import invoices
from dossiers.moments import process_of_dossier
from dossiers.step_forms import filled
from dossiers.stepping import ending_step
from payments.models import Invoice
from procedures.process import CODE, MUST_BE_PAID, Step

if TYPE_CHECKING:
    from dossiers.guards import Command


def _step(command: Command) -> Step | None:
    row = ending_step(command)
    return process_of_dossier(command.dossier).step(row.step) if row else None


def form_filled(command: Command) -> str | None:
    step, row = _step(command), ending_step(command)
    return "form_missing" if step and row and step.form and not filled(row) else None


def fee_paid(command: Command) -> str | None:
    step = _step(command)
    if step is None or step.fee != MUST_BE_PAID:
        return None
    states = {one.state for one in invoices(command.dossier.pk)}
    if Invoice.State.DUE in states:
        return "invoice_open"
    return None if Invoice.State.PAID in states else "fee_unpaid"


def code_given(command: Command) -> str | None:
    step = _step(command)
    return "code_missing" if step and step.signature == CODE and not command.signed else None


ENDS = (form_filled, fee_paid, code_given)


def ended(command: Command) -> dict[str, Any]:
    """What the event keeps of it: {"submission"?: of the form, "step"?: whose it is, "signature"?: CODE}."""
    step, row = _step(command), ending_step(command)
    if step is None or row is None:
        return {}
    said: dict[str, Any] = {}
    if step.form and (filing := filled(row)):
        said |= {"submission": str(filing.pk), "step": step.id}
    return {**said, "signature": CODE} if step.signature == CODE and command.signed else said
