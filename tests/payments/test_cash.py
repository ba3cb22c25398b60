"""An invoice is issued, paid at the desk or cancelled; the room that asked for it hears of it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from django.core.checks import run_checks
from django.db import IntegrityError, transaction
from django.utils import translation

from payments import ledger, settled
from payments.cashier import CARD, take
from payments.errors import InvoiceNotDue, NothingToPay, PaymentRefused, SubjectTaken, UnknownSubject
from payments.fees.quote import Line
from payments.invoices import Asked, cancel, issue
from payments.models import CashSession, Invoice, Payment, Receipt
from payments.sessions import close_session, in_drawer
from payments.settled import Subject
from tests.payments import world
from tests.payments.world import AT, LINES, an_invoice, cashier

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _in_english() -> Iterator[None]:
    with translation.override("en"):
        yield


ONE = Asked(subject=("dossier", "1"), about={})


@pytest.fixture
def heard() -> Iterator[list[Invoice]]:
    with world.heard() as told:
        yield told


def test_an_invoice_asks_for_the_sum_of_its_lines(heard: list[Invoice]) -> None:
    invoice = an_invoice()
    assert (invoice.amount, invoice.state) == (58_000, "due")
    first = invoice.lines[0]
    assert (first["id"], first["kind"], first["label"], first["amount"]) == (
        "a",
        "fee",
        "Phí thẩm định",
        50_000,
    )
    assert invoice.reference.isalnum()


def test_asking_twice_under_one_key_gives_the_first_invoice(heard: list[Invoice]) -> None:
    first = an_invoice()
    assert issue([Line("x", "fee", "", 1, "decided")], ONE, key=first.key, at=AT) == first
    assert Invoice.objects.get().amount == 58_000


def test_an_invoice_of_nothing_is_refused(heard: list[Invoice]) -> None:
    with pytest.raises(NothingToPay):
        issue([], ONE, key="k", at=AT)


def test_an_invoice_nobody_would_hear_of_is_refused(heard: list[Invoice]) -> None:
    with pytest.raises(UnknownSubject):
        issue(LINES, Asked(subject=("parcel", "1"), about={}), key="k", at=AT)


def test_cash_settles_the_invoice_and_the_asker_hears_of_it_once(heard: list[Invoice]) -> None:
    invoice, who = an_invoice(), cashier()
    payment = take([invoice], by=who, at=AT, key="click-1")
    again = take([invoice], by=who, at=AT, key="click-1")
    invoice.refresh_from_db()
    assert (invoice.state, invoice.paid_at) == ("paid", AT)
    assert payment == again
    assert (payment.amount, payment.provider, payment.received_by) == (58_000, "cash", who)
    assert heard == [invoice]
    assert ledger.balances() == {"money:cash": 58_000, "income:fee": -50_000, "income:charge": -8_000}
    assert Receipt.objects.get().shown_number == "AA-26E 0000001"


def test_a_second_payment_under_another_key_is_refused(heard: list[Invoice]) -> None:
    invoice, who = an_invoice(), cashier()
    take([invoice], by=who, at=AT, key="click-1")
    with pytest.raises(InvoiceNotDue):
        take([invoice], by=who, at=AT, key="click-2")
    assert Payment.objects.count() == 1


def test_when_the_asker_fails_nothing_is_paid(heard: list[Invoice]) -> None:
    def fails(*_args: object) -> None:
        raise RuntimeError("the dossier is gone")

    settled.SUBJECTS["dossier"] = Subject(fails, lambda key: None, lambda invoice: "")
    invoice = an_invoice()
    with pytest.raises(RuntimeError):
        take([invoice], by=cashier(), at=AT, key="click-1")
    invoice.refresh_from_db()
    assert (invoice.state, Payment.objects.count(), ledger.balances()) == ("due", 0, {})


def test_several_dossiers_are_paid_at_once_and_each_has_its_receipt(heard: list[Invoice]) -> None:
    one, other = an_invoice(), an_invoice("dossier:2:fee", subject="2")
    payment = take([one, other], by=cashier(), at=AT, key="click-1", way=CARD, slip="004211")
    assert (payment.amount, payment.provider_reference) == (116_000, "004211")
    assert [receipt.number for receipt in Receipt.objects.order_by("number")] == [1, 2]
    assert len(heard) == 2


def test_a_cancelled_invoice_takes_no_money_and_a_paid_one_is_not_cancelled(heard: list[Invoice]) -> None:
    cancelled, paid, who = an_invoice(), an_invoice("other"), cashier()
    assert cancel(cancelled).state == "cancelled"
    assert cancel(cancelled).state == "cancelled"
    with pytest.raises(InvoiceNotDue):
        take([cancelled], by=who, at=AT, key="click-1")
    take([paid], by=who, at=AT, key="click-2")
    with pytest.raises(InvoiceNotDue):
        cancel(paid)


def test_an_invoice_past_its_day_takes_no_money(heard: list[Invoice]) -> None:
    invoice = an_invoice(expires_at=AT - timedelta(days=1))
    with pytest.raises(InvoiceNotDue):
        take([invoice], by=cashier(), at=AT, key="click-1")


def test_the_drawer_is_counted_and_a_difference_wants_a_reason(heard: list[Invoice]) -> None:
    who = cashier()
    take([an_invoice()], by=who, at=AT, key="click-1")
    take([an_invoice("other")], by=who, at=AT, key="click-2", way=CARD)
    session = CashSession.objects.get()
    assert in_drawer(session) == 58_000
    with pytest.raises(PaymentRefused, match="reason"):
        close_session(session, counted=57_000, note="", at=AT)
    closed = close_session(session, counted=57_000, note="Thiếu một tờ 1.000", at=AT)
    assert (closed.expected, closed.counted) == (58_000, 57_000)
    with pytest.raises(PaymentRefused):
        close_session(session, counted=58_000, note="", at=AT)
    take([an_invoice("third")], by=who, at=AT, key="click-3")
    assert CashSession.objects.filter(closed_at=None).count() == 1


def test_one_kind_of_invoice_has_one_listener(heard: list[Invoice]) -> None:
    def other(*_args: Any) -> None:
        """Somebody else."""

    with pytest.raises(SubjectTaken):
        settled.register_subject("dossier", Subject(other, lambda key: None, lambda invoice: ""))


def test_an_invoice_without_listener_stops_the_start(heard: list[Invoice]) -> None:
    an_invoice()
    assert not [found for found in run_checks(databases=["default"]) if found.id == "payments.E001"]
    settled.SUBJECTS.clear()
    assert [found.id for found in settled.every_kind_is_heard(None, ["default"])] == ["payments.E001"]


@pytest.mark.parametrize("wrong", [{"amount": 0}, {"state": "lost"}, {"state": "paid", "paid_at": None}])
def test_the_database_refuses_impossible_invoices(heard: list[Invoice], wrong: dict) -> None:
    invoice = an_invoice()
    with pytest.raises(IntegrityError), transaction.atomic():
        Invoice.objects.filter(pk=invoice.pk).update(**wrong)
