"""Twenty at once give the same statements, settle them and take cash for the same debts.

Run as a program on whatever DATABASE_URL says: prints what became of it as JSON.
"""

from __future__ import annotations

import json
import os
import sys
from functools import partial

from tests.storms.threads import together

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "portal.settings")

DEBTS, OF_NOTHING = 24, 6


def main() -> None:
    import django

    django.setup()
    from django.utils import timezone

    from effects.worker import drain
    from payments import ledger
    from payments.bank.taking_in import take_in
    from payments.cashier import take
    from payments.errors import InvoiceNotDue
    from payments.models import EntryLine, Invoice, Payment, ProviderEvent, Receipt
    from tests.payments import statements, world
    from tests.payments.statements import camt, csv, line

    account, cashier, at = statements.account(), world.cashier(), timezone.now()

    def give(content: bytes) -> None:
        take_in(account, content, name="x", by=cashier, at=at)

    def work() -> None:
        drain(timezone.now())

    def pay_in_cash(invoice: Invoice) -> None:
        try:
            take([invoice], by=cashier, at=at, key=f"cash:{invoice.pk}")
        except InvoiceNotDue:
            pass  # the transfer was faster

    with world.heard() as told:
        payments = [
            world.begun(world.an_invoice(f"k{n}", subject=str(n)), way="vietqr", key=f"c{n}")
            for n in range(DEBTS)
        ]
        lines = [line(one) for one in payments]
        lines += [("20/08/2026", f"N{n}", 7_000, "khong ro") for n in range(OF_NOTHING)]
        tasks = [
            partial(give, kind(*order)) for kind in (csv, camt) for order in (lines, lines[::-1], lines[::2])
        ]
        tasks += [partial(pay_in_cash, one.invoices.get()) for one in payments[:8]]
        _done, errors = together(*tasks, *([work] * 6))
        work()
    held = {
        str(one.pk): one.held
        == -sum(EntryLine.objects.filter(account="held", entry__payment=one).values_list("amount", flat=True))
        for one in Payment.objects.all()
    }
    json.dump(
        {
            "errors": errors,
            "faults": ledger.faults(),
            "balances": ledger.balances(),
            "receipts": Receipt.objects.count(),
            "paid": Invoice.objects.filter(state="paid").count(),
            "told": len(told),
            "cash": Payment.objects.filter(provider="cash", state="succeeded").count(),
            "events": ProviderEvent.objects.count(),
            "matched": ProviderEvent.objects.filter(outcome="matched").count(),
            "held_is_said": all(held.values()),
        },
        sys.stdout,
    )


if __name__ == "__main__":
    main()
