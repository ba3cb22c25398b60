"""The page with Stripe's fields: the only one that may load anything from elsewhere."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from effects.worker import drain
from payments.models import Invoice, Payment, Receipt
from portal.headers import POLICY, widened
from tests import people
from tests.payments import world
from tests.payments.stripe_server import API_SECRET, DECLINED, GOOD, PUBLIC_KEY, SECRET, StripeServer
from tests.payments.test_pages import pay
from tests.payments.world import an_invoice, offer

pytestmark = pytest.mark.django_db


@pytest.fixture
def lan() -> Any:
    return people.lan()


@pytest.fixture
def page(lan: Any, stripe_server: StripeServer) -> Iterator[Client]:
    offer("stripe", **stripe_server.options)
    offer("sandbox")
    client = Client()
    client.force_login(lan)
    with world.heard():
        yield client


def policy_of(answer: Any) -> dict[str, str]:
    return dict(rule.split(" ", 1) for rule in answer["Content-Security-Policy"].split("; "))


def test_the_page_alone_may_load_from_stripe(page: Client, lan: Any, stripe_server: StripeServer) -> None:
    where = pay(page, an_invoice(payer=lan), "stripe")
    answer = page.get(where)
    rules = policy_of(answer)
    assert rules["script-src"].split()[:2] == ["'self'", stripe_server.address]
    assert "https://hooks.stripe.com" in rules["frame-src"]
    assert rules["default-src"] == rules["style-src"] == "'self'"
    for other in (f"/thanh-toan/{Invoice.objects.get().pk}/", "/thanh-toan/"):
        assert page.get(other)["Content-Security-Policy"] == POLICY


def test_a_policy_is_widened_and_loses_nothing() -> None:
    assert widened("default-src 'self'; script-src 'self'", {"script-src": "a", "frame-src": "b"}) == (
        "default-src 'self'; script-src 'self' a; frame-src 'self' b"
    )
    assert widened(POLICY, {}) == POLICY


def test_it_holds_what_stripe_needs_and_no_secret_of_ours(page: Client, lan: Any) -> None:
    shown = page.get(pay(page, an_invoice(payer=lan), "stripe")).content.decode()
    payment = Payment.objects.get()
    assert PUBLIC_KEY in shown
    assert payment.next["stripe"] in shown
    assert API_SECRET not in shown
    assert SECRET not in shown
    assert not re.search(r"<input(?![^>]*hidden)[^>]*>", shown[shown.index("<main") : shown.index("</main")])


def test_without_javascript_it_says_so_and_leads_to_the_other_ways(page: Client, lan: Any) -> None:
    invoice = an_invoice(payer=lan)
    shown = page.get(pay(page, invoice, "stripe")).content.decode()
    words = shown[shown.index("<noscript>") : shown.index("</noscript>")]
    assert "JavaScript" in words
    assert f'href="/thanh-toan/{invoice.pk}/"' in shown


def test_what_was_paid_another_way_is_not_paid_again(page: Client, lan: Any) -> None:
    invoice = an_invoice(payer=lan)
    where = pay(page, invoice, "stripe")
    page.post(pay(page, invoice), {"end": "paid"})
    shown = page.get(where).content.decode()
    assert "stripe.js" not in shown
    assert 'id="stripe"' not in shown


def test_the_payer_comes_back_to_a_page_that_has_stripe_asked(
    page: Client, lan: Any, stripe_server: StripeServer
) -> None:
    where = pay(page, an_invoice(payer=lan), "stripe")
    payment = Payment.objects.get()
    stripe_server.confirm(payment.provider_reference)
    waiting = f"/thanh-toan/giao-dich/{payment.reference}/"
    back = page.get(f"{waiting}tro-ve/?payment_intent_client_secret=x")
    assert back.url == waiting
    drain(timezone.now())
    assert Receipt.objects.get().shown_number in page.get(waiting).content.decode()
    assert page.get(where).url == waiting


def test_who_pays_after_a_refused_card_is_not_told_to_pay(
    page: Client, lan: Any, stripe_server: StripeServer
) -> None:
    pay(page, an_invoice(payer=lan), "stripe")
    payment = Payment.objects.get()
    stripe_server.confirm(payment.provider_reference, GOOD)
    Payment.objects.update(state=Payment.State.FAILED, why_not="card_declined")
    done = page.get(f"/thanh-toan/giao-dich/{payment.reference}/tro-ve/", follow=True)
    assert Receipt.objects.get().shown_number in done.content.decode()


def test_a_refused_card_is_told_with_the_way_to_try_again(
    page: Client, lan: Any, stripe_server: StripeServer
) -> None:
    invoice = an_invoice(payer=lan)
    pay(page, invoice, "stripe")
    payment = Payment.objects.get()
    stripe_server.confirm(payment.provider_reference, DECLINED)
    Payment.objects.update(state=Payment.State.FAILED)
    done = page.get(f"/thanh-toan/giao-dich/{payment.reference}/tro-ve/", follow=True)
    assert f'href="/thanh-toan/{invoice.pk}/"' in done.content.decode()
    assert not Receipt.objects.exists()


def test_when_stripe_is_away_the_payer_is_told_and_nothing_is_lost(page: Client, lan: Any) -> None:
    account = world.ProviderAccount.objects.get(provider="stripe")
    account.options["api_url"] = "http://127.0.0.1:9"
    account.save()
    invoice = an_invoice(payer=lan)
    answer = page.post(f"/thanh-toan/{invoice.pk}/", {"way": "stripe", "key": "k"})
    assert answer.status_code == 422
    assert 'value="stripe"' in answer.content.decode()


def test_somebody_else_does_not_see_the_page(page: Client, lan: Any) -> None:
    where = pay(page, an_invoice(payer=lan), "stripe")
    other = Client()
    other.force_login(people.person("hung@example.vn", "Trần Văn Hùng"))
    assert other.get(where).status_code == 403
    assert page.post(where).status_code == 405
