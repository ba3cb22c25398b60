"""Twenty workers take money at once, on whatever DATABASE_URL says: 200 payments, then anything at all.

Run as a program, in a process of its own: prints {"numbers", "errors", "strange", "done", "refused",
"settled", "faults", "seconds"}.
"""

from __future__ import annotations

import json
import os
import random
import sys
import time
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from functools import partial
from typing import Any

from tests.storms.threads import together

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "portal.settings")

WORKERS, EACH, TRIES = 20, 10, 30


def main() -> None:
    import django

    django.setup()

    from dossiers.replay import audit
    from payments.models import Receipt
    from tests.payments.books import faults

    begin = time.perf_counter()
    errors = numbers_storm()
    numbers = sorted(Receipt.objects.values_list("number", flat=True))
    told, more = together(*[partial(anything, seed) for seed in prepared()])
    results: list[dict[str, Any]] = told  # type: ignore[assignment]
    report = {
        "numbers": numbers,
        "errors": [*errors, *more],
        "strange": [text for one in results for text in one["strange"]],
        "done": sum(one["done"] for one in results),
        "refused": sum(one["refused"] for one in results),
        "faults": [*faults(), *map(str, audit()), *paid_without_money()],
        "seconds": round(time.perf_counter() - begin, 1),
    }
    json.dump(report, sys.stdout)


def paid_without_money() -> list[str]:
    """Dossiers that say they were paid, and no invoice of theirs was."""
    from dossiers.invoices import invoices
    from dossiers.models import DossierEvent

    paid = DossierEvent.objects.filter(action="pay").values_list("dossier_id", flat=True)
    return [f"{one}: paid without money" for one in paid if not invoices(one).exclude(paid_at=None).exists()]


def numbers_storm() -> list[str]:
    """Each worker takes ten payments of one agency; every third fails once after its number was drawn."""
    from payments.cashier import take
    from payments.settled import SUBJECTS, Subject
    from tests import people
    from tests.payments.world import AT, an_invoice

    tripped: set[Any] = set()

    def hear(invoice: Any, *_args: Any) -> None:
        if invoice.words.endswith("3") and invoice.pk not in tripped:
            tripped.add(invoice.pk)
            raise RuntimeError("once")

    SUBJECTS["parcel"] = Subject(hear, lambda key: None, lambda invoice: "/", ways=lambda invoice: [])
    cashiers = [people.person(f"c{number}@example.vn", f"Thu {number}") for number in range(WORKERS)]
    debts = [
        [an_invoice(f"n{w}-{n}", kind="parcel", payer_name=str(n)) for n in range(EACH)]
        for w in range(WORKERS)
    ]

    def work(number: int) -> None:
        for debt in debts[number]:
            for _again in range(2):
                try:
                    take([debt], by=cashiers[number], at=AT, key=f"take:{debt.pk}")
                    break
                except RuntimeError:
                    continue

    _told, errors = together(*[partial(work, number) for number in range(WORKERS)])
    return errors


def prepared() -> range:
    """A few debts and dossiers that many will pay at once."""
    from tests import people
    from tests.dossiers.cases import brought
    from tests.payments.world import an_invoice, begun, offer

    people.holder("cashier")
    people.holder("approver")
    for agency in (people.WARD, "H99.16"):
        offer(agency_code=agency)
    for number in range(8):
        invoice = an_invoice(f"d{number}", kind="parcel", payer=people.lan())
        for attempt in range(2):
            begun(invoice, key=f"d{number}-{attempt}")
    begun(*(an_invoice(f"d{number}", kind="parcel") for number in (0, 1, 2)), key="many")
    for number in range(4):
        dossier = brought("accept", "assign", "ask_payment")
        from dossiers.invoices import open_invoice

        debt = open_invoice(dossier.pk)
        assert debt is not None
        for attempt in range(2):
            begun(debt, key=f"h{number}-{attempt}")
    return range(WORKERS)


def anything(seed: int) -> dict[str, Any]:
    """One worker: notices, cash, refunds and corrections in any order; what was done, refused, strange."""
    from django.core.exceptions import ValidationError

    chance = random.Random(seed)
    steps = _steps(seed)
    told: dict[str, Any] = {"done": 0, "refused": 0, "strange": []}
    for number in range(TRIES):
        step = chance.choice(steps)
        try:
            step(chance, f"{seed}-{number}")
            told["done"] += 1
        except ValidationError:
            told["refused"] += 1
        except Exception as error:  # noqa: BLE001  whatever else goes wrong is the result
            told["strange"].append(f"{step.__name__}: {error!r}")
    return told


def _steps(seed: int) -> list[Callable[[random.Random, str], None]]:
    from django.test import Client
    from django.urls import reverse

    from accounts.models import User
    from payments import asking, notices
    from payments.cashier import hand_out, take
    from payments.models import Invoice, Payment, Receipt, Refund
    from payments.providers.contract import Notice
    from payments.receipts.issuing import replace_receipt
    from payments.refunding import approve, done, propose
    from tests.payments.world import AT

    cashier, boss = (User.objects.get(email=f"{role}@example.vn") for role in ("cashier", "approver"))

    payer, browser = User.objects.get(email="lan@example.vn"), Client()
    browser.force_login(payer)

    def one(chance: random.Random, model: Any, **wanted: Any) -> Any:
        rows = list(model.objects.filter(**wanted).order_by("pk")[:60])
        return chance.choice(rows) if rows else None

    def notice(chance: random.Random, key: str) -> None:
        payment = one(chance, Payment, provider="sandbox")
        said = Notice(f"paid:{payment.reference}", payment.reference, "paid", payment.amount, raw={"r": 1})
        for _again in range(chance.choice((1, 1, 1, 3, 3, 100))):
            notices.take("sandbox", said, at=AT)

    def wrong(chance: random.Random, key: str) -> None:
        """Too little, in dollars, for nobody, or a refusal: whatever else is on its way for the payment."""
        payment = one(chance, Payment, provider="sandbox")
        said = Notice(f"{key}", payment.reference, "paid", payment.amount, raw={"r": 2})
        change = chance.choice(
            ({"amount": payment.amount - 1}, {"currency": "USD"}, {"reference": "TT0"}, {"state": "not_paid"})
        )
        notices.take("sandbox", replace(said, **change), at=AT)

    def polled(chance: random.Random, key: str) -> None:
        """Asked soon, or when it has expired: notices come after that."""
        asking.ask(one(chance, Payment, provider="sandbox"), at=AT + timedelta(days=chance.choice((0, 2))))

    def returned(chance: random.Random, key: str) -> None:
        """The payer comes back from the provider's page."""
        payment = one(chance, Payment, provider="sandbox", invoices__payer=payer)
        lies = {"state": "paid"}
        answer = browser.get(reverse("payments:back", args=[payment.reference]), lies)
        if answer.status_code != 302:
            raise AssertionError(answer.status_code)

    def forged(chance: random.Random, key: str) -> None:
        payment = one(chance, Payment, provider="sandbox")
        said = Notice(
            "f", payment.reference, "paid", payment.amount, raw={"f": chance.randrange(3)}, verified=False
        )
        notices.take("sandbox", said, at=AT)

    def cash(chance: random.Random, key: str) -> None:
        debts = Invoice.objects.exclude(key__startswith="n").order_by("pk")
        take([chance.choice(list(debts))], by=cashier, at=AT, key=key)

    def back(chance: random.Random, key: str) -> None:
        payment = one(chance, Payment, state="succeeded")
        part = payment.parts.filter(settles=True).first() if payment else None
        if part:
            amount = chance.choice((part.amount, part.amount // 2))
            propose(payment, amount, reason="mistake", by=cashier, at=AT, key=key, invoice=part.invoice)

    def approved(chance: random.Random, key: str) -> None:
        if refund := one(chance, Refund, state="asked"):
            approve(refund, by=boss, at=AT)

    def out(chance: random.Random, key: str) -> None:
        if refund := one(chance, Refund, state="approved"):
            if refund.payment.provider == "cash":
                hand_out(refund, by=cashier, at=AT)
            else:
                done(refund, at=AT)

    def corrected(chance: random.Random, key: str) -> None:
        if receipt := one(chance, Receipt, state="issued"):
            replace_receipt(receipt, by=cashier, reason="sai tên", at=AT, payer="Khác")

    return [
        notice,
        notice,
        notice,
        wrong,
        polled,
        returned,
        forged,
        cash,
        cash,
        back,
        approved,
        out,
        corrected,
    ]


if __name__ == "__main__":
    main()
