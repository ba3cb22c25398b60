"""A citizen photographs a diploma with a phone and gets a certified copy that proves itself."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path
from typing import Any

import pytest

from tests.browser.axe import look
from tests.browser.filling import HOME, answer, follow, go_on
from tests.browser.portal import Portal
from tests.browser.test_journey import officer_does
from tests.documents import scanned

pytestmark = pytest.mark.browser
PERSON = {
    "nguoi_yeu_cau": "Trần Văn Hùng",
    "so_dinh_danh": "052085054321",
    "dien_thoai": "0987 654 321",
    "thu_dien_tu": "hung@demo.vn",
    "noi_cu_tru": HOME,
}
PAPER = "Bằng tốt nghiệp đại học"


def test_a_diploma_photographed_with_a_phone_becomes_a_certified_copy(
    portal: Portal, open_as: Any, tmp_path: Path
) -> None:
    citizen = open_as("hung@demo.vn", width=360)
    dossier = ask(citizen, tmp_path)
    pay(citizen, dossier)

    case = f"/can-bo/ho-so/{dossier}/"
    officer_does(open_as("tiepnhan@demo.vn"), case, "accept")
    officer_does(open_as("dieuphoi@demo.vn"), case, "assign", assignee="Đỗ Thu Hà")
    specialist = open_as("thuly@demo.vn")
    compare(specialist, case)
    officer_does(specialist, case, "submit_copies")
    sign(open_as("pheduyet@demo.vn"), portal)

    number, file = download(citizen, dossier, tmp_path)
    said = pdfsig(file)
    assert said.count("Signature is Valid") >= 2, said
    assert "Total document signed" in said
    assert number in register(open_as("vanthu@demo.vn"))

    changed = tmp_path / "sua.pdf"
    content = bytearray(file.read_bytes())
    place = content.index(b"/MediaBox") - 400
    content[place] ^= 1
    changed.write_bytes(content)
    assert "Digest Mismatch" in pdfsig(changed) or "Signature is Valid" not in pdfsig(changed)
    code = verify(open_as(None), file)
    stranger = open_as(None)
    stranger.goto(f"/xac-minh/{code}/")
    stranger.set_input_files("main input[type=file]", str(changed))
    follow(stranger, stranger.locator("main form button[type=submit]").last)
    assert re.search("không phải|thay đổi|sửa", stranger.inner_text("main"))


def ask(page: Any, folder: Path) -> str:
    """From the procedure to the receipt, with three photos as a phone stores them; the id of the dossier."""
    page.goto("/nop-ho-so/2.000815/")
    page.get_by_label("Ủy ban nhân dân phường Bến Đò").check()
    page.click("main form button[type=submit]")
    for key, value in PERSON.items():
        answer(page, key, value)
    go_on(page)
    answer(page, "ten_giay_to", PAPER)
    page.get_by_role("button", name="Quét nhiều trang thành một tệp").click()
    page.wait_for_url("**/quet/**")
    photos = []
    for number in (1, 2, 3):
        photo = folder / f"IMG_000{number}.jpg"
        photo.write_bytes(scanned.photo(number, turned=6))
        photos.append(str(photo))
    page.set_input_files("#id_photos", photos)
    page.wait_for_selector("text=Trang 3 trên 3")
    follow(page, page.get_by_role("button", name="Màu, làm sạch nền").first)
    look(page)
    drag(page)
    page.get_by_role("button", name="Ghép 3 trang thành một tệp").click()
    page.wait_for_url("**/to-khai/**")
    page.wait_for_selector("#question-ban_chup >> text=.pdf")
    assert page.locator("[name=ten_giay_to]").input_value() == PAPER
    answer(page, "con_nguyen", True)
    answer(page, "ngay_xuat_trinh", "31/12/2030")
    answer(page, "gio_xuat_trinh", "sang")
    look(page)
    go_on(page)
    assert "5.000" in page.inner_text("main")  # two pages for 2,000 each, the third for 1,000
    page.check("main input[type=checkbox]")
    page.locator("main button[name=wizard-do][value=submit]:not([aria-hidden])").click()
    page.wait_for_url("**/da-nop/")
    return str(page.url.rstrip("/").split("/")[-2])


def drag(page: Any) -> None:
    """The second page before the first, and back: on a screen on which they lie side by side."""
    phone = page.viewport_size
    page.set_viewport_size({"width": 1280, "height": 1000})
    pages = page.locator("[data-scan-page]")
    before = [pages.nth(place).get_attribute("id") for place in range(3)]
    for wanted in ([before[1], before[0], before[2]], before):
        with page.expect_navigation():
            pages.nth(1).locator("h2").drag_to(pages.nth(0).locator("h2"))
        assert [pages.nth(place).get_attribute("id") for place in range(3)] == wanted
    page.set_viewport_size(phone)


def pay(page: Any, dossier: str) -> None:
    page.goto(f"/ho-so/{dossier}/")
    follow(page, page.locator("main a[href^='/thanh-toan/']").first)
    page.check("main input[name=way][value=sandbox]")
    page.locator("main form button[type=submit]").click()
    page.locator("button[name=end][value=paid]").click()
    page.wait_for_url("**/thanh-toan/giao-dich/**")


def compare(page: Any, case: str) -> None:
    """By keys: c for each page as in the original."""
    page.goto(case)
    page.get_by_role("link", name="Đối chiếu bản chụp với bản chính").click()
    page.wait_for_selector("[data-compare-keys]")
    look(page)
    for _ in range(3):
        page.keyboard.press("c")
    page.get_by_role("button", name="Ghi nhận đối chiếu").click()
    page.wait_for_url(f"**{case}")


def sign(page: Any, portal: Portal) -> None:
    page.goto("/can-bo/ky-so/")
    for one in page.locator("input[name=signature]").all():
        one.check()
    if page.locator("input[name=code]").count():
        page.fill("input[name=code]", portal.code("pheduyet@demo.vn"))
    look(page)
    follow(page, page.get_by_role("button", name="Ký các văn bản"))


def download(page: Any, dossier: str, folder: Path) -> tuple[str, Path]:
    """Wait for the worker to sign; the number of the copy, and the file."""
    link = page.locator("a[href^='/tep/']", has_text="Bản sao chứng thực điện tử")
    for _ in range(120):
        page.goto(f"/ho-so/{dossier}/")
        if link.count():
            break
        page.wait_for_timeout(1000)
    address = link.first.get_attribute("href")
    answer_ = page.request.get(address)
    assert answer_.ok
    path = folder / "ban-sao.pdf"
    path.write_bytes(answer_.body())
    words = subprocess.run(["pdftotext", str(path), "-"], capture_output=True, text=True, check=True).stdout
    found = re.search(r"Số chứng thực (\d+)", words)
    assert found, words
    return found[1], path


def pdfsig(path: Path) -> str:
    return subprocess.run(
        ["pdfsig", "-nocert", str(path)], capture_output=True, text=True, check=False
    ).stdout


def register(page: Any) -> str:
    page.goto("/can-bo/so-chung-thuc/")
    look(page)
    return str(page.inner_text("main"))


def verify(page: Any, file: Path) -> str:
    """By the code printed on the copy; what the page says of it."""
    words = subprocess.run(["pdftotext", str(file), "-"], capture_output=True, text=True, check=True).stdout
    found = re.search(r"[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]{4}", words)
    assert found
    code = found[0].replace("-", "")
    page.goto(f"/xac-minh/{code}/")
    said = page.inner_text("main")
    assert "Bản sao chứng thực điện tử" in said
    page.set_input_files("main input[type=file]", str(file))
    follow(page, page.locator("main form button[type=submit]").last)
    return code
