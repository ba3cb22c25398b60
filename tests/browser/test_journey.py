"""The whole first path in a real browser: found, read, filed, accepted, printed, processed, handed over."""

from __future__ import annotations

import re
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest

from tests.browser.axe import look
from tests.browser.filling import BIRTH, answer, follow, go_on, small_pdf
from tests.browser.portal import Portal

pytestmark = pytest.mark.browser


def officer_does(page: Any, address: str, action: str, **fields: str) -> None:
    page.goto(address)
    block = page.locator(f"#act-{action}")
    if block.get_attribute("open") is None:  # the first thing to do is open already
        block.locator("summary").click()
    for name, value in fields.items():
        control = block.locator(f"[name={action}-{name}]")
        if control.evaluate("node => node.tagName") == "SELECT":
            control.select_option(label=value)
        else:
            control.fill(value)
    look(page)
    follow(page, block.locator("button[type=submit]"))


def test_a_birth_is_registered_from_search_to_result(
    portal: Portal, open_as: Any, width: int, tmp_path: Path
) -> None:
    citizen = open_as(None, width=width)
    dossier = file_a_birth(citizen, tmp_path)

    reception = open_as("tiepnhan@demo.vn", width=width)
    reception.goto("/can-bo/")
    look(reception)
    case = f"/can-bo/ho-so/{dossier}/"
    officer_does(reception, case, "accept")
    number = reception.inner_text("h1").strip()
    assert re.fullmatch(r"H99\.16-\d{6}-\d{4,}", number)
    slip = print_the_slip(reception, case, tmp_path)
    assert number in slip
    assert "GIẤY TIẾP NHẬN HỒ SƠ" in slip

    officer_does(open_as("dieuphoi@demo.vn", width=width), case, "assign", assignee="Đỗ Thu Hà")
    officer_does(open_as("pheduyet@demo.vn", width=width), case, "finish", note="Đã ký Giấy khai sinh.")
    officer_does(open_as("traketqua@demo.vn", width=width), case, "hand_result")

    citizen.goto(f"/ho-so/{dossier}/")
    look(citizen)
    story = citizen.inner_text("main")
    assert number in story
    for step in ("Nộp hồ sơ", "Tiếp nhận hồ sơ", "Giao cán bộ thụ lý", "Đã có kết quả", "Đã trả kết quả"):
        assert step in story, story


def file_a_birth(page: Any, folder: Path) -> str:
    """From the home page to the receipt; returns the dossier's id."""
    page.goto("/")
    look(page)
    page.fill("#home-search", "khai sinh")
    follow(page, page.locator(".hero button[type=submit]").first)
    look(page)
    follow(page, page.locator("main").get_by_role("link", name="Đăng ký khai sinh", exact=True))
    look(page)
    follow(page, page.locator("main >> text='Nộp hồ sơ trực tuyến'").first)
    look(page)
    page.get_by_label("Ủy ban nhân dân phường Bến Đò").check()
    page.get_by_label("Trường hợp thông thường").check()
    follow(page, page.locator("main form button[type=submit]").first)
    for step, answers in BIRTH.items():
        assert f"/{step}/" in page.url
        for key, value in answers.items():
            answer(page, key, value)
        if step == "giay_to":
            answer(page, "giay_chung_sinh", small_pdf(folder, "giay-chung-sinh.pdf"))
            answer(page, "giay_ket_hon", small_pdf(folder, "giay-ket-hon.pdf"))
        look(page)
        go_on(page)
    assert "Trần Nguyễn Bảo An" in page.inner_text("main")
    look(page)
    page.check("main input[type=checkbox]")
    page.locator("main button[name=wizard-do][value=submit]:not([aria-hidden])").click()
    page.wait_for_url("**/da-nop/")
    look(page)
    assert re.search(r"YC-\w+", page.inner_text("main"))
    return str(page.url.rstrip("/").split("/")[-2])


def print_the_slip(page: Any, case: str, folder: Path) -> str:
    """Wait for the worker to make the slip, open it, and read it with pdftotext."""
    for _ in range(40):
        page.goto(case)
        links = page.locator(".page__aside a[href^='/tep/']")
        if links.count():
            break
        page.wait_for_timeout(500)
    response = page.request.get(links.first.get_attribute("href"))
    assert response.headers["content-type"] == "application/pdf"
    path = folder / "slip.pdf"
    path.write_bytes(response.body())
    return text_of_pdf(path)


def text_of_pdf(path: Path) -> str:
    if not shutil.which("pdftotext"):
        pytest.skip("pdftotext is not installed: apt-get install poppler-utils")
    read = subprocess.run(
        ["pdftotext", "-layout", str(path), "-"], capture_output=True, text=True, check=True
    )
    return read.stdout
