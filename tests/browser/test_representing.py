"""An officer confirms who speaks for a company; its store is theirs, a colleague's, and not any more."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import expect

from tests.browser.axe import look
from tests.browser.filling import follow, small_pdf

pytestmark = pytest.mark.browser
TAX_CODES = {360: "0100109106", 1280: "0300588569"}
VINH = ("congty@demo.vn", "052080001234")
HUNG = ("hung@demo.vn", "052085054321")


def day(page: Any, name: str, on: date) -> None:
    page.fill(f"[name={name}]", on.isoformat())


def person(page: Any, who: tuple[str, str], paper: str) -> None:
    page.fill("[name=email]", who[0])
    page.fill("[name=personal_number]", who[1])
    page.fill("[name=paper]", paper)


def press(page: Any, name: str) -> None:
    follow(page, page.locator("main").get_by_role("button", name=name).first)


def test_a_company_gets_a_store_and_lets_a_colleague_in_and_out(
    open_as: Any, width: int, tmp_path: Path
) -> None:
    name, code = f"Công ty Sông Xanh {width}", TAX_CODES[width]
    officer = open_as("tiepnhan@demo.vn", width=width)
    officer.goto("/can-bo/dai-dien-to-chuc/")
    look(officer)
    person(officer, VINH, "Giấy chứng nhận đăng ký doanh nghiệp")
    officer.locator("form[method=post] [name=tax_code]").fill(code)
    officer.fill("[name=name]", name)
    press(officer, "Xác nhận")
    expect(officer.locator(".error-summary")).to_be_visible()
    look(officer)
    officer.check("[name=basis][value=legal]")
    press(officer, "Xác nhận")
    expect(officer.locator("h1")).to_have_text(name)
    look(officer)

    vinh = open_as(VINH[0], width=width)
    vinh.goto("/ho-so/")
    vinh.get_by_role("link", name="Kho giấy tờ của tôi").click()
    vinh.get_by_role("link", name=name).click()
    expect(vinh.locator("h1")).to_have_text(name)
    look(vinh)
    vinh.fill("[name=add-title]", "Điều lệ công ty")
    vinh.set_input_files("[name=add-file]", small_pdf(tmp_path, f"dieu-le-{width}.pdf"))
    press(vinh, "Thêm giấy tờ")
    paper = vinh.url
    look(vinh)
    vinh.goto("/tai-khoan/to-chuc/")
    look(vinh)
    vinh.locator(".card__title").get_by_role("link", name=name).click()
    person(vinh, HUNG, "Giấy ủy quyền")
    day(vinh, "valid_to", datetime.now(tz=UTC).date() + timedelta(days=30))
    press(vinh, "Ủy quyền")
    expect(vinh.locator(".card").filter(has_text="Trần Văn Hùng")).to_be_visible()
    look(vinh)

    hung = open_as(HUNG[0], width=width)
    assert hung.goto(paper).status == 200
    expect(hung.locator("h1")).to_have_text("Điều lệ công ty")
    store = re.sub(r"[^/]+/$", "", hung.url)
    hung.goto(store)
    hung.get_by_role("link", name=name).click()
    expect(hung.get_by_role("link", name="Điều lệ công ty")).to_be_visible()

    vinh.locator(".card").filter(has_text="Trần Văn Hùng").get_by_role("button").click()
    expect(vinh.locator(".card").filter(has_text="Trần Văn Hùng")).to_contain_text("kết thúc lúc")
    assert hung.goto(paper).status == 404
    assert hung.goto(store).status == 200
    expect(hung.get_by_role("link", name=name)).to_have_count(0)
