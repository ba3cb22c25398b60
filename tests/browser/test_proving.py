"""Checking documents as strangers do: by code, by file, and on a phone that has no network."""

from __future__ import annotations

import base64
from typing import Any

import pytest
from playwright.sync_api import expect

from tests.browser.axe import look
from tests.browser.portal import Portal
from tests.documents.heavy import locked
from tests.documents.signed import good
from tests.documents.test_qr_photo import photo

pytestmark = pytest.mark.browser
PIXEL = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="
)
FOREIGN = good()  # made before a browser runs a loop of its own
ISSUE = """
from django.utils import timezone
from documents.issue import issue
from documents.render import pdf
from tests.documents.test_token import SAMPLE
made = issue(kind="MAU", title="Giấy xác nhận mẫu", number="12/XN", agency_name="UBND phường Quy Nhơn",
    agency_code="H99.16", subject=("sample", "1"), key="browser:1", at=timezone.now(),
    content=lambda marks: pdf("documents/sample.typ", SAMPLE, images={"qr.svg": marks.qr}))
import base64
print(made.verify_code, made.token, base64.b64encode(made.file.content.open().read()).decode())
"""


@pytest.fixture(scope="module")
def issued(portal: Portal) -> tuple[str, str, bytes]:
    """(code, token, PDF) of a document in force."""
    code, token, pdf = portal.manage("shell", "-v", "0", "-c", ISSUE).split()[-3:]
    return code, token, base64.b64decode(pdf)


def test_a_phone_without_network_checks_what_the_qr_code_holds(
    open_as: Any, issued: tuple[str, str, bytes]
) -> None:
    code, token, _pdf = issued
    page = open_as(width=360)
    page.goto("/xac-minh/ngoai-tuyen/")
    expect(page.locator("html[data-kept=yes]")).to_be_attached()
    look(page)
    page.context.set_offline(True)
    page.goto(f"/xac-minh/{code}/#{token}")
    expect(page.locator(".notice--success")).to_contain_text("Mã QR là thật")
    expect(page.locator("#facts")).to_contain_text("Giấy xác nhận mẫu")
    expect(page.locator("#facts")).to_contain_text("UBND phường Quy Nhơn")
    expect(page.locator("main")).to_contain_text("không thể biết văn bản đã bị thu hồi hay chưa")
    head, body, signature = token.split(".")
    forged = base64.urlsafe_b64encode(b'{"c":"X","t":"Bang gia"}').decode().rstrip("=")
    for wrong in (f"{head}.{forged}.{signature}", token[:-6] + "AAAAAA", "a.b.c"):
        page.get_by_label("Địa chỉ trong mã QR").fill(f"https://example.vn/xac-minh/X/#{wrong}")
        page.get_by_role("button", name="Kiểm tra").first.click()
        expect(page.locator(".notice--error")).to_contain_text("không phải thật")
        expect(page.locator("#facts")).to_be_hidden()
    page.get_by_label("Địa chỉ trong mã QR").fill("hello")
    page.get_by_role("button", name="Kiểm tra").first.click()
    expect(page.locator(".notice--warning")).to_contain_text("Không tìm thấy mã QR")
    page.context.set_offline(False)
    page.reload()
    expect(page.locator("h1")).to_contain_text("Văn bản phát hành qua cổng này")


# Stands in for the reader some browsers have: it finds the text the test leaves on the window.
READER = """
window.BarcodeDetector = class {
  static async getSupportedFormats() { return ["qr_code"]; }
  async detect() { return window.seenCode ? [{ rawValue: window.seenCode }] : []; }
};
const drawn = document.createElement("canvas");
navigator.mediaDevices.getUserMedia = async () => {
  if (window.denied) throw new DOMException("", "NotAllowedError");
  drawn.getContext("2d").fillRect(0, 0, 9, 9);
  return (window.lent = drawn.captureStream(10));
};
"""


def test_the_camera_reads_the_code_and_says_so_when_it_may_not_be_used(
    open_as: Any, issued: tuple[str, str, bytes], portal: Portal
) -> None:
    code, token, _pdf = issued
    page = open_as(width=360)
    page.add_init_script(READER)
    page.goto("/xac-minh/ngoai-tuyen/")
    expect(page.locator("#unread")).to_be_hidden()
    page.evaluate("window.denied = true")
    page.get_by_role("button", name="Dùng máy ảnh").click()
    expect(page.locator(".notice--warning")).to_contain_text("Không dùng được máy ảnh ở đây")
    look(page)
    page.evaluate("window.denied = false")
    page.get_by_role("button", name="Dùng máy ảnh").click()
    expect(page.locator("#seen")).to_be_visible()
    page.evaluate("text => { window.seenCode = text }", f"{portal.address}/xac-minh/{code}/#{token}")
    expect(page.locator(".notice--success")).to_contain_text("Mã QR là thật")
    expect(page.locator("#seen")).to_be_hidden()
    assert page.evaluate("window.lent.getTracks().every((one) => one.readyState === 'ended')")
    page.evaluate("window.seenCode = 'hello'")
    page.get_by_label("Ảnh chụp mã QR").set_input_files(
        {"name": "anh.png", "mimeType": "image/png", "buffer": PIXEL}
    )
    expect(page.locator(".notice--warning")).to_contain_text("Không tìm thấy mã QR")


@pytest.mark.parametrize("javascript", [True, False], ids=["script", "no script"])
def test_a_browser_that_reads_no_codes_has_a_photo_read_by_the_portal(
    open_as: Any, issued: tuple[str, str, bytes], portal: Portal, width: int, javascript: bool
) -> None:
    code, token, _pdf = issued
    page = open_as(width=width, javascript=javascript)
    page.goto("/xac-minh/ngoai-tuyen/")
    if javascript:
        expect(page.locator("#unread")).to_contain_text("không tự đọc được mã QR")
        expect(page.get_by_role("button", name="Dùng máy ảnh")).to_be_hidden()
        page.get_by_role("link", name="Khi có mạng: gửi ảnh chụp").click()
        look(page)
    else:
        page.goto("/xac-minh/")
    for picture, words in (
        (PIXEL, "Không tìm thấy mã QR của cổng này trong ảnh"),
        (photo(f"{portal.address}/xac-minh/{code}/#{token}"), "Văn bản phát hành qua cổng này"),
    ):
        page.get_by_label("Ảnh chụp mã QR").set_input_files(
            {"name": "anh.jpg", "mimeType": "image/jpeg", "buffer": picture}
        )
        page.get_by_role("button", name="Đọc mã QR").click()
        expect(page.locator("body")).to_contain_text(words)
        if javascript:
            look(page)


@pytest.mark.parametrize("javascript", [True, False], ids=["script", "no script"])
def test_a_file_is_checked_where_no_code_is_known(
    open_as: Any, issued: tuple[str, str, bytes], width: int, javascript: bool
) -> None:
    code, _token, pdf = issued
    page = open_as(width=width, javascript=javascript)
    for content, tone, words in (
        (pdf, "success", "đúng là văn bản đã phát hành"),
        (FOREIGN, "warning", "không được cổng này biết đến"),
        (locked(), "warning", "có mật khẩu"),
    ):
        page.goto("/xac-minh/")
        page.get_by_label("Tệp bạn nhận được").set_input_files(
            {"name": "giay.pdf", "mimeType": "application/pdf", "buffer": content}
        )
        page.get_by_role("button", name="Kiểm tra tệp").click()
        expect(page.locator(f"main .notice--{tone}")).to_contain_text(words)
        if javascript:
            look(page)
    page.goto(f"/xac-minh/{code}/")
    expect(page.locator("main .notice--success")).to_contain_text("còn hiệu lực")
    if javascript:
        look(page)


def test_an_officer_asks_and_another_decides(
    open_as: Any, issued: tuple[str, str, bytes], width: int
) -> None:
    page = open_as("vanthu@demo.vn", width=width)
    page.goto("/can-bo/thu-hoi/")
    look(page)
    page.get_by_label("Mã xác minh của văn bản").fill(issued[0])
    page.get_by_role("button", name="Đề nghị thu hồi").click()
    expect(page.locator("main")).to_contain_text("Giấy xác nhận mẫu")
    look(page)
