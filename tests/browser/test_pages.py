"""Every page beside the wizard, looked at with axe in both themes, on a phone and on a desk."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any

import pytest

from tests.browser.axe import look
from tests.browser.filling import follow

pytestmark = pytest.mark.browser
PUBLIC = {
    "home": "/",
    "catalogue": "/thu-tuc/",
    "field": "/thu-tuc/ho-tich/",
    "procedure": "/thu-tuc/ho-tich/1-001193/",
    "versions": "/thu-tuc/ho-tich/1-001193/phien-ban/",
    "search": "/tim-kiem/?q=khai+sinh",
    "nothing found": "/tim-kiem/?q=xyzzyq",
    "start": "/nop-ho-so/1.001193/",
    "look up": "/tra-cuu/",
    "verify": "/xac-minh/",
    "no such document": "/xac-minh/KHONG-CO-MA-NAY/",
    "sign in": "/tai-khoan/login/",
    "sign up": "/tai-khoan/signup/",
    "guide": "/huong-dan/",
    "messages": "/tin-nhan/",
    "display": "/giao-dien/hien-thi/",
    "style guide": "/giao-dien/mau/",
    "not found": "/khong-co-trang-nay/",
}


@pytest.mark.parametrize("language", ["vi", "en"])
def test_public_pages(open_as: Any, width: int, language: str) -> None:
    page = open_as(None, width=width)
    page.context.add_cookies([{"name": "django_language", "value": language, "url": page_root(page)}])
    for name, address in PUBLIC.items():
        page.goto(address)
        assert page.locator("h1").count() == 1, name
        assert page.locator("html").get_attribute("lang") == language, name
        look(page)


def page_root(page: Any) -> str:
    page.goto("/suc-khoe/")
    return str(page.url.removesuffix("suc-khoe/"))


@pytest.mark.parametrize("preference", ["contrast=high", "text=larger"])
def test_with_high_contrast_and_with_large_text(open_as: Any, width: int, preference: str) -> None:
    page = open_as(None, width=width)
    page.goto("/giao-dien/hien-thi/")
    name, value = preference.split("=")
    page.check(f"main [name={name}][value={value}]")
    follow(page, page.locator("main form button[type=submit]").first)
    for address in ("/", "/thu-tuc/ho-tich/1-001193/", "/nop-ho-so/1.001193/", "/tra-cuu/"):
        page.goto(address)
        look(page)


def test_a_citizens_dossiers_in_every_status(open_as: Any, width: int) -> None:
    page = open_as("lan@demo.vn", width=width)
    page.goto("/ho-so/")
    look(page)
    seen = set()
    for address in addresses_of_mine(page):
        page.goto(address)
        status = page.locator("main .tag__text").first.inner_text()
        if status not in seen:
            look(page)
        seen.add(status)
    assert len(seen) == 10
    page.goto("/to-khai/")
    look(page)


def addresses_of_mine(page: Any) -> list[str]:
    """Of all the account's dossiers: what other tests filed may have moved the demo's to a later page."""
    found: list[str] = []
    for number in range(1, 20):
        page.goto(f"/ho-so/?page={number}")
        links = [link.get_attribute("href") for link in page.locator("main .card__title a").all()]
        if not set(links) - set(found):
            break
        found += links
    return found


@pytest.mark.parametrize(
    ("account", "statuses"),
    [("tiepnhan@demo.vn", range(1, 11)), ("thungan@demo.vn", (6,)), ("kiemtoan@demo.vn", (4, 10))],
    ids=["reception", "cashier", "auditor"],
)
def test_the_desk_in_every_status(open_as: Any, width: int, account: str, statuses: Iterable[int]) -> None:
    page = open_as(account, width=width)
    page.goto("/can-bo/?status=all")
    look(page)
    for status in statuses:
        page.goto(f"/can-bo/?status={status}")
        page.locator("main table a[href*='/ho-so/']").first.click()
        page.wait_for_url(re.compile(r"/can-bo/ho-so/"))
        page.evaluate("document.querySelectorAll('main details').forEach(part => { part.open = true })")
        look(page)
