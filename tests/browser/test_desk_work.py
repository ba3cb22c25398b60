"""A day on the desk: by the keyboard, many at once with one that somebody else changed, views, absences."""

from __future__ import annotations

import re
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.browser.axe import look
from tests.browser.filling import follow

pytestmark = pytest.mark.browser
NEW = "/can-bo/?status=1&agency=H99.16"


def focused(page: Page) -> str:
    return str(page.evaluate("document.activeElement.textContent.trim()"))


def codes(page: Page) -> list[str]:
    return [text.strip() for text in page.locator("[data-row] a.code").all_inner_texts()]


def others(page: Page) -> Any:
    """The rows whose dossiers may change: Nguyễn Thị Lan's show every status to other tests."""
    return page.locator("[data-row]").filter(has_not_text="Nguyễn Thị Lan")


def codes_of_others(page: Page) -> list[str]:
    return [text.strip() for text in others(page).locator("a.code").all_inner_texts()]


def walk_to(page: Page, code: str) -> None:
    for _ in codes(page):
        if focused(page) == code:
            return
        page.keyboard.press("j")
    assert focused(page) == code


def test_by_the_keyboard_to_many_at_once_and_the_one_somebody_changed_is_listed(open_as: Any) -> None:
    page: Page = open_as("tiepnhan@demo.vn")
    page.goto(NEW)
    listed = codes(page)
    assert len(listed) >= 2, "the demo has dossiers that wait for reception"
    page.keyboard.press("j")
    page.keyboard.press("j")
    assert focused(page) == listed[1]
    page.keyboard.press("k")
    assert focused(page) == listed[0]
    page.keyboard.press("ArrowDown")
    assert focused(page) == listed[1]
    page.keyboard.press("ArrowUp")
    ours = codes_of_others(page)[:2]
    for code in ours:
        walk_to(page, code)
        page.keyboard.press("x")
    expect(page.locator("[data-ticked]")).to_have_text("Đã chọn: 2")
    look(page)

    other = open_as("tiepnhan@demo.vn")
    other.goto(NEW)
    other.get_by_role("link", name=ours[0]).click()
    ask = other.locator("#act-ask_supplement")
    ask.locator("summary").click()
    ask.locator("[name=ask_supplement-reason]").fill("Thiếu giấy chứng sinh")
    ask.locator("[name=ask_supplement-papers]").fill("Giấy chứng sinh")
    follow(other, ask.locator("button[type=submit]"))

    follow(page, page.get_by_role("button", name="Xử lý các hồ sơ đã chọn"))
    look(page)
    page.keyboard.press("Escape")  # leaves by the key as by the link
    page.wait_for_url(re.compile(r"/can-bo/\?status=1"))
    for code in ours:
        expect(page.get_by_label(f"Chọn hồ sơ {code}")).to_have_count(0 if code == ours[0] else 1)


def test_one_of_two_was_changed_meanwhile_and_only_that_one_is_refused(open_as: Any, width: int) -> None:
    page, other = open_as("tiepnhan@demo.vn", width=width), open_as("tiepnhan@demo.vn", width=width)
    page.goto(NEW)
    listed = codes_of_others(page)[:2]
    for code in listed:
        page.get_by_label(f"Chọn hồ sơ {code}").check()
    other.goto(NEW)
    other.get_by_role("link", name=listed[0]).click()
    follow(other, other.locator("#act-accept button[type=submit]"))
    follow(page, page.get_by_role("button", name="Xử lý các hồ sơ đã chọn"))
    refused = page.locator("#act-ask_supplement")  # what is left for a new one and an accepted one
    refused.locator("[name=ask_supplement-reason]").fill("Thiếu giấy")
    refused.locator("[name=ask_supplement-papers]").fill("Giấy chứng sinh")
    follow(page, refused.locator("button[type=submit]"))
    story = page.inner_text("main")
    assert "Đã xử lý 1 hồ sơ" in story
    assert "Vừa có người khác xử lý hồ sơ này" in story
    look(page)
    follow(page, page.get_by_role("button", name="Thử lại các hồ sơ này"))
    assert "Đã xử lý 1 hồ sơ" in page.inner_text("main")


def test_keys_are_listed_reach_the_actions_and_can_be_switched_off(open_as: Any) -> None:
    page: Page = open_as("dieuphoi@demo.vn")
    page.goto("/can-bo/?status=2")
    page.keyboard.press("?")
    dialog = page.locator("[data-keys]")
    expect(dialog).to_be_visible()
    look(page)
    page.keyboard.press("Escape")
    expect(dialog).to_be_hidden()
    page.keyboard.press("/")
    page.keyboard.type("jx")  # in a field letters are letters
    expect(page.locator("#id_q")).to_have_value("jx")
    page.keyboard.press("Escape")
    page.keyboard.press("j")
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile("/can-bo/ho-so/"))
    page.keyboard.press("1")
    assert page.evaluate("document.activeElement.closest('details').id") == "act-assign"
    page.keyboard.press("Escape")
    page.keyboard.press("Escape")
    page.wait_for_url(re.compile(r"/can-bo/\?status=2"))
    page.get_by_role("button", name="Phím tắt").click()
    page.get_by_label("Tắt phím tắt một phím trên trình duyệt này").check()
    page.get_by_role("button", name="Đóng").click()
    page.keyboard.press("?")
    expect(dialog).to_be_hidden()


def test_without_javascript_many_are_done_at_once_too(open_as: Any) -> None:
    page = open_as("dieuphoi@demo.vn", javascript=False)
    page.goto("/can-bo/?status=2")
    boxes = others(page).locator("input[type=checkbox]")
    for place in range(2):
        boxes.nth(place).check()
    page.get_by_role("button", name="Xử lý các hồ sơ đã chọn").click()
    page.select_option("[name=assign-assignee]", label="Đỗ Thu Hà")
    follow(page, page.locator("#act-assign button[type=submit]"))
    assert "Đã xử lý 2 hồ sơ" in page.inner_text("main")


def test_views_absences_and_rules_have_pages_that_everybody_can_read(open_as: Any, width: int) -> None:
    officer = open_as("thuly@demo.vn", width=width)
    officer.goto("/can-bo/?status=4")
    officer.get_by_text("Lưu bộ lọc này").click()
    officer.fill("#id_name", f"Đang xử lý {width}")
    look(officer)
    follow(officer, officer.get_by_role("button", name="Lưu bộ lọc", exact=True))
    assert f"Đang xử lý {width}" in officer.inner_text("nav.desk-nav")
    for address in ("/can-bo/bo-loc/", "/can-bo/vang-mat/"):
        officer.goto(address)
        look(officer)
    dispatcher = open_as("dieuphoi@demo.vn", width=width)
    dispatcher.goto("/can-bo/quy-tac-phan-cong/")
    look(dispatcher)
