"""Searching as people do it: typing with the keyboard, choosing, narrowing, going back, on a phone."""

from __future__ import annotations

import re
from typing import Any

import pytest
from playwright.sync_api import expect

from tests.browser.axe import look

pytestmark = pytest.mark.browser
BOXES = {"home": ("/", "#home-search"), "search page": ("/tim-kiem/", "#q")}


@pytest.mark.parametrize("box", list(BOXES))
def test_typing_suggests_and_the_keyboard_chooses(open_as: Any, width: int, box: str) -> None:
    address, selector = BOXES[box]
    page = open_as(width=width)
    page.goto(address)
    field = page.locator(selector)
    expect(field).to_have_attribute("role", "combobox")
    expect(field).to_have_attribute("aria-expanded", "false")
    field.press_sequentially("khai sin")
    options = page.get_by_role("option")
    expect(options.first).to_contain_text("Đăng ký khai sinh")
    expect(options.first.locator("mark")).to_contain_text("khai sinh")
    expect(options.last).to_contain_text("Tìm tất cả với “khai sin”")
    expect(field).to_have_attribute("aria-expanded", "true")
    expect(page.locator(f"{selector} >> xpath=ancestor::form >> [role=status]")).to_contain_text("gợi ý")
    look(page)
    field.press("ArrowUp")
    expect(options.last).to_have_attribute("aria-selected", "true")
    field.press("ArrowDown")
    expect(page.locator("[role=option][aria-selected=true]")).to_have_count(0)  # back at the words typed
    field.press("ArrowDown")
    expect(options.first).to_have_attribute("aria-selected", "true")
    expect(field).to_have_attribute("aria-activedescendant", str(options.first.get_attribute("id")))
    field.press("Enter")
    page.wait_for_url("**/thu-tuc/ho-tich/1-001193/")


def test_escape_closes_and_keeps_the_words_and_enter_searches_all(open_as: Any) -> None:
    page = open_as()
    page.goto("/")
    field = page.locator("#home-search")
    field.press_sequentially("ket hon")
    expect(page.get_by_role("listbox")).to_be_visible()
    field.press("Escape")
    expect(page.get_by_role("listbox")).to_be_hidden()
    expect(field).to_have_value("ket hon")
    field.press("Enter")
    page.wait_for_url("**/tim-kiem/?q=ket+hon")
    expect(page.locator("main .card__title a").first).to_have_text("Kết hôn")  # the event
    expect(page.locator("main .card-list .card__title a").first).to_contain_text("Đăng ký kết hôn")


def test_a_late_answer_does_not_replace_a_newer_one(open_as: Any) -> None:
    page = open_as()
    page.goto("/tim-kiem/")
    held: list[Any] = []
    page.route(re.compile(r"/goi-y/\?q=khai$"), lambda route: held.append(route))
    page.locator("#q").press_sequentially("khai")
    page.wait_for_timeout(400)
    page.locator("#q").press_sequentially(" tu")
    expect(page.get_by_role("option").first).to_contain_text("khai tử")
    assert len(held) == 1
    held[0].fulfill(body='<ul data-said=""><li role="option">late</li></ul>', content_type="text/html")
    page.wait_for_timeout(300)
    expect(page.get_by_role("option").first).to_contain_text("khai tử")


def test_a_suggestion_is_chosen_by_touch_on_a_phone(open_as: Any, portal: Any, chromium: Any) -> None:
    context = chromium.new_context(
        base_url=portal.address, viewport={"width": 360, "height": 800}, has_touch=True, is_mobile=True
    )
    page = context.new_page()
    page.goto("/")
    page.locator("#home-search").tap()
    page.locator("#home-search").press_sequentially("con toi moi sinh")
    page.get_by_role("option").first.tap()
    page.wait_for_url("**/tim-kiem/viec/sinh-con-nuoi-con/")
    context.close()


def test_filters_page_and_back(open_as: Any, width: int) -> None:
    page = open_as(width=width)
    page.goto("/tim-kiem/?q=dang+ky")
    if width < 900:
        page.get_by_text("Lọc kết quả").click()
    page.locator(".facet:visible").get_by_role("link", name=re.compile("Doanh nghiệp")).click()
    page.wait_for_url("**subject=business**")
    expect(page.locator(".page__content [role=status]")).to_contain_text("thủ tục cho “dang ky”")
    narrowed = page.url
    page.locator("main .card-list .card__title a").first.click()
    page.wait_for_url("**/thu-tuc/**")
    page.go_back()
    page.wait_for_url(narrowed)
    expect(page.locator("#q")).to_have_value("dang ky")
    page.get_by_role("link", name=re.compile("bỏ bộ lọc này")).click()
    page.wait_for_url("**/tim-kiem/?q=dang+ky")
    page.goto("/tim-kiem/")
    page.locator(".pagination__step[rel=next]").click()
    page.wait_for_url("**page=2")
    page.locator("main .card-list .card__title a").first.click()
    page.wait_for_url("**/thu-tuc/**")
    page.go_back()
    page.wait_for_url("**page=2")


def test_without_javascript_it_is_a_form(open_as: Any, width: int) -> None:
    page = open_as(width=width, javascript=False)
    page.goto("/")
    assert page.locator("[role=combobox]").count() == 0
    page.fill("#home-search", "khai sinh")
    page.press("#home-search", "Enter")
    page.wait_for_url("**/tim-kiem/?q=khai+sinh")
    expect(page.locator("main .card__title a").first).to_contain_text("Đăng ký khai sinh")


@pytest.mark.parametrize("language", ["vi", "en"])
def test_results_nothing_found_and_events_look_right(open_as: Any, width: int, language: str) -> None:
    page = open_as(width=width)
    page.goto("/suc-khoe/")
    root = page.url.removesuffix("suc-khoe/")
    page.context.add_cookies([{"name": "django_language", "value": language, "url": root}])
    for address in (
        "/tim-kiem/?q=khai+sinh&level=commune",
        "/tim-kiem/?q=dang+ky+khai+sinj",
        "/tim-kiem/?q=qqwwq+zzxxz+vvkkv+khai+sinh",
        "/tim-kiem/?q=khai+sinh&level=central",
        "/tim-kiem/viec/ket-hon/",
    ):
        page.goto(address)
        page.evaluate("document.querySelectorAll('main details').forEach(part => { part.open = true })")
        look(page)
