"""A business pays for several dossiers at once."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from accounts.tokens import issue_token
from dossiers.models import Dossier
from dossiers.submit import Person
from payments.models import Invoice, Payment, Receipt
from payments.notices import take as notice
from payments.providers.sandbox import Sandbox
from tests import people
from tests.dossiers.cases import brought
from tests.payments.world import offer

pytestmark = pytest.mark.django_db


def of_a_business(number: int) -> tuple[Any, list[Dossier]]:
    """The account of a company, and so many dossiers it filed that owe a fee."""
    offer(agency_code=people.WARD)
    company = people.person("hoa-sen@example.vn", "Công ty TNHH Hoa Sen")
    itself = Person("Công ty TNHH Hoa Sen", "0256312345", "hoa-sen@example.vn", "4100123456")
    owing = ("accept", "assign", "ask_payment")
    return company, [brought(*owing, user=company, applicant=itself) for _each in range(number)]


def paid_at_once(payment: Payment, dossiers: list[Dossier]) -> None:
    """One payment of all, each debt with a receipt of its own, and each dossier goes on."""
    bank = Sandbox()
    notice("sandbox", bank.read(bank.notice_of(payment, "paid")), at=timezone.now())
    debts = Invoice.objects.filter(payments=payment)
    assert {(one.subject_id, one.state) for one in debts} == {(str(one.pk), "paid") for one in dossiers}
    assert payment.amount == sum(one.amount for one in debts)
    assert Receipt.objects.filter(invoice__in=debts).count() == len(dossiers)
    names = {one.content["payer"] for one in Receipt.objects.all()}
    assert names == {"Công ty TNHH Hoa Sen"}
    for one in dossiers:
        assert one.events.filter(action="pay").count() == 1


def test_a_business_pays_for_several_dossiers_at_once_on_its_page() -> None:
    company, dossiers = of_a_business(3)
    browser = Client()
    people.sign_in(browser, company)
    shown = browser.get("/thanh-toan/")
    assert all(one.code in shown.content.decode() for one in dossiers)
    [basket] = shown.context["baskets"]
    asked = {"way": "sandbox", "key": "k", "invoice": [one.pk for one in basket["invoices"]]}
    assert browser.post("/thanh-toan/", asked).status_code == 302
    paid_at_once(Payment.objects.get(), dossiers)
    assert browser.get("/thanh-toan/").context["baskets"] == []


def test_a_business_pays_for_several_dossiers_at_once_by_a_program() -> None:
    company, dossiers = of_a_business(2)
    _token, text = issue_token(company, at=timezone.now(), with_code=True)
    program, headers = Client(headers={"Authorization": f"Bearer {text}"}), {"Idempotency-Key": "cart"}
    due = program.get("/api/v1/invoices?state=due").json()["results"]
    assert {one["dossier"] for one in due} == {one.code for one in dossiers}
    asked = {"invoices": [one["id"] for one in due], "way": "sandbox"}
    begun = program.post("/api/v1/payments", asked, content_type="application/json", headers=headers)
    again = program.post("/api/v1/payments", asked, content_type="application/json", headers=headers)
    assert (begun.status_code, begun.json()["reference"]) == (201, again.json()["reference"])
    paid_at_once(Payment.objects.get(), dossiers)
    assert program.get("/api/v1/invoices?state=due").json()["results"] == []
