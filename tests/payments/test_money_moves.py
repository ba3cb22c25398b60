"""Money that comes in, settles or is held, and goes back: the books balance after each of them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from django.utils import translation

from accounts.errors import Unchangeable
from documents.models import IssuedDocument
from effects.worker import drain
from payments import ledger
from payments.asking import ask
from payments.errors import InvoiceNotDue, PaymentRefused, Unbalanced
from payments.ledger import Posting
from payments.models import Entry, EntryLine, Invoice, Payment, ProviderEvent, Receipt, Refund
from payments.notices import take
from payments.providers.contract import Notice
from payments.providers.registry import accounts_of
from payments.receipts.issuing import cancel_receipt, replace_receipt
from payments.refunding import approve, done, failed, propose, refuse
from payments.settling import Received, settle
from tests import people
from tests.payments import world
from tests.payments.world import AT, an_invoice, begun, cashier, offer

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _in_english() -> Iterator[None]:
    with translation.override("en"):
        yield


@pytest.fixture(autouse=True)
def heard() -> Iterator[list[Invoice]]:
    with world.heard() as told:
        offer()
        yield told
    assert ledger.faults() == []
    assert sum(ledger.balances().values()) == 0


def paid(payment: Payment, **more: Any) -> Notice:
    said = Notice(
        event_id=f"e:{payment.reference}",
        reference=payment.reference,
        state="paid",
        amount=payment.amount,
        raw={"reference": payment.reference},
    )
    return replace(said, **more)


def accountant() -> Any:
    return people.lan()


def test_a_notice_settles_once_however_often_it_comes(heard: list[Invoice]) -> None:
    payment = begun(an_invoice())
    assert [take("sandbox", paid(payment), at=AT) for _ in range(100)] == ["settled", *["already"] * 99]
    assert heard == [Invoice.objects.get()]
    assert (Receipt.objects.count(), ProviderEvent.objects.get().times) == (1, 100)
    assert ledger.balances() == {"money:sandbox": 58_000, "income:fee": -50_000, "income:charge": -8_000}


@pytest.mark.parametrize(
    ("change", "outcome"),
    [
        ({"amount": 57_999}, "amount_differs"),
        ({"currency": "USD"}, "amount_differs"),
        ({"verified": False}, "forged"),
        ({"reference": "TT000000XXXXXX"}, "unknown"),
        ({"state": "waiting"}, "waiting"),
        ({"state": "not_paid", "why_not": "24"}, "failed"),
    ],
)
def test_a_notice_that_is_not_right_moves_no_money(change: dict, outcome: str) -> None:
    payment = begun(an_invoice())
    assert take("sandbox", paid(payment, **change), at=AT) == outcome
    assert (Invoice.objects.get().state, Receipt.objects.count(), ledger.balances()) == ("due", 0, {})
    assert ProviderEvent.objects.get().outcome == outcome


def test_a_provider_speaks_of_its_own_payments_only() -> None:
    payment = begun(an_invoice())
    assert take("vnpay", paid(payment), at=AT) == "unknown"
    assert (Payment.objects.get().state, ledger.balances()) == ("started", {})


@pytest.mark.parametrize(
    "change", [{}, {"amount": 1}, {"currency": "USD"}, {"state": "not_paid"}, {"state": "waiting"}]
)
def test_whatever_is_told_of_a_paid_payment_changes_nothing(change: dict) -> None:
    payment = begun(an_invoice())
    take("sandbox", paid(payment), at=AT)
    before = ledger.balances()
    outcome = "amount_differs" if {"amount", "currency"} & change.keys() else "already"
    assert take("sandbox", paid(payment, event_id="again", **change), at=AT) == outcome
    assert (Payment.objects.get().state, ledger.balances()) == ("succeeded", before)


def test_money_settles_once_whoever_vouches_for_it_again() -> None:
    payment = begun(an_invoice())
    assert [settle(payment, Received(AT)), settle(payment, Received(AT))] == [True, False]
    assert Receipt.objects.count() == 1


def test_an_attempt_expires_after_its_day_and_a_refusal_after_that_changes_nothing() -> None:
    payment = begun(an_invoice())
    for hours, state in ((23, "started"), (24, "expired"), (25, "expired")):
        ask(payment, at=AT + timedelta(hours=hours))
        assert Payment.objects.get().state == state
    take("sandbox", paid(payment, state="not_paid", event_id="x"), at=AT)
    assert Payment.objects.get().state == "expired"
    assert take("sandbox", paid(payment), at=AT) == "settled"  # money that still comes counts
    assert ask(Payment.objects.get(), at=AT + timedelta(days=3)) == "already"
    ask(payment, at=AT + timedelta(days=3))  # who asks read it before
    assert Payment.objects.get().state == "succeeded"


def test_after_a_failure_one_pays_again(heard: list[Invoice]) -> None:  # A75
    invoice = an_invoice()
    first = begun(invoice)
    take("sandbox", paid(first, state="not_paid", why_not="24", event_id="x"), at=AT)
    second = begun(invoice, key="click-2")
    assert take("sandbox", paid(second), at=AT) == "settled"
    assert (Payment.objects.get(pk=first.pk).state, len(heard)) == ("failed", 1)


def test_a_debt_paid_twice_is_settled_once_and_the_rest_is_held_and_to_be_given_back() -> None:
    invoice = an_invoice()
    one, two = begun(invoice), begun(invoice, key="click-2")
    take("sandbox", paid(one), at=AT)
    assert take("sandbox", paid(two), at=AT) == "settled"
    assert ledger.balances()["held"] == -58_000
    refund = Refund.objects.get()
    assert (refund.reason, refund.amount, refund.asked_by, refund.payment) == (
        "paid_twice",
        58_000,
        None,
        two,
    )
    approve(refund, by=accountant(), at=AT)
    drain(AT)
    assert Refund.objects.get().state == "done"
    assert ledger.balances()["held"] == 0
    assert Receipt.objects.get().state == "issued"


def test_a_payment_that_failed_may_still_come_through() -> None:
    payment = begun(an_invoice())
    take("sandbox", paid(payment, state="not_paid", event_id="x"), at=AT)
    assert take("sandbox", paid(payment), at=AT) == "settled"
    assert Payment.objects.get().state == "succeeded"


def test_money_for_a_cancelled_invoice_is_held() -> None:
    from payments.invoices import cancel

    invoice = an_invoice()
    payment = begun(invoice)
    cancel(invoice)
    take("sandbox", paid(payment), at=AT)
    assert (Invoice.objects.get().state, Refund.objects.get().reason) == ("cancelled", "paid_late")
    with pytest.raises(InvoiceNotDue):
        begun(invoice, key="click-2")


def test_a_refund_wants_a_second_person_and_takes_the_receipt_with_it() -> None:
    invoice = an_invoice()
    payment = begun(invoice)
    take("sandbox", paid(payment), at=AT)
    invoice.refresh_from_db()
    asker = cashier()
    refund = propose(payment, 58_000, reason="refused_dossier", by=asker, at=AT, key="r1", invoice=invoice)
    assert propose(payment, 1, reason="mistake", by=asker, at=AT, key="r1", invoice=invoice) == refund
    with pytest.raises(PaymentRefused, match="second person"):
        approve(refund, by=asker, at=AT)
    with pytest.raises(PaymentRefused, match="at most 0 đ"):
        propose(payment, 1, reason="mistake", by=asker, at=AT, key="r2", invoice=invoice)
    approve(refund, by=accountant(), at=AT)
    with pytest.raises(PaymentRefused, match="decided already"):
        refuse(refund, by=accountant(), reason="nein", at=AT)
    assert ledger.balances()["owed:refund"] == -58_000
    drain(AT)
    drain(AT)
    invoice.refresh_from_db()
    assert (invoice.state, Receipt.objects.get().state) == ("refunded", "cancelled")
    assert not any(ledger.balances().values())


def test_a_refund_goes_back_once_and_only_when_it_was_approved() -> None:
    invoice = an_invoice()
    payment = begun(invoice)
    take("sandbox", paid(payment), at=AT)
    refund = propose(payment, 58_000, reason="mistake", by=cashier(), at=AT, key="r", invoice=invoice)
    booked = ledger.balances()
    assert [done(refund, at=AT).state, failed(refund, why_not="x", at=AT).state] == ["asked", "asked"]
    assert ledger.balances() == booked
    approve(refund, by=accountant(), at=AT)
    assert done(refund, at=AT, provider_reference="1").state == "done"
    again = done(refund, at=AT + timedelta(days=1), provider_reference="2")
    assert (again.provider_reference, again.done_at) == ("1", AT)
    assert failed(refund, why_not="x", at=AT).state == "done"
    assert not any(ledger.balances().values())


def test_parts_of_a_payment_go_back_on_the_accounts_they_came_from() -> None:
    invoice = an_invoice()
    payment = begun(invoice)
    take("sandbox", paid(payment), at=AT)
    refund = propose(payment, 29_000, reason="mistake", by=None, at=AT, key="r1", invoice=invoice)
    approve(refund, by=accountant(), at=AT)
    drain(AT)
    assert ledger.balances()["income:fee"] == -25_000
    assert ledger.balances()["income:charge"] == -4_000
    assert Receipt.objects.get().state == "issued"


def test_receipts_keep_their_numbers_whatever_becomes_of_them() -> None:
    for number in range(3):
        take("sandbox", paid(begun(an_invoice(f"k{number}"), key=f"c{number}")), at=AT)
    first, second, _third = Receipt.objects.order_by("number")
    cancel_receipt(first, by=accountant(), reason="Sai tên người nộp", at=AT)
    new = replace_receipt(second, by=accountant(), reason="Sai địa chỉ", at=AT, payer="Trần Văn Hùng")
    with pytest.raises(PaymentRefused, match="no longer valid"):
        cancel_receipt(second, by=accountant(), reason="x", at=AT)
    with pytest.raises(PaymentRefused, match="reason"):
        cancel_receipt(new, by=accountant(), reason=" ", at=AT)
    assert list(Receipt.objects.order_by("number").values_list("number", "state")) == [
        (1, "cancelled"),
        (2, "replaced"),
        (3, "issued"),
        (4, "issued"),
    ]
    assert (new.content["payer"], new.replaces) == ("Trần Văn Hùng", second)
    drain(AT)
    assert IssuedDocument.objects.filter(kind="RECEIPT").count() == 4


def test_the_books_take_only_what_balances_and_change_nothing() -> None:
    with pytest.raises(Unbalanced):
        ledger.post("x", [Posting("held", 5), Posting("money:cash", -4)], key="x", at=AT)
    entry = ledger.post("x", [Posting("held", 5), Posting("money:cash", -5)], key="x", at=AT)
    assert ledger.post("x", [Posting("held", 9), Posting("money:cash", -9)], key="x", at=AT) == entry
    for change in (
        lambda: EntryLine.objects.update(amount=1),
        lambda: Entry.objects.all().delete(),
        entry.delete,
        entry.save,
        EntryLine.objects.first().save,
    ):
        with pytest.raises(Unchangeable):
            change()


def test_an_agency_offers_its_own_ways_before_those_above_it(settings: Any) -> None:
    offer("vietqr", "H99", bank="970418", account="1", bank_name="BIDV", holder="Tỉnh")
    mine = offer("vietqr", "H99.16", bank="970418", account="2", bank_name="BIDV", holder="Phường")
    assert [one.provider for one in accounts_of("H99.16")] == ["vietqr", "sandbox"]
    assert accounts_of("H99.17")[0].agency_code == "H99"
    mine.on = False
    mine.save()
    assert [one.provider for one in accounts_of("H99.16")] == ["sandbox"]  # switched off there
    settings.DEMO = False
    assert accounts_of("H99.16") == []


def test_fees_of_two_agencies_are_paid_apart() -> None:
    with pytest.raises(PaymentRefused, match="different agencies"):
        begun(an_invoice(), an_invoice("other", agency_code="H99.17"))
    with pytest.raises(PaymentRefused, match="not offered"):
        begun(an_invoice("third"), way="vnpay")
