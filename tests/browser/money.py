"""Money as people handle it in the browser: a dossier that owes, a refund that two people decide."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

from tests.browser.axe import look
from tests.browser.filling import follow
from tests.browser.portal import Portal
from tests.browser.test_journey import file_a_birth, officer_does


def owing(open_as: Any, citizen: Any, folder: Path) -> tuple[str, str]:
    """A dossier of which 50.000 đ are asked: (its id, its code)."""
    dossier = file_a_birth(citizen, folder)
    case = f"/can-bo/ho-so/{dossier}/"
    officer_does(open_as("tiepnhan@demo.vn"), case, "accept")
    officer_does(open_as("dieuphoi@demo.vn"), case, "assign", assignee="Đỗ Thu Hà")
    return dossier, ask_for(open_as, dossier)


def ask_for(open_as: Any, dossier: str) -> str:
    """50.000 đ more; the dossier's code."""
    page = open_as("thuly@demo.vn")
    case = f"/can-bo/ho-so/{dossier}/"
    officer_does(page, case, "ask_payment", amount="50000", reason="Trích lục bản sao")
    return str(page.inner_text("h1").strip())


def choose_way(page: Any, code: str, way: str) -> None:
    """From the list of fees to the page the way begins with."""
    page.goto("/thanh-toan/")
    look(page)
    page.locator(".card").filter(has_text=code).locator("a[href^='/thanh-toan/']").click()
    page.wait_for_url(re.compile(r"/thanh-toan/[0-9a-f-]{36}/"))
    look(page)
    page.check(f"main input[name=way][value={way}]")
    page.locator("main form button[type=submit]").click()


def ask_back(page: Any, reference: str) -> str:
    """An officer asks for the whole payment to go back; where the refund stands."""
    page.goto(f"/can-bo/thu-ngan/giao-dich/{reference}/")
    look(page)
    page.select_option("[name=reason]", "mistake")
    page.get_by_role("button", name="Đề nghị hoàn tiền").click()
    page.wait_for_url("**/can-bo/hoan-tien/*/")
    look(page)
    assert page.locator("[name=do]").count() == 0, "nobody decides what they asked for"
    return str(page.url)


def approve(page: Any, refund: str) -> None:
    page.goto(refund)
    look(page)
    follow(page, page.locator("button[name=do][value=approve]"))


def balanced(portal: Portal) -> None:
    """Every đồng is in the books, and the books sum to nothing: the command looks at both."""
    assert "The books hold." in portal.manage("check_books")
