"""From the quote on the review page to money asked for, taken and given back as the dossier goes its way."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from dossiers.actors import Actor
from dossiers.costs import quote_of
from dossiers.errors import ActionRefused
from dossiers.invoices import invoices, open_invoice
from dossiers.models import Dossier
from dossiers.transitions import act, available
from effects.models import Message
from effects.worker import drain
from eforms import drafts
from eforms.building import build, current_version
from eforms.errors import FilingRefused
from eforms.models import Draft
from eforms.submit import submit
from payments import ledger
from payments.models import Invoice, Payment, Receipt, Refund
from payments.notices import take as notice
from payments.paying import start
from payments.providers.sandbox import Sandbox
from payments.taking import take
from tests import people
from tests.dossiers.cases import (
    ANSWERS,
    FORM,
    LIMIT,
    MONDAY,
    brought,
    do,
    filed,
    officer,
    pdf,
    release,
    ward,
)
from tests.dossiers.test_filing import begin
from tests.payments.world import offer

pytestmark = pytest.mark.django_db

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


# -- before filing


def test_the_review_says_what_it_costs_how_that_came_about_and_when_it_is_paid(client: Client) -> None:
    with_form(COPIES, BY_WORDS)
    shown = client.get(f"{reviewed(client)}xem-lai/").content.decode()
    for said in ("Phí bản sao", "24.000 đ", "3 × 8.000 đ", "Theo quy định của tỉnh", "cán bộ sẽ xác định"):
        assert said in shown, said


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
    offer(agency_code=dossier.agency_code)
    invoice = open_invoice(dossier.pk)
    assert invoice is not None
    payment = start([invoice], "sandbox", by=None, at=MONDAY, key="click")
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


# -- asked for by an officer


def ask(dossier: Dossier, **said: Any) -> Invoice:
    do(dossier, "ask_payment", **said)
    invoice = open_invoice(dossier.pk)
    assert invoice is not None
    return invoice


def test_the_officer_fixes_what_the_law_says_in_words_only() -> None:
    release(channels=ways(BY_WORDS))
    dossier = brought("accept", "assign")
    people.sign_in(client := Client(), people.holder("specialist"))
    page = client.get(reverse("dossiers:case", args=[dossier.pk])).content.decode()
    assert "Theo quy định của tỉnh" in page
    assert 'value="loi" selected' in page
    line = ask(dossier, fee="loi", amount=30_000, reason="Theo Nghị quyết 5").lines[0]
    assert (line["kind"], line["label"], line["amount"]) == ("charge", "Theo quy định của tỉnh", 30_000)


def test_postage_has_its_own_label_and_an_unknown_fee_is_refused() -> None:
    dossier = brought("accept", "assign")
    with pytest.raises(ActionRefused) as why:
        ask(dossier, fee="khac")
    assert why.value.code == "fee_unknown"
    assert ask(dossier, fee="postal").lines[0]["label"] == "Cước bưu chính gửi kết quả"


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


# -- when it stops, and when money comes all the same


@pytest.mark.parametrize("way", ["refuse", "recall"])
def test_a_dossier_that_is_not_accepted_asks_for_nothing_and_gives_back_what_was_paid(way: str) -> None:
    release(channels=ways(fixed("filing")))
    unpaid, dossier = filed(), filed()
    paid(dossier)
    actor = Actor.system() if way == "recall" else None
    for one in (unpaid, dossier):
        do(one, way, actor=actor, reason="Sai thẩm quyền")
    assert [one.state for one in invoices(unpaid.pk)] == ["cancelled"]
    refund = Refund.objects.get()
    assert (refund.amount, refund.reason, refund.state, refund.asked_by) == (
        50_000, "refused_dossier", "asked", None,
    )  # fmt: skip
    assert refund.invoice == invoices(dossier.pk).get()


@pytest.mark.parametrize("steps", [("stop",), ("ask_withdrawal", "grant_withdrawal")])
def test_a_dossier_that_is_stopped_or_withdrawn_gives_back_what_was_paid(steps: tuple[str, ...]) -> None:
    release(channels=ways(fixed("filing"), fixed("acceptance")))
    dossier = filed()
    paid(dossier)
    for one in ("accept", "assign", *steps):
        do(dossier, one)
    assert {one.moment: one.state for one in invoices(dossier.pk)} == {
        "filing": "paid", "acceptance": "cancelled",
    }  # fmt: skip
    assert Refund.objects.get().amount == 50_000


def test_money_for_a_dossier_that_ended_meanwhile_is_held_and_nothing_fails() -> None:
    release(channels=ways(fixed("filing")))
    dossier = filed()
    offer(agency_code=dossier.agency_code)
    invoice = open_invoice(dossier.pk)
    assert invoice is not None
    payment = start([invoice], "sandbox", by=None, at=MONDAY, key="click")
    do(dossier, "refuse")
    bank = Sandbox()
    late = bank.read(bank.notice_of(payment, "paid"))
    assert notice("sandbox", late, at=MONDAY + timedelta(days=1)) == "settled"
    assert ledger.balances()["held"] == -50_000
    assert Refund.objects.get().reason == "paid_late"


@pytest.mark.parametrize("status", range(1, 11))
def test_money_is_written_down_in_every_status_and_whoever_took_it(status: int) -> None:
    dossier = brought("accept", "assign", "ask_payment", user=people.lan())
    invoice = open_invoice(dossier.pk)
    assert invoice is not None
    Dossier.objects.filter(pk=dossier.pk).update(status=status)
    take([invoice], by=people.lan(), at=MONDAY + timedelta(days=2), key="click")  # no cashier, and their own
    event = dossier.events.last()
    assert (event.action, event.to_status) == ("pay", 4 if status == 6 else status)
    assert event.actor_kind == "system"
    assert Receipt.objects.get().invoice == invoice


def test_two_fees_of_one_dossier_paid_at_once_are_both_written_down() -> None:
    release(channels=ways(fixed("acceptance")))
    dossier = brought("accept", "assign", "ask_payment")
    take(list(invoices(dossier.pk)), by=people.holder("cashier"), at=MONDAY + timedelta(days=1), key="click")
    assert dossier.events.filter(action="pay").count() == 2
    dossier.refresh_from_db()
    assert dossier.status == 4
    assert Payment.objects.get().amount == 58_000


def test_a_withdrawal_taken_back_goes_on_when_the_fee_was_paid_meanwhile() -> None:
    dossier = brought("accept", "assign", "ask_payment", "ask_withdrawal")
    paid(dossier)
    assert dossier.status == 7
    do(dossier, "recall_withdrawal")
    assert dossier.status == 4
    assert dossier.paused_at is None


def test_nobody_writes_down_money_that_did_not_come() -> None:
    dossier = brought("accept", "assign", "ask_payment")
    with pytest.raises(ActionRefused):
        act(dossier.pk, "pay", actor=officer("cashier"), key="k", at=MONDAY + timedelta(days=1))


def test_the_desk_shows_the_quote_and_programs_get_it() -> None:
    release(channels=ways(fixed("filing"), BY_WORDS))
    dossier = filed()
    people.sign_in(client := Client(), people.holder("reception"))
    page = client.get(reverse("dossiers:case", args=[dossier.pk])).content.decode()
    assert "Lệ phí filing" in page
    assert "50.000 đ" in page
    told = client.get(f"/api/v1/desk/dossiers/{dossier.pk}").json()
    assert [(one["label"], one["amount"]) for one in told["costs"]] == [
        ("Lệ phí filing", 50_000),
        ("Lệ phí", None),
    ]
    assert told["invoices"][0]["moment"] == "filing"
