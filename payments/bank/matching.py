"""Which payment a line of a statement is for: by our reference in it, however banks squeeze that."""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

from documents.codes import ALPHABET
from payments.bank.lines import Line
from payments.models import Payment, ProviderAccount
from payments.outcomes import ALREADY, AMOUNT, MATCHED, NO_REFERENCE, UNKNOWN
from payments.providers.vietqr import VietQr
from payments.references import SIGNS
from rules.text import fold

REFERENCE = re.compile(rf"(?=(TT\d{{6}}[{ALPHABET}]{{{SIGNS}}}))")
AT_ONCE = 2000


@dataclass(frozen=True)
class Judged:
    """A line, the payment it names and what becomes of it."""

    line: Line
    event_id: str
    outcome: str
    reference: str = ""
    payment: Payment | None = None


def references_in(description: str) -> list[str]:
    """Every reference of ours in it: "ck tt 260821.k7qm2x nguyen thi lan" -> ["TT260821K7QM2X"]."""
    return list(dict.fromkeys(REFERENCE.findall(fold(description).replace(" ", "").upper())))


def named(lines: Iterable[Line], options: Mapping[str, str]) -> dict[str, Line]:
    """{event id: line}. The id is the account's, with the bank's own number and the amount.

    A line without a number is told from others by what it says; of several that say the same, each by its
    place among them, so that it is known again when the next statement begins earlier or later.
    """
    account = f"{options.get('bank', '')}-{options.get('account', '')}"
    alike: Counter[str] = Counter()
    found: dict[str, Line] = {}
    for line in lines:
        name = fold(line.bank_number).replace(" ", "")
        if not name:
            said = f"{line.booked}:{line.amount}:{fold(line.description)}"
            alike[said] += 1
            name = "~" + hashlib.sha256(f"{said}:{alike[said]}".encode()).hexdigest()[:40]
        found.setdefault(f"{account}:{name}:{line.amount}", line)
    return found


def judge(lines: Mapping[str, Line], account: ProviderAccount) -> list[Judged]:
    """What each new line is; the payments are read by a few queries."""
    references = {event_id: references_in(line.description) for event_id, line in lines.items()}
    payments = _payments({one for found in references.values() for one in found}, account)
    taken: set[str] = set()
    judged = []
    for event_id, line in lines.items():
        one = _judged(event_id, line, references[event_id], payments, taken)
        if one.outcome == MATCHED:
            taken.add(one.reference)
        judged.append(one)
    return judged


def _payments(references: Collection[str], account: ProviderAccount) -> dict[str, Payment]:
    wanted = sorted(references)
    found: dict[str, Payment] = {}
    for start in range(0, len(wanted), AT_ONCE):
        rows = Payment.objects.filter(
            provider=VietQr.name, account=account, reference__in=wanted[start : start + AT_ONCE]
        )
        found |= {one.reference: one for one in rows}
    return found


def _judged(
    event_id: str, line: Line, references: list[str], payments: Mapping[str, Payment], taken: set[str]
) -> Judged:
    """taken: references that a line before it has paid."""
    if not references:
        return Judged(line, event_id, NO_REFERENCE)
    known = [payments[one] for one in references if one in payments]
    if not known:
        return Judged(line, event_id, UNKNOWN, references[0])
    payment = next((one for one in known if one.amount == line.amount), known[0])
    if payment.state == Payment.State.SUCCEEDED or payment.reference in taken:
        outcome = ALREADY
    else:
        outcome = MATCHED if payment.amount == line.amount else AMOUNT
    return Judged(line, event_id, outcome, payment.reference, payment)
