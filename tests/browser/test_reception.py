"""A paper dossier comes by post after 15:00 for another agency: a paper is missing, brought, and accepted."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tests.browser.axe import look
from tests.browser.filling import BIRTH, answer, follow, go_on
from tests.browser.portal import Portal
from tests.browser.test_journey import officer_does, print_the_slip, text_of_pdf

pytestmark = pytest.mark.browser
MISSING = "Giấy chứng sinh"
AFTER_THE_HOUR = "from procedures.processing_rules import rules; r = rules(); r.cutoff = '{}'; r.save()"


@pytest.fixture
def after_the_hour(portal: Portal) -> Any:
    """Whatever time it is, it is later than the hour until which papers are passed on the same day."""
    portal.manage("shell", "-c", AFTER_THE_HOUR.format("00:00"))
    yield
    portal.manage("shell", "-c", AFTER_THE_HOUR.format("15:00"))


@pytest.mark.usefixtures("after_the_hour")
def test_papers_by_post_for_another_agency_are_completed_and_accepted(
    open_as: Any, width: int, tmp_path: Path
) -> None:
    page = open_as("tiepnhan@demo.vn", width=width)
    begin(page)
    note_papers(page)
    fill(page)
    case = page.url
    assert "Trung tâm Phục vụ hành chính công phường Bến Đò" in page.inner_text("main")

    page.locator("#act-check_papers summary").click()
    page.locator("#act-check_papers").get_by_label(MISSING).select_option("missing")
    follow(page, page.locator("#act-check_papers button[type=submit]"))
    officer_does(page, case, "ask_supplement")
    assert MISSING in print_the_slip(page, case, tmp_path)

    page.goto(case)
    page.locator("#act-take_supplement").get_by_label(MISSING).check()
    look(page)
    follow(page, page.locator("#act-take_supplement button[type=submit]"))
    officer_does(page, case, "accept")
    number = page.inner_text("h1").strip()
    assert number.startswith("H99.17-")
    slip = receipt(page, case, tmp_path)
    for said in (number, "Bưu chính công ích", MISSING, "Bản chính", "Chuyển hồ sơ đến cơ quan giải quyết"):
        assert said in slip, slip

    page.goto("/can-bo/?hosted=on")
    assert number in page.inner_text("main")
    page.fill("main #id_q", number)
    page.press("main #id_q", "Enter")  # as a scanner does
    page.wait_for_url(case)


def begin(page: Any) -> None:
    page.goto("/can-bo/tiep-nhan/")
    look(page)
    page.fill("#procedure-search", "dang ky khai sinh")
    with page.expect_navigation():
        page.press("#procedure-search", "Enter")
    page.locator("[aria-labelledby=found]").get_by_role("link", name="Đăng ký khai sinh", exact=True).click()
    page.get_by_label("Ủy ban nhân dân phường Chợ Cũ").check()
    page.get_by_label("Qua dịch vụ bưu chính").check()
    page.get_by_label("Trường hợp thông thường").check()
    look(page)
    page.get_by_role("button", name="Tiếp tục", exact=True).click()


def note_papers(page: Any) -> None:
    """One original of every paper but the missing one."""
    look(page)
    for paper in page.locator(".reception-paper").all()[:-1]:
        if MISSING not in paper.inner_text():
            paper.get_by_label("Bản chính", exact=True).fill("1")
    page.get_by_role("button", name="Tiếp tục đến tờ khai").click()


def fill(page: Any) -> None:
    """The form an applicant fills; no file is asked for, since the papers are here."""
    for step, answers in BIRTH.items():
        page.wait_for_url(f"**/{step}/**")
        for key, value in answers.items():
            answer(page, key, value)
        go_on(page)
    page.wait_for_url("**/xem-lai/**")
    page.check("main input[type=checkbox]")
    look(page)
    assert page.get_by_role("button", name="Nộp và tiếp nhận").count() == 1
    page.locator("main button[name=wizard-do][value=submit]:not([aria-hidden])").click()
    page.wait_for_url("**/can-bo/ho-so/**")


def receipt(page: Any, case: str, folder: Path) -> str:
    """Form 01, which comes after the request for more."""
    for _ in range(40):
        page.goto(case)
        if page.locator(".page__aside a[href^='/tep/']").count() > 1:
            break
        page.wait_for_timeout(500)
    link = page.locator(".page__aside a[href^='/tep/']", has_text="Giấy tiếp nhận").first
    response = page.request.get(link.get_attribute("href"))
    path = folder / "receipt.pdf"
    path.write_bytes(response.body())
    return text_of_pdf(path)
