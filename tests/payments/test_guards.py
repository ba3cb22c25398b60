"""What verbs of money refuse by themselves, whatever page or program asks them: refused, nothing moves."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.core.exceptions import PermissionDenied
from django.test import RequestFactory

from effects.worker import drain
from payments import asking, ledger, outcomes
from payments.bank.taking_in import hold, settle_transfer, take_in
from payments.bank.transfers import shown
from payments.cashier import CARD, hand_out, take, transferred
from payments.errors import PaymentRefused
from payments.models import Invoice, Payment, ProviderAccount, ProviderEvent, Receipt, Refund
from payments.paying import send_off, start
from payments.providers.contract import Addresses
from payments.providers.sandbox import Sandbox
from payments.reach import TAKE, check_place
from payments.receipts.issuing import open_series, symbol_of
from payments.receipts.readers import may_read
from payments.reconciling.day import reconcile
from payments.reconciling.verbs import compare_day, explain
from payments.refunding import approve, propose
from payments.settling import Received, settle
from payments.work import carry_out
from tests import people
from tests.payments import statements, world
from tests.payments.statements import csv, line
from tests.payments.world import AGENCY, AT, an_invoice, begun, cashier, offer

pytestmark = pytest.mark.django_db
TO = Addresses(back="https://example.vn/back", notice="")


@pytest.fixture(autouse=True)
def heard() -> Iterator[list[Invoice]]:
    with world.heard() as told, time_machine.travel(AT, tick=False):
        offer()
        yield told
    assert ledger.faults() == []


def refused(code: str, do: Callable[[], Any]) -> bool:
    """By this code, and nothing stands in the books that did not before."""
    before = ledger.balances()
    with pytest.raises(PaymentRefused) as why:
        do()
    return why.value.code == code and ledger.balances() == before


def approved(way: str = "cash") -> Refund:
    """Of 58.000 đ paid by this way at the desk, or online."""
    invoice = an_invoice()
    if way == "sandbox":
        payment = begun(invoice)
        settle(payment, Received(at=AT))
    else:
        payment = take([invoice], by=cashier(), at=AT, key="k", way=way, slip="1")
    refund = propose(payment, 58_000, reason="mistake", by=cashier(), at=AT, key="r", invoice=invoice)
    return approve(refund, by=people.lan(), at=AT)


def test_money_that_never_came_cannot_be_asked_back() -> None:
    payment = begun(an_invoice())
    assert refused("not_settled", lambda: propose(payment, 1, reason="mistake", by=None, at=AT, key="r"))
    assert not Refund.objects.exists()


def test_a_cashier_takes_the_money_of_one_agency_at_a_time() -> None:
    both = [an_invoice(), an_invoice("other", agency_code="H99.17")]
    assert refused("different_agencies", lambda: take(both, by=cashier(), at=AT, key="k"))
    assert not Payment.objects.exists()


def test_what_was_paid_by_card_leaves_no_drawer() -> None:
    refund = approved(CARD)
    take([an_invoice("in the drawer")], by=cashier(), at=AT, key="in the drawer")
    assert refused("not_cash", lambda: hand_out(refund, by=cashier(), at=AT))


@pytest.mark.parametrize("way", ["cash", "sandbox"])
def test_nobody_transfers_back_what_goes_back_otherwise(way: str) -> None:
    refund = approved(way)
    assert refused("not_by_hand", lambda: transferred(refund, by=cashier(), reference="FT1", at=AT))


def test_a_transfer_back_wants_the_banks_number() -> None:
    refund = approved(CARD)
    assert refused("reference_missing", lambda: transferred(refund, by=cashier(), reference="  ", at=AT))


def test_cash_is_handed_out_once_and_only_when_it_was_approved() -> None:
    who, invoice = cashier(), an_invoice()
    payment = take([invoice], by=who, at=AT, key="k")
    refund = propose(payment, 58_000, reason="mistake", by=who, at=AT, key="r", invoice=invoice)
    assert refused("not_approved", lambda: hand_out(refund, by=who, at=AT))
    approve(refund, by=people.lan(), at=AT)
    assert hand_out(refund, by=who, at=AT).state == "done"
    take([an_invoice("b")], by=people.lan(), at=AT, key="b")
    assert refused("not_approved", lambda: hand_out(refund, by=people.lan(), at=AT))  # another drawer


def test_a_press_that_comes_after_the_money_gives_the_payment_it_began() -> None:
    payment = begun(an_invoice())
    settle(payment, Received(at=AT))
    assert begun(Invoice.objects.get()) == payment


def test_nothing_chosen_begins_no_payment() -> None:
    assert refused("nothing_chosen", lambda: start([], "sandbox", by=None, at=AT, key="k"))


def test_a_provider_is_told_once_of_a_payment(monkeypatch: pytest.MonkeyPatch) -> None:
    payment = send_off(begun(an_invoice()), TO)
    monkeypatch.setattr(Sandbox, "create", lambda *_said: pytest.fail("told again"))
    assert send_off(payment, TO).next == payment.next


def test_a_provider_is_not_asked_about_money_that_is_here(monkeypatch: pytest.MonkeyPatch) -> None:
    payment = begun(an_invoice())
    settle(payment, Received(at=AT))
    payment.refresh_from_db()
    monkeypatch.setattr(Sandbox, "query", lambda *_said: pytest.fail("asked"))
    assert asking.ask(payment, at=AT + timedelta(days=2)) == outcomes.ALREADY


def test_a_receipt_of_last_year_bears_the_letters_of_that_year() -> None:
    open_series(AGENCY, "BB", at=AT)
    open_series(AGENCY, "CC", at=AT + timedelta(days=365))
    assert symbol_of(AGENCY, AT) == "BB-26E"


def test_a_line_that_has_paid_pays_and_is_held_no_second_time() -> None:
    account = statements.account()
    payment = begun(an_invoice(), way="vietqr", key="by transfer")
    take_in(account, csv(line(payment)), name="sao-ke.csv", by=cashier(), at=AT)
    drain(AT)
    event, booked = ProviderEvent.objects.get(), ledger.balances()
    assert settle_transfer(event.pk, at=AT) == outcomes.SETTLED
    assert hold(event, outcomes.NOT_SETTLED, at=AT) == outcomes.SETTLED
    assert (ledger.balances(), Payment.objects.count()) == (booked, 1)


def test_a_refund_nobody_approved_is_not_carried_out(monkeypatch: pytest.MonkeyPatch) -> None:
    payment = begun(an_invoice())
    settle(payment, Received(at=AT))
    refund = propose(
        payment, 1, reason="mistake", by=cashier(), at=AT, key="r", invoice=Invoice.objects.get()
    )
    monkeypatch.setattr(Sandbox, "refund", lambda *_said: pytest.fail("paid back"))
    carry_out(key="k", refund=str(refund.pk))


def test_less_than_was_asked_is_given_back_as_not_ours_and_more_as_overpaid() -> None:
    account, payment = statements.account(), begun(an_invoice(), way="vietqr", key="by transfer")
    less, more = line(payment, "LESS", amount=1_000), line(payment, "MORE", amount=99_000)
    take_in(account, csv(less, more), name="sao-ke.csv", by=cashier(), at=AT)
    held = shown(Payment.objects.filter(held__gt=0).order_by("amount"))
    assert [one.reason for one in held] == [Refund.Reason.NOT_OURS, Refund.Reason.OVERPAID]


def test_nobody_compares_or_explains_the_money_of_another_agency() -> None:
    account = ProviderAccount.objects.get(provider="sandbox")
    settle(begun(an_invoice()), Received(at=AT))
    made = reconcile(account, AT.date(), by=None, at=AT, lines=[])
    assert made is not None
    row, stranger = made.rows.get(), people.hoa("accountant")
    with pytest.raises(PermissionDenied):
        compare_day(account, AT.date(), by=stranger, at=AT)
    with pytest.raises(PermissionDenied):
        explain(row, reason="Đã rõ", by=stranger, at=AT)
    mine = people.holder("accountant", agency=AGENCY)
    assert refused("reason_missing", lambda: explain(row, reason=" ", by=mine, at=AT))
    assert explain(row, reason="Đã rõ", by=mine, at=AT).resolved_by == mine


def test_a_session_is_opened_where_one_takes_money_alone() -> None:
    who = people.holder("cashier")
    assert check_place(who, TAKE, people.WARD, AT) == people.WARD
    with pytest.raises(PermissionDenied):
        check_place(who, TAKE, people.ELSEWHERE, AT)


def test_a_receipt_is_read_by_its_payer_and_by_who_sees_the_books_alone(rf: RequestFactory) -> None:
    payer = people.person("tra@example.vn", "Người Trả")
    take([an_invoice(payer=payer)], by=cashier(), at=AT, key="k")
    receipt, request = Receipt.objects.get(), rf.get("/")
    stranger, elsewhere = people.lan(), people.holder("auditor", agency=people.ELSEWHERE)
    here = people.holder("accountant", agency=AGENCY)
    for who, reads in ((payer, True), (here, True), (stranger, False), (elsewhere, False)):
        assert may_read(who, request, str(receipt.pk)) is reads, who
    for nothing in ("nonsense", str(receipt.invoice_id)):
        assert may_read(here, request, nothing) is False
