"""Editors change what citizens read and fill, publishers approve, and the public page follows."""

from __future__ import annotations

import re
from typing import Any

import pytest
from playwright.sync_api import expect

from tests.browser.admin import add_block, approve, line, press, reveal, rule, submit, tab, vi
from tests.browser.axe import look
from tests.browser.filling import answer, go_on

pytestmark = pytest.mark.browser

PAGE = "/thu-tuc/ho-tich/1-000656/"  # Đăng ký khai tử
FORM_PAGE = "/thu-tuc/ho-tich/1-004873/"  # Cấp giấy xác nhận tình trạng hôn nhân
PAPER = "Giấy tờ mới do biên tập viên thêm"


def editor_of(page: Any, title: str) -> str:
    """Address of a page's editor, found as an editor finds it: by searching."""
    page.goto("/quan-tri/")
    page.locator("main input[name=q]").fill(title)
    page.keyboard.press("Enter")
    page.wait_for_url("**q=**")
    links = page.locator("main a[href*='/edit/']").filter(has_text=title)
    return str(links.first.get_attribute("href"))  # waits until it is there


def versions(page: Any, address: str) -> int:
    page.goto(f"{address}phien-ban/")
    return int(page.locator("main tbody tr").count())


def test_a_procedure_is_changed_by_an_editor_and_published_by_a_publisher(open_as: Any) -> None:
    citizen, editor, publisher = open_as(None), open_as("bientap@demo.vn"), open_as("congbo@demo.vn")
    before = versions(citizen, PAGE)
    where = editor_of(editor, "Đăng ký khai tử")
    editor.goto(where)
    tab(editor, "Cách thức, thời hạn, phí")
    reveal(editor, "channels-0-value-time_limits-0-value-amount").fill("4")
    reveal(editor, "channels-0-value-fees-0-value-amount").fill("15000")
    tab(editor, "Trường hợp và giấy tờ")
    reveal(editor, "variants-0-value-papers-0-value-name").fill(PAPER)
    assert "Đã gửi duyệt" in submit(editor)

    citizen.goto(PAGE)
    assert PAPER not in citizen.inner_text("main"), "not published yet"

    publisher.goto("/quan-tri/")
    expect(publisher.locator("main")).to_contain_text("Đăng ký khai tử")
    publisher.goto(where)
    approve(publisher)

    citizen.goto(PAGE)
    look(citizen)
    text = citizen.inner_text("main")
    assert PAPER in text
    assert "4 ngày làm việc" in text
    assert "15.000 đ" in text
    assert versions(citizen, PAGE) == before + 1
    citizen.goto(f"{PAGE}phien-ban/{before + 1}/")
    changes = citizen.locator("main").inner_text().split("Phiên bản này thay đổi gì")[1]
    assert re.search(r"Trực tuyến › Thời hạn giải quyết › Bao lâu \(số\)\s+1\s+4", changes), changes
    assert "0 đ\t15.000 đ" in changes
    assert PAPER in changes
    assert "Trình tự" not in changes, "nobody touched the steps"

    publisher.goto(where)
    press(publisher, "button[name=action-publish]")
    assert versions(citizen, PAGE) == before + 1, "published again without a change: no new version"


def new_form(page: Any, title: str) -> str:
    """Two steps, one question shown only after another; returns the address of the form's editor."""
    page.goto("/quan-tri/snippets/eforms/eform/add/")
    page.fill("#id_title", title)
    first = add_block(page, "steps")
    page.fill(f"[name='{first}-title']", "Người đề nghị")
    name = add_block(page, f"{first}-fields", "Văn bản một dòng")
    page.fill(f"[name='{name}-label']", "Họ và tên")
    goats = add_block(page, f"{first}-fields", "Có hay không")
    page.fill(f"[name='{goats}-label']", "Nuôi dê")
    many = add_block(page, f"{first}-fields", "Số nguyên")
    page.fill(f"[name='{many}-label']", "Số con dê")
    menus = rule(page, many)
    line(menus, 0, "Nuôi dê", answer=vi("Yes"))
    expect(menus.locator(".eforms-sentence")).to_contain_text("“Nuôi dê”")
    second = add_block(page, "steps")
    page.fill(f"[name='{second}-title']", "Liên hệ")
    phone = add_block(page, f"{second}-fields", "Số điện thoại")
    page.fill(f"[name='{phone}-label']", "Điện thoại")

    assert "sửa các lỗi" in submit(page)
    expect(page.locator("main")).to_contain_text("Chưa có câu hỏi nào")
    reveal(page, f"{name}-use").select_option("full_name")
    reveal(page, f"{phone}-use").select_option("phone")
    assert "gửi duyệt" in submit(page)
    page.goto("/quan-tri/snippets/eforms/eform/")
    return str(page.get_by_role("link", name=title).first.get_attribute("href"))


def test_an_editor_builds_a_form_and_a_citizen_files_it(open_as: Any) -> None:
    citizen, editor, publisher = open_as(None), open_as("bientap@demo.vn"), open_as("congbo@demo.vn")
    form = new_form(editor, "Đơn đề nghị thử")
    editor.goto(form)
    assert editor.input_value("#id_code") == "don-de-nghi-thu"
    editor.get_by_label("Xem trước").first.click()
    preview = editor.frame_locator("#w-preview-iframe")
    expect(preview.locator("body")).to_contain_text("Nuôi dê")
    expect(preview.locator("#question-so_con_de")).to_have_count(0)
    preview.get_by_label("Có", exact=True).check()
    expect(preview.locator("#question-so_con_de")).to_be_visible()

    publisher.goto(form)
    approve(publisher)

    where = editor_of(publisher, "Cấp Giấy xác nhận tình trạng hôn nhân")
    publisher.goto(where)
    tab(publisher, "Biểu mẫu điện tử")
    choose_form(publisher, "Đơn đề nghị thử")
    assert "Đã công bố" in press(publisher, "button[name=action-publish]")

    file_it(citizen)


def choose_form(page: Any, title: str) -> None:
    chooser = page.locator("#id_eform-chooser")
    chooser.locator("[data-w-dropdown-target=toggle]").click()
    page.locator("[data-chooser-action-choose]:visible").first.click()
    dialog = page.locator(".modal-dialog")
    dialog.locator("input[name=q]").fill(title)
    dialog.get_by_role("link", name=title).first.click()
    expect(chooser).to_contain_text(title)


def file_it(page: Any) -> None:
    page.goto(FORM_PAGE)
    page.click("main >> text='Nộp hồ sơ trực tuyến'")
    page.get_by_label("Ủy ban nhân dân phường Bến Đò").check()
    page.click("main form button[type=submit]")
    answer(page, "ho_va_ten", "Trần Văn Dê")
    answer(page, "nuoi_de", True)
    answer(page, "so_con_de", "12")
    go_on(page)
    answer(page, "dien_thoai", "0912 345 678")
    go_on(page)
    text = page.inner_text("main")
    assert "Trần Văn Dê" in text
    assert "12" in text
    page.check("main input[type=checkbox]")
    page.locator("main button[name=wizard-do][value=submit]:not([aria-hidden])").click()
    page.wait_for_url("**/da-nop/")
    assert re.search(r"YC-\w+", page.inner_text("main"))
