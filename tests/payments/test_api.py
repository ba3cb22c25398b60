"""Money for programs: the same verbs, refusals and limits as the pages."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from accounts.roles import ROLES
from accounts.tokens import issue_token
from effects.worker import drain
from payments import notices
from payments.cashier import take
from payments.models import CashSession, Invoice, Payment, Receipt, Refund
from payments.providers.sandbox import Sandbox
from tests import people
from tests.dossiers.cases import brought
from tests.dossiers.papers import text_in
from tests.payments import world
from tests.payments.books import faults
from tests.payments.world import an_invoice, offer

pytestmark = pytest.mark.django_db
API = "/api/v1/"


class Program:
    """A client with somebody's token."""

    def __init__(self, user: Any = None) -> None:
        self.headers = {}
        if user is not None:
            _token, text = issue_token(user, at=timezone.now(), with_code=True)
            self.headers = {"Authorization": f"Bearer {text}"}

    def get(self, path: str, **headers: str) -> Any:
        return Client().get(API + path, headers={**self.headers, **headers})

    def post(self, path: str, said: Any = None, *, key: str = "k", **headers: str) -> Any:
        return Client().post(
            API + path,
            said or {},
            content_type="application/json",
            headers={**self.headers, "Idempotency-Key": key, **headers},
        )


@pytest.fixture(autouse=True)
def heard() -> Iterator[list[Invoice]]:
    with world.heard() as told:
        offer()
        offer(agency_code=people.WARD)
        yield told
    assert faults() == []


def owed(key: str = "k", **more: Any) -> Invoice:
    return an_invoice(key, agency_code=people.WARD, **more)


def codes(answer: Any) -> list[str]:
    assert answer["Content-Type"] == "application/problem+json"
    return [one["code"] for one in answer.json()["errors"]]


def test_open_fees_come_in_pages_that_ask_as_much_however_many_there_are(
    django_assert_num_queries: Any,
) -> None:
    payer = people.lan()
    lan, first = Program(payer), owed("a", payer=payer)
    lan.get("invoices?state=due")
    with CaptureQueriesContext(connection) as one:
        lan.get("invoices?state=due")
    asked = {first.reference, *(owed(key, payer=payer).reference for key in "bc")}
    with django_assert_num_queries(len(one)):
        page = lan.get("invoices?state=due&page_size=2").json()
    rest = lan.get("invoices?state=due&page_size=2&page=2").json()
    assert {one["reference"] for one in (*page["results"], *rest["results"])} == asked
    assert (len(page["results"]), rest["next"]) == (2, None)


def test_from_what_is_asked_to_the_receipt() -> None:
    lan = Program(people.lan())
    invoice = owed(payer=people.lan())
    listed = lan.get("invoices").json()["results"]
    assert [one["reference"] for one in listed] == [invoice.reference]
    one = lan.get(f"invoices/{invoice.pk}").json()
    assert [line["amount"] for line in one["lines"]] == [50_000, 8_000]
    assert one["lines"][0]["reckoned"] == []  # a fixed amount needs no words
    assert [way["way"] for way in one["ways"]] == ["sandbox"]
    begun = lan.post("payments", {"invoices": [str(invoice.pk)], "way": "sandbox"}, key="a")
    assert begun.status_code == 201
    again = lan.post("payments", {"invoices": [str(invoice.pk)], "way": "sandbox"}, key="a")
    assert again.json()["reference"] == begun.json()["reference"]
    assert begun.json()["next"]["url"].startswith("/thanh-toan/thu/")
    payment, bank = Payment.objects.get(), Sandbox()
    notices.take("sandbox", bank.read(bank.notice_of(payment, "paid")), at=timezone.now())
    drain(timezone.now())
    standing = lan.get(f"payments/{payment.reference}").json()
    assert (standing["state"], len(standing["receipts"])) == ("succeeded", 1)
    code = standing["receipts"][0]["code"]
    mine, anybody = lan.get(f"receipts/{code}").json(), Program().get(f"receipts/{code}").json()
    assert (mine["payer"], anybody["payer"], anybody["file"]) == ("Nguyễn Thị Lan", None, None)
    assert Program(people.lan()).get(f"files/{mine['file']}").status_code == 200
    assert lan.get(f"invoices/{invoice.pk}").json()["ways"] == []


def test_refusals_are_said_by_code() -> None:
    lan, invoice = Program(people.lan()), owed(payer=people.lan())
    ask = {"invoices": [str(invoice.pk)], "way": "vnpay"}
    assert codes(lan.post("payments", ask)) == ["not_offered"]
    other = owed("x", payer=people.lan())
    Invoice.objects.filter(pk=other.pk).update(agency_code="H99.16")
    both = {"invoices": [str(invoice.pk), str(other.pk)], "way": "sandbox"}
    assert codes(lan.post("payments", both)) == ["different_agencies"]
    assert codes(Client().post(f"{API}payments", ask, content_type="application/json")) == ["required"]
    hung = Program(people.person("hung@example.vn", "Trần Văn Hùng"))
    assert hung.get(f"invoices/{invoice.pk}").status_code == 403
    assert hung.post("payments", {**ask, "way": "sandbox"}).status_code == 403
    assert Program().get("invoices").status_code in (401, 403)
    assert not Payment.objects.exists()


def test_the_dossiers_secret_pays_without_an_account() -> None:
    from dossiers import settled as of_dossiers
    from dossiers import tracking_secret
    from dossiers.invoices import open_invoice
    from payments.settled import SUBJECTS

    SUBJECTS["dossier"] = of_dossiers.PAID_FOR
    dossier = brought("accept", "assign", "ask_payment")
    invoice = open_invoice(dossier.pk)
    assert invoice is not None
    secret = {"Dossier-Secret": tracking_secret.derive(dossier.pk)}
    ask = {"invoices": [str(invoice.pk)], "way": "sandbox"}
    assert Program().post("payments", ask, **{"Dossier-Secret": "AAAA-AAAA-AAAA"}).status_code == 403
    begun = Program().post("payments", ask, **secret)
    assert begun.status_code == 201
    assert Program().get(f"payments/{begun.json()['reference']}", **secret).status_code == 200
    assert Program().get(f"payments/{begun.json()['reference']}").status_code in (401, 403)


def test_a_cashier_takes_counts_and_hands_out_by_program(tmp_path: Path) -> None:
    cashier, boss, invoice = Program(people.holder("cashier")), Program(people.holder("approver")), owed()
    opened = cashier.post("desk/cash-sessions", {"agency": people.WARD, "change": 1000}).json()
    assert cashier.post("desk/invoices/search", {"q": "lan"}).json()[0]["payer"] == "Nguyễn Thị Lan"
    assert codes(cashier.post("desk/payments", {"invoices": [str(invoice.pk)], "way": "card"})) == [
        "slip_missing"
    ]
    paid = cashier.post("desk/payments", {"invoices": [str(invoice.pk)]}, key="t")
    assert paid.status_code == 201
    assert cashier.post("desk/payments", {"invoices": [str(invoice.pk)]}, key="t").json() == paid.json()
    assert codes(cashier.post("desk/payments", {"invoices": [str(invoice.pk)]}, key="u")) == [
        "invoice_not_due"
    ]
    ask = {
        "payment": paid.json()["reference"],
        "invoice": str(invoice.pk),
        "amount": 58_000,
        "reason": "mistake",
    }
    refund = cashier.post("desk/refunds", ask, key="r").json()
    where = f"desk/refunds/{refund['id']}/"
    assert codes(cashier.post("desk/refunds", ask, key="s")) == ["refund_too_large"]
    assert cashier.post(f"{where}approve").status_code == 403
    assert codes(boss.post(f"{where}refuse")) == ["reason_missing"]
    assert boss.post(f"{where}approve").json()["state"] == "approved"
    assert cashier.post(f"{where}hand_out").json()["state"] == "done"
    session = f"desk/cash-sessions/{opened['id']}"
    assert cashier.get(session).json()["totals"] == {
        "change": 1000, "cash": 58_000, "card": 0, "back": 58_000, "drawer": 1000,
    }  # fmt: skip
    assert codes(cashier.post(f"{session}/close", {"counts": {"500": 1}})) == ["reason_missing"]
    assert codes(cashier.post(f"{session}/close", {"counts": {"300": 1}})) == ["unknown_note"]
    assert cashier.get(f"{session}/slip").status_code == 404
    assert cashier.post(f"{session}/close", {"counts": {"500": 2}}).json()["difference"] == 0
    slip = cashier.get(f"{session}/slip")
    assert slip["Content-Type"] == "application/pdf"
    assert opened["number"] in text_in(slip.content, tmp_path)
    assert len(cashier.get("desk/cash-sessions").json()["results"]) == 1


def test_a_series_is_opened_by_program() -> None:
    """By who may end receipts there; a symbol twice, or no symbol, is refused with its reason."""
    accountant, cashier = Program(people.holder("accountant")), Program(people.holder("cashier"))
    ask = {"agency": people.WARD, "letters": "qz"}
    assert cashier.post("desk/receipt-series", ask).status_code == 403
    assert accountant.post("desk/receipt-series", {**ask, "agency": people.ELSEWHERE}).status_code == 403
    opened = accountant.post("desk/receipt-series", ask)
    assert opened.status_code == 201
    assert opened.json()["symbol"] == f"QZ-{timezone.localtime():%y}E"
    assert codes(accountant.post("desk/receipt-series", ask)) == ["symbol_taken"]
    assert codes(accountant.post("desk/receipt-series", {**ask, "letters": "1Đ"})) == ["symbol_wrong"]
    assert accountant.get("desk/receipt-series").json()["results"] == [opened.json()]


@pytest.mark.parametrize("too_many", [100_001, 10**30])
def test_more_than_a_drawer_holds_is_refused(too_many: int) -> None:
    cashier = Program(people.holder("cashier"))
    session = {"agency": people.WARD, "change": 10**15 * too_many}
    assert codes(cashier.post("desk/cash-sessions", session)) == ["max_value"]
    opened = cashier.post("desk/cash-sessions", {"agency": people.WARD}).json()
    counted = {"counts": {"500000": too_many}, "note": "?"}
    assert codes(cashier.post(f"desk/cash-sessions/{opened['id']}/close", counted)) == ["max_value"]


def test_a_key_is_for_one_thing() -> None:
    """Another fee, another way: nobody is told that it is paid or begun when it is not."""
    cashier, lan = Program(people.holder("cashier")), Program(people.lan())
    offer("vietqr", people.WARD, bank="970418", bank_name="BIDV", account="1", holder="A")
    one, other, third = (owed(key, payer=people.lan()) for key in "abc")
    taken = cashier.post("desk/payments", {"invoices": [str(one.pk)]}, key="t").json()
    for said in ({"invoices": [str(other.pk)]}, {"invoices": [str(one.pk), str(other.pk)]}):
        assert codes(cashier.post("desk/payments", said, key="t")) == ["key_used"]
    begun = {"invoices": [str(other.pk)], "way": "sandbox"}
    assert lan.post("payments", begun, key="p").status_code == 201
    for change in ({"way": "vietqr"}, {"invoices": [str(third.pk)]}):
        assert codes(lan.post("payments", {**begun, **change}, key="p")) == ["key_used"]
    assert Payment.objects.count() == 2
    ask = {"payment": taken["reference"], "invoice": str(one.pk), "amount": 8_000, "reason": "mistake"}
    assert cashier.post("desk/refunds", ask, key="r").status_code == 201
    assert codes(cashier.post("desk/refunds", {**ask, "invoice": None}, key="r")) == ["key_used"]


def test_what_is_past_its_day_has_no_ways_and_says_why() -> None:
    lan, at = Program(people.lan()), timezone.now()
    late = owed(payer=people.lan(), expires_at=at - timedelta(minutes=1))
    assert lan.get(f"invoices/{late.pk}").json()["ways"] == []
    answer = lan.post("payments", {"invoices": [str(late.pk)], "way": "sandbox"})
    assert codes(answer) == ["invoice_not_due"]
    assert "quá hạn" in answer.json()["errors"][0]["msg"]


def test_an_accountant_corrects_receipts_by_program() -> None:
    take([owed()], by=people.holder("cashier"), at=timezone.now(), key="k")
    accountant = Program(people.holder("accountant"))
    found = accountant.post("desk/receipts/search", {"payer": "lan"}).json()["results"]
    assert [one["number"] for one in found] == ["AA-26E 0000001"]
    said = {"reason": "Sai tên", "payer": "Nguyễn Thị Làn"}
    new = accountant.post(f"desk/receipts/{found[0]['id']}/replace", said).json()
    assert (new["payer"], new["number"]) == ("Nguyễn Thị Làn", "AA-26E 0000002")
    assert codes(accountant.post(f"desk/receipts/{found[0]['id']}/cancel", said)) == ["receipt_ended"]


MAY = {
    "invoices/search": {"cashier"},
    "payments": {"cashier"},
    "refunds": {"cashier", "accountant"},
    "approve": {"approver"},
    "hand_out": {"cashier"},
    "receipt": {"accountant"},
    "see": {"cashier", "accountant", "approver", "supervisor", "auditor"},
}


@pytest.mark.parametrize("role", [role.code for role in ROLES])
@pytest.mark.parametrize("place", [people.WARD, people.ELSEWHERE])
def test_each_role_does_what_it_may_at_its_agency_and_nothing_elsewhere(role: str, place: str) -> None:
    """Whoever may is refused at most for what is wrong (400), all others with 403."""
    taker = people.person("thu@example.vn", "Thu Thảo")
    payment = take([owed()], by=taker, at=timezone.now(), key="k")
    receipt, session = Receipt.objects.get(), CashSession.objects.get()
    refund = Refund.objects.create(
        reference="HT1", payment=payment, amount=1, reason="mistake", asked_at=timezone.now(), key="x"
    )
    who = people.person("nguoi.thu@example.vn", "Người Thử")
    from accounts.assign import assign

    assign(who, role, place, valid_from=people.LONG_AGO)
    program = Program(who)
    answers = {
        "invoices/search": program.post("desk/invoices/search", {"q": ""}),
        "payments": program.post("desk/payments", {"invoices": [str(payment.invoices.get().pk)]}),
        "refunds": program.post(
            "desk/refunds", {"payment": payment.reference, "amount": 10**9, "reason": "mistake"}
        ),
        "approve": program.post(f"desk/refunds/{refund.pk}/refuse"),
        "hand_out": program.post(f"desk/refunds/{refund.pk}/hand_out"),
        "receipt": program.post(f"desk/receipts/{receipt.pk}/cancel", {}),
        "see": program.get(f"desk/refunds/{refund.pk}"),
    }
    done = {name for name, answer in answers.items() if answer.status_code not in (401, 403)}
    expected = {name for name, roles in MAY.items() if role in roles}
    if place != people.WARD:
        expected &= {"invoices/search"}  # their own agencies' list, which is empty
        if "invoices/search" in expected:
            assert answers["invoices/search"].json() == []
    assert done == expected
    seen = program.get(f"desk/cash-sessions/{session.pk}").status_code == 200
    assert seen == (place == people.WARD and role in MAY["see"])
    Refund.objects.all().delete()
