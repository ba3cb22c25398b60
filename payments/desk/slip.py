"""The hand-over slip of a session: a Vietnamese paper that two people sign."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.http import Http404, HttpResponse
from django.utils import timezone

from documents.render import pdf
from payments.models import CashSession
from payments.reach import agency_name
from payments.sessions import given_back, taken, totals
from rules.money import format_vnd, in_words

TEMPLATE = "payments/hand_over.typ"


def slip_file(session: CashSession) -> HttpResponse:
    """The PDF for a page or a program; made anew each time from what was kept, so it is always the same.

    Raises Http404 while the drawer has not been counted.
    """
    if session.closed_at is None:
        raise Http404
    content = pdf(TEMPLATE, facts(session), at=session.closed_at)
    answer = HttpResponse(content, content_type="application/pdf")
    answer["Content-Disposition"] = f'inline; filename="{session.slip_number}.pdf"'
    return answer


def facts(session: CashSession) -> dict[str, Any]:
    """What the slip says; of a closed session."""
    assert session.closed_at is not None
    sums = totals(session)
    counted = session.counted or 0
    return {
        "agency": agency_name(session.agency_code),
        "number": session.slip_number,
        "cashier": session.cashier.get_full_name(),
        "handed_to": session.handed_to,
        "opened": _moment(session.opened_at),
        "closed": _moment(session.closed_at),
        "day": f"ngày {timezone.localtime(session.closed_at):%d tháng %m năm %Y}",
        "taken": taken(session).count(),
        "given_back": given_back(session).count(),
        "sums": {name: format_vnd(amount) for name, amount in sums.items()},
        "notes": [
            {"kind": format_vnd(int(kind)), "number": number, "amount": format_vnd(int(kind) * number)}
            for kind, number in session.counts.items()
        ],
        "expected": format_vnd(session.expected or 0),
        "counted": format_vnd(counted),
        "words": in_words(counted),
        "difference": _signed(session.difference),
        "note": session.note,
    }


def _moment(at: datetime) -> str:
    return f"{timezone.localtime(at):%H:%M ngày %d/%m/%Y}"


def _signed(amount: int) -> str:
    if not amount:
        return "không chênh lệch"
    return f"{'thừa' if amount > 0 else 'thiếu'} {format_vnd(abs(amount))}"
