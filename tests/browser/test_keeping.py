"""Nothing typed is lost: autosave, a session that ends in a step, two windows; review, paper, keyboard."""

from __future__ import annotations

import re
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest

from tests.browser.axe import look
from tests.browser.filling import answer, follow, go_on, small_pdf
from tests.browser.test_trouble import begin, fill_step

pytestmark = pytest.mark.browser
NAME = "Nguyễn Thị Lan Hương"


def saved(page: Any) -> None:
    page.locator("#saved", has_text="Đã lưu lúc").wait_for()


def sign_out(page: Any) -> None:
    """In another window of the same browser."""
    other = page.context.new_page()
    other.goto("/tai-khoan/logout/")
    follow(other, other.locator("main form button[type=submit]"))
    other.close()


def sign_in(page: Any) -> None:
    page.fill("input[name=login]", "lan@demo.vn")
    page.fill("input[name=password]", "mot-cua-demo")
    follow(page, page.locator("main form button[type=submit]").first)


def signed_in(open_as: Any, **how: Any) -> Any:
    """A session of its own, which the test may end."""
    page = open_as(None, **how)
    page.goto("/tai-khoan/login/")
    sign_in(page)
    return page


def test_answers_are_kept_while_typing_and_the_step_stays_open(open_as: Any, width: int) -> None:
    page = open_as(None, width=width)
    begin(page)
    address = page.url
    answer(page, "nguoi_yeu_cau", NAME)
    answer(page, "so_dinh_danh", "12")
    saved(page)
    look(page)
    page.goto("/")
    page.goto(address)
    assert page.input_value("[name=nguoi_yeu_cau]") == NAME
    assert page.input_value("[name=so_dinh_danh]") == "12"
    assert page.locator(".steps__item--done").count() == 0


def test_two_windows_on_one_step(open_as: Any) -> None:
    page = open_as(None)
    begin(page)
    other = page.context.new_page()
    other.goto(page.url)
    answer(page, "nguoi_yeu_cau", NAME)
    saved(page)
    answer(other, "thu_dien_tu", "lan@example.vn")
    saved(other)
    page.reload()
    assert page.input_value("[name=nguoi_yeu_cau]") == NAME
    assert page.input_value("[name=thu_dien_tu]") == "lan@example.vn"


@pytest.mark.parametrize("javascript", [True, False], ids=["js", "plain"])
def test_signed_out_in_the_middle_of_a_step(open_as: Any, width: int, javascript: bool) -> None:
    page = signed_in(open_as, width=width, javascript=javascript)
    begin(page)
    address = page.url
    page.fill("[name=nguoi_yeu_cau]", NAME)
    sign_out(page)
    page.fill("[name=thu_dien_tu]", "lan.huong@example.vn")
    if javascript:
        page.wait_for_selector("#saved a")
        look(page)
    go_on(page)
    assert NAME not in page.content()
    if javascript:
        look(page)
    follow(page, page.locator("main a.button").first)
    sign_in(page)
    assert page.url == address
    assert page.input_value("[name=nguoi_yeu_cau]") == NAME
    assert page.input_value("[name=thu_dien_tu]") == "lan.huong@example.vn"


def test_signed_in_in_another_window_makes_the_page_old_but_loses_nothing(open_as: Any) -> None:
    page = open_as(None)
    begin(page)
    other = page.context.new_page()
    other.goto("/tai-khoan/login/")
    sign_in(other)
    answer(page, "nguoi_yeu_cau", NAME)
    page.wait_for_selector("#saved a")
    go_on(page)
    assert "/nguoi_yeu_cau/" in page.url
    assert page.input_value("[name=nguoi_yeu_cau]") == NAME


def test_from_the_review_to_one_question_and_back_and_on_paper(
    open_as: Any, width: int, tmp_path: Path
) -> None:
    page = open_as(None, width=width)
    begin(page)
    for step in ("nguoi_yeu_cau", "tre", "me", "cha"):
        fill_step(page, step)
        go_on(page)
    answer(page, "loai_chung_minh", "giay-chung-sinh")
    answer(page, "can_ban_sao", False)
    answer(page, "giay_chung_sinh", small_pdf(tmp_path, "giay-chung-sinh.pdf"))
    answer(page, "giay_ket_hon", small_pdf(tmp_path, "giay-ket-hon.pdf"))
    go_on(page)
    review = page.url
    look(page)
    follow(page, page.locator("a[href$='#question-tre_ho_ten']"))
    page.locator("[name=tre_ho_ten]:focus").wait_for()
    answer(page, "tre_ho_ten", "Trần Bảo Ngọc")
    go_on(page)
    assert page.url == review
    assert "Trần Bảo Ngọc" in page.inner_text("main")
    paper = page.request.get(page.locator("a[href$='/ban-in/']").get_attribute("href"))
    assert "TRẦN BẢO NGỌC" in text_of(paper.body(), tmp_path)  # the layout says it in capitals


def text_of(content: bytes, folder: Path) -> str:
    if not shutil.which("pdftotext"):
        pytest.skip("pdftotext is not installed: apt-get install poppler-utils")
    path = folder / "form.pdf"
    path.write_bytes(content)
    done = subprocess.run(
        ["pdftotext", "-layout", str(path), "-"], capture_output=True, text=True, check=True
    )
    return " ".join(done.stdout.split())


def test_filing_again_and_drafts(open_as: Any, width: int, tmp_path: Path) -> None:
    page = signed_in(open_as, width=width)
    page.goto("/ho-so/")
    follow(page, page.locator("main a[href*='?tu=']").first)
    look(page)
    page.locator("main input[name=agency]").first.check()
    follow(page, page.locator("main form[method=post] button[type=submit]").first)
    assert "/to-khai/" in page.url
    look(page)
    page.goto("/to-khai/")
    look(page)
    assert re.search(r"Đã xong \d/\d bước", page.inner_text("main"))
    page.goto("/ho-so/")
    follow(page, page.locator("main .card__title a").first)
    paper = page.request.get(page.locator("a[href$='/to-khai/']").first.get_attribute("href"))
    assert "Mã hồ sơ" in text_of(paper.body(), tmp_path)


def test_by_keyboard_alone_with_the_page_at_400_percent(open_as: Any) -> None:
    """1280 px at 400 % are 320: one column, nothing sticks out, every control is reached and seen by Tab."""
    page = open_as(None, width=320)
    page.set_viewport_size({"width": 320, "height": 256})
    begin(page)
    look(page)
    page.focus("[name=nguoi_yeu_cau]")
    page.keyboard.type(NAME)
    reached = []
    for _ in range(60):
        page.keyboard.press("Tab")
        found = page.evaluate(
            "(() => { const one = document.activeElement, box = one.getBoundingClientRect();"
            "return [one.name || one.id || one.tagName, one.value || '',"
            "box.bottom > 0 && box.top < innerHeight,"
            "box.left >= 0 && box.right <= innerWidth + 1]; })()"
        )
        assert found[2], f"{found[0]} is out of sight"
        assert found[3], f"{found[0]} sticks out"
        reached.append(found[0])
        if found[1] == "continue":
            break
    assert {"so_dinh_danh", "dien_thoai", "noi_cu_tru-province", "quan_he", "wizard-do"} <= set(reached)
    with page.expect_navigation():
        page.keyboard.press("Enter")
    page.locator(".error-summary:focus").wait_for()
    look(page)
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.locator("[name=so_dinh_danh]:focus").wait_for()
