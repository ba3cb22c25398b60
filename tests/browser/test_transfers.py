"""A fee is transferred by QR code and found in the bank's statement; the next one is paid for trial."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from tests.browser.axe import look
from tests.browser.filling import follow
from tests.browser.money import approve, ask_back, ask_for, balanced, choose_way, owing
from tests.browser.portal import Portal
from tests.payments.statements import csv

pytestmark = pytest.mark.browser
WAYS = "/quan-tri/cach-thanh-toan/"
ACCOUNT = {"bank": "970418", "bank_name": "BIDV", "account": "8800000000016", "holder": "UBND PHUONG BEN DO"}


def test_a_transfer_is_found_in_the_statement_and_a_trial_payment_goes_back(
    portal: Portal, open_as: Any, tmp_path: Path
) -> None:
    open_account(open_as("quantri@demo.vn"))
    citizen: Page = open_as("hung@demo.vn", width=360)
    dossier, code = owing(open_as, citizen, tmp_path)
    choose_way(citizen, code, "vietqr")
    citizen.wait_for_url("**/thanh-toan/giao-dich/*/")
    expect(citizen.locator(".pay-code svg")).to_be_visible()
    expect(citizen.locator("main")).to_contain_text(ACCOUNT["account"])
    look(citizen)
    with citizen.expect_download() as picture:
        citizen.get_by_role("link", name="Lưu ảnh mã QR").click()
    reference = Path(picture.value.suggested_filename).stem
    assert reference in citizen.url

    accountant: Page = open_as("ketoan@demo.vn")
    give_statement(accountant, reference, tmp_path)
    expect(citizen.locator("#standing a[href^='/bien-lai/']")).to_be_visible()  # the page updates itself
    look(citizen)
    citizen.locator("#standing a[href^='/bien-lai/']").click()
    expect(citizen.locator("main")).to_contain_text("Đang có hiệu lực")
    look(citizen)
    citizen.goto(f"/ho-so/{dossier}/")
    expect(citizen.locator("main")).to_contain_text("Đang xử lý")
    an_unmatched_transfer_says_why(accountant)

    boss: Page = open_as("pheduyet@demo.vn")
    refund = ask_back(accountant, reference)
    approve(boss, refund)
    accountant.goto(refund)
    accountant.fill("[name=reference]", "FT26112900099")
    look(accountant)
    accountant.locator("button[name=do][value=transferred]").click()
    expect(accountant.locator("h1 + p")).to_contain_text("Đã hoàn tiền")
    balanced(portal)

    ask_for(open_as, dossier)
    reference = pay_for_trial(citizen, code)
    approve(boss, ask_back(open_as("thungan@demo.vn"), reference))
    for _again in range(60):
        boss.reload()
        if "Đã hoàn tiền" in boss.inner_text("h1 + p"):
            break
        boss.wait_for_timeout(1000)
    citizen.goto(f"/thanh-toan/giao-dich/{reference}/")
    citizen.locator("#standing a[href^='/bien-lai/']").first.click()
    expect(citizen.locator("main .notice--warning")).to_be_visible()  # the receipt no longer holds
    balanced(portal)


def open_account(page: Page) -> None:
    """The ward's own account, by an administrator; a number that cannot be is said beside the field."""
    page.goto(f"{WAYS}new/")
    page.select_option("[name=provider]", "vietqr")
    page.select_option("[name=agency_code]", "H99.16")
    page.locator("main form[method=post] [type=submit]").first.click()
    page.wait_for_url(re.compile(rf"{WAYS}edit/"))
    for name, value in {**ACCOUNT, "bank": "97"}.items():
        page.fill(f"[name=option_{name}]", value)
    page.check("[name=on]")
    page.locator("main form[method=post] [type=submit]").first.click()
    expect(page.locator("main")).to_contain_text("Mã BIN của ngân hàng gồm sáu chữ số")
    page.fill("[name=option_bank]", ACCOUNT["bank"])
    page.locator("main form[method=post] [type=submit]").first.click()
    page.wait_for_url(re.compile(rf"{WAYS}$"))


def give_statement(page: Page, reference: str, folder: Path) -> None:
    """As the bank gives it: the transfer that names the payment, and one that names nothing."""
    day = f"{timezone.localdate():%d/%m/%Y}"
    file = folder / "sao-ke.csv"
    file.write_bytes(
        csv(
            (day, "FT26112900001", 50_000, f"MBVCB.9912.{reference}.CT tu 0011 TRAN VAN HUNG"),
            (day, "FT26112900002", 70_000, "nop tien lam giay to"),
        )
    )
    page.goto("/can-bo/sao-ke/")
    look(page)
    expect(page.locator("[name=account]")).to_contain_text(ACCOUNT["account"])
    page.set_input_files("[name=file]", str(file))
    page.get_by_role("button", name="Nhận sao kê").click()
    page.wait_for_url(re.compile(r"/can-bo/sao-ke/\d+/"))
    look(page)


def an_unmatched_transfer_says_why(page: Page) -> None:
    page.goto("/can-bo/chuyen-khoan/")
    row = page.locator("main tbody tr").filter(has_text="nop tien lam giay to")
    expect(row).to_contain_text("70.000 đ")
    expect(row).to_contain_text("Nội dung chuyển khoản không có mã thanh toán của cổng")
    look(page)
    follow(page, row.get_by_role("link").first)
    look(page)
    expect(page.locator("main .notice--warning")).to_be_visible()


def pay_for_trial(page: Page, code: str) -> str:
    """Three taps from the invoice: the way, paying, how it ends; the reference of the payment."""
    choose_way(page, code, "sandbox")
    page.wait_for_url("**/thanh-toan/thu/*/")
    look(page)
    page.get_by_role("button", name="Thanh toán thành công").click()
    page.wait_for_url("**/thanh-toan/giao-dich/*/")
    expect(page.locator("#standing a[href^='/bien-lai/']")).to_be_visible()
    return str(page.url.rstrip("/").split("/")[-1])
