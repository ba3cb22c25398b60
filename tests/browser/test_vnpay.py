"""Paying by VNPAY: set up in the admin, asked for at the desk, paid at VNPAY's page, given back."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.browser.axe import look
from tests.browser.money import balanced, choose_way, owing
from tests.browser.portal import VNPAY_SECRET, Portal
from tests.payments.vnpay_server import VnpayServer

pytestmark = pytest.mark.browser
WAYS = "/quan-tri/cach-thanh-toan/"
REFUND = """
from django.utils import timezone
from accounts.models import User
from payments.models import Payment
from payments.refunding import approve, propose
payment = Payment.objects.get(reference="{reference}")
who = {{name: User.objects.get(email=name + "@demo.vn") for name in ("thungan", "pheduyet")}}
refund = propose(payment, payment.amount, reason="mistake", by=who["thungan"], at=timezone.now(),
    key="browser", invoice=payment.invoices.get())
approve(refund, by=who["pheduyet"], at=timezone.now())
"""
STANDING = """
from payments.models import Refund
print(Refund.objects.get(key="browser").state)
"""


@pytest.fixture
def vnpay(portal: Portal) -> Iterator[VnpayServer]:
    address = f"{portal.address}/thanh-toan/bao/vnpay/"
    with VnpayServer("DEMOTMN1", VNPAY_SECRET, ipn=address) as server:
        yield server


def test_a_fee_is_paid_at_vnpay_and_the_books_balance(
    portal: Portal, open_as: Any, vnpay: VnpayServer, tmp_path: Path
) -> None:
    set_up(open_as("quantri@demo.vn"), vnpay)
    citizen: Page = open_as("hung@demo.vn", width=360)
    dossier, number = owing(open_as, citizen, tmp_path)
    given_up = begin(citizen, number)
    citizen.get_by_role("button", name="Hủy giao dịch").click()
    citizen.wait_for_url(f"**/thanh-toan/giao-dich/{given_up}/")
    expect(citizen.locator("#standing a.button")).to_be_visible()
    reference = begin(citizen, number)
    assert reference != given_up
    citizen.get_by_role("button", name="Thanh toán", exact=True).click()
    citizen.wait_for_url(f"**/thanh-toan/giao-dich/{reference}/")
    receipt = citizen.locator("#standing a[href^='/bien-lai/']")
    expect(receipt).to_be_visible()
    look(citizen)
    assert vnpay.orders[reference].replies[-1] in ("00", "02")
    citizen.goto(f"/ho-so/{dossier}/")
    assert "Đang xử lý" in citizen.inner_text("main")

    portal.manage("shell", "-c", REFUND.format(reference=reference))
    for _ in range(60):
        if portal.manage("shell", "-c", STANDING).strip().endswith("done"):
            break
        citizen.wait_for_timeout(1000)
    assert vnpay.orders[reference].refunded == 5_000_000
    citizen.goto(f"/thanh-toan/giao-dich/{reference}/")
    assert "AA-" in citizen.inner_text("main")
    balanced(portal)


def set_up(page: Page, vnpay: VnpayServer) -> None:
    """The ward's account, by an administrator."""
    page.goto(f"{WAYS}new/")
    page.select_option("[name=provider]", "vnpay")
    page.select_option("[name=agency_code]", "H99.16")
    page.locator("main form[method=post] [type=submit]").first.click()
    page.wait_for_url(re.compile(rf"{WAYS}edit/"))
    page.fill("[name=option_tmn_code]", vnpay.tmn_code)
    page.select_option("[name=option_secret]", "VNP")
    page.fill("[name=option_pay_url]", vnpay.pay_url)
    page.fill("[name=option_api_url]", vnpay.api_url)
    page.check("[name=on]")
    page.locator("main form[method=post] [type=submit]").first.click()
    page.wait_for_url(re.compile(rf"{WAYS}$"))
    assert VNPAY_SECRET not in page.content()


def begin(page: Page, number: str) -> str:
    """From the list of fees to VNPAY's page; the reference of the payment."""
    choose_way(page, number, "vnpay")
    page.wait_for_url("**/vpcpay.html?**")
    found = re.search(r"vnp_TxnRef=(\w+)", page.url)
    assert found
    return found[1]
