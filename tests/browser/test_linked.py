"""A step that another agency's dossier does: built in the admin, filed, waited for, called back."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import expect

from tests.browser import test_journey
from tests.browser.admin import add_block, approve, reveal, submit, tab
from tests.browser.axe import look
from tests.browser.filling import BIRTH, follow, small_pdf
from tests.browser.portal import Portal
from tests.browser.test_editing import editor_of
from tests.browser.test_journey import file_a_birth, officer_does

pytestmark = pytest.mark.browser
BORN = "Nhà hộ sinh của bài kiểm tra"
ONLY_HERE = f'tre_noi_sinh == "{BORN}"'
"""Other births of this portal go on without steps."""
RESIDENCE = "Đăng ký thường trú"
THERE = "H99.18"
"""Suối Mơ: where no rule assigns dossiers by itself."""
PASSED = "section[aria-labelledby=passed]"


def add_step(page: Any, name: str) -> str:
    block = add_block(page, "process", "Bước")
    reveal(page, f"{block}-name").fill(name)
    reveal(page, f"{block}-role").select_option("specialist")
    reveal(page, f"{block}-when").fill(ONLY_HERE)
    return block


def choose_procedure(page: Any, block: str, title: str) -> None:
    chooser = page.locator(f"[id='{block}-opens-chooser']")
    chooser.locator("[data-chooser-action-choose]:visible").click()
    dialog = page.locator(".modal-dialog")
    expect(dialog).to_contain_text("Chỉ chọn được trang loại “Thủ tục”")
    dialog.locator("input[name=q]").fill(title)
    dialog.get_by_role("link", name=title, exact=True).first.click()
    expect(chooser).to_contain_text(title)


def until(page: Any, address: str, where: str, words: str) -> str:
    """What stands there once the worker has done what it has to."""
    for _ in range(60):
        page.goto(address)
        found = page.locator(where)
        if found.count() and words in found.inner_text():
            return str(found.inner_text())
        page.wait_for_timeout(500)
    raise AssertionError(f"{words!r} did not come:\n{page.inner_text('main')}")


def build_it(editor: Any, publisher: Any) -> None:
    where = editor_of(editor, "Đăng ký khai sinh")
    editor.goto(where)
    tab(editor, "Quy trình xử lý")
    opening = add_step(editor, "Đăng ký thường trú cho trẻ")
    choose_procedure(editor, opening, RESIDENCE)
    assert "sửa các lỗi" in submit(editor)  # at which agency is not said yet
    tab(editor, "Quy trình xử lý")
    expect(editor.locator(f"[id='{opening}-opens-chooser']")).to_contain_text(RESIDENCE)
    reveal(editor, f"{opening}-opens_at").select_option(THERE)
    add_step(editor, "Ghi vào sổ hộ tịch")
    assert "Đã gửi duyệt" in submit(editor)
    publisher.goto(where)
    approve(publisher)
    publisher.goto(where)
    tab(publisher, "Quy trình xử lý")
    expect(publisher.locator(".flow")).to_contain_text("mở hồ sơ thủ tục 1.004222")


def test_a_birth_waits_for_the_residence_another_commune_registers(
    portal: Portal, open_as: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    build_it(open_as("bientap@demo.vn"), open_as("congbo@demo.vn"))
    monkeypatch.setitem(BIRTH["tre"], "tre_noi_sinh", BORN)
    monkeypatch.setattr(test_journey, "look", lambda _page: None)  # at these pages its own test looks
    citizen = open_as(None)
    mine = f"/ho-so/{file_a_birth(citizen, tmp_path)}/"
    case = f"/can-bo{mine}"
    officer_does(open_as("tiepnhan@demo.vn"), case, "accept")
    officer_does(open_as("dieuphoi@demo.vn"), case, "assign", assignee="Đỗ Thu Hà")

    ward = open_as("thuly@demo.vn")
    waits = until(ward, case, PASSED, "Mới đăng ký")
    assert "Suối Mơ" in waits
    assert RESIDENCE in waits
    assert re.search(r"(còn hạn|sắp đến hạn).*\d+ (giờ|ngày)", waits, re.DOTALL), waits
    assert re.search(r"hạn \d\d/\d\d/\d{4} \d\d:\d\d", waits), waits
    look(ward)
    assert ward.locator("#act-complete_step").count() == 0  # it waits
    child = str(ward.locator(f"{PASSED} a.code").get_attribute("href"))
    citizen.goto(mine)
    look(citizen)
    assert "Suối Mơ" in citizen.locator(PASSED).inner_text()
    assert "Cán bộ thụ lý, Ủy ban nhân dân xã Suối Mơ" in citizen.inner_text("main")

    officer_does(open_as("motcua.suoimo@demo.vn"), child, "accept")
    leader = open_as("lanhdao.suoimo@demo.vn")
    officer_does(leader, child, "assign", assignee="Cao Xuân Bắc")
    expect(leader.locator("main")).to_contain_text("Ủy ban nhân dân phường Bến Đò")  # where it comes from
    ward.goto(case)
    expect(ward.locator(PASSED)).to_contain_text("Đang xử lý")
    finish_with_a_result(leader, child, small_pdf(tmp_path, "ket-qua.pdf"))

    until(citizen, mine, PASSED, "đã xong, có kết quả")
    look(citizen)
    result = citizen.locator(f"{PASSED} a[href^='/tep/']")
    assert citizen.request.get(str(result.get_attribute("href"))).status == 200
    ward.goto(case)
    look(ward)
    expect(ward.locator("#process ~ table tr", has_text="Ghi vào sổ")).to_contain_text("đang xử lý")
    officer_does(open_as("pheduyet@demo.vn"), case, "finish")
    citizen.goto(mine)
    expect(citizen.locator("main")).to_contain_text("Đã có kết quả")


def finish_with_a_result(page: Any, address: str, result: Path) -> None:
    page.goto(address)
    block = page.locator("#act-finish")
    if block.get_attribute("open") is None:
        block.locator("summary").first.click()
    block.locator("[name=finish-result]").set_input_files(str(result))
    follow(page, block.locator("button[type=submit]"))
