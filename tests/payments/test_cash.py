"""An invoice is issued, paid in cash or cancelled; the room that asked for it hears of it."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from django.core.checks import run_checks
from django.db import IntegrityError, transaction

from payments import settled
from payments.errors import InvoiceNotDue, NothingToPay, SubjectTaken, UnknownSubject
from payments.fees import Line, bill
from payments.invoices import cancel, issue
from payments.models import Invoice, Payment
from payments.pay import settle_in_cash
from tests import people

pytestmark = pytest.mark.django_db
AT = datetime(2026, 8, 21, 2, 30, tzinfo=UTC)
LINES = bill(
    [{"id": "a", "kind": "fee", "amount": 50_000}, {"id": "b", "kind": "charge", "amount": 8_000}]
).lines


@pytest.fixture
def heard(monkeypatch: pytest.MonkeyPatch) -> list[Invoice]:
    told: list[Invoice] = []
    monkeypatch.setattr(settled, "HANDLERS", {"dossier": lambda invoice, payment, at: told.append(invoice)})
    return told


def an_invoice(key: str = "dossier:1:fee") -> Invoice:
    return issue(LINES, subject=("dossier", "1"), key=key, at=AT)


def test_an_invoice_asks_for_the_sum_of_its_lines(heard: list[Invoice]) -> None:
    invoice = an_invoice()
    assert (invoice.amount, invoice.state) == (58_000, "due")
    assert invoice.lines[0] == {
        "id": "a",
        "kind": "fee",
        "label": "50.000 đ",
        "amount": 50_000,
        "why": "fixed",
    }
    assert invoice.reference.isalnum()


def test_asking_twice_under_one_key_gives_the_first_invoice(heard: list[Invoice]) -> None:
    first = an_invoice()
    assert issue([Line("x", "fee", "", 1, "fixed")], subject=("dossier", "1"), key=first.key, at=AT) == first
    assert Invoice.objects.get().amount == 58_000


def test_an_invoice_of_nothing_is_refused(heard: list[Invoice]) -> None:
    with pytest.raises(NothingToPay):
        issue([], subject=("dossier", "1"), key="k", at=AT)


def test_an_invoice_nobody_would_hear_of_is_refused(heard: list[Invoice]) -> None:
    with pytest.raises(UnknownSubject):
        issue(LINES, subject=("parcel", "1"), key="k", at=AT)


def test_cash_settles_the_invoice_and_the_asker_hears_of_it_once(heard: list[Invoice]) -> None:
    invoice, cashier = an_invoice(), people.minh("cashier")
    payment = settle_in_cash(invoice, by=cashier, at=AT, key="click-1")
    again = settle_in_cash(invoice, by=cashier, at=AT, key="click-1")
    invoice.refresh_from_db()
    assert (invoice.state, invoice.paid_at) == ("paid", AT)
    assert payment == again
    assert (payment.amount, payment.provider, payment.received_by) == (58_000, "cash", cashier)
    assert heard == [invoice]


def test_a_second_payment_under_another_key_is_refused(heard: list[Invoice]) -> None:
    invoice, cashier = an_invoice(), people.minh("cashier")
    settle_in_cash(invoice, by=cashier, at=AT, key="click-1")
    with pytest.raises(InvoiceNotDue):
        settle_in_cash(invoice, by=cashier, at=AT, key="click-2")
    assert Payment.objects.count() == 1


def test_when_the_asker_fails_nothing_is_paid(monkeypatch: pytest.MonkeyPatch) -> None:
    def fails(*_args: object) -> None:
        raise RuntimeError("the dossier is gone")

    monkeypatch.setattr(settled, "HANDLERS", {"dossier": fails})
    invoice = an_invoice()
    with pytest.raises(RuntimeError):
        settle_in_cash(invoice, by=people.minh("cashier"), at=AT, key="click-1")
    invoice.refresh_from_db()
    assert (invoice.state, Payment.objects.count()) == ("due", 0)


def test_a_cancelled_invoice_takes_no_money_and_a_paid_one_is_not_cancelled(heard: list[Invoice]) -> None:
    cancelled, paid, cashier = an_invoice(), an_invoice("other"), people.minh("cashier")
    assert cancel(cancelled).state == "cancelled"
    assert cancel(cancelled).state == "cancelled"
    with pytest.raises(InvoiceNotDue):
        settle_in_cash(cancelled, by=cashier, at=AT, key="click-1")
    settle_in_cash(paid, by=cashier, at=AT, key="click-2")
    with pytest.raises(InvoiceNotDue):
        cancel(paid)


def test_one_kind_of_invoice_has_one_listener(heard: list[Invoice]) -> None:
    with pytest.raises(SubjectTaken):
        settled.register_settled("dossier", lambda *_args: None)


def test_an_invoice_without_listener_stops_the_start(
    heard: list[Invoice], monkeypatch: pytest.MonkeyPatch
) -> None:
    an_invoice()
    assert not [found for found in run_checks(databases=["default"]) if found.id == "payments.E001"]
    monkeypatch.setattr(settled, "HANDLERS", {})
    assert [found.id for found in settled.every_kind_is_heard(None, ["default"])] == ["payments.E001"]


@pytest.mark.parametrize("wrong", [{"amount": 0}, {"state": "lost"}, {"state": "paid", "paid_at": None}])
def test_the_database_refuses_impossible_invoices(heard: list[Invoice], wrong: dict) -> None:
    invoice = an_invoice()
    with pytest.raises(IntegrityError), transaction.atomic():
        Invoice.objects.filter(pk=invoice.pk).update(**wrong)
