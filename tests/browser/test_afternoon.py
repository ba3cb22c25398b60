"""An official rebuilds a paper form alone, proves it, publishes it; citizens file it while it changes.

No code, only menus: four steps, a repeating group, rules, a formula, a paper that depends on an answer.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import expect

from tests.browser.admin import approve, line, press, rule, submit, tab, vi
from tests.browser.filling import answer, follow, go_on, small_pdf
from tests.browser.test_builder import ADD, ask, save, step
from tests.browser.test_editing import choose_form, editor_of

pytestmark = pytest.mark.browser
TITLE = "Đơn đề nghị hỗ trợ nuôi con nhỏ"
PROCEDURE = "Cấp Giấy xác nhận tình trạng hôn nhân"
PROCEDURE_AT = "/thu-tuc/ho-tich/1-004873/"
SCENARIO = "Hộ nghèo có hai con"
FORMULA = "size(cac_con) * so_thang_de_nghi * 500000"
PERSON = {"ho_va_ten": "Trần Văn Dê", "dien_thoai": "0912 345 678"}
CHILDREN = [("Trần Bê", "05/06/2020"), ("Trần Nghé", "01/02/2023")]


def test_a_form_is_built_proved_published_filed_and_changed(open_as: Any, tmp_path: Path) -> None:
    editor, publisher = open_as("bientap@demo.vn"), open_as("congbo@demo.vn")
    form = build(editor)
    keep_scenario(editor)
    editor.goto(form)
    assert "gửi duyệt" in submit(editor)
    publisher.goto(form)
    approve(publisher)
    publisher.goto(editor_of(publisher, PROCEDURE))
    tab(publisher, "Biểu mẫu điện tử")
    choose_form(publisher, TITLE)
    assert "Đã công bố" in press(publisher, "button[name=action-publish]")

    first = open_as(None)
    begin(first)
    fill_until_papers(first)
    attach_and_file(first, tmp_path)

    second = open_as(None)
    begin(second)
    fill_children(second)
    expect(second.locator("h1")).to_contain_text("Đề nghị")
    answer(second, "so_thang_de_nghi", "6")
    change(publisher, form)
    answer(second, "ho_ngheo", True)
    go_on(second)
    finish_after_the_change(second, tmp_path)


# -- the editor ----------------------------------------------------------------------------------------------


def build(page: Any) -> str:
    """Four steps; returns the address of the form's editor."""
    page.goto(ADD)
    page.fill("#id_title", TITLE)
    one = f"{step(page, 'Người đề nghị')}-fields"
    name = ask(page, one, "text", "Họ và tên")
    page.select_option(f"[name='{name}-use']", "full_name")
    phone = ask(page, one, "phone", "Điện thoại")
    page.select_option(f"[name='{phone}-use']", "phone")
    two = f"{step(page, 'Các con')}-fields"
    group = ask(page, two, "group", "Các con")
    ask(page, f"{group}-fields", "text", "Tên con")
    ask(page, f"{group}-fields", "date", "Ngày sinh của con")
    three = f"{step(page, 'Đề nghị')}-fields"
    ask(page, three, "integer", "Số tháng đề nghị")
    poor = ask(page, three, "yes_no", "Hộ nghèo")
    total = ask(page, three, "computed", "Số tiền")
    page.fill(f"[name='{total}-formula']", FORMULA)
    number = ask(page, three, "text", "Số sổ hộ nghèo")
    line(rule(page, number), 0, "Hộ nghèo", answer=vi("Yes"))
    assert poor
    four = f"{step(page, 'Giấy tờ')}-fields"
    paper = ask(page, four, "file", "Giấy chứng nhận hộ nghèo")
    page.uncheck(f"[name='{paper}-required']")
    line(rule(page, paper, "Must be answered when"), 0, "Hộ nghèo", answer=vi("Yes"))
    save(page)
    return str(page.url)


def keep_scenario(page: Any) -> None:
    """Fill the form for trial, and keep what came out as what is expected."""
    page.goto(page.url.replace("/snippets/eforms/eform/edit/", "/bieu-mau-dien-tu/") + "dien-thu/")
    for key, value in PERSON.items():
        answer(page, key, value)
    press_trial(page)
    fill_rows(page)
    press_trial(page)
    answer(page, "so_thang_de_nghi", "6")
    answer(page, "ho_ngheo", True)
    answer(page, "so_so_ho_ngheo", "HN-12")
    press_trial(page)
    page.locator("main [name='giay_chung_nhan_ho_ngheo']").first.check()  # a mark: "has a file"
    press_trial(page)
    text = page.inner_text("body")
    assert "6.000.000" in text, text
    page.fill("#scenario-name", SCENARIO)
    follow(page, page.locator("button[name=do][value=save]"))
    expect(page.locator("body")).to_contain_text(SCENARIO)


def press_trial(page: Any) -> None:
    follow(page, page.locator("button[name=do][value=continue]:not([aria-hidden])"))


def change(page: Any, form: str) -> None:
    """A further question in the first step, published at once."""
    page.goto(form)
    page.wait_for_function("window.eformsBuilder && window.eformsBuilder.root()")
    page.get_by_role("button", name=vi("Open all steps")).click()
    nickname = ask(page, "steps-0-value-fields", "text", "Biệt danh")
    page.uncheck(f"[name='{nickname}-required']")  # else the scenario would fail, and stop the publication
    said = press(page, "button[name=action-publish]")
    assert "công bố" in said, said


# -- citizens ------------------------------------------------------------------------------------------------


def begin(page: Any) -> None:
    page.goto(PROCEDURE_AT)
    page.click("main >> text='Nộp hồ sơ trực tuyến'")
    page.get_by_label("Ủy ban nhân dân phường Bến Đò").check()
    page.click("main form button[type=submit]")


def fill_rows(page: Any) -> None:
    for number, (name, born) in enumerate(CHILDREN):
        if not page.locator(f"main [name='cac_con-{number}-ten_con']").count():
            page.locator("main button[value='add:cac_con']").click()
            page.locator(f"main [name='cac_con-{number}-ten_con']").wait_for()
        answer(page, f"cac_con-{number}-ten_con", name)
        answer(page, f"cac_con-{number}-ngay_sinh_cua_con", born)


def fill_children(page: Any) -> None:
    for key, value in PERSON.items():
        answer(page, key, value)
    go_on(page)
    fill_rows(page)
    go_on(page)


def fill_until_papers(page: Any) -> None:
    fill_children(page)
    answer(page, "so_thang_de_nghi", "6")
    answer(page, "ho_ngheo", True)
    expect(page.locator("#question-so_tien")).to_contain_text("6.000.000")
    answer(page, "so_so_ho_ngheo", "HN-12")
    go_on(page)


def attach_and_file(page: Any, folder: Path) -> None:
    """Without the paper the step is refused, since the household is poor; with it the form is filed."""
    go_on(page)
    expect(page.locator(".error-summary")).to_contain_text("Giấy chứng nhận hộ nghèo")
    answer(page, "giay_chung_nhan_ho_ngheo", small_pdf(folder, "so-ho-ngheo.pdf"))
    go_on(page)
    review(page)


def review(page: Any) -> None:
    text = page.inner_text("main")
    for words in ("Trần Văn Dê", "Trần Bê", "Trần Nghé", "6.000.000", "HN-12", "so-ho-ngheo.pdf"):
        assert words in text, (words, text)
    page.locator("main input[type=checkbox]").last.check()
    page.locator("main button[name=wizard-do][value=submit]:not([aria-hidden])").click()
    page.wait_for_url("**/da-nop/")
    assert re.search(r"YC-\w+", page.inner_text("main"))


def finish_after_the_change(page: Any, folder: Path) -> None:
    """The form has moved on: what to check is told, nothing answered before is gone."""
    assert "đã được cập nhật" in page.inner_text("main")
    for _ in range(6):
        if page.locator("[name=so_so_ho_ngheo]").count():
            answer(page, "so_so_ho_ngheo", "HN-12")
        if page.locator("input[type=file][name=giay_chung_nhan_ho_ngheo]").count():
            answer(page, "giay_chung_nhan_ho_ngheo", small_pdf(folder, "so-ho-ngheo.pdf"))
        if page.url.split("?")[0].endswith("/xem-lai/"):
            break
        go_on(page)
    review(page)
