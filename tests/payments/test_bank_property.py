"""Whatever statements come in whatever order: no debt is settled twice, and no đồng is without a trace."""

from __future__ import annotations

from collections import Counter

import time_machine
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from effects.worker import drain
from payments import ledger
from payments.bank.taking_in import take_in
from payments.models import EntryLine, Invoice, Payment, ProviderEvent, Receipt
from tests.payments import statements, world
from tests.payments.statements import camt, csv, xlsx
from tests.payments.world import AT, an_invoice, begun

PAYERS = 4
lines = st.lists(
    st.tuples(
        st.integers(0, PAYERS),  # the last: a payment that is not there
        st.integers(1, 6),  # the bank's number: the same for the same payer means the same line
        st.sampled_from(["whole", "whole", "less", "more"]),
        st.sampled_from(["plain", "squeezed", "cut", "none"]),
    ),
    min_size=1,
    max_size=12,
)
steps = st.lists(
    st.tuples(lines, st.sampled_from([csv, xlsx, camt]), st.booleans(), st.permutations(range(12))),
    min_size=1,
    max_size=4,
)
AMOUNTS = {"whole": 58_000, "less": 57_000, "more": 59_000}


def described(reference: str, how: str) -> str:
    return {
        "plain": f"CT {reference} NGUYEN VAN A",
        "squeezed": f"mbvcb.{reference[:8].lower()} {reference[8:11]}-{reference[11:].lower()}chuyen tien",
        "cut": reference[:-2],
        "none": "le phi",
    }[how]


class RandomStatements(TestCase):
    @settings(max_examples=40, suppress_health_check=[HealthCheck.too_slow])
    @given(steps)
    def test_random_statements_settle_each_debt_once_and_book_every_line(self, given_steps: list) -> None:
        with world.heard() as told, time_machine.travel(AT, tick=False):
            account = statements.account()
            payments = [
                begun(an_invoice(f"k{n}", subject=str(n)), way="vietqr", key=f"c{n}") for n in range(PAYERS)
            ]
            references = [one.reference for one in payments] + ["TT200101AAAAAA"]
            came: dict[str, int] = {}
            for chosen, kind, doubled, order in given_steps:
                rows = []
                for payer, number, amount, how in chosen:
                    name = f"FT{payer}{number}{amount}{how}"
                    came[name] = AMOUNTS[amount]
                    rows.append(("20/08/2026", name, AMOUNTS[amount], described(references[payer], how)))
                rows = [rows[place] for place in order if place < len(rows)]
                take_in(account, kind(*rows, *(rows if doubled else [])), name="x", by=None, at=AT)
                if order[0] % 2:
                    drain(AT)
            drain(AT)
            self.holds(came, told)

    def holds(self, came: dict[str, int], told: list[Invoice]) -> None:
        assert ledger.faults() == []
        balances = ledger.balances()
        assert sum(balances.values()) == 0
        assert balances.get("money:vietqr", 0) == sum(came.values())  # each line once, whatever it says
        paid = Invoice.objects.filter(state="paid")
        assert max(Counter(one.pk for one in told).values(), default=0) <= 1
        assert Receipt.objects.count() == paid.count() == len(told)
        assert -balances.get("income:fee", 0) - balances.get("income:charge", 0) == 58_000 * paid.count()
        assert ProviderEvent.objects.count() == len(came)
        assert not ProviderEvent.objects.filter(outcome="matched").exists()
        assert not ProviderEvent.objects.filter(payment=None).exists()
        for payment in Payment.objects.filter(held__gt=0):
            held = EntryLine.objects.filter(account="held", entry__payment=payment)
            assert payment.held == -sum(held.values_list("amount", flat=True))
