"""The receipt as PDF/A, with the code by which anybody finds it again."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.utils import timezone

from documents.codes import Marks, new_code, shown_code
from documents.issue import issue
from documents.models import IssuedDocument
from documents.render import pdf
from documents.signing.by_rule import wanted_for
from documents.signing.looks import places
from payments.models import Receipt
from payments.providers.registry import way_of
from rules.money import format_vnd, in_words

KIND = "RECEIPT"
SUBJECT = "receipt"
TEMPLATE = "payments/receipt.typ"


def print_receipt(receipt: Receipt) -> IssuedDocument:
    """Printed once; a second call gives the first document."""
    return issue(
        kind=KIND,
        title=f"Biên lai thu tiền phí, lệ phí {receipt.shown_number}",
        content=lambda printed: pdf(
            TEMPLATE, facts(receipt, printed.code), images={"qr.svg": printed.qr}, at=receipt.issued_at
        ),
        subject=(SUBJECT, str(receipt.pk)),
        agency_name=str(receipt.content.get("agency") or ""),
        number=receipt.shown_number,
        key=f"receipt:{receipt.pk}",
        at=receipt.issued_at,
        agency_code=receipt.series.agency_code,
        wanted=wanted_for(KIND, receipt.series.agency_code, lambda: _places(receipt)),
    )


def _places(receipt: Receipt) -> list[dict[str, dict[str, Any]]]:
    code = new_code()
    return places(TEMPLATE, facts(receipt, code), {"qr.svg": Marks(code, "").qr})


def facts(receipt: Receipt, code: str) -> dict[str, Any]:
    """What the page says (domain.md §8.2); a receipt is a Vietnamese paper whatever the reader's language."""
    said = receipt.content
    return {
        "agency": said.get("agency", ""),
        "agency_number": said.get("agency_number", ""),
        "agency_address": said.get("agency_address", ""),
        "form": receipt.series.form,
        "symbol": receipt.series.symbol,
        "number": f"{receipt.number:07d}",
        "payer": said.get("payer", ""),
        "payer_number": said.get("number", ""),
        "address": said.get("address", ""),
        "subject": said.get("subject", ""),
        "procedure": _procedure(said),
        "lines": [
            {
                "kind": "Lệ phí" if one["kind"] == "charge" else "Phí",
                "label": one["label"],
                "amount": format_vnd(one["amount"]),
            }
            for one in said.get("lines", [])
        ],
        "amount": format_vnd(receipt.amount),
        "words": in_words(receipt.amount),
        "way": WAYS.get(said.get("provider", ""), str(way_of(said["provider"]).label)),
        "collector": said.get("collector", ""),
        "day": _day(receipt.issued_at),
        "replaces": receipt.replaces.shown_number if receipt.replaces else "",
        "code": shown_code(receipt.code),
        "verify": shown_code(code),
    }


def _procedure(said: dict[str, Any]) -> str:
    title, code = said.get("title", ""), said.get("procedure", "")
    return f"{title} ({code})" if title and code else title or code


WAYS = {
    "cash": "Tiền mặt",
    "card": "Thẻ ngân hàng tại quầy",
    "vietqr": "Chuyển khoản VietQR",
    "vnpay": "Trực tuyến qua VNPAY",
    "stripe": "Trực tuyến qua Stripe",
    "sandbox": "Thanh toán thử (bản trình diễn)",
}


def _day(at: datetime) -> str:
    local = timezone.localtime(at)
    return f"ngày {local:%d} tháng {local:%m} năm {local:%Y}"
