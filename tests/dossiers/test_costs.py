"""What filing costs, shown on the review page and asked for with it, and what is due later."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from dossiers.costs import quote_of
from dossiers.invoices import invoices, open_invoice
from dossiers.models import Dossier
from dossiers.transitions import available
from effects.models import Message
from effects.worker import drain
from eforms import drafts
from eforms.errors import FilingRefused
from eforms.models import Draft
from eforms.submit import submit
from payments.cashier import take
from payments.models import Invoice
from payments.notices import take as notice
from payments.providers.sandbox import Sandbox
from tests import people
from tests.dossiers.cases import (
    ANSWERS,
    MONDAY,
    brought,
    do,
    filed,
    officer,
    pdf,
    release,
)
from tests.dossiers.costing import (
    BY_WORDS,
    COPIES,
    begun,
    fixed,
    paid,
    refusal,
    reviewed,
    send,
    ways,
    with_form,
)

pytestmark = pytest.mark.django_db


# -- before filing


def test_the_review_says_what_it_costs_how_that_came_about_and_when_it_is_paid(client: Client) -> None:
    with_form(COPIES, BY_WORDS)
    shown = client.get(f"{reviewed(client)}xem-lai/").content.decode()
    for said in ("Phí bản sao", "24.000 đ", "3 × 8.000 đ", "Theo quy định của tỉnh", "cán bộ sẽ xác định"):
        assert said in shown, said


PART = {**COPIES, "id": "c"}


UNKNOWN, UNCOLLECTED = {**COPIES, "quantity": "so_ban - 10"}, {**COPIES, "collected": ""}


@pytest.mark.parametrize("part", [{}, BY_WORDS, UNKNOWN, UNCOLLECTED])
def test_a_sum_stands_below_the_lines_only_where_it_is_the_whole(client: Client, part: Any) -> None:
    with_form(*({**COPIES, "id": key} for key in "ab"), *([{**part, "id": "c"}] if part else []))
    shown = client.get(f"{reviewed(client)}xem-lai/").content.decode()
    assert "24.000 đ" in shown
    assert ("48.000 đ" in shown) is (not part)


def test_a_procedure_without_fee_shows_nothing_of_payment(client: Client) -> None:  # A79
    with_form()
    shown = client.get(f"{reviewed(client)}xem-lai/").content.decode()
    assert "costs-title" not in shown
    answer = client.get(send(client, reviewed(client))["Location"]).content.decode()
    assert "/thanh-toan/" not in answer
    assert not Invoice.objects.exists()


def test_what_cannot_be_decided_stops_filing_beside_the_summary_and_nothing_is_lost(client: Client) -> None:
    with_form({**COPIES, "quantity": "so_ban - 10"})
    draft = reviewed(client)
    assert "Phí bản sao" in client.get(f"{draft}xem-lai/").content.decode()
    answer = send(client, draft)
    assert answer.status_code == 200
    shown = answer.content.decode()
    assert 'href="#costs-title"' in shown
    assert not Dossier.objects.exists()
    assert not Invoice.objects.exists()
    kept = Draft.objects.get()
    assert (kept.state, kept.answers["so_ban"]) == ("open", 3)
    client.post(f"{draft}nguoi_khai/", {**ANSWERS, "so_ban": "12", "wizard-current_step": "nguoi_khai"})
    assert send(client, draft).status_code == 302
    assert open_invoice(Dossier.objects.get().pk).amount == 16_000  # type: ignore[union-attr]


def test_programs_are_told_the_same(client: Client) -> None:
    with_form({**COPIES, "quantity": "so_ban - 10"})
    reviewed(client)
    draft = Draft.objects.get()
    secret = drafts.new_link(draft, at=timezone.now())
    headers = {"Draft-Secret": secret, "Idempotency-Key": "k1"}
    told = client.get(f"/api/v1/drafts/{draft.pk}", headers=headers).json()
    assert told["next_step"] is None
    assert told["costs"]["lines"][0]["amount"] is None
    assert told["costs"]["problems"]
    refused = client.post(f"/api/v1/drafts/{draft.pk}/submit", headers=headers)
    assert refused.status_code == 400
    assert refused.json()["errors"][0]["code"] == "not_taken"
    with pytest.raises(FilingRefused):
        submit(draft, by=None, key="k2", at=timezone.now())


def test_a_proof_among_the_papers_makes_it_free(client: Client) -> None:
    with_form(COPIES)
    draft = reviewed(client)
    client.post(f"{draft}giay_to/", {"ho_ngheo": pdf(), "wizard-current_step": "giay_to"})
    assert "Hộ nghèo" in client.get(f"{draft}xem-lai/").content.decode()
    send(client, draft)
    dossier = Dossier.objects.get()
    assert quote_of(dossier).amount == 0
    assert not invoices(dossier.pk).exists()


# -- at filing


def test_what_is_due_at_filing_is_asked_for_with_it_and_paid_before_acceptance(client: Client) -> None:
    with_form(COPIES)
    receipt = client.get(send(client, reviewed(client))["Location"]).content.decode()
    dossier = Dossier.objects.get()
    invoice = open_invoice(dossier.pk)
    assert invoice is not None
    assert (invoice.amount, invoice.moment, invoice.lines[0]["label"]) == (24_000, "filing", "Phí bản sao")
    link = f"/thanh-toan/{invoice.pk}/"
    assert link in receipt
    assert link in client.get(reverse("dossiers:tracking", args=[dossier.pk])).content.decode()
    assert refusal(dossier, "accept") == "filing_fee_open"
    paid(dossier)
    assert dossier.status == 1
    assert do(dossier, "accept").to_status == 2


def test_the_cashier_is_offered_the_money_only_while_something_is_open() -> None:
    release(channels=ways(fixed("filing")))
    dossier, cashier = filed(), officer("cashier")
    names = {one.name for one in available(dossier, cashier, MONDAY)}
    assert "pay" in names
    assert "accept" not in {one.name for one in available(dossier, officer("reception"), MONDAY)}
    paid(dossier)
    assert "pay" not in {one.name for one in available(dossier, cashier, MONDAY)}
    assert "accept" in {one.name for one in available(dossier, officer("reception"), MONDAY)}


def test_money_that_comes_online_moves_nothing_but_is_written_down() -> None:
    release(channels=ways(fixed("filing")))
    dossier = filed()
    payment = begun(dossier)
    bank = Sandbox()
    notice("sandbox", bank.read(bank.notice_of(payment, "paid")), at=MONDAY + timedelta(hours=1))
    dossier.refresh_from_db()
    assert [(one.action, one.from_status, one.to_status) for one in dossier.events.all()][-1] == ("pay", 1, 1)
    assert open_invoice(dossier.pk) is None


def test_the_applicant_is_told_what_is_to_be_paid() -> None:
    release(channels=ways(fixed("filing")))
    dossier = filed()
    drain(timezone.now())
    assert "Cần nộp: 50.000 đ." in Message.objects.get(channel="email").body
    paid(dossier)
    do(dossier, "accept")
    drain(timezone.now())
    assert "Cần nộp" not in Message.objects.filter(channel="email").order_by("pk").last().body  # type: ignore[union-attr]


# -- later moments


def test_what_is_due_at_acceptance_is_open_until_the_result_is_handed_over() -> None:
    release(channels=ways(fixed("acceptance")))
    dossier = brought("accept", "assign", "finish")
    invoice = open_invoice(dossier.pk)
    assert invoice is not None
    assert (invoice.moment, invoice.issued_at) == ("acceptance", dossier.accepted_at)
    assert refusal(dossier, "hand_result") == "fee_open"
    paid(dossier)
    assert dossier.status == 9
    assert do(dossier, "hand_result").to_status == 10


def test_what_is_due_when_papers_are_handed_in_or_the_result_is_ready() -> None:
    release(channels=ways(fixed("supplement"), fixed("return", 7_000)))
    dossier = brought("accept", "assign", "ask_supplement")
    assert not invoices(dossier.pk).exists()
    do(dossier, "supplement")
    assert [one.moment for one in invoices(dossier.pk)] == ["supplement"]
    paid(dossier)
    do(dossier, "finish")
    assert {one.moment for one in invoices(dossier.pk)} == {"supplement", "return"}
    assert refusal(dossier, "hand_result") == "fee_open"


def test_a_fee_nobody_collects_by_itself_is_left_to_the_officer() -> None:
    release(channels=ways({**fixed(""), "id": "x"}, BY_WORDS))
    dossier = brought("accept", "assign", "finish", "hand_result")
    assert not invoices(dossier.pk).exists()


def test_a_sum_asked_for_on_top_does_not_wait_for_the_fee_of_acceptance() -> None:
    release(channels=ways(fixed("acceptance")))
    dossier = brought("accept", "assign", "ask_payment")
    assert open_invoice(dossier.pk).amount == 8_000  # type: ignore[union-attr]
    paid(dossier)
    assert dossier.status == 4
    assert open_invoice(dossier.pk).moment == "acceptance"  # type: ignore[union-attr]


def test_the_fee_of_acceptance_paid_in_between_leaves_the_dossier_waiting() -> None:
    release(channels=ways(fixed("acceptance")))
    dossier = brought("accept", "assign", "ask_payment")
    first = open_invoice(dossier.pk, "acceptance")
    assert first is not None
    take([first], by=people.holder("cashier"), at=MONDAY + timedelta(days=1), key="at-the-desk")
    dossier.refresh_from_db()
    assert dossier.status == 6
    assert dossier.paused_at is not None
    paid(dossier)
    assert dossier.status == 4
