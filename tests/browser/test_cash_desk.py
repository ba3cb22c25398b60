"""A cashier's day: a session is opened, cash is taken and given back, the drawer is counted."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.browser.axe import look
from tests.browser.filling import follow
from tests.browser.money import approve, ask_back, balanced, owing
from tests.browser.portal import Portal
from tests.browser.test_journey import text_of_pdf

pytestmark = pytest.mark.browser
SESSIONS, COUNTER = "/can-bo/thu-ngan/ca/", "/can-bo/thu-ngan/"
LAST = """
from dossiers.models import Dossier
from rules.money import format_vnd
event = Dossier.objects.get(code="{code}").events.last()
print(event.action, format_vnd(event.payload["amount"]).split()[0])
"""


def test_a_cashiers_day_from_the_change_in_the_drawer_to_the_hand_over(
    portal: Portal, open_as: Any, width: int, tmp_path: Path
) -> None:
    _, code = owing(open_as, open_as("hung@demo.vn", width=width), tmp_path)
    cashier: Page = open_as("thungan@demo.vn", width=width)
    hand_over_what_is_open(cashier)
    cashier.fill("[name=change]", "100.000")
    cashier.get_by_role("button", name="Mở ca").click()
    cashier.wait_for_url(re.compile(rf"{SESSIONS}[0-9a-f-]+/"))
    look(cashier)
    session = cashier.url

    amount, reference = take_cash(cashier, code)
    assert portal.manage("shell", "-c", LAST.format(code=code)).split()[-2:] == ["pay", amount.split()[0]]
    cashier.goto("/can-bo/bien-lai/")
    row = cashier.locator("main tbody tr").filter(has_text=code)
    expect(row).to_contain_text("Đang có hiệu lực")
    look(cashier)
    refund = ask_back(cashier, reference)
    boss: Page = open_as("pheduyet@demo.vn", width=width)
    approve(boss, refund)
    cashier.goto(refund)
    look(cashier)
    cashier.locator("button[name=do][value=hand_out]").click()
    expect(cashier.locator("h1 + p")).to_contain_text("Đã hoàn tiền")
    balanced(portal)

    cashier.goto(session)
    expect(cashier.locator("dl.facts").first).to_contain_text(amount)
    cashier.fill("[name=n50000]", "1")
    cashier.get_by_role("button", name="Đóng ca").click()
    expect(cashier.locator("main .error-summary")).to_contain_text("lý do")  # 50.000 đ are missing
    assert cashier.input_value("[name=n50000]") == "1"
    look(cashier)
    cashier.fill("[name=n50000]", "2")
    cashier.fill("[name=handed_to]", "Tạ Thị Ngân")
    follow(cashier, cashier.get_by_role("button", name="Đóng ca"))
    look(cashier)
    slip = cashier.request.get(cashier.locator("a[href$='/phieu/']").get_attribute("href"))
    (tmp_path / "slip.pdf").write_bytes(slip.body())
    text = text_of_pdf(tmp_path / "slip.pdf")
    for said in ("100.000 đ", amount, "Tạ Thị Ngân"):
        assert said in text, text


def hand_over_what_is_open(page: Page) -> None:
    """The demo leaves a session open, as cashiers do: it is counted, and the drawer is empty."""
    page.goto(SESSIONS)
    look(page)
    running = page.locator("main tbody tr").filter(has_text="Đang mở")
    if running.count():
        running.first.get_by_role("link").click()
        page.fill("[name=note]", "Đã nộp kho bạc trong ngày")
        follow(page, page.get_by_role("button", name="Đóng ca"))
        page.goto(SESSIONS)


def take_cash(page: Page, code: str) -> tuple[str, str]:
    """Money for what the dossier owes, looked for by the invoice: (sum, reference of the payment)."""
    page.goto(COUNTER)
    look(page)
    page.fill("main [name=q]", code)
    follow(page, page.get_by_role("button", name="Tìm", exact=True))
    row = page.locator("main tbody tr").filter(has_text=code)
    invoice = row.locator("th").inner_text().split()[-2]
    amount = row.locator("td").last.inner_text().strip()
    page.fill("main [name=q]", invoice)
    follow(page, page.get_by_role("button", name="Tìm", exact=True))
    expect(page.locator("[name=invoice]")).to_have_count(1)
    expect(page.locator("[name=invoice]")).to_be_checked()
    page.fill("[name=given]", "500.000")
    look(page)
    page.get_by_role("button", name="Thu tiền").click()
    page.wait_for_url("**/thu-ngan/giao-dich/*/")
    expect(page.locator("main")).to_contain_text("Trả lại")
    look(page)
    return amount, page.url.rstrip("/").split("/")[-1]
