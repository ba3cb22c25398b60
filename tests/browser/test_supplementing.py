"""A mistake in a form is put right: asked for, corrected by the citizen, old and new side by side."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import expect

from tests.browser.axe import look
from tests.browser.filling import answer, follow, go_on
from tests.browser.portal import Portal
from tests.browser.test_journey import file_a_birth

pytestmark = pytest.mark.browser


def test_named_answers_are_corrected_and_stand_beside_the_old_ones(
    portal: Portal, open_as: Any, width: int, tmp_path: Path
) -> None:
    citizen = open_as(None, width=width)
    dossier = file_a_birth(citizen, tmp_path)
    officer = open_as("tiepnhan@demo.vn", width=width)
    officer.goto(f"/can-bo/ho-so/{dossier}/")
    block = officer.locator("#act-ask_supplement")
    block.locator("summary").click()
    block.locator("[name=ask_supplement-reason]").fill("Tên con chưa khớp giấy chứng sinh.")
    block.locator("[name=ask_supplement-questions][value=tre_ho_ten]").check()
    look(officer)
    follow(officer, block.locator("button[type=submit]"))

    citizen.goto(f"/ho-so/{dossier}/")
    look(citizen)
    citizen.get_by_role("button", name="Sửa câu trả lời").click()
    citizen.wait_for_url("**/tre/**")
    look(citizen)
    expect(citizen.locator("main input[name=tre_ngay_sinh]")).to_have_count(0)
    answer(citizen, "tre_ho_ten", "Trần Nguyễn Bảo Ân")
    go_on(citizen)
    citizen.wait_for_url("**/xem-lai/")
    citizen.check("main input[type=checkbox]")
    citizen.locator("main button[name=wizard-do][value=submit]:not([aria-hidden])").click()
    citizen.wait_for_url(f"**/ho-so/{dossier}/")

    officer.goto(f"/can-bo/ho-so/{dossier}/")
    look(officer)
    changes = officer.locator("section", has=officer.locator("#changes"))
    expect(changes.locator("del")).to_have_text("Trần Nguyễn Bảo An")
    expect(changes.locator("ins")).to_have_text("Trần Nguyễn Bảo Ân")
