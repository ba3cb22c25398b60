"""Both spouses: she files for the household, he signs by link and code in a browser of his own."""

from __future__ import annotations

import re
from typing import Any

import pytest

from tests.browser.axe import look
from tests.browser.filling import answer, follow, go_on
from tests.browser.portal import Portal

pytestmark = pytest.mark.browser

CODE = "1.004873"
HUSBAND = "chong@example.vn"
LINK = r"/to-khai/ky/\S+"
FORM = """
from eforms.building import build
from procedures.releases import in_force
from django.utils import timezone
def ask(kind, key, label, **more):
    return {"type": kind, "key": key, "label": label, "required": True, **more}
build(in_force("1.004873", timezone.localdate()).form_version.eform.code, {
    "title": "Tờ khai của vợ chồng", "representation": "allowed",
    "signers": [{"id": "chong", "label": "Chồng", "label_en": "Husband", "name": "ten_chong",
                 "email": "thu_chong"}],
    "steps": [
        {"id": "vo", "title": "Người vợ", "fields": [
            ask("text", "ten_vo", "Họ và tên vợ", use="full_name"),
            ask("email", "thu_vo", "Thư điện tử của vợ", use="email",
                prefill={"from": "account.email", "fixed": True})]},
        {"id": "chong", "title": "Người chồng", "fields": [
            ask("text", "ten_chong", "Họ và tên chồng"),
            ask("email", "thu_chong", "Thư điện tử của chồng"),
            ask("text", "ghi_chu", "Nội dung đề nghị")]}]}, scenarios=[])
"""


def begin(page: Any) -> None:
    page.goto(f"/nop-ho-so/{CODE}/")
    look(page)
    page.locator("main input[name=agency]").first.check()
    if page.locator("main input[name=variant]").count():
        page.locator("main input[name=variant]").first.check()
    follow(page, page.locator("main form[method=post] button").first)


def mail(page: Any, subject: str, wanted: str) -> str:
    """What the newest message with this subject says that looks as wanted; the worker needs a moment."""
    for _ in range(60):
        page.goto("/tin-nhan/")
        found = page.locator("main").get_by_text(subject, exact=False)
        if found.count():
            follow(page, found.first)
            match = re.search(wanted, page.inner_text("main"))
            if match:
                return match[0]
        page.wait_for_timeout(500)
    raise AssertionError(f"No message “{subject}”.")


def sign(page: Any, link: str) -> None:
    """As the husband: link, code, answers, agreement."""
    page.goto(link)
    assert link.rstrip("/").split("/")[-1] not in page.url
    address = page.url
    look(page)
    assert "Đổi tên con" not in page.inner_text("main")
    follow(page, page.locator("main button[value=send]"))
    code = mail(page, "Mã ký của bạn", r"\b\d{6}\b")
    page.goto(address)
    page.fill("main input[name=code]", code)
    look(page)
    follow(page, page.locator("main button[value=check]"))
    look(page)
    assert "Trần An" in page.inner_text("main")
    follow(page, page.locator("main button[value=agree]"))
    look(page)


def test_two_spouses_sign_in_two_browsers(portal: Portal, open_as: Any, width: int) -> None:
    portal.manage("shell", "-c", FORM)
    wife, husband = open_as("lan@demo.vn", width=width), open_as(None, width=width)
    begin(wife)
    look(wife)
    wife.locator("main input[name=nop_thay_cho]").first.check()
    go_on(wife)
    look(wife)
    assert wife.locator("main [name=thu_vo]").count() == 0
    assert "Lấy từ tài khoản của bạn" in wife.inner_text("main")
    go_on(wife)
    answer(wife, "ten_chong", "Trần An")
    answer(wife, "thu_chong", f"{width}-{HUSBAND}")
    answer(wife, "ghi_chu", "Đổi tên con")
    go_on(wife)
    look(wife)
    wife.check("main input[type=checkbox]")
    wife.locator("main button[name=wizard-do][value=submit]:not([aria-hidden])").click()
    wife.wait_for_url("**/ky-chung/")
    waiting = wife.url
    look(wife)
    follow(wife, wife.locator("main button[value=invite]"))
    look(wife)
    sign(husband, mail(husband, "Mời bạn ký", LINK))
    wife.goto(waiting)
    look(wife)
    assert "Đã đồng ý" in wife.inner_text("main")

    wife.goto(waiting.replace("ky-chung", "chong"))  # a change: his signature is void
    answer(wife, "ghi_chu", "Đổi họ con")
    go_on(wife)
    assert "không còn hiệu lực" in wife.inner_text("body")
    wife.goto(waiting)
    assert "Phải ký lại" in wife.inner_text("main")
    look(wife)
    follow(wife, wife.locator("main button[value=invite]"))
    sign(husband, mail(husband, "Mời bạn ký", LINK))
    wife.goto(waiting)
    wife.get_by_role("link", name="Tiếp tục nộp").click()
    wife.check("main input[type=checkbox]")
    wife.locator("main button[name=wizard-do][value=submit]:not([aria-hidden])").click()
    wife.wait_for_url("**/da-nop/")
