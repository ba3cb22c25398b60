"""VNPAY 2.1.0 (domain.md §8.4): pay, return, IPN, querydr and refund."""

from __future__ import annotations

import hashlib
import hmac
import json
import re
from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any
from urllib.parse import urlencode

import requests
from django.conf import settings
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from payments import outcomes
from payments.errors import ProviderAway
from payments.models import Payment, Refund
from payments.providers.contract import (
    NOT_PAID,
    PAID,
    WAITING,
    Addresses,
    Begun,
    NamedSecret,
    Notice,
    Provider,
    RefundNotice,
    ServiceAddress,
    wrong_addresses,
)
from payments.providers.registry import secret
from rules.days import VIETNAM
from themes.options import Option

VERSION = "2.1.0"
HOSTS = (".vnpayment.vn",)
TIMEOUT = 20
SIGNED_QUERY = "RequestId Version Command TmnCode TxnRef TransactionDate CreateDate IpAddr OrderInfo".split()
SIGNED_REFUND = (
    "RequestId Version Command TmnCode TransactionType TxnRef Amount TransactionNo TransactionDate CreateBy "
    "CreateDate IpAddr OrderInfo"
).split()
SIGNED_QUERY_ANSWER = (
    "ResponseId Command ResponseCode Message TmnCode TxnRef Amount BankCode PayDate TransactionNo "
    "TransactionType TransactionStatus OrderInfo PromotionCode PromotionAmount"
).split()
SIGNED_REFUND_ANSWER = (
    "ResponseId Command ResponseCode Message TmnCode TxnRef Amount BankCode PayDate TransactionNo "
    "TransactionType TransactionStatus OrderInfo"
).split()
SUSPECTED = "07"
"""The money was taken and VNPAY looks into it (domain.md §8.4): nobody is told to pay again."""
REPLIES = {
    outcomes.SETTLED: ("00", "Confirm Success"),
    outcomes.FAILED: ("00", "Confirm Success"),
    outcomes.WAITING: ("00", "Confirm Success"),
    outcomes.ALREADY: ("02", "Order already confirmed"),
    outcomes.UNKNOWN: ("01", "Order not found"),
    outcomes.AMOUNT: ("04", "Invalid amount"),
    outcomes.FORGED: ("97", "Fail checksum"),
    outcomes.IGNORED: ("99", "Unknown error"),
}


def sign(text: str, key: str) -> str:
    """HMAC-SHA512 in lower-case hex."""
    return hmac.new(key.encode(), text.encode(), hashlib.sha512).hexdigest()


def holds(text: str, key: str, signature: str) -> bool:
    """Whether the signature is that of the text; whatever stands in it, the answer takes the same time."""
    return hmac.compare_digest(sign(text, key).encode(), signature.lower().encode(errors="replace"))


def sign_string(fields: Mapping[str, str]) -> str:
    """Sorted, form-urlencoded (a space is "+"), empty values and the signature itself left out."""
    without = {"vnp_SecureHash", "vnp_SecureHashType"}
    kept = sorted((name, value) for name, value in fields.items() if value and name not in without)
    return urlencode(kept)


def stamp(at: datetime) -> str:
    """yyyyMMddHHmmss in Việt Nam's time."""
    return at.astimezone(VIETNAM).strftime("%Y%m%d%H%M%S")


def read_stamp(text: str) -> datetime | None:
    try:
        return datetime.strptime(text, "%Y%m%d%H%M%S").replace(tzinfo=VIETNAM)
    except ValueError:
        return None


class Vnpay(Provider):
    """One merchant account (TmnCode) with its secret; addresses of VNPAY's sandbox or of real life.

    It gives no report by itself: the merchant portal's file is read by payments/reconciling/files.py.
    """

    name = "vnpay"
    label = _("VNPAY: bank card or bank app")
    says = _("You go to VNPAY, choose your bank and come back here.")
    options: tuple[Option, ...] = (
        Option("tmn_code", _("Merchant code (TmnCode)")),
        NamedSecret("secret", _("Name of the secret")),
        ServiceAddress("pay_url", _("Address of the payment page"), hosts=HOSTS),
        ServiceAddress("api_url", _("Address for queries and refunds"), hosts=HOSTS),
    )

    def check_config(self, options: Mapping[str, str]) -> list[str]:
        found = []
        if not secret(options, "secret"):
            found.append(str(_("The environment has no secret of this name.")))
        return [*found, *(one.refusal for one in wrong_addresses(self.options, options))]

    def create(self, payment: Payment, addresses: Addresses) -> Begun:
        expires = payment.expires_at or payment.started_at + timedelta(minutes=15)
        fields = {
            "vnp_Version": VERSION,
            "vnp_Command": "pay",
            "vnp_TmnCode": payment.options["tmn_code"],
            "vnp_Amount": str(payment.amount * 100),
            "vnp_CreateDate": stamp(payment.started_at),
            "vnp_ExpireDate": stamp(expires),
            "vnp_CurrCode": "VND",
            "vnp_IpAddr": addresses.payer_ip,
            "vnp_Locale": "vn" if addresses.language == "vi" else "en",
            "vnp_OrderInfo": order_info(payment),
            "vnp_OrderType": "other",
            "vnp_ReturnUrl": addresses.back,
            "vnp_TxnRef": payment.reference,
        }
        text = sign_string(fields)
        signature = sign(text, secret(payment.options, "secret"))
        return Begun({"url": f"{payment.options['pay_url']}?{text}&vnp_SecureHash={signature}"})

    def notify(self, request: HttpRequest) -> Notice | None:
        return self.read(request.GET.dict())

    def read(self, fields: Mapping[str, str]) -> Notice:
        """An IPN or the return: its state only with both codes "00"."""
        # No database keeps a NUL; without it the signature of whoever sent one does not hold.
        kept = ((name.replace("\0", ""), value.replace("\0", "")) for name, value in fields.items())
        given = {name: value for name, value in kept if name.startswith("vnp_")}
        reference = given.get("vnp_TxnRef", "")
        payment = Payment.objects.filter(reference=reference, provider=self.name).first()
        key = self._key_of(payment, given.get("vnp_TmnCode", ""))
        verified = bool(key) and holds(sign_string(given), key, given.get("vnp_SecureHash", ""))
        status, code = given.get("vnp_TransactionStatus", ""), given.get("vnp_ResponseCode", "")
        number, amount = given.get("vnp_TransactionNo", ""), given.get("vnp_Amount", "")
        return Notice(
            event_id=f"{reference}:{number}:{code}:{status}:{amount}",
            reference=reference,
            state=_state(code, status),
            amount=_dong(amount),
            provider_reference=number,
            at=read_stamp(given.get("vnp_PayDate", "")),
            why_not=code,
            raw=given,
            verified=verified,
        )

    def _key_of(self, payment: Payment | None, tmn_code: str) -> str:
        """The secret of the account it was begun with; of an unknown payment, that of the merchant named."""
        from payments.models import ProviderAccount

        if payment is not None:
            return secret(payment.options, "secret")
        for one in ProviderAccount.objects.filter(provider=self.name):
            if one.options.get("tmn_code") == tmn_code:
                return secret(one.options, "secret")
        return ""

    def reply(self, outcome: str) -> HttpResponse:
        code, message = REPLIES[outcome]
        return JsonResponse({"RspCode": code, "Message": message})

    def query(self, payment: Payment) -> Notice | None:
        now = timezone.now()
        fields = {
            "RequestId": f"{payment.reference}{int(now.timestamp() * 1000)}"[-32:],
            "Version": VERSION,
            "Command": "querydr",
            "TmnCode": payment.options["tmn_code"],
            "TxnRef": payment.reference,
            "OrderInfo": order_info(payment),
            "TransactionDate": stamp(payment.started_at),
            "CreateDate": stamp(now),
            "IpAddr": settings.PAYMENT_SERVER_IP,
        }
        answer = self._ask(payment.options, fields, SIGNED_QUERY, SIGNED_QUERY_ANSWER)
        if answer.get("vnp_ResponseCode") == "91":
            return None
        if answer.get("vnp_ResponseCode") != "00":
            raise ProviderAway(f"querydr: {answer.get('vnp_ResponseCode')}")
        status, amount = str(answer.get("vnp_TransactionStatus", "")), str(answer.get("vnp_Amount", ""))
        number = str(answer.get("vnp_TransactionNo", ""))
        code = "00" if status == "00" else ("" if status == "01" else status)
        return Notice(
            event_id=f"{payment.reference}:{number}:{code}:{status}:{amount}",
            reference=payment.reference,
            state=_state(code, status),
            amount=_dong(amount),
            provider_reference=number,
            at=read_stamp(str(answer.get("vnp_PayDate", ""))),
            why_not=status,
            raw=answer,
        )

    def refund(self, refund: Refund) -> RefundNotice:
        payment, now = refund.payment, timezone.now()
        fields = {
            "RequestId": refund.reference,
            "Version": VERSION,
            "Command": "refund",
            "TmnCode": payment.options["tmn_code"],
            "TransactionType": "02" if refund.amount == payment.amount else "03",
            "TxnRef": payment.reference,
            "Amount": str(refund.amount * 100),
            "TransactionNo": payment.provider_reference,
            "TransactionDate": stamp(payment.started_at),
            "CreateBy": refund.reference,
            "CreateDate": stamp(now),
            "IpAddr": settings.PAYMENT_SERVER_IP,
            "OrderInfo": f"Hoan tien {refund.reference}",
        }
        answer = self._ask(payment.options, fields, SIGNED_REFUND, SIGNED_REFUND_ANSWER)
        code, status = str(answer.get("vnp_ResponseCode")), str(answer.get("vnp_TransactionStatus", ""))
        number = str(answer.get("vnp_TransactionNo", ""))
        if code in ("98", "99"):  # nobody knows: asked again under the same number, it is paid back once
            return RefundNotice(WAITING, number, why_not=code, raw=answer)
        if status in ("02", "09"):  # it went wrong, or the bank refused it, whatever became of the request
            return RefundNotice(NOT_PAID, number, why_not=status, raw=answer)
        if code in ("00", "94"):  # 94: asked for before
            return RefundNotice(WAITING if status in ("05", "06") else PAID, number, raw=answer)
        return RefundNotice(NOT_PAID, number, why_not=code, raw=answer)

    def _ask(
        self, options: Mapping[str, Any], fields: Mapping[str, str], signed: list[str], answered: list[str]
    ) -> dict[str, Any]:
        if wrong_addresses(self.options, options):
            raise ProviderAway("address")
        key = secret(options, "secret")
        body = {f"vnp_{name}": value for name, value in fields.items()}
        body["vnp_SecureHash"] = sign("|".join(fields.get(name, "") for name in signed), key)
        try:
            answer = requests.post(options["api_url"], json=body, timeout=TIMEOUT, allow_redirects=False)
            found = json.loads(answer.content)
        except (requests.RequestException, ValueError) as error:
            raise ProviderAway(type(error).__name__) from None
        if not isinstance(found, dict):
            raise ProviderAway("answer")
        text = "|".join(str(found.get(f"vnp_{name}", "")) for name in answered)
        if not holds(text, key, str(found.get("vnp_SecureHash", ""))):
            raise ProviderAway("signature")
        return found


def order_info(payment: Payment) -> str:
    """What the payer's bank shows: no diacritics."""
    codes = [str(one.about.get("code") or one.reference) for one in payment.invoices.order_by("pk")[:3]]
    return re.sub(r"[^A-Za-z0-9 .-]", "", f"Thanh toan phi le phi {' '.join(codes)}")[:255]


def _state(code: str, status: str) -> str:
    if code == "00" and status == "00":
        return PAID
    if SUSPECTED in (code, status):
        return WAITING
    return WAITING if status in ("01", "") and code in ("", "00") else NOT_PAID


def _dong(amount: str) -> int:
    """vnp_Amount is in hundredths; -1 for what is no whole sum, so that it equals no amount of ours."""
    if not amount.isdecimal() or len(amount) > 20 or int(amount) % 100:
        return -1
    return int(amount) // 100
