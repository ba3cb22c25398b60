"""A payer's pages: choose, pay, come back, find the receipt."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from effects.worker import drain
from payments.cashier import take
from payments.errors import PaymentRefused
from payments.models import Invoice, Payment, Receipt
from tests import people
from tests.payments import world
from tests.payments.world import AT, an_invoice, offer

pytestmark = pytest.mark.django_db


@pytest.fixture
def lan() -> Any:
    return people.lan()


@pytest.fixture
def page(lan: Any) -> Iterator[Client]:
    offer()
    client = Client()
    client.force_login(lan)
    with world.heard():
        yield client


def key_on(answer: Any) -> str:
    found = re.search(r'name="key" value="([0-9a-f]+)"', answer.content.decode())
    assert found
    return found[1]


def pay(page: Client, invoice: Invoice, way: str = "sandbox") -> str:
    """Presses "Pay" on the invoice's page; where it leads."""
    address = f"/thanh-toan/{invoice.pk}/"
    answer = page.post(address, {"way": way, "key": key_on(page.get(address))})
    assert answer.status_code == 302, answer.content.decode()
    return str(answer.url)


def test_from_the_invoice_to_the_receipt(page: Client, lan: Any) -> None:
    invoice = an_invoice(payer=lan)
    bank = pay(page, invoice)
    assert bank.startswith("/thanh-toan/thu/TT")
    page.get(bank)
    done = page.post(bank, {"end": "paid"}, follow=True)
    assert "58.000 đ" in done.content.decode()
    drain(timezone.now())
    receipt = Receipt.objects.get()
    shown = page.get(f"/bien-lai/{receipt.code}/").content.decode()
    assert "Nguyễn Thị Lan" in shown
    file = re.search(r'href="(/tep/[^"]+)"', shown)
    assert file
    assert page.get(file[1]).status_code == 200
    stranger = Client()
    seen = stranger.get(f"/bien-lai/{receipt.code}/").content.decode()
    assert receipt.shown_number in seen
    assert "Nguyễn Thị Lan" not in seen
    assert stranger.get(file[1]).status_code == 404
    assert receipt.shown_number in page.get("/thanh-toan/").content.decode()


def test_several_fees_of_an_agency_are_paid_at_once(page: Client, lan: Any) -> None:
    one, other = an_invoice(payer=lan), an_invoice("other", payer=lan)
    shown = page.get("/thanh-toan/")
    assert shown.content.decode().count("Phí thẩm định, ") == 2  # of which fees
    key = key_on(shown)
    answer = page.post("/thanh-toan/", {"invoice": [one.pk, other.pk], "way": "sandbox", "key": key})
    page.post(answer.url, {"end": "paid"})
    assert set(Invoice.objects.values_list("state", flat=True)) == {"paid"}
    assert Payment.objects.get().amount == 116_000


def test_fees_of_two_agencies_stand_in_two_baskets_each_with_its_ways(page: Client, lan: Any) -> None:
    offer("sandbox", "H99.17")
    an_invoice(payer=lan)
    there = an_invoice("other", payer=lan, agency_code="H99.17")
    shown = page.get("/thanh-toan/").content.decode()
    assert shown.count('name="key"') == 2
    answer = page.post(
        "/thanh-toan/", {"invoice": [there.pk], "way": "sandbox", "key": key_on(page.get("/thanh-toan/"))}
    )
    page.post(answer.url, {"end": "paid"})
    there.refresh_from_db()
    assert there.state == "paid"


def many(lan: Any, monkeypatch: pytest.MonkeyPatch) -> list[Invoice]:
    """Three fees, of which a page shows two."""
    monkeypatch.setattr("payments.pages.paying.PER_PAGE", 2)
    return [an_invoice(key, payer=lan) for key in "abc"]


def test_fees_chosen_on_a_further_page_are_paid_and_an_error_stays_on_it(
    page: Client, lan: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    many(lan, monkeypatch)
    second = page.get("/thanh-toan/?page=2")
    [last] = second.context["page_obj"]
    assert "trang khác" in second.content.decode()
    wrong = page.post("/thanh-toan/", {"page": 2, "invoice": [last.pk], "way": "", "key": "k"})
    assert (wrong.status_code, list(wrong.context["page_obj"])) == (422, [last])
    answer = page.post(
        "/thanh-toan/", {"page": 2, "invoice": [last.pk], "way": "sandbox", "key": key_on(second)}
    )
    page.post(answer.url, {"end": "paid"})
    assert Receipt.objects.get().invoice == last


def test_pay_all_says_what_it_covers_and_pays_what_the_page_showed(
    page: Client, lan: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    many(lan, monkeypatch)
    first = page.get("/thanh-toan/")
    shown = list(first.context["page_obj"])
    assert "Nộp cả 2 khoản ở trên: 116.000 đ" in first.content.decode()
    an_invoice("asked for meanwhile", payer=lan)
    said = {"all": "1", "shown": [one.pk for one in shown], "way": "sandbox", "key": key_on(first)}
    answer = page.post("/thanh-toan/", said)
    page.post(answer.url, {"end": "paid"})
    assert set(Invoice.objects.filter(state="paid")) == set(shown)
    assert page.post("/thanh-toan/", {**said, "key": "k", "shown": ["nonsense"]}).status_code == 422


def test_however_many_fees_and_agencies_a_page_asks_as_much(
    page: Client, lan: Any, monkeypatch: pytest.MonkeyPatch, django_assert_num_queries: Any
) -> None:
    an_invoice(payer=lan)
    page.get("/thanh-toan/")
    with CaptureQueriesContext(connection) as one:
        page.get("/thanh-toan/")
    for number in range(6):
        offer("sandbox", f"H99.{number + 20}")
        an_invoice(f"more {number}", payer=lan, agency_code=f"H99.{number + 20}")
    with django_assert_num_queries(len(one)):
        assert len(page.get("/thanh-toan/").context["baskets"]) == 7


def test_nothing_chosen_and_nothing_offered_are_said_and_nothing_is_lost(page: Client, lan: Any) -> None:
    an_invoice(payer=lan)
    answer = page.post("/thanh-toan/", {"way": "sandbox", "key": "k"})
    assert answer.status_code == 422
    elsewhere = an_invoice("x", payer=lan, agency_code="H98")
    shown = page.get(f"/thanh-toan/{elsewhere.pk}/").content.decode()
    assert 'name="way"' not in shown
    answer = page.post(f"/thanh-toan/{elsewhere.pk}/", {"way": "sandbox", "key": "k"})
    assert answer.status_code == 422
    assert not Payment.objects.exists()


def test_a_double_press_starts_one_payment(page: Client, lan: Any) -> None:
    invoice = an_invoice(payer=lan)
    address = f"/thanh-toan/{invoice.pk}/"
    given = {"way": "sandbox", "key": key_on(page.get(address))}
    assert page.post(address, given).url == page.post(address, given).url
    assert Payment.objects.count() == 1


def test_who_is_refused_by_one_service_pays_by_another(
    page: Client, lan: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    """On the page that says so, with the key it was drawn with."""
    offer("vietqr", bank="970418", bank_name="BIDV", account="5500016868", holder="UBND PHUONG BEN DO")
    invoice, other = an_invoice(payer=lan), an_invoice("other", payer=lan)

    def refuses(*_said: Any) -> None:
        raise PaymentRefused("amount_not_taken")

    monkeypatch.setattr("payments.providers.sandbox.Sandbox.create", refuses)
    both = {"invoice": [invoice.pk, other.pk], "way": "sandbox", "key": "k"}
    refused = page.post("/thanh-toan/", both)
    assert refused.status_code == 422
    key = refused.context["form"]["key"].value()
    assert page.post("/thanh-toan/", {"invoice": [other.pk], "way": "vietqr", "key": key}).status_code == 302
    assert Payment.objects.get(provider="vietqr").amount == 58_000


def test_what_was_paid_meanwhile_leads_to_its_receipt(page: Client, lan: Any) -> None:
    invoice = an_invoice(payer=lan)
    given = {"invoice": [invoice.pk], "way": "sandbox", "key": key_on(page.get("/thanh-toan/"))}
    take([invoice], by=people.minh("cashier"), at=timezone.now(), key="k")
    shown = page.post("/thanh-toan/", given, follow=True)
    assert shown.status_code == 200
    assert Receipt.objects.get().shown_number in shown.content.decode()


@pytest.mark.parametrize("ended", [{"state": "cancelled"}, {"expires_at": AT}])
def test_nobody_is_led_to_pay_what_is_no_longer_to_be_paid(
    page: Client, lan: Any, ended: dict[str, Any]
) -> None:
    offer("vietqr", bank="970418", bank_name="BIDV", account="5500016868", holder="UBND PHUONG BEN DO")
    invoice = an_invoice(payer=lan)
    where = pay(page, invoice, "vietqr")
    Payment.objects.update(next={**Payment.objects.get().next, "url": "https://example.vn/pay"})
    assert "pay-code" in page.get(where).content.decode()
    assert page.get(f"{where}ma-qr.png").status_code == page.get(f"{where}di/").status_code == 200
    Invoice.objects.filter(pk=invoice.pk).update(**ended)
    shown = page.get(where).content.decode()
    assert "không còn phải nộp" in shown
    assert "pay-code" not in shown
    assert page.get(f"{where}ma-qr.png").status_code == 404
    assert page.get(f"{where}di/").url == where


def test_giving_up_says_how_to_try_again(page: Client, lan: Any) -> None:
    invoice = an_invoice(payer=lan)
    done = page.post(pay(page, invoice), {"end": "not_paid"}, follow=True).content.decode()
    assert f"/thanh-toan/{invoice.pk}/" in done
    page.post(pay(page, invoice), {"end": "paid"})
    invoice.refresh_from_db()
    assert invoice.state == "paid"


def test_a_transfer_shows_a_code_to_scan(page: Client, lan: Any) -> None:
    offer("vietqr", bank="970418", bank_name="BIDV", account="5500016868", holder="UBND PHUONG BEN DO")
    where = pay(page, an_invoice(payer=lan), "vietqr")
    shown = page.get(where).content.decode()
    assert "<svg" in shown
    assert Payment.objects.get().reference in shown
    part = page.get(where, headers={"HX-Request": "true"}).content.decode()
    assert part.lstrip().startswith("<div")
    assert page.get(f"{where}tro-ve/").url == where


def test_somebody_else_sees_and_pays_nothing(page: Client, lan: Any) -> None:
    invoice = an_invoice(payer=lan)
    where = pay(page, invoice)
    other = Client()
    other.force_login(people.person("hung@example.vn", "Trần Văn Hùng"))
    reference = Payment.objects.get().reference
    for address in (f"/thanh-toan/{invoice.pk}/", where, f"/thanh-toan/giao-dich/{reference}/"):
        assert other.get(address).status_code == 403
        assert other.post(address).status_code == 403
    assert Client().get("/bien-lai/AAAABBBBCCCC/").status_code == 404


def test_the_demo_bank_and_its_notices_are_refused_in_production(
    page: Client, lan: Any, settings: Any
) -> None:
    where = pay(page, an_invoice(payer=lan))
    settings.DEMO = False
    assert page.post(where, {"end": "paid"}).status_code == 404
    assert page.post("/thanh-toan/bao/sandbox/").status_code == 404
    assert page.get("/thanh-toan/bao/cash/").status_code == 404


def test_a_forged_notice_changes_nothing(page: Client, lan: Any) -> None:
    pay(page, an_invoice(payer=lan))
    payment = Payment.objects.get()
    forged = {"reference": payment.reference, "state": "paid", "amount": payment.amount, "signature": "x"}
    assert page.post("/thanh-toan/bao/sandbox/", forged).json() == {"outcome": "forged"}
    payment.refresh_from_db()
    assert payment.state == "started"
