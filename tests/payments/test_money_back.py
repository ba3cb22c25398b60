"""What a payer's page and a program say of money that goes back."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from django.test import Client

from payments.cashier import take
from payments.models import Payment, ProviderAccount, Refund
from payments.refunding import approve, done, propose, refuse
from payments.settling import Received, settle
from tests import people
from tests.payments import world
from tests.payments.test_api import Program
from tests.payments.world import AT, an_invoice, name_agencies

pytestmark = pytest.mark.django_db


@pytest.fixture
def payer() -> Iterator[Client]:
    client = Client()
    client.force_login(people.lan())
    world.offer()
    with world.heard():
        yield client


@pytest.fixture
def payment(payer: Client) -> Payment:
    """58.000 đ in cash."""
    return take([an_invoice(payer=people.lan())], by=people.minh("cashier"), at=AT, key="take")


def ask(payment: Payment, amount: int, **who: Any) -> Refund:
    invoice = payment.invoices.get()
    asked = {"by": people.minh("cashier"), "invoice": invoice, **who}
    return propose(payment, amount, reason="mistake", at=AT, key=f"back:{amount}", **asked)


def said(payer: Client, payment: Payment) -> tuple[str, list[tuple[int, str]]]:
    """(the page, what the API tells of refunds)."""
    page = payer.get(f"/thanh-toan/giao-dich/{payment.reference}/").content.decode()
    told = Program(people.lan()).get(f"payments/{payment.reference}").json()["refunds"]
    return page, [(one["amount"], one["state"]) for one in told]


def test_what_an_officer_only_asks_for_or_another_refuses_is_not_told(
    payer: Client, payment: Payment
) -> None:
    asked = ask(payment, 58_000)
    page, told = said(payer, payment)
    assert (asked.reference in page, told) == (False, [])
    refuse(asked, by=people.holder("approver"), reason="đúng mức", at=AT)
    page, told = said(payer, payment)
    assert (asked.reference in page, told) == (False, [])
    assert "Biên lai ở bên dưới" in page


def test_a_part_that_goes_back_stands_beside_the_receipt(payer: Client, payment: Payment) -> None:
    part = approve(ask(payment, 8_000), by=people.holder("approver"), at=AT)
    page, told = said(payer, payment)
    assert told == [(8_000, "approved")]
    assert "8.000 đ · Đang hoàn" in page
    done(part, at=AT)
    page, told = said(payer, payment)
    assert told == [(8_000, "done")]
    assert "Biên lai ở bên dưới" in page
    assert "Đã hoàn đủ" not in page


def test_all_of_it_paid_back_is_said_first(payer: Client, payment: Payment) -> None:
    done(approve(ask(payment, 58_000), by=people.holder("approver"), at=AT), at=AT)
    page, told = said(payer, payment)
    assert told == [(58_000, "done")]
    assert "Đã hoàn đủ 58.000 đ" in page
    assert "Biên lai ở bên dưới" not in page


def test_money_that_settles_nothing_is_no_paid_fee(payer: Client) -> None:
    """The second payment of one debt: held, to be paid back, without a receipt."""
    invoice = an_invoice(payer=people.lan())
    again = world.begun(invoice)
    take([invoice], by=people.minh("cashier"), at=AT, key="take")
    settle(again, Received(at=AT))
    page, told = said(payer, again)
    assert told == [(58_000, "asked")]
    assert "Số tiền này sẽ được hoàn cho bạn" in page
    assert "Biên lai ở bên dưới" not in page


def test_a_way_of_payment_is_called_as_people_call_it(monkeypatch: pytest.MonkeyPatch) -> None:
    name_agencies(monkeypatch)
    assert str(ProviderAccount(provider="cash", agency_code="H99.16")).endswith(", Phường Bến Đò")
    assert str(ProviderAccount(provider="gone", agency_code="")) == "gone"
