"""Statements settle what was paid by transfer; what matches nothing is held, and goes where it belongs."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
import time_machine
from django.test import Client
from django.utils import timezone, translation

from accounts.models import AccessRecord
from effects.models import Effect
from effects.worker import drain
from payments import checking, ledger
from payments.bank import transfers
from payments.bank.lines import StatementRefused
from payments.bank.taking_in import take_in
from payments.bank.transfers import ask_back, give_to, shown
from payments.cashier import take
from payments.errors import InvoiceNotDue, PaymentRefused
from payments.invoices import cancel
from payments.models import (
    BankStatement,
    Entry,
    EntryLine,
    Invoice,
    Payment,
    ProviderAccount,
    ProviderEvent,
    Receipt,
    Refund,
)
from payments.refunding import approve, done, refuse
from payments.settled import Subject
from tests import people
from tests.payments import statements, world
from tests.payments.statements import camt, csv, line, xlsx
from tests.payments.world import AGENCY, AT, an_invoice, begun, cashier

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def heard() -> Iterator[list[Invoice]]:
    with world.heard() as told, time_machine.travel(AT, tick=False), translation.override("en"):
        statements.account()
        yield told
        balanced()


def balanced() -> None:
    """The daily check finds nothing; the books sum to nothing, of each agency too; what payments say is held
    lies on `held`."""
    assert checking.faults() == []
    assert sum(ledger.balances().values()) == 0
    for code in Entry.objects.order_by().values_list("agency_code", flat=True).distinct():
        of_agency = ledger.balances(code)
        assert sum(of_agency.values()) == 0
        assert of_agency.get("held", 0) <= 0
    for payment in Payment.objects.all():
        held = EntryLine.objects.filter(account="held", entry__payment=payment)
        assert payment.held == -sum(held.values_list("amount", flat=True))


def accountant() -> Any:
    return people.hoa("accountant", agency="H99")


def taken(content: bytes, account: ProviderAccount | None = None) -> BankStatement:
    return take_in(account or statements.account(), content, name="sao-ke.csv", by=accountant(), at=AT)


def the_held() -> Payment:
    return Payment.objects.get(held__gt=0)


def started(key: str = "dossier:1:fee", click: str = "click-1", **more: Any) -> Payment:
    return begun(an_invoice(key, **more), way="vietqr", key=click)


def test_a_transfer_pays_what_its_description_names(heard: list[Invoice]) -> None:
    payment = started()
    made = taken(csv(line(payment)))
    assert made.figures == {"matched": 1, "held": 0, "known": 0, "outgoing": 0, "bad": 0}
    drain(AT)
    payment.refresh_from_db()
    assert (payment.state, payment.provider_reference) == ("succeeded", f"FT{payment.reference[-6:]}")
    assert (heard, Receipt.objects.count()) == ([Invoice.objects.get()], 1)
    assert ledger.balances() == {"money:vietqr": 58_000, "income:fee": -50_000, "income:charge": -8_000}
    assert ProviderEvent.objects.get().outcome == "settled"


def test_the_same_lines_given_twice_in_any_file_do_nothing_twice(heard: list[Invoice]) -> None:
    one, other = started(), started("dossier:2:fee", "click-2", subject="2")
    both = (line(one), line(other), ("20/08/2026", "FTX", 7_000, "khong ro"))
    for content in (csv(*both), csv(*both), xlsx(*reversed(both)), camt(*both), csv(both[1], both[1])):
        made = taken(content)
        drain(AT)
    assert made.figures["known"] == 2
    assert (len(heard), Receipt.objects.count(), Payment.objects.count()) == (2, 2, 3)
    assert ledger.balances()["money:vietqr"] == 123_000
    assert set(ProviderEvent.objects.values_list("times", flat=True)) == {4, 5}


def test_lines_without_a_number_are_told_apart_by_what_they_say() -> None:
    alike = [("20/08/2026", "", 5_000, "le phi")] * 3
    assert taken(csv(*alike)).figures["held"] == 3
    assert taken(csv(("19/08/2026", "", 9_000, "khac"), *alike)).figures == {
        "matched": 0,
        "held": 1,
        "known": 3,
        "outgoing": 0,
        "bad": 0,
    }
    assert ledger.balances()["held"] == -24_000


def why() -> list[tuple[str, str]]:
    found = shown(transfers.held(accountant(), AT).order_by("provider_reference"))
    return [(one.outcome, one.told) for one in found]


def test_each_transfer_that_settles_nothing_says_why(heard: list[Invoice]) -> None:
    paid, late, wrong = (started(f"k{n}", f"c{n}", subject=str(n)) for n in range(3))
    taken(csv(line(paid, "P0")))
    drain(AT)
    cancel(late.invoices.get())
    made = taken(
        csv(
            ("20/08/2026", "A", 1_000, "nop le phi"),
            ("20/08/2026", "B", 1_000, "TT200101AAAAAA"),
            line(wrong, "C", amount=60_000),
            line(paid, "D"),
            line(late, "E"),
        )
    )
    drain(AT)
    assert made.figures["held"] == 4
    assert why() == [
        ("no_reference", "The description holds no reference of ours."),
        ("unknown", "There is no payment with the reference it names."),
        ("amount_differs", "Asked 58.000 đ, came 60.000 đ."),
        ("already", "The payment it names was paid before."),
        ("settled", "What it was for was paid or cancelled before."),
    ]
    assert ledger.balances()["held"] == -(1_000 + 1_000 + 60_000 + 58_000 + 58_000)
    assert len(heard) == 1


def test_of_two_transfers_for_one_payment_in_a_statement_one_is_held(heard: list[Invoice]) -> None:
    payment = started()
    made = taken(csv(line(payment, "A"), line(payment, "B")))
    assert (made.figures["matched"], made.figures["held"]) == (1, 1)
    drain(AT)
    assert (len(heard), the_held().amount, why()[0][0]) == (1, 58_000, "already")


def test_a_payment_paid_between_matching_and_settling_leaves_the_money_held() -> None:
    payment = started()
    taken(csv(line(payment, "A")))
    taken(csv(line(payment, "B")))  # before the worker came
    drain(AT)
    assert (Receipt.objects.count(), the_held().amount) == (1, 58_000)


def test_an_invoice_paid_in_cash_meanwhile_is_paid_once_and_the_transfer_is_to_go_back() -> None:
    payment = started()
    taken(csv(line(payment)))
    take([payment.invoices.get()], by=cashier(), at=AT, key="cash")
    drain(AT)
    assert (Receipt.objects.count(), Refund.objects.get().reason, the_held()) == (1, "paid_twice", payment)


def test_a_late_transfer_settles_an_expired_payment_while_its_invoice_is_due(heard: list[Invoice]) -> None:
    payment = started()
    Payment.objects.update(state=Payment.State.EXPIRED)
    taken(csv(line(payment)))
    drain(AT)
    payment.refresh_from_db()
    assert (payment.state, len(heard)) == ("succeeded", 1)


def test_a_transfer_to_another_account_than_the_payment_named_matches_nothing() -> None:
    payment = started()
    other = statements.account("H98", account="99887766")
    assert taken(csv(line(payment)), other).figures["held"] == 1
    assert why() == []  # of the other agency's account: nobody of H99 sees it
    assert the_held().agency_code == "H98"


def test_when_the_asker_fails_for_good_the_money_is_held_and_seen(heard: list[Invoice]) -> None:
    def fails(*_args: object) -> None:
        raise RuntimeError("the dossier is gone")

    from payments import settled

    settled.SUBJECTS["dossier"] = Subject(fails, lambda key: None, lambda invoice: "")
    payment = started()
    taken(csv(line(payment)))
    for _attempt in range(5):
        Effect.objects.filter(kind="settle_transfer").update(run_after=None)
        drain(AT)
    assert Effect.objects.get(kind="settle_transfer").state == "failed"
    payment.refresh_from_db()
    assert (payment.state, why()[0][0], the_held().amount) == ("started", "not_settled", 58_000)


def test_a_refused_statement_writes_nothing() -> None:
    with pytest.raises(StatementRefused):
        taken(b"gi do")
    assert not BankStatement.objects.exists()
    assert not ProviderEvent.objects.exists()


def test_bad_lines_are_kept_with_their_reason_and_without_their_description() -> None:
    made = taken(csv(("31/02/2026", "A", 1_000, "Nguyen Van A"), ("20/08/2026", "B", 2_000, "b")))
    assert (made.figures["bad"], made.problems) == (1, [[2, "bad_date", "31/02/2026"]])
    assert ledger.balances()["held"] == -2_000


def test_held_money_is_given_to_an_invoice_and_what_is_too_much_stays(heard: list[Invoice]) -> None:
    invoice = an_invoice()
    taken(csv(("20/08/2026", "A", 60_000, "nop le phi khai sinh")))
    given = give_to(the_held(), invoice.reference.lower(), by=accountant(), at=AT)
    invoice.refresh_from_db()
    assert (invoice.state, given.held, heard) == ("paid", 2_000, [invoice])
    assert Receipt.objects.get().payment == given
    assert ledger.balances("H99") == {"money:vietqr": 2_000, "held": -2_000}
    assert ledger.balances(AGENCY) == {
        "money:vietqr": 58_000,
        "income:fee": -50_000,
        "income:charge": -8_000,
    }
    with pytest.raises(InvoiceNotDue):
        give_to(given, invoice.reference, by=accountant(), at=AT)
    assert AccessRecord.objects.filter(action="transfer.give").get().purpose == invoice.reference


def test_held_money_of_another_amount_is_given_to_the_payment_it_names() -> None:
    payment = started()
    taken(csv(line(payment, amount=58_500)))
    found = transfers.transfer_for(accountant(), the_held().reference, AT)
    assert (found.named, found.reason) == (payment.reference, "overpaid")
    given = give_to(found.payment, found.named, by=accountant(), at=AT)
    assert (Invoice.objects.get().state, given.held) == ("paid", 500)


@pytest.mark.parametrize(
    ("amount", "reference", "code"),
    [
        (57_999, "", "not_enough"),
        (58_000, "YC000000XXXXXX", "no_such_reference"),
        (58_000, "elsewhere", "other_account"),
    ],
)
def test_held_money_is_not_given_where_it_does_not_belong(amount: int, reference: str, code: str) -> None:
    mine, elsewhere = an_invoice(), an_invoice("other", agency_code="H98.01")
    taken(csv(("20/08/2026", "A", amount, "x")))
    named = {"": mine.reference, "elsewhere": elsewhere.reference}.get(reference, reference)
    with pytest.raises(PaymentRefused) as refused:
        give_to(the_held(), named, by=accountant(), at=AT)
    assert refused.value.code == code
    assert (the_held().held, Receipt.objects.count()) == (amount, 0)


def test_held_money_goes_back_when_a_second_person_says_so() -> None:
    taken(csv(("20/08/2026", "A", 60_000, "chuyen nham")))
    payment = the_held()
    refund = ask_back(payment, 60_000, reason="not_ours", note="", by=accountant(), at=AT)
    assert ask_back(payment, 60_000, reason="not_ours", note="", by=accountant(), at=AT) == refund
    with pytest.raises(PaymentRefused, match="second person"):
        approve(refund, by=accountant(), at=AT)
    approve(refund, by=cashier(), at=AT)
    drain(AT)
    refund.refresh_from_db()
    payment.refresh_from_db()
    assert (refund.state, payment.held) == ("approved", 0)  # waits for a person who transfers it
    done(refund, at=AT, provider_reference="FT999")
    assert not any(ledger.balances().values())


def test_what_is_asked_back_is_not_given_away_and_a_refused_refund_frees_it() -> None:
    invoice = an_invoice()
    taken(csv(("20/08/2026", "A", 58_000, "x")))
    payment = the_held()
    refund = ask_back(payment, 1_000, reason="overpaid", note="", by=accountant(), at=AT)
    with pytest.raises(PaymentRefused, match="57.000 đ"):
        give_to(payment, invoice.reference, by=accountant(), at=AT)
    refuse(refund, by=cashier(), reason="Đúng số tiền", at=AT)
    give_to(payment, invoice.reference, by=accountant(), at=AT)
    again = started("dossier:2:fee", "click-2", subject="2")
    taken(csv(line(again, "B", amount=1_000)))
    assert ask_back(the_held(), 400, reason="overpaid", note="", by=accountant(), at=AT).amount == 400


def test_money_given_to_an_agency_below_is_refunded_from_its_books() -> None:
    invoice = an_invoice()
    taken(csv(("20/08/2026", "A", 58_000, "x")))
    payment = give_to(the_held(), invoice.reference, by=accountant(), at=AT)
    invoice.refresh_from_db()
    from payments.refunding import propose

    refund = propose(payment, 58_000, reason="refused_dossier", by=None, at=AT, key="r", invoice=invoice)
    done(approve(refund, by=accountant(), at=AT), at=AT, provider_reference="FT1")
    assert not any(ledger.balances(AGENCY).values())
    assert not any(ledger.balances("H99").values())


def test_a_statement_is_taken_in_by_few_queries_however_long_it_is(
    django_assert_num_queries: Any, django_assert_max_num_queries: Any
) -> None:
    few = [("20/08/2026", f"A{n}", 1_000 + n, f"TT260820AAAA{n:02d}") for n in range(22, 30)]
    many = [("20/08/2026", f"B{n}", 1_000 + n, f"TT260820BBBB{n:02d}") for n in range(22, 99)]
    taken(csv(*few[:1]))
    with django_assert_max_num_queries(30) as first:
        taken(csv(*few))
    with django_assert_max_num_queries(len(first) + 3):  # SQLite takes so many values in one statement
        taken(csv(*many))
    rows = transfers.held(accountant(), AT)
    with django_assert_num_queries(2):
        assert len(shown(rows[:50])) == 50


def test_only_the_accountant_of_the_account_sees_its_transfers() -> None:
    taken(csv(("20/08/2026", "A", 1_000, "x")))
    assert len(transfers.held(accountant(), AT)) == 1
    for other in (people.minh("accountant", agency="H98"), people.holder("cashier", agency="H99")):
        assert not transfers.held(other, AT).exists()
        assert not transfers.accounts(other, timezone.now()).exists()


def test_no_payer_can_take_the_place_of_a_line_of_a_statement() -> None:
    lan, client = people.lan(), Client()
    client.force_login(lan)
    key = f"transfer:970418-{statements.ACCOUNT}:ft9:1000"
    answer = client.post(f"/thanh-toan/{an_invoice(payer=lan).pk}/", {"way": "vietqr", "key": key})
    assert answer.status_code == 302
    taken(csv(("20/08/2026", "FT9", 1_000, "khong co ma")))
    assert the_held().amount == 1_000
