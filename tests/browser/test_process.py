"""An editor builds a process over two agencies with a form, and the officers of both carry it through."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import expect

from tests.browser.admin import add_block, approve, reveal, submit, tab
from tests.browser.axe import look
from tests.browser.filling import BIRTH, go_on
from tests.browser.test_editing import editor_of
from tests.browser.test_journey import file_a_birth, officer_does

pytestmark = pytest.mark.browser

ONLY_HERE = 'tre_noi_sinh == "Trạm y tế của bài kiểm tra"'
"""Other births of this portal go on without steps."""


def add_step(page: Any, name: str, **more: str) -> None:
    step = add_block(page, "process", "Bước")
    for field, value in {"name": name, "role": "specialist", "when": ONLY_HERE, **more}.items():
        control = reveal(page, f"{step}-{field}")
        if control.evaluate("node => node.tagName") == "SELECT":
            control.select_option(value)
        else:
            control.fill(value)


def test_two_agencies_carry_a_dossier_through_the_process_an_editor_built(
    open_as: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    editor, publisher = open_as("bientap@demo.vn"), open_as("congbo@demo.vn")
    where = editor_of(editor, "Đăng ký khai sinh")
    editor.goto(where)
    tab(editor, "Quy trình xử lý")
    add_step(editor, "Xác minh nơi sinh", form="bien-ban-kiem-tra-thuc-dia", hours="4")
    add_step(editor, "Đối chiếu với thuế", agency="H99.08", hours="2")
    assert "Đã gửi duyệt" in submit(editor)
    publisher.goto(where)
    approve(publisher)
    publisher.goto(where)
    tab(publisher, "Quy trình xử lý")
    expect(publisher.locator(".flow")).to_contain_text("Thuế tỉnh Bình Minh")

    monkeypatch.setitem(BIRTH["tre"], "tre_noi_sinh", "Trạm y tế của bài kiểm tra")
    case = f"/can-bo/ho-so/{file_a_birth(open_as(None), tmp_path)}/"
    officer_does(open_as("tiepnhan@demo.vn"), case, "accept")
    officer_does(open_as("dieuphoi@demo.vn"), case, "assign", assignee="Đỗ Thu Hà")

    ward = open_as("thuly@demo.vn")
    ward.goto(case)
    look(ward)
    ward.get_by_role("button", name="Điền biểu mẫu của bước").click()
    ward.get_by_label("Khớp với hồ sơ").check()
    ward.locator("[name=nhan_xet]").fill("Đã xác minh tại trạm y tế.")
    go_on(ward)
    ward.wait_for_url("**/xem-lai/")
    ward.check("main input[type=checkbox]")
    ward.locator("main button[name=wizard-do][value=submit]:not([aria-hidden])").click()
    ward.wait_for_url(f"**{case}")
    expect(ward.locator("main")).to_contain_text("Đã xác minh tại trạm y tế.")

    tax = open_as("chuyenvien.thue@demo.vn")
    tax.goto("/can-bo/?waiting=on")
    expect(tax.locator("main")).to_contain_text("Đối chiếu với thuế, Thuế tỉnh Bình Minh")
    officer_does(tax, case, "complete_step")
    expect(tax.locator("main")).to_contain_text("Cán bộ thụ lý, Thuế tỉnh Bình Minh")
    officer_does(open_as("pheduyet@demo.vn"), case, "finish")
