"""A refund is carried out while the receipt of the same payment is replaced, step by step, on DATABASE_URL.

The refund holds its invoice until the replacement waits for it, and only then ends; ending, it asks that its
payment still be there. Run as a program, in a process of its own: prints {"waited", "errors", "faults"}.
"""

from __future__ import annotations

import json
import os
import sys
import threading
import time

from tests.storms.threads import together

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "portal.settings")

WAITING = "SELECT count(*) FROM pg_locks WHERE NOT granted"
PATIENCE = 20.0


def main() -> None:
    import django

    django.setup()
    from django.db import connection, transaction

    from payments.cashier import take
    from payments.models import Receipt
    from payments.receipts.issuing import replace_receipt
    from payments.refunding import approve, done, propose
    from payments.settled import SUBJECTS, Subject
    from tests import people
    from tests.payments.books import faults
    from tests.payments.world import AT, an_invoice

    SUBJECTS["parcel"] = Subject(lambda *_told: None, lambda key: None, lambda invoice: "/")
    cashier, boss = (people.person(f"{name}@example.vn", name) for name in ("thu", "duyet"))
    payment = take([an_invoice("one", kind="parcel")], by=cashier, at=AT, key="take")
    receipt = Receipt.objects.get()
    asked = propose(
        payment, payment.amount, reason="mistake", by=cashier, at=AT, key="back", invoice=receipt.invoice
    )
    approve(asked, by=boss, at=AT)
    holds, report = threading.Event(), {"waited": False}

    def refund() -> None:
        with transaction.atomic():
            done(asked, at=AT)
            holds.set()
            end = time.monotonic() + PATIENCE
            while not report["waited"] and time.monotonic() < end:
                with connection.cursor() as cursor:
                    cursor.execute(WAITING)
                    report["waited"] = cursor.fetchone()[0] > 0
                time.sleep(0.05)

    def correct() -> None:
        holds.wait(PATIENCE)
        replace_receipt(receipt, by=cashier, reason="sai tên", at=AT, payer="Khác")

    _told, errors = together(refund, correct)
    json.dump({**report, "errors": errors, "faults": faults()}, sys.stdout)


if __name__ == "__main__":
    main()
