"""Fees of a dossier that stops, and money that comes all the same."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse

from dossiers.actors import Actor
from dossiers.errors import ActionRefused
from dossiers.invoices import invoices, open_invoice
from dossiers.models import Dossier
from dossiers.transitions import act
from payments import ledger
from payments.cashier import take
from payments.models import Payment, Receipt, Refund
from payments.notices import take as notice
from payments.providers.sandbox import Sandbox
from tests import people
from tests.dossiers.cases import (
    MONDAY,
    brought,
    do,
    filed,
    officer,
    release,
)
from tests.dossiers.costing import BY_WORDS, begun, fixed, paid, ways

pytestmark = pytest.mark.django_db


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
    payment = begun(dossier)
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
