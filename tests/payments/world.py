"""Invoices of a made-up subject, and who hears that they are paid."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from typing import Any

import pytest

from documents import places
from documents.places import Agencies
from payments import settled
from payments.fees.quote import quote
from payments.invoices import Asked, issue
from payments.models import Invoice, Payment, ProviderAccount, Receipt
from payments.paying import start
from payments.settled import Subject
from tests import people

AT = datetime(2026, 8, 21, 2, 30, tzinfo=UTC)
AGENCY = "H99.16"
FEES = [
    {"id": "a", "kind": "fee", "name": "Phí thẩm định", "amount": 50_000},
    {"id": "b", "kind": "charge", "name": "Lệ phí", "amount": 8_000},
]
LINES = quote(FEES, {}, on=AT.date()).lines
HEARD: list[Invoice] = []


@contextmanager
def heard() -> Iterator[list[Invoice]]:
    """Somebody hears of invoices for "dossier"; what they heard."""
    known = dict(settled.SUBJECTS)
    told: list[Invoice] = []

    def hear(invoice: Invoice, payment: Payment, receipt: Receipt, at: datetime) -> None:
        told.append(invoice)

    settled.SUBJECTS["dossier"] = Subject(hear, lambda key: None, lambda invoice: "/ho-so/")
    try:
        yield told
    finally:
        settled.SUBJECTS.clear()
        settled.SUBJECTS.update(known)


def an_invoice(key: str = "dossier:1:fee", *, agency_code: str = AGENCY, **more: Any) -> Invoice:
    asked = Asked(
        subject=(more.pop("kind", "dossier"), more.pop("subject", "1")),
        about={
            "title": "Đăng ký khai sinh",
            "code": "H99.16-260821-0001",
            "payer": more.pop("payer_name", "Nguyễn Thị Lan"),
            "address": "Thôn Đầu Suối, xã Suối Mơ, tỉnh Bình Minh",
            "agency_number": "9900009914",
            "agency_address": "Số 16 đường Bờ Sông, phường Bến Đò, tỉnh Bình Minh",
        },
        agency_code=agency_code,
        agency_name="Ủy ban nhân dân phường Bến Đò",
        **more,
    )
    return issue(LINES, asked, key=key, at=AT)


NAMES = {AGENCY: "Phường Bến Đò", "H99": "Tỉnh Hạ Bến", people.WARD: "Phường Quy Nhơn"}


def name_agencies(monkeypatch: pytest.MonkeyPatch) -> None:
    """Agencies bear NAMES."""
    known = Agencies(lambda day: NAMES.items(), lambda codes: {one: NAMES.get(one, one) for one in codes})
    monkeypatch.setattr(places, "_known", [known])


def offer(provider: str = "sandbox", agency_code: str = AGENCY, **options: str) -> ProviderAccount:
    return ProviderAccount.objects.create(
        provider=provider, agency_code=agency_code, options=options, on=True
    )


def begun(*invoices: Invoice, way: str = "sandbox", key: str = "click-1") -> Payment:
    return start(list(invoices), way, by=None, at=AT, key=key)


def cashier() -> Any:
    return people.minh("cashier")
