"""The style guide in a real browser: every component, every mode, small screens, the keyboard and paper."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import product
from typing import Any

import pytest

from tests.browser.axe import violations

pytestmark = [
    pytest.mark.browser,
    pytest.mark.django_db(transaction=True),
    pytest.mark.urls("tests.themes.urls"),
]
THEMES, WIDTHS, MODES = ("son", "lam"), (360, 1280), ("normal.normal", "high.normal", "normal.larger")


@pytest.fixture
def page(chromium: Any, live_server: Any) -> Iterator[Any]:
    context = chromium.new_context(base_url=live_server.url)
    yield context.new_page()
    context.close()


def wish(page: Any, address: str, display: str) -> None:
    page.context.add_cookies([{"name": "display", "value": display, "url": address}])


def test_axe_finds_nothing_in_either_theme_and_any_mode_and_nothing_sticks_out(
    page: Any, live_server: Any
) -> None:
    found = []
    for theme, width, mode in product(THEMES, WIDTHS, MODES):
        page.set_viewport_size({"width": width, "height": 800})
        wish(page, live_server.url, mode)
        page.goto(f"/giao-dien/mau/?preset={theme}")
        wrong = violations(page).response["violations"]
        found += [(theme, width, mode, one["id"], one["nodes"][0]["html"]) for one in wrong]
        if page.evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth"):
            found += [(theme, width, mode, "sticks out", "")]
    assert found == []


def test_very_large_text_fits_the_smallest_screen(page: Any, live_server: Any) -> None:
    page.set_viewport_size({"width": 320, "height": 640})
    wish(page, live_server.url, "normal.larger")
    page.goto("/giao-dien/mau/")
    assert page.evaluate("document.documentElement.scrollWidth") == 320


def test_the_first_tab_leads_past_the_menus(page: Any) -> None:
    page.goto("/giao-dien/mau/")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip-link"
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "main"


def test_a_form_sent_wrong_puts_the_reader_at_the_list_of_errors(page: Any) -> None:
    page.goto("/giao-dien/hien-thi/")
    page.evaluate(
        "document.querySelectorAll('main [name=contrast]').forEach((box) => { box.value = 'neon' })"
    )
    page.click("main button[type=submit]")
    page.wait_for_selector(".error-summary")
    assert page.evaluate("document.activeElement.className") == "error-summary"


def test_the_menu_opens_and_the_wish_is_kept_without_javascript(chromium: Any, live_server: Any) -> None:
    context = chromium.new_context(
        base_url=live_server.url, java_script_enabled=False, viewport={"width": 360, "height": 800}
    )
    page = context.new_page()
    page.goto("/giao-dien/mau/")
    page.click(".header__menu > summary")
    page.click(".header__sheet .disclosure > summary")
    page.check("#contrast-high-menu")
    page.click(".header__sheet .display button")
    assert page.url == f"{live_server.url}/giao-dien/mau/"
    assert page.get_attribute("html", "data-contrast") == "high"
    context.close()


def test_paper_is_black_on_white_without_menus_whatever_the_mode(page: Any, live_server: Any) -> None:
    wish(page, live_server.url, "high.larger")
    page.goto("/giao-dien/mau/")
    page.emulate_media(media="print")
    style = "getComputedStyle(document.documentElement)"
    assert page.evaluate(f"{style}.color") == "rgb(0, 0, 0)"
    assert page.evaluate(f"{style}.backgroundColor") == "rgb(255, 255, 255)"
    assert not page.is_visible(".footer")
    assert not page.is_visible(".header__menu")
