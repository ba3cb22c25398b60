"""Form 05, "Thông báo dừng giải quyết hồ sơ": why and when, what becomes of the fees and of the papers."""

from __future__ import annotations

from typing import Any

from dossiers.invoices import invoices
from dossiers.models import DossierEvent
from dossiers.slips.facts import Case, parts
from dossiers.slips.receipt import papers_of
from dossiers.statuses import NATIONAL_LABELS
from payments.models import Invoice


def facts(case: Case) -> dict[str, Any]:
    """`wish`: the applicant's own, with its day and reason; None when the agency decided."""
    asked = case.last("ask_withdrawal") if case.event.action == "grant_withdrawal" else None
    online = bool(case.dossier.submission_id)
    return {
        "wish": {"made": parts(asked.at), "reason": _inside(asked)} if asked else None,
        "reason": _inside(case.event),
        "stopped": parts(case.event.at),
        "stage": NATIONAL_LABELS[(asked or case.event).from_status or 1],
        "invoices": [_invoice(one) for one in invoices(case.dossier.pk).order_by("issued_at")],
        "papers": [] if online else papers_of(case.dossier),
        "online": online,
    }


def _inside(event: DossierEvent) -> str:
    """The reason as a part of a longer sentence."""
    return str(event.payload.get("reason") or "").rstrip(" .;")


def _invoice(invoice: Invoice) -> dict[str, Any]:
    paid = invoice.receipts.order_by("-issued_at").first() if invoice.paid_at else None
    return {
        "reference": invoice.reference,
        "amount": f"{invoice.amount:,}".replace(",", ".") + " đồng",
        "labels": [line["label"] for line in invoice.lines],
        "paid": {"receipt": paid.shown_number, "at": parts(paid.issued_at)} if paid else None,
    }
