"""What is to be paid for a dossier: asked for by itself at its moment or by an officer, and taken back."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _
from django.utils.translation import override

from dossiers.addresses import address_on_papers
from dossiers.costs import fees_of, is_words_only, label_of, quote_of
from dossiers.invoices import BY_OFFICER, SUBJECT, invoices
from payments.fees.quote import BY_TEXT, DECIDED, Line
from payments.invoices import Asked, cancel, issue
from payments.models import Invoice, Refund
from payments.refunding import left_of, propose
from rules.money import format_vnd

if TYPE_CHECKING:
    from dossiers.guards import Command
    from dossiers.models import Dossier, DossierEvent

POSTAL = "postal"
"""What an officer may ask for in any procedure: the cost of sending the result by post."""
LONGEST = 365
"""Days an officer may give for paying."""


def charge(dossier: Dossier, moment: str, *, at: datetime) -> Invoice | None:
    """Ask for what the procedure collects at this moment, once; None where that is nothing.

    What cannot be decided is left to an officer: filing was refused for it, where a person filed.
    """
    fees = fees_of(dossier.release.content, dossier.channel)
    if not any(fee.get("collected") == moment for fee in fees):
        return None
    lines = [_named(line) for line in quote_of(dossier).at(moment).lines]
    if not lines:
        return None
    return issue(lines, asked(dossier, moment), key=f"dossier:{dossier.pk}:{moment}", at=at)


def _named(line: Line) -> Line:
    """As the receipt says it: in Vietnamese, whatever language is read here."""
    with override("vi"):
        return replace(line, label=label_of(line))


def charge_at(moment: str) -> Callable[[Command, DossierEvent], None]:
    """As a consequence of an action (transitions.py)."""

    def consequence(command: Command, event: DossierEvent) -> None:
        charge(command.dossier, moment, at=event.at)

    return consequence


def fees_to_ask(dossier: Dossier) -> list[tuple[str, str]]:
    """(id, what it is called, its sum) of the fees nobody collects by itself: an officer may ask for them."""
    lines = [line for line in quote_of(dossier).lines if line.why != DECIDED or not line.collected]
    lines.sort(key=lambda line: line.why != BY_TEXT)
    return [*((line.id, _with_sum(line)) for line in lines), (POSTAL, _("Postage for sending the result"))]


def _with_sum(line: Line) -> str:
    known = line.why == DECIDED and line.amount
    return f"{label_of(line)}: {format_vnd(line.amount)}" if known else label_of(line)


def reckoned(command: Command) -> int:
    """Đồng of the fee the officer chose as it is reckoned; 0 where the officer fixes it."""
    wanted = command.payload.get("fee")
    lines = quote_of(command.dossier).lines if wanted else ()
    return next((line.amount for line in lines if line.id == wanted and line.why == DECIDED), 0)


def amount_asked(command: Command) -> dict[str, int]:
    """What the officer wrote, else what is reckoned: nobody types a sum the portal knows."""
    return {"amount": command.payload.get("amount") or reckoned(command)}


def ask_fee(command: Command, event: DossierEvent) -> None:
    """Issue the invoice the officer asked for, in the transaction of the event.

    What an earlier request asked for and can be paid no longer is taken back.
    """
    dossier, said = command.dossier, command.payload
    for one in invoices(dossier.pk).filter(state=Invoice.State.DUE, expires_at__lte=event.at):
        cancel(one)
    until = event.at + timedelta(days=said["days"]) if said.get("days") else None
    request = asked(dossier, BY_OFFICER, until)
    issue([_asked_line(command, event)], request, key=f"dossier:{event.pk}", at=event.at)


def _asked_line(command: Command, event: DossierEvent) -> Line:
    said = event.payload
    amount, reason, wanted = said["amount"], str(said["reason"]), said.get("fee")
    kind, label, legal = "fee", reason, ""
    if line := _chosen(command.dossier, str(wanted), reason) if wanted else None:
        kind, label, legal = line.kind, line.label, line.legal
    elif wanted == POSTAL:
        with override("vi"):
            label = _("Postage for sending the result")
    return Line(
        id=f"event:{event.sequence}", kind=kind, label=label[:250], amount=amount, why=BY_TEXT, legal=legal
    )


def _chosen(dossier: Dossier, fee_id: str, reason: str) -> Line | None:
    """The fee the officer chose; where the law has words only, its kind and the reason say what it is for."""
    fees = {str(fee.get("id", "")): fee for fee in fees_of(dossier.release.content, dossier.channel)}
    line = next((one for one in quote_of(dossier).lines if one.id == fee_id), None)
    if line is None or not is_words_only(line, fees.get(fee_id, {})):
        return line and _named(line)
    kind = _named(replace(line, label="")).label
    return replace(line, label=f"{kind}: {reason}")


def asked(dossier: Dossier, moment: str = BY_OFFICER, expires_at: datetime | None = None) -> Asked:
    """Of whom the money is asked, for which agency, and what the receipt says."""
    filed = dossier.events.order_by("sequence").first()
    return Asked(
        subject=(SUBJECT, str(dossier.pk)),
        about={
            "title": dossier.procedure_name,
            "code": dossier.shown_code,
            "procedure": dossier.procedure_code,
            "payer": dossier.applicant_name,
            "number": dossier.applicant_number,
            "address": address_on_papers(dossier, filed.payload if filed else {}),
            "agency_number": dossier.agency.tax_code,
            "agency_address": dossier.agency.address,
        },
        agency_code=dossier.agency_code,
        agency_name=dossier.agency.name,
        payer=dossier.applicant,
        moment=moment,
        expires_at=expires_at,
    )


def drop_fees(command: Command, event: DossierEvent) -> None:
    """A dossier that stops asks for nothing any more; what was paid is proposed to go back, and an officer
    decides."""
    for one in invoices(event.dossier_id):
        if one.state == Invoice.State.DUE:
            cancel(one)
        elif one.state == Invoice.State.PAID:
            _propose_back(one, event.at)


def _propose_back(invoice: Invoice, at: datetime) -> None:
    part = invoice.parts.filter(settles=True).select_related("payment").first()
    left = left_of(part.payment, invoice) if part else 0
    if part and left > 0:
        propose(
            part.payment,
            left,
            reason=Refund.Reason.REFUSED_DOSSIER,
            by=None,
            at=at,
            key=f"dossier_ended:{invoice.pk}",
            invoice=invoice,
        )
