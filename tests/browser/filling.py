"""Filling a form as a person does: by what stands on the page, question after question."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from playwright.sync_api import expect

HOME = {"province": "01", "commune": "00070", "street": "Số 5 phố Hàng Bài"}
# She files: her name, number and address come from the first step, and that it is the usual case from before.
MOTHER = {"me_ngay_sinh": "02/03/1990", "me_dan_toc": "01", "me_quoc_tich": "VN"}
FATHER = {
    "biet_cha": True,
    "cha_ho_ten": "Trần Văn Nam",
    "cha_ngay_sinh": "20/05/1988",
    "cha_so_dinh_danh": "001088012345",
    "cha_dan_toc": "01",
    "cha_quoc_tich": "VN",
    "cha_noi_cu_tru": HOME,
}
BIRTH: dict[str, dict[str, Any]] = {
    "nguoi_yeu_cau": {
        "nguoi_yeu_cau": "Nguyễn Thị Lan",
        "so_dinh_danh": "001190012345",
        "dien_thoai": "0912 345 678",
        "thu_dien_tu": "lan.moi@example.vn",
        "noi_cu_tru": HOME,
        "quan_he": "me",
    },
    "tre": {
        "tre_ho_ten": "Trần Nguyễn Bảo An",
        "tre_ngay_sinh": "05/11/2026",
        "tre_gioi_tinh": "nu",
        "tre_dan_toc": "01",
        "tre_quoc_tich": "VN",
        "tre_noi_sinh": "Bệnh viện Phụ sản tỉnh Bình Minh",
        "tre_que_quan": HOME,
    },
    "me": MOTHER,
    "cha": {
        **FATHER,
        "cha_me_ket_hon": True,
        "ket_hon_so": "45/2024",
        "ket_hon_ngay": "20/10/2024",
        "ket_hon_noi": "Ủy ban nhân dân phường Bến Đò",
    },
    "giay_to": {"loai_chung_minh": "giay-chung-sinh", "can_ban_sao": True, "so_ban_sao": "2"},
}


def answer(page: Any, key: str, value: Any) -> None:
    """Give one question its answer, whatever kind of control it is."""
    if isinstance(value, dict):
        for part, inner in value.items():
            answer(page, f"{key}-{part}", inner)
    elif isinstance(value, Path):
        page.set_input_files(f"input[type=file][name={key}]", str(value))
        page.wait_for_selector(f"#question-{key} >> text={value.name}")
    else:
        _control(page, key, value)


def _control(page: Any, key: str, value: Any) -> None:
    control = page.locator(f"main [name='{key}']:not([type=hidden])").first
    control.wait_for(state="attached")
    if page.locator(f"main [name='{key}-q'][role=combobox]").count():
        _choose(page, key, value)
        return
    control.wait_for()
    kind = control.evaluate("node => node.type")
    if kind in ("radio", "checkbox"):
        index = {True: 0, False: 1}[value] if isinstance(value, bool) else None
        choices = page.locator(f"main [name='{key}']")
        _tick(
            choices.nth(index) if index is not None else page.locator(f"main [name='{key}'][value='{value}']")
        )
    elif kind.startswith("select"):
        page.wait_for_selector(f"main [name='{key}'] option[value='{value}']", state="attached")
        control.select_option(str(value))
    else:
        control.fill(str(value))


def _tick(choice: Any) -> None:
    """Tick it; once more, as a person would, when the page was redrawn just under the hand."""
    for _ in range(3):
        if not choice.is_checked():
            choice.click()
    expect(choice).to_be_checked()


def _choose(page: Any, key: str, value: str) -> None:
    """A long list: type the words of the entry, and take it from what is found."""
    words = page.locator(f"main select[name='{key}'] option[value='{value}']").text_content().strip()
    page.fill(f"main [name='{key}-q']", words)
    page.locator(f"#id_{key}_list").get_by_role("option", name=words, exact=True).first.click()


def continue_button(page: Any) -> Any:
    """The one people see; the Enter key presses another."""
    return page.locator("main button[name=wizard-do][value=continue]:not([aria-hidden])")


def go_on(page: Any) -> None:
    """Press “Continue” and wait for the next page."""
    follow(page, continue_button(page))


def follow(page: Any, button: Any) -> None:
    """Press what leads to another page, or to this one with what is wrong, and wait until that one is there.

    Only to press and to wait for loading may see the page there was, when the answer takes its time.
    """
    with page.expect_navigation():
        button.click()


def small_pdf(folder: Path, name: str) -> Path:
    """A real one-page PDF."""
    from pypdf import PdfWriter

    path = folder / name
    writer = PdfWriter()
    writer.add_blank_page(width=595, height=842)
    with path.open("wb") as file:
        writer.write(file)
    return path
