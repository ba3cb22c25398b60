"""Fees an officer asks for."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.template.loader import render_to_string
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from dossiers.errors import ActionRefused
from dossiers.invoices import invoices
from dossiers.submit import Person
from tests import people
from tests.dossiers.cases import (
    brought,
    do,
    release,
)
from tests.dossiers.costing import BY_WORDS, ask, fixed, paid, refusal, ways

pytestmark = pytest.mark.django_db


def test_the_officer_fixes_what_the_law_says_in_words_only() -> None:
    release(channels=ways(BY_WORDS))
    dossier = brought("accept", "assign")
    people.sign_in(client := Client(), people.holder("specialist"))
    page = client.get(reverse("dossiers:case", args=[dossier.pk])).content.decode()
    assert "Theo quy định của tỉnh" in page
    assert 'value="loi" selected' in page
    line = ask(dossier, fee="loi", amount=30_000, reason="Theo Nghị quyết 5").lines[0]
    assert (line["kind"], line["label"], line["amount"]) == ("charge", "Lệ phí: Theo Nghị quyết 5", 30_000)


def test_the_receipt_will_say_where_payer_and_agency_are() -> None:
    lan = Person("Nguyễn Thị Lan", "0912345678", address="Thôn Đầu Suối, xã Suối Mơ")
    dossier = brought("accept", "assign", applicant=lan)
    type(dossier.agency).objects.update(tax_code="0100109106", address="Số 16 đường Bờ Sông")
    dossier.refresh_from_db()
    about = ask(dossier, amount=30_000).about
    assert (about["agency_number"], about["agency_address"]) == ("0100109106", "Số 16 đường Bờ Sông")
    assert about["address"] == "Thôn Đầu Suối, xã Suối Mơ"


def test_a_sum_the_portal_knows_is_not_typed_again() -> None:
    release(channels=ways({**fixed("", 40_000), "id": "biet"}, BY_WORDS))
    dossier = brought("accept", "assign")
    people.sign_in(client := Client(), people.holder("specialist"))
    assert "40.000 đ</option>" in client.get(reverse("dossiers:case", args=[dossier.pk])).content.decode()
    with pytest.raises(ActionRefused) as why:
        do(dossier, "ask_payment", fee="loi", amount=None)
    assert why.value.code == "amount_missing"
    invoice = ask(dossier, fee="biet", amount=None)
    assert (invoice.amount, dossier.events.last().payload["amount"]) == (40_000, 40_000)


def test_postage_has_its_own_label_and_an_unknown_fee_is_refused() -> None:
    dossier = brought("accept", "assign")
    with pytest.raises(ActionRefused) as why:
        ask(dossier, fee="khac")
    assert why.value.code == "fee_unknown"
    assert ask(dossier, fee="postal").lines[0]["label"] == "Cước bưu chính gửi kết quả"


def test_nobody_is_sent_to_pay_what_can_be_paid_no_longer() -> None:
    dossier = brought("accept", "assign")
    invoice = ask(dossier, days=5)
    shown = {"due": [invoice], "dossier": dossier}
    pay = reverse("payments:invoice", args=[invoice.pk])
    invoice.expires_at = timezone.now() + timedelta(minutes=1)
    assert pay in render_to_string("dossiers/parts/to_pay.html", shown)
    invoice.expires_at = timezone.now() - timedelta(minutes=1)
    passed = render_to_string("dossiers/parts/to_pay.html", shown)
    assert pay not in passed
    assert "Đã quá hạn nộp" in passed


def test_a_request_whose_day_has_passed_is_made_anew() -> None:
    dossier = brought("accept", "assign")
    first = ask(dossier, days=5)
    asked = dossier.events.last().at
    assert first.expires_at == asked + timedelta(days=5)
    assert refusal(dossier, "ask_payment") == "invoice_open"
    do(dossier, "ask_payment", at=asked + timedelta(days=6))
    states = {one.state for one in invoices(dossier.pk)}
    assert (dossier.status, states) == (6, {"cancelled", "due"})
    paid(dossier)
    assert dossier.status == 4
