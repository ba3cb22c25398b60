"""A server that speaks VNPAY 2.1.0 as domain.md §8.4 says: pay page, IPN with retries, querydr, refund.

It signs and checks by itself, with nothing of ours, so that both sides have to mean the same. No bank is
behind it: whoever has the page in front of them presses what the bank would say.
"""

from __future__ import annotations

import hashlib
import hmac
import html
import json
import threading
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta, timezone
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qsl, quote_plus, urlsplit

VIETNAM = timezone(timedelta(hours=7))
GOOD_ENOUGH = ("00", "02")
"""Replies after which an IPN is not sent again."""
NEEDED = (
    "vnp_Version vnp_Command vnp_TmnCode vnp_Amount vnp_CreateDate vnp_ExpireDate vnp_CurrCode vnp_IpAddr "
    "vnp_Locale vnp_OrderInfo vnp_OrderType vnp_ReturnUrl vnp_TxnRef"
).split()
QUERY = (
    "vnp_RequestId vnp_Version vnp_Command vnp_TmnCode vnp_TxnRef vnp_TransactionDate vnp_CreateDate "
    "vnp_IpAddr vnp_OrderInfo"
).split()
REFUND = (
    "vnp_RequestId vnp_Version vnp_Command vnp_TmnCode vnp_TransactionType vnp_TxnRef vnp_Amount "
    "vnp_TransactionNo vnp_TransactionDate vnp_CreateBy vnp_CreateDate vnp_IpAddr vnp_OrderInfo"
).split()
REFUND_ANSWER = (
    "vnp_ResponseId vnp_Command vnp_ResponseCode vnp_Message vnp_TmnCode vnp_TxnRef vnp_Amount vnp_BankCode "
    "vnp_PayDate vnp_TransactionNo vnp_TransactionType vnp_TransactionStatus vnp_OrderInfo"
).split()
QUERY_ANSWER = [*REFUND_ANSWER, "vnp_PromotionCode", "vnp_PromotionAmount"]
Tell = Callable[[str], str]
"""Carries an IPN, given as its query string, to the merchant; the RspCode, "" when nobody answered."""


@dataclass
class Order:
    """What the payer was sent for. response: "" while they have not decided."""

    asked: dict[str, str]
    number: str
    response: str = ""
    paid_at: str = ""
    refunded: int = 0
    requests: dict[str, dict[str, str]] = field(default_factory=dict)
    replies: list[str] = field(default_factory=list)

    @property
    def amount(self) -> int:
        return int(self.asked["vnp_Amount"])

    @property
    def status(self) -> str:
        return {"": "01", "00": "00"}.get(self.response, "02")


def signed(text: str, secret: str) -> str:
    return hmac.new(secret.encode(), text.encode(), hashlib.sha512).hexdigest()


def query_string(fields: Mapping[str, str], secret: str) -> str:
    """Sorted, form-urlencoded, nothing empty, and the signature behind it."""
    text = "&".join(f"{name}={quote_plus(fields[name])}" for name in sorted(fields) if fields[name])
    return f"{text}&vnp_SecureHash={signed(text, secret)}"


class VnpayServer:
    """Starts on a free port. ipn: the merchant's address for notices; tell: how they are carried there."""

    def __init__(
        self, tmn_code: str, secret: str, *, ipn: str = "", tell: Tell | None = None, times: int = 5
    ) -> None:
        self.tmn_code, self.secret, self.ipn, self.times = tmn_code, secret, ipn, times
        self.tell = tell or self._over_http
        self.orders: dict[str, Order] = {}
        self.deaf = False
        """While deaf, no IPN leaves the house: a lost notice."""
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), _handler(self))
        self.address = f"http://127.0.0.1:{self._server.server_address[1]}"
        self.pay_url = f"{self.address}/paymentv2/vpcpay.html"
        self.api_url = f"{self.address}/merchant_webapi/api/transaction"
        self._thread = threading.Thread(target=self._server.serve_forever, daemon=True)

    def __enter__(self) -> VnpayServer:
        self._thread.start()
        return self

    def __exit__(self, *_error: object) -> None:
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()

    # -- the pay page ------------------------------------------------------------------------------------

    def begin(self, raw_query: str) -> tuple[int, str]:
        """What the payer sees: (status, page)."""
        fields = dict(parse_qsl(raw_query))
        given = fields.pop("vnp_SecureHash", "")
        fields.pop("vnp_SecureHashType", None)
        if query_string(fields, self.secret).rpartition("=")[2] != given.lower():
            return 400, page("Sai chữ ký", "Mã lỗi: 70")
        missing = [name for name in NEEDED if not fields.get(name)]
        if missing or fields["vnp_TmnCode"] != self.tmn_code or fields["vnp_CurrCode"] != "VND":
            return 400, page("Dữ liệu không hợp lệ", f"Mã lỗi: 03 {' '.join(missing)}")
        if fields["vnp_ExpireDate"] < now():
            return 400, page("Giao dịch đã quá thời gian chờ thanh toán", "Mã lỗi: 15")
        reference = fields["vnp_TxnRef"]
        order = self.orders.setdefault(reference, Order(fields, f"{14226112 + len(self.orders)}"))
        if order.asked["vnp_Amount"] != fields["vnp_Amount"]:
            return 400, page("Giao dịch đã tồn tại", "Mã lỗi: 01")
        amount = f"{order.amount // 100:,}".replace(",", ".")
        buttons = "".join(
            f"<button name='do' value='{code}'>{words}</button>"
            for code, words in (("00", "Thanh toán"), ("24", "Hủy giao dịch"), ("51", "Không đủ số dư"))
        )
        form = f"<form method='post' action='/decide?ref={reference}'>{buttons}</form>"
        return 200, page(f"{amount} VND", f"<p>{html.escape(fields['vnp_OrderInfo'])}</p>{form}")

    def decide(self, reference: str, response: str = "00") -> str:
        """The bank has decided; where the payer is sent back to. Whoever calls sends the IPN (notify)."""
        order = self.orders[reference]
        if order.response in ("", "24", "51"):
            order.response, order.paid_at = response, now()
        return f"{order.asked['vnp_ReturnUrl']}?{self.notice(reference)}"

    def notice(self, reference: str, **changes: str) -> str:
        """The signed query string of return page and IPN; `changes` before signing."""
        order = self.orders[reference]
        well = order.response == "00"
        fields = {
            "vnp_Amount": order.asked["vnp_Amount"],
            "vnp_BankCode": "NCB",
            "vnp_BankTranNo": f"VNP{order.number}" if well else "",
            "vnp_CardType": "ATM",
            "vnp_OrderInfo": order.asked["vnp_OrderInfo"],
            "vnp_PayDate": order.paid_at,
            "vnp_ResponseCode": order.response,
            "vnp_TmnCode": self.tmn_code,
            "vnp_TransactionNo": order.number if well else "0",
            "vnp_TransactionStatus": order.status,
            "vnp_TxnRef": reference,
        }
        return query_string({**fields, **changes}, self.secret)

    def notify(self, reference: str) -> list[str]:
        """Tell the merchant until it answers 00 or 02; its answers."""
        order = self.orders[reference]
        for turn in range(self.times):
            if self.deaf:
                break
            order.replies.append(self.tell(self.notice(reference)))
            if order.replies[-1] in GOOD_ENOUGH:
                break
            time.sleep(0.05 * 2**turn)
        return order.replies

    def _over_http(self, query: str) -> str:
        try:
            with urllib.request.urlopen(f"{self.ipn}?{query}", timeout=20) as answer:
                return str(json.loads(answer.read())["RspCode"])
        except (urllib.error.URLError, TimeoutError, ValueError, KeyError, ConnectionError):
            return ""

    # -- queries and refunds -----------------------------------------------------------------------------

    def answer(self, body: Mapping[str, str]) -> dict[str, str]:
        """The answer to a POST of the merchant, signed."""
        command = body.get("vnp_Command", "")
        names, said = (QUERY, QUERY_ANSWER) if command == "querydr" else (REFUND, REFUND_ANSWER)
        expected = signed("|".join(str(body.get(name, "")) for name in names), self.secret)
        if body.get("vnp_SecureHash", "").lower() != expected:
            found = self._said(body, "97", "Invalid signature")
        elif body.get("vnp_TmnCode") != self.tmn_code:
            found = self._said(body, "02", "Invalid merchant")
        else:
            found = self._queried(body) if command == "querydr" else self._refunded(body)
        found["vnp_SecureHash"] = signed("|".join(found.get(name, "") for name in said), self.secret)
        return found

    def _said(self, body: Mapping[str, str], code: str, message: str, **more: str) -> dict[str, str]:
        said = {name: body.get(name, "") for name in ("vnp_Command", "vnp_TmnCode", "vnp_TxnRef")}
        answer = {"vnp_ResponseId": f"R{body.get('vnp_RequestId', '')}"[:32], "vnp_ResponseCode": code}
        return {**said, **answer, "vnp_Message": message, **more}

    def _order_of(self, body: Mapping[str, str]) -> Order | None:
        order = self.orders.get(body.get("vnp_TxnRef", ""))
        known = order and order.asked["vnp_CreateDate"] == body.get("vnp_TransactionDate")
        return order if known else None

    def _queried(self, body: Mapping[str, str]) -> dict[str, str]:
        order = self._order_of(body)
        if order is None:
            return self._said(body, "91", "Transaction not found")
        return self._said(
            body, "00", "Success", vnp_Amount=order.asked["vnp_Amount"], vnp_BankCode="NCB",
            vnp_PayDate=order.paid_at, vnp_TransactionNo=order.number if order.response == "00" else "0",
            vnp_TransactionType="01", vnp_TransactionStatus=order.status,
            vnp_OrderInfo=order.asked["vnp_OrderInfo"],
        )  # fmt: skip

    def _refunded(self, body: Mapping[str, str]) -> dict[str, str]:
        order = self._order_of(body)
        if order is None:
            return self._said(body, "91", "Transaction not found")
        if known := order.requests.get(body["vnp_RequestId"]):
            return {**known, "vnp_ResponseCode": "94", "vnp_Message": "Duplicate request"}
        amount, kind = int(body["vnp_Amount"]), body["vnp_TransactionType"]
        if order.response != "00":
            return self._said(body, "95", "Transaction was not successful")
        if (
            amount <= 0
            or amount + order.refunded > order.amount
            or (kind == "02") != (amount == order.amount)
        ):
            return self._said(body, "93", "Invalid amount")
        order.refunded += amount
        order.requests[body["vnp_RequestId"]] = self._said(
            body, "00", "Success", vnp_Amount=body["vnp_Amount"], vnp_BankCode="NCB", vnp_PayDate=now(),
            vnp_TransactionNo=f"{order.number}{len(order.requests) + 1}", vnp_TransactionType=kind,
            vnp_TransactionStatus="00", vnp_OrderInfo=body["vnp_OrderInfo"],
        )  # fmt: skip
        return dict(order.requests[body["vnp_RequestId"]])


def now() -> str:
    return datetime.now(UTC).astimezone(VIETNAM).strftime("%Y%m%d%H%M%S")


def page(title: str, body: str) -> str:
    head = f"<meta charset='utf-8'><title>{title}</title>"
    return f"<!doctype html><html lang='vi'>{head}<h1>{title}</h1>{body}</html>"


def _handler(server: VnpayServer) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            status, shown = server.begin(urlsplit(self.path).query)
            self._send(status, shown.encode(), "text/html; charset=utf-8")

        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
            address = urlsplit(self.path)
            if address.path == "/decide":
                reference = dict(parse_qsl(address.query))["ref"]
                where = server.decide(reference, dict(parse_qsl(body.decode()))["do"])
                threading.Thread(target=server.notify, args=(reference,), daemon=True).start()
                self.send_response(302)
                self.send_header("Location", where)
                self.end_headers()
                return
            self._send(200, json.dumps(server.answer(json.loads(body))).encode(), "application/json")

        def _send(self, status: int, content: bytes, kind: str) -> None:
            self.send_response(status)
            self.send_header("Content-Type", kind)
            self.send_header("Content-Length", str(len(content)))
            self.end_headers()
            self.wfile.write(content)

        def log_message(self, *_arguments: Any) -> None:
            """A test's output is not the place for it."""

    return Handler
