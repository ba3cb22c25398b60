"""A card pays on the page with Stripe's fields, is refused, is asked about by its bank; then it goes back.

Stripe.js is localstripe's own mock with its fields for a card and its window of the bank. It knows no
`confirmPayment`: a stand-in plays Stripe's server through localstripe's API, as Stripe's own page would.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from effects.worker import drain
from payments import ledger
from payments.models import Invoice, Payment, Receipt, Refund
from payments.refunding import approve, propose
from tests import people
from tests.browser.axe import look
from tests.browser.test_land import Desk
from tests.payments import world
from tests.payments.stripe_server import ASKS, DECLINED, GOOD, StripeServer
from tests.payments.world import an_invoice, offer

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
STAND_IN = (Path(__file__).parent / "stripe_stand_in.js").read_text()


@pytest.fixture
def desk(chromium: Any, served: str) -> Iterator[Desk]:
    desk = Desk(chromium, served)
    with world.heard():
        yield desk
    desk.close()
    assert ledger.faults() == []
    assert sum(ledger.balances().values()) == 0


@pytest.fixture
def invoice(stripe_server: StripeServer, served: str) -> Invoice:
    offer("stripe", **stripe_server.options)
    stripe_server.sends_to(f"{served}/thanh-toan/bao/stripe/")
    return an_invoice(payer=people.lan())


@pytest.fixture
def page(desk: Desk, invoice: Invoice, stripe_server: StripeServer) -> Iterator[Any]:
    page = desk.of(people.lan())
    complaints: list[str] = []
    page.on("console", lambda said: complaints.append(said.text) if "Security Policy" in said.text else None)
    page.set_viewport_size({"width": 360, "height": 740})

    def script(route: Any) -> None:
        answer = route.fetch()
        route.fulfill(response=answer, body=answer.text() + STAND_IN)

    def confirm(secret: str, card: dict[str, str]) -> dict[str, Any]:
        return stripe_server.confirm(secret.split("_secret_")[0], card["number"])

    page.route("**/js.stripe.com/v3/", script)
    page.expose_function("confirmAtStripe", confirm)
    page.goto(f"/thanh-toan/{invoice.pk}/")
    page.get_by_label("Stripe").check()
    page.locator("main form button").click()
    page.wait_for_url("**/thanh-toan/stripe/**")
    yield page
    assert complaints == []


def type_card(page: Any, number: str) -> None:
    for name, value in {"number": number, "exp_month": "12", "exp_year": "30", "cvc": "123"}.items():
        page.get_by_placeholder(name, exact=True).fill(value)
    page.locator("#stripe button").click()


def receipt_is_shown(page: Any) -> None:
    """The page updates itself: the webhook comes, or the worker asks."""
    page.wait_for_url("**/thanh-toan/giao-dich/**")
    drain(timezone.now())
    expect(page.locator("#standing a[href^='/bien-lai/']")).to_be_visible()


def test_a_card_pays_brings_the_receipt_and_the_money_goes_back(page: Any, invoice: Invoice) -> None:
    look(page)
    type_card(page, GOOD)
    receipt_is_shown(page)
    receipt, payment = Receipt.objects.get(), Payment.objects.get()
    assert ledger.balances()["money:stripe"] == 58_000
    officer = people.minh("cashier")
    asked = propose(
        payment, 58_000, reason="mistake", by=officer, at=timezone.now(), key="r", invoice=invoice
    )
    approve(asked, by=people.holder("approver"), at=timezone.now())
    drain(timezone.now())
    assert Refund.objects.get().state == "done"
    page.goto(f"/bien-lai/{receipt.code}/")
    expect(page.locator("main .notice--warning")).to_be_visible()
    assert not any(ledger.balances().values())


def test_a_refused_card_is_said_beside_the_fields_and_one_pays_again(page: Any, invoice: Invoice) -> None:
    type_card(page, DECLINED)
    expect(page.locator("#stripe-said")).to_contain_text("declined")
    assert Receipt.objects.count() == 0
    page.get_by_role("link", name="Chọn cách nộp khác").click()
    page.get_by_label("Stripe").check()
    page.locator("main form button").click()
    page.wait_for_url("**/thanh-toan/stripe/**")
    type_card(page, GOOD)
    receipt_is_shown(page)


def test_the_bank_asks_in_its_own_window(page: Any) -> None:
    type_card(page, ASKS)
    page.get_by_role("button", name="Complete authentication").click()
    receipt_is_shown(page)


def test_a_script_that_does_not_come_is_said(desk: Desk, invoice: Invoice) -> None:
    page = desk.of(people.lan())
    page.route("**/js.stripe.com/v3/", lambda route: route.abort())
    page.goto(f"/thanh-toan/{invoice.pk}/")
    page.get_by_label("Stripe").check()
    page.locator("main form button").click()
    expect(page.locator("#stripe-said")).to_be_visible()
    expect(page.locator("#stripe button")).to_be_hidden()
