"""What pages, addresses for providers and the ways of paying refuse: no test of theirs holds it otherwise."""

from __future__ import annotations

import uuid
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.core.exceptions import PermissionDenied
from django.test import Client, RequestFactory

from payments import api, ledger
from payments.cashier import CARD, hand_out, take
from payments.desk import lists
from payments.errors import PaymentRefused
from payments.models import CashSession, Invoice, Payment, ProviderEvent
from payments.pages.payers import may_pay_all
from payments.providers.registry import account_for, accounts_of, places_above
from payments.providers.sandbox import Sandbox
from payments.reach import TAKE, VIEW, own_session, payment_for, receipt_for, session_for, to_take
from payments.refunding import approve, propose
from payments.sessions import close_session, in_drawer, open_by_hand, open_session
from payments.settling import Received, settle
from tests import people
from tests.payments import world
from tests.payments.world import AGENCY, AT, an_invoice, begun, cashier, offer

pytestmark = pytest.mark.django_db
NOTICE = "/thanh-toan/bao/sandbox/"


@pytest.fixture(autouse=True)
def heard(settings: Any) -> Iterator[list[Invoice]]:
    settings.DEMO = True
    with world.heard() as told, time_machine.travel(AT, tick=False):
        offer()
        yield told
    assert ledger.faults() == []


@pytest.mark.parametrize("amount", ["", "9" * 16, "9" * 40, "9" * 5_000, "-1", "1.5"])
def test_a_notice_of_no_amount_of_ours_is_forged(client: Client, amount: str) -> None:
    payment = begun(an_invoice())
    given = {"reference": payment.reference, "state": "paid", "amount": amount, "signature": "x"}
    assert client.post(NOTICE, given).json() == {"outcome": "forged"}
    assert ProviderEvent.objects.get().amount is None


def test_a_notice_with_a_nul_is_kept_without_it(client: Client) -> None:
    given = {"reference": "TT\0", "state": "pa\0id", "x\0": "y", "signature": "\0"}
    assert client.post(NOTICE, given).json() == {"outcome": "forged"}
    event = ProviderEvent.objects.get()
    assert "\0" not in event.reference + "".join([*event.raw, *event.raw.values()])


def test_the_signature_is_of_reference_state_and_amount() -> None:
    bank, payment = Sandbox(), begun(an_invoice())
    good = bank.notice_of(payment, "paid")
    assert bank.read(good).verified
    for change in ({"reference": "TT0"}, {"state": "other"}, {"amount": "1"}, {"signature": ""}):
        assert not bank.read({**good, **change}).verified, change


def test_of_two_presses_that_open_a_drawer_with_change_one_does() -> None:
    who = cashier()
    first = open_by_hand(who, AGENCY, at=AT, change=100_000)
    with pytest.raises(PaymentRefused) as why:
        open_by_hand(who, AGENCY, at=AT, change=200_000)
    assert why.value.code == "session_open"
    assert CashSession.objects.get() == first
    assert in_drawer(first) == 100_000


def test_a_drawer_knows_only_its_own_cash() -> None:
    """Not the terminal's slips, not another cashier's money, not money of the session before."""
    who, other = cashier(), people.lan()
    take([an_invoice("cash")], by=who, at=AT, key="1")
    take([an_invoice("card")], by=who, at=AT, key="2", way=CARD, slip="9")
    take([an_invoice("other")], by=other, at=AT, key="3")
    session = open_session(who, AGENCY, at=AT)
    assert in_drawer(session) == 58_000
    close_session(session, counted=58_000, note="", at=AT)
    assert in_drawer(open_session(who, AGENCY, at=AT + timedelta(hours=1))) == 0
    with pytest.raises(PaymentRefused) as why:
        close_session(session, counted=58_000, note="", at=AT)
    assert why.value.code == "session_closed"


def test_a_count_that_differs_wants_a_reason() -> None:
    session = open_by_hand(cashier(), AGENCY, at=AT, change=10_000)
    for counted in (9_999, 10_001):
        with pytest.raises(PaymentRefused) as why:
            close_session(session, counted=counted, note="  ", at=AT)
        assert why.value.code == "reason_missing"
    assert close_session(session, counted=10_000, note="", at=AT).difference == 0


def test_a_refund_handed_out_leaves_the_drawer_it_was_taken_from() -> None:
    who = cashier()
    payment = take([an_invoice()], by=who, at=AT, key="k")
    refund = propose(payment, 8_000, reason="mistake", by=who, at=AT, key="r", invoice=payment.invoices.get())
    hand_out(approve(refund, by=people.lan(), at=AT), by=who, at=AT)
    assert in_drawer(open_session(who, AGENCY, at=AT)) == 50_000


def test_a_cashier_takes_only_what_exists_at_agencies_of_theirs() -> None:
    mine, at = people.minh("cashier", agency=AGENCY), AT
    here, there = an_invoice("here"), an_invoice("there", agency_code=people.ELSEWHERE)
    assert to_take(mine, [here.pk, str(here.pk)], at) == [here]
    for ids in ([there.pk], [here.pk, there.pk], [here.pk, uuid.uuid4()], [here.pk, "nonsense"]):
        with pytest.raises(PermissionDenied):
            to_take(mine, ids, at)


def test_what_is_not_there_is_denied_like_what_is_anothers() -> None:
    payment = take([an_invoice()], by=cashier(), at=AT, key="k")
    receipt, session = payment.receipts.get(), CashSession.objects.get()
    here, elsewhere = people.holder("accountant", agency=AGENCY), people.hoa("accountant", "cashier")
    assert payment_for(here, VIEW, payment.reference, AT) == payment
    assert receipt_for(here, VIEW, receipt.pk, AT) == receipt
    assert session_for(here, session.pk, AT) == session
    for denied in (
        lambda: payment_for(elsewhere, VIEW, payment.reference, AT),
        lambda: payment_for(here, VIEW, "TT0", AT),
        lambda: payment_for(here, TAKE, payment.reference, AT),
        lambda: receipt_for(elsewhere, VIEW, receipt.pk, AT),
        lambda: receipt_for(here, VIEW, uuid.uuid4(), AT),
        lambda: session_for(elsewhere, session.pk, AT),
        lambda: session_for(here, uuid.uuid4(), AT),
        lambda: own_session(here, session.pk, AT),
    ):
        with pytest.raises(PermissionDenied):
            denied()


def test_who_pays_may_pay_each_of_several_and_nobody_pays_nothing(rf: RequestFactory) -> None:
    payer = people.person("tra@example.vn", "Người Trả")
    own, anothers = an_invoice("own", payer=payer), an_invoice("anothers", subject="2")
    request: Any = rf.get("/")
    request.user = payer
    settled_subject = "payments.pages.payers.subject_of"
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(settled_subject, lambda kind: type("S", (), {"may_pay": lambda *_: False}))
        assert may_pay_all(request, [own])
        assert not may_pay_all(request, [own, anothers])
        assert not may_pay_all(request, [])


def test_a_program_without_an_account_that_asks_again_gets_the_same_payment(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whatever order the database gives its invoices in."""
    monkeypatch.setattr(api, "may_pay_all", lambda *_: True)
    both, begun_as = [an_invoice("one"), an_invoice("other")], set()
    said = {"invoices": [str(one.pk) for one in both], "way": "sandbox"}
    for newest in both:
        Invoice.objects.update(issued_at=AT - timedelta(hours=1))
        Invoice.objects.filter(pk=newest.pk).update(issued_at=AT)
        headers = {"Idempotency-Key": "k"}
        answer = client.post("/api/v1/payments", said, content_type="application/json", headers=headers)
        begun_as.add(answer.json()["reference"])
    assert len(begun_as) == Payment.objects.count() == 1


def test_the_nearest_account_decides_also_by_being_off() -> None:
    above = offer("vietqr", "H99", bank="970418", bank_name="BIDV", account="1", holder="A")
    assert [one.provider for one in accounts_of(AGENCY)] == ["vietqr", "sandbox"]
    assert account_for(AGENCY, "vietqr") == above
    near = offer("vietqr", AGENCY, bank="970418", bank_name="BIDV", account="2", holder="B")
    assert account_for(AGENCY, "vietqr") == near
    type(near).objects.filter(pk=near.pk).update(on=False)
    with pytest.raises(PaymentRefused) as why:
        account_for(AGENCY, "vietqr")
    assert why.value.code == "not_offered"
    assert account_for("H99.17", "vietqr") == above
    assert places_above("") == [""]


def test_production_offers_nothing_of_the_demo(settings: Any, client: Client) -> None:
    payer = people.person("tra@example.vn", "Người Trả")
    payment = begun(an_invoice(payer=payer))
    people.sign_in(client, payer)
    address = f"/thanh-toan/thu/{payment.reference}/"
    assert client.get(address).status_code == 200
    settings.DEMO = False
    assert accounts_of(AGENCY) == []
    assert client.post(NOTICE, Sandbox().notice_of(payment, "paid")).status_code == 404
    assert client.post(address, {"end": "paid"}).status_code == 404
    assert Payment.objects.get().state == "started"


def test_the_demos_page_is_of_its_own_payments(client: Client) -> None:
    offer("vietqr", AGENCY, bank="970418", bank_name="BIDV", account="1", holder="A")
    payer = people.person("tra@example.vn", "Người Trả")
    payment = begun(an_invoice(payer=payer), way="vietqr")
    people.sign_in(client, payer)
    for page in ("thu", "stripe"):
        assert client.post(f"/thanh-toan/{page}/{payment.reference}/", {"end": "paid"}).status_code in (
            404,
            405,
        )
        assert client.get(f"/thanh-toan/{page}/{payment.reference}/").status_code == 404
    assert Payment.objects.get().state == "started"


def test_a_payment_that_is_over_shows_no_code_and_leads_nowhere(client: Client) -> None:
    payer = people.person("tra@example.vn", "Người Trả")
    payment = begun(an_invoice(payer=payer))
    people.sign_in(client, payer)
    address = f"/thanh-toan/giao-dich/{payment.reference}/"
    assert client.get(f"{address}ma-qr.png").status_code == 404
    assert client.get(f"{address}di/").status_code == 302
    Payment.objects.update(next={"qr": "000201", "url": "https://bank.example.vn/"})
    assert client.get(f"{address}ma-qr.png").status_code == 200
    assert client.get(f"{address}di/").status_code == 200
    settle(payment, Received(at=AT))
    assert client.get(f"{address}ma-qr.png").status_code == 404
    assert client.get(f"{address}di/").status_code == 302


def test_a_cashier_finds_what_is_due_at_agencies_of_theirs_and_books_they_see() -> None:
    mine = people.minh("cashier", agency=AGENCY)
    here, there = an_invoice("here"), an_invoice("there", agency_code=people.ELSEWHERE)
    assert list(lists.due(mine, "", AT)) == [here]
    assert list(lists.due(mine, there.reference, AT)) == []
    running = begun(here)
    assert lists.paid(mine, running.reference, AT) == []
    settle(running, Received(at=AT))
    assert lists.paid(mine, running.reference, AT) == [running]
    assert lists.paid(mine, here.reference, AT) == [running]
    assert lists.paid(people.hoa("cashier"), here.reference, AT) == []
    assert lists.paid(mine, " ", AT) == []
