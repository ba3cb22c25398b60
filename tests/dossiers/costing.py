"""Procedures with fees, and a dossier that comes to where they are due."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client

from dossiers.errors import ActionRefused
from dossiers.invoices import open_invoice
from dossiers.models import Dossier
from eforms.building import build, current_version
from payments.models import Invoice, Payment
from payments.paying import start
from tests.dossiers.cases import (
    ANSWERS,
    FORM,
    LIMIT,
    MONDAY,
    do,
    pdf,
    release,
    ward,
)
from tests.dossiers.test_filing import begin
from tests.payments.world import offer

COPIES = {
    "id": "sao",
    "kind": "fee",
    "name": "Phí bản sao",
    "amount": 8_000,
    "text": "",
    "note": "",
    "how": "per_unit",
    "quantity": "so_ban",
    "collected": "filing",
    "reductions": [{"id": "r1", "name": "Hộ nghèo", "percent": 100, "paper": "Giấy chứng nhận hộ nghèo"}],
}
BY_WORDS = {"id": "loi", "kind": "charge", "amount": None, "text": "Theo quy định của tỉnh", "note": ""}


def fixed(moment: str, amount: int = 50_000) -> dict[str, Any]:
    said = {"kind": "charge", "name": f"Lệ phí {moment}", "text": "", "note": ""}
    return {"id": moment, "amount": amount, "collected": moment, **said}


def ways(*fees: dict[str, Any]) -> list[dict[str, Any]]:
    limit = [{**LIMIT, "id": "l1"}]
    return [
        {"channel": way, "time_limits": limit, "fees": list(fees), "note": ""}
        for way in ("online", "in_person")
    ]


def with_form(*fees: dict[str, Any], required: bool = True) -> None:
    """The procedure with a form that asks for a number of copies, and these fees."""
    first, second = FORM["steps"]  # type: ignore[misc]
    copies = {"type": "integer", "key": "so_ban", "label": "Số bản sao", "required": required}
    proof = {
        "type": "file", "key": "ho_ngheo", "label": "Ảnh giấy hộ nghèo", "required": False,
        "paper": "Giấy chứng nhận hộ nghèo",
    }  # fmt: skip
    steps = [
        {**first, "fields": [*first["fields"], copies]},
        {**second, "fields": [*second["fields"], proof]},
    ]
    build("khai-sinh", {**FORM, "steps": steps})
    version = current_version("khai-sinh")
    assert version is not None
    form = {"code": "khai-sinh", "version": version.number, "hash": version.hash}
    release({"form_version": version}, form=form, channels=ways(*fees))


def reviewed(client: Client, **answers: Any) -> str:
    """Fills the form up to the review; its address."""
    draft = begin(client, ward())
    given = {**ANSWERS, "so_ban": "3", **answers}
    client.post(f"{draft}nguoi_khai/", {**given, "wizard-current_step": "nguoi_khai"})
    client.post(f"{draft}giay_to/", {"chung_sinh": pdf(), "wizard-current_step": "giay_to"})
    return draft


def send(client: Client, draft: str) -> Any:
    form = client.get(f"{draft}xem-lai/").context["wizard"]["form"]
    sent = {"declared": "on", "key": form["key"].value(), "wizard-current_step": "xem-lai"}
    return client.post(f"{draft}xem-lai/", sent)


def paid(dossier: Dossier) -> None:
    """The cashier takes what is open."""
    do(dossier, "pay")


def refusal(dossier: Dossier, action: str) -> str:
    with pytest.raises(ActionRefused) as why:
        do(dossier, action)
    return str(why.value.code)


def begun(dossier: Dossier) -> Payment:
    """An attempt to pay online what is open, on the Monday of the tests."""
    offer(agency_code=dossier.agency_code)
    invoice = open_invoice(dossier.pk)
    assert invoice is not None
    return start([invoice], "sandbox", by=None, at=MONDAY, key="click")


def ask(dossier: Dossier, **said: Any) -> Invoice:
    do(dossier, "ask_payment", **said)
    invoice = open_invoice(dossier.pk)
    assert invoice is not None
    return invoice
