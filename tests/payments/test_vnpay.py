"""VNPAY 2.1.0 as its specification says (domain.md §8.4, A69–A75), against a server that speaks it."""

from __future__ import annotations

import logging
import re
from collections.abc import Iterator
from datetime import timedelta
from http.server import BaseHTTPRequestHandler, HTTPServer
from threading import Thread
from typing import Any
from urllib.parse import parse_qs, parse_qsl, urlsplit

import pytest
import requests
import time_machine
from django.test import Client
from django.utils import timezone

from effects.worker import drain
from payments import asking, ledger
from payments.errors import ProviderAway
from payments.models import Invoice, Payment, ProviderEvent, Receipt, Refund
from payments.providers.vnpay import Vnpay, sign, sign_string
from tests import people
from tests.payments.vnpay_server import VnpayServer, query_string
from tests.payments.vnpay_world import MERCHANT, SECRET, asked_back, begun, offered, sent_to_pay, told
from tests.payments.world import an_invoice

pytestmark = pytest.mark.django_db
PAY = {
    "vnp_Amount": "5000000",
    "vnp_Command": "pay",
    "vnp_CreateDate": "20250829150000",
    "vnp_CurrCode": "VND",
    "vnp_ExpireDate": "20250829151500",
    "vnp_IpAddr": "127.0.0.1",
    "vnp_Locale": "vn",
    "vnp_OrderInfo": "Thanh toan le phi ho so 000.00.16.H26-250829-0001",
    "vnp_OrderType": "other",
    "vnp_ReturnUrl": "https://dvc.example.gov.vn/payments/vnpay/return",
    "vnp_TmnCode": MERCHANT,
    "vnp_TxnRef": "HS2508290001",
    "vnp_Version": "2.1.0",
}
A69 = (
    "vnp_Amount=5000000&vnp_Command=pay&vnp_CreateDate=20250829150000&vnp_CurrCode=VND"
    "&vnp_ExpireDate=20250829151500&vnp_IpAddr=127.0.0.1&vnp_Locale=vn"
    "&vnp_OrderInfo=Thanh+toan+le+phi+ho+so+000.00.16.H26-250829-0001&vnp_OrderType=other"
    "&vnp_ReturnUrl=https%3A%2F%2Fdvc.example.gov.vn%2Fpayments%2Fvnpay%2Freturn&vnp_TmnCode=DEMOTMN1"
    "&vnp_TxnRef=HS2508290001&vnp_Version=2.1.0"
)
A69_HASH = (
    "469a00155de34060a765e6de95721b4fc3d830a44ca418d0c712e0fb2e8b6b5444572f232f98c8a6854eaa22bdf63ea411a5ea1825"
    "bc4a22f4c9690cceb7a387"
)
A70 = (
    "vnp_Amount=5000000&vnp_BankCode=NCB&vnp_BankTranNo=VNP14226112&vnp_CardType=ATM"
    "&vnp_OrderInfo=Thanh+toan+le+phi+ho+so+000.00.16.H26-250829-0001&vnp_PayDate=20250829150312"
    "&vnp_ResponseCode=00&vnp_TmnCode=DEMOTMN1&vnp_TransactionNo=14226112&vnp_TransactionStatus=00"
    "&vnp_TxnRef=HS2508290001"
)
A70_HASH = (
    "d2353ae7e71842cdd378685f1eeae60e5a78e345bde816100a5a4308dc1cec279b769eae3d321bf05a1b70d8551b7f538ae17d266"
    "0c9362767cafd233fb95c16"
)


@pytest.fixture(autouse=True)
def heard(vnpay: VnpayServer, settings: Any) -> Iterator[list[Invoice]]:
    yield from offered(vnpay, settings)


def signed_ipn(**changes: str) -> str:
    """The notice of A70 with changes, signed as VNPAY would."""
    return query_string({**dict(parse_qsl(A70)), **changes}, SECRET)


def the_order_of_the_facts() -> Payment:
    """HS2508290001 about 50.000 đ."""
    payment = begun()
    Payment.objects.filter(pk=payment.pk).update(reference="HS2508290001")
    payment.refresh_from_db()
    return payment


def nothing_moved() -> bool:
    due = set(Invoice.objects.values_list("state", flat=True)) == {"due"}
    return due and not Receipt.objects.exists() and ledger.balances() == {}


# -- what is signed, and how -----------------------------------------------------------------------------


def test_the_pay_request_is_signed_as_the_specification_says() -> None:  # A69
    assert sign_string(PAY) == A69
    assert sign(A69, SECRET) == A69_HASH
    assert sign_string({**PAY, "vnp_BankCode": "", "vnp_SecureHash": "x"}) == A69


def test_a_notice_is_checked_as_the_specification_says() -> None:  # A70
    assert sign_string(dict(parse_qsl(f"{A70}&vnp_SecureHash=x&vnp_SecureHashType=SHA512"))) == A70
    assert sign(A70, SECRET) == A70_HASH


def test_what_the_payer_is_sent_with(vnpay: VnpayServer) -> None:  # A72
    payment = begun()
    said = {name: values[0] for name, values in parse_qs(urlsplit(payment.next["url"]).query).items()}
    assert said["vnp_Amount"] == "5000000"
    assert (said["vnp_TmnCode"], said["vnp_CurrCode"], said["vnp_Locale"]) == (MERCHANT, "VND", "vn")
    assert said["vnp_TxnRef"] == payment.reference
    assert said["vnp_OrderInfo"].isascii()
    assert SECRET not in payment.next["url"]
    sent_to_pay(vnpay, payment)
    changed = payment.next["url"].replace("vnp_Amount=5000000", "vnp_Amount=100")
    assert requests.get(changed, timeout=10).status_code == 400


# -- notices ---------------------------------------------------------------------------------------------


def test_the_first_valid_notice_pays_and_the_second_is_known(heard: list[Invoice]) -> None:  # A74
    payment = the_order_of_the_facts()
    assert told(f"{A70}&vnp_SecureHash={A70_HASH}") == {"RspCode": "00", "Message": "Confirm Success"}
    assert told(f"{A70}&vnp_SecureHash={A70_HASH}")["RspCode"] == "02"
    payment.refresh_from_db()
    assert (payment.state, payment.provider_reference) == ("succeeded", "14226112")
    assert timezone.localtime(payment.at).strftime("%Y%m%d%H%M%S") == "20250829150312"
    assert (len(heard), Receipt.objects.count()) == (1, 1)
    assert ledger.balances() == {"money:vnpay": 50_000, "income:fee": -50_000}


def test_a_notice_that_comes_a_hundred_times_pays_once(heard: list[Invoice]) -> None:
    the_order_of_the_facts()
    replies = [told(signed_ipn())["RspCode"] for _ in range(100)]
    assert replies == ["00", *["02"] * 99]
    assert (len(heard), ProviderEvent.objects.get().times) == (1, 100)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("vnp_Amount=5000000", "vnp_Amount=5000001"),
        ("vnp_TxnRef=HS2508290001", "vnp_TxnRef=HS2508290002"),
        ("vnp_ResponseCode=00", "vnp_ResponseCode=01"),
        (A70_HASH[:8], "e2353ae7"),
        (A70_HASH, ""),
        (A70_HASH, "%C4%91%E1%BB%93ng"),
        ("vnp_BankCode=NCB", "vnp_BankCode=NCB%00x"),
        ("vnp_BankCode=NCB", "vnp_BankCode=NCB&vnp_%00x=1"),
    ],
)
def test_a_notice_with_one_changed_character_changes_nothing(  # A73
    old: str, new: str, caplog: pytest.LogCaptureFixture
) -> None:
    the_order_of_the_facts()
    with caplog.at_level(logging.DEBUG):
        answer = told(f"{A70}&vnp_SecureHash={A70_HASH}".replace(old, new))
    assert answer["RspCode"] == "97"
    assert nothing_moved()
    kept = ProviderEvent.objects.get()
    assert kept.outcome == "forged"
    assert "\0" not in "".join([*kept.raw, *kept.raw.values()])
    assert "bears no valid signature" in caplog.text


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"vnp_TxnRef": "HS0000000000"}, "01"),
        ({"vnp_Amount": "5000100"}, "04"),
        ({"vnp_Amount": "5000050"}, "04"),
        ({"vnp_Amount": "50000"}, "04"),
        ({"vnp_TransactionStatus": "01"}, "00"),
    ],
)
def test_a_signed_notice_that_pays_nothing_is_answered_as_the_specification_says(  # A74
    changes: dict[str, str], code: str
) -> None:
    the_order_of_the_facts()
    assert told(signed_ipn(**changes))["RspCode"] == code
    assert told(signed_ipn(**changes))["RspCode"] == code
    assert nothing_moved()


@pytest.mark.parametrize("changes", [{"vnp_ResponseCode": "07"}, {"vnp_TransactionStatus": "07"}])
def test_money_that_was_taken_and_is_looked_into_is_waited_for(changes: dict[str, str]) -> None:
    the_order_of_the_facts()
    notice = signed_ipn(**changes)
    assert [told(notice)["RspCode"] for _ in range(2)] == ["00", "00"]
    assert nothing_moved()
    assert Payment.objects.get().state == "started"
    assert told(signed_ipn())["RspCode"] == "00"
    assert Payment.objects.get().state == "succeeded"


@pytest.mark.parametrize("code", ["51", "24"])
def test_a_second_notice_of_a_failure_is_known_too(code: str) -> None:  # A74
    the_order_of_the_facts()
    notice = signed_ipn(vnp_ResponseCode=code, vnp_TransactionStatus="02")
    assert [told(notice)["RspCode"] for _ in range(3)] == ["00", "02", "02"]
    assert nothing_moved()
    assert told(signed_ipn())["RspCode"] == "00"  # the same order, paid after all


def test_the_amount_is_looked_at_before_what_is_known(heard: list[Invoice]) -> None:
    the_order_of_the_facts()
    assert told(signed_ipn())["RspCode"] == "00"
    assert told(signed_ipn(vnp_Amount="5000100"))["RspCode"] == "04"
    assert len(heard) == Receipt.objects.count() == 1


def test_another_merchants_secret_signs_nothing_here() -> None:
    the_order_of_the_facts()
    assert told(query_string(dict(parse_qsl(A70)), "another merchant's secret"))["RspCode"] == "97"
    assert nothing_moved()


def test_whoever_gives_up_may_pay_again(vnpay: VnpayServer, heard: list[Invoice]) -> None:  # A75
    first = begun()
    sent_to_pay(vnpay, first)
    vnpay.decide(first.reference, "24")
    assert vnpay.notify(first.reference) == ["00"]
    first.refresh_from_db()
    assert (first.state, first.why_not) == ("failed", "24")
    assert (nothing_moved(), heard) == (True, [])
    second = begun("click-2")
    sent_to_pay(vnpay, second)
    vnpay.decide(second.reference)
    assert vnpay.notify(second.reference) == ["00"]
    assert Invoice.objects.get().state == "paid"


def test_a_notice_after_the_time_has_run_out_still_pays(vnpay: VnpayServer, heard: list[Invoice]) -> None:
    payment = begun()
    sent_to_pay(vnpay, payment)
    vnpay.decide(payment.reference)
    with time_machine.travel(timezone.now() + timedelta(days=3), tick=False):
        Payment.objects.update(state="expired")
        assert vnpay.notify(payment.reference) == ["00"]
    assert (Payment.objects.get().state, len(heard)) == ("succeeded", 1)


def test_a_server_that_is_not_answered_tells_again(vnpay: VnpayServer) -> None:
    payment = begun()
    sent_to_pay(vnpay, payment)
    vnpay.decide(payment.reference)
    unanswered, ours = ["", "99"], vnpay.tell
    vnpay.tell = lambda query: unanswered.pop(0) if unanswered else ours(query)
    assert vnpay.notify(payment.reference) == ["", "99", "00"]


# -- the return page, and lost notices -------------------------------------------------------------------


def test_the_return_page_believes_nothing_it_is_told(vnpay: VnpayServer) -> None:
    lan = people.lan()
    invoice = an_invoice(payer=lan)
    payment = begun(invoice=invoice)
    sent_to_pay(vnpay, payment)
    back = urlsplit(vnpay.decide(payment.reference))
    vnpay.deaf = True
    client = Client()
    client.force_login(lan)
    answer = client.get(f"{back.path}?{back.query}")
    assert answer.url == f"/thanh-toan/giao-dich/{payment.reference}/"
    assert nothing_moved()
    assert "hx-trigger" in client.get(answer.url).content.decode()
    drain(timezone.now())  # it asked
    assert Receipt.objects.get().invoice == invoice
    assert "hx-trigger" not in client.get(answer.url).content.decode()
    assert vnpay.decide(payment.reference)
    assert told(vnpay.notice(payment.reference))["RspCode"] == "02"


def test_a_lost_notice_is_found_by_asking(vnpay: VnpayServer, heard: list[Invoice]) -> None:
    payment = begun()
    sent_to_pay(vnpay, payment)
    vnpay.decide(payment.reference)
    with time_machine.travel(timezone.now() + timedelta(minutes=3), tick=True):
        drain(timezone.now())
        payment.refresh_from_db()
        assert (payment.state, len(heard)) == ("succeeded", 1)
        assert payment.provider_reference == vnpay.orders[payment.reference].number


def test_a_payment_nobody_ends_expires_a_day_later(vnpay: VnpayServer) -> None:
    opened, never = begun(), begun("click-2")
    sent_to_pay(vnpay, opened)
    for payment in (opened, never):
        assert asking.ask(payment, at=timezone.now()) == "waiting"
        payment.refresh_from_db()
        assert payment.state == "started"
        asking.ask(payment, at=payment.started_at + timedelta(hours=25))
        payment.refresh_from_db()
        assert payment.state == "expired"


def test_an_answer_signed_by_somebody_else_is_no_answer(vnpay: VnpayServer) -> None:
    payment = begun()
    sent_to_pay(vnpay, payment)
    vnpay.decide(payment.reference)
    vnpay.secret = "another merchant's secret"
    with pytest.raises(ProviderAway):
        asking.ask(payment, at=timezone.now())
    assert nothing_moved()


class _Elsewhere(BaseHTTPRequestHandler):
    """Leads whoever asks to another address of its own, and writes down what is asked."""

    asked: list[str] = []

    def do_POST(self) -> None:
        self.asked.append(self.path)
        self.send_response(302)
        self.send_header("Location", "/inside")
        self.end_headers()

    do_GET = do_POST

    def log_message(self, *_said: Any) -> None:
        pass


def test_an_address_that_leads_elsewhere_is_not_followed(vnpay: VnpayServer) -> None:
    payment = begun()
    with HTTPServer(("127.0.0.1", 0), _Elsewhere) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        payment.options["api_url"] = f"http://127.0.0.1:{server.server_port}/api"
        with pytest.raises(ProviderAway):
            Vnpay().query(payment)
        server.shutdown()
    assert _Elsewhere.asked == ["/api"]


def test_a_server_that_is_not_vnpays_is_never_asked(monkeypatch: pytest.MonkeyPatch) -> None:
    payment, asked = begun(), []
    monkeypatch.setattr("requests.post", lambda *given, **_more: asked.append(given))
    payment.options["api_url"] = "https://sandbox.vnpayment.vn.example.vn/api"
    with pytest.raises(ProviderAway, match="address"):
        Vnpay().query(payment)
    assert asked == []


# -- what is wrong with an account, and what nobody may read ---------------------------------------------


@pytest.mark.parametrize(
    ("change", "problems"),
    [({}, 0), ({"secret": "UNKNOWN"}, 1), ({"pay_url": "http://vnpay.example/pay"}, 1)],
)
def test_an_account_that_cannot_work_is_not_offered(
    vnpay: VnpayServer, change: dict[str, str], problems: int
) -> None:
    options = {"tmn_code": MERCHANT, "secret": "VNP", "pay_url": vnpay.pay_url, "api_url": vnpay.api_url}
    assert len(Vnpay().check_config({**options, **change})) == problems


def test_the_secret_is_in_no_log_and_on_no_page(vnpay: VnpayServer, caplog: pytest.LogCaptureFixture) -> None:
    lan = people.lan()
    client = Client()
    client.force_login(lan)
    shown = []
    with caplog.at_level(logging.DEBUG):
        invoice = an_invoice(payer=lan)
        address = f"/thanh-toan/{invoice.pk}/"
        page = client.get(address).content.decode()
        key = re.search(r'name="key" value="([0-9a-f]+)"', page)
        assert key
        away = client.post(address, {"way": "vnpay", "key": key[1]})
        shown += [page, client.get(away.url).content.decode()]
        payment = Payment.objects.get()
        sent_to_pay(vnpay, payment)
        vnpay.decide(payment.reference)
        told(vnpay.notice(payment.reference) + "0")
        asking.ask(payment, at=timezone.now())
        vnpay.notify(payment.reference)
        shown.append(client.get(f"/thanh-toan/giao-dich/{payment.reference}/").content.decode())
        payment.refresh_from_db()
        asked_back(payment, 58_000)
        drain(timezone.now())
    assert Refund.objects.get().state == "done"
    assert SECRET not in caplog.text
    assert not any(SECRET in page for page in shown)
    kept = [str(one.raw) for one in ProviderEvent.objects.all()]
    assert not any(SECRET in one for one in kept)


def test_the_payer_is_led_on_by_a_page_of_ours(vnpay: VnpayServer) -> None:
    """A form that leads to another house is stopped by the policy of our pages."""
    lan = people.lan()
    client = Client()
    client.force_login(lan)
    invoice = an_invoice(payer=lan)
    answer = client.post(f"/thanh-toan/{invoice.pk}/", {"way": "vnpay", "key": "k"})
    payment = Payment.objects.get()
    assert answer.url == f"/thanh-toan/giao-dich/{payment.reference}/di/"
    page = client.get(answer.url)
    assert payment.next["url"].replace("&", "&amp;") in page.content.decode()
    Payment.objects.update(state="failed")
    assert client.get(answer.url).url == f"/thanh-toan/giao-dich/{payment.reference}/"
