"""Every type of question on a page: looked at in both themes, typed into with and without JavaScript."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import expect

from tests.browser.axe import look
from tests.browser.filling import continue_button, go_on
from tests.browser.forms import begin_form
from tests.browser.portal import Portal

pytestmark = pytest.mark.browser
LAW = {"legal_basis": "Điều 16 Luật Hộ tịch 2014", "legal_url": "https://vbpl.vn/luat-ho-tich"}
SEXES = [{"value": "nam", "label": "Nam"}, {"value": "nu", "label": "Nữ"}]
WORDS = (
    "<p>Mang theo <b>bản chính</b> để đối chiếu. Xem <a href='https://dichvucong.gov.vn'>hướng dẫn</a>.</p>"
)


def ask(kind: str, key: str, label: str, **more: Any) -> dict[str, Any]:
    return {"type": kind, "key": key, "label": label, "required": True, **more}


STEPS: list[dict[str, Any]] = [
    {
        "id": "nguoi",
        "title": "Người yêu cầu",
        "fields": [
            {"type": "checklist", "key": "can_co", "label": "Cần chuẩn bị",
             "items": [{"label": "Thẻ căn cước"}, {"label": "Giấy chứng sinh", "note": "Bản chính"}]},
            {"type": "heading", "key": "tieu_de", "label": "Về người yêu cầu"},
            {"type": "notice", "key": "luu_y", "label": "Ghi đúng giấy tờ", "kind": "warning",
             "words": WORDS},
            ask("full_name", "ho_ten", "Họ, chữ đệm, tên", use="full_name", **LAW),
            ask("date", "ngay_sinh", "Ngày sinh", use="birth_date", max="today"),
            ask("choice", "gioi_tinh", "Giới tính", options=SEXES),
            ask("personal_number", "so", "Số định danh cá nhân", use="personal_number", sensitive=True,
                link_birth="ngay_sinh", link_sex="gioi_tinh"),
            ask("phone", "dien_thoai", "Số điện thoại", use="phone"),
            ask("email", "thu", "Thư điện tử", use="email", required=False),
            ask("ethnicity", "dan_toc", "Dân tộc"),
            ask("religion", "ton_giao", "Tôn giáo", sensitive=True),
            ask("country", "quoc_tich", "Quốc tịch"),
            ask("relation", "quan_he", "Quan hệ với người được khai"),
            ask("address", "noi_o", "Nơi ở", use="address", required=False),
        ],
    },
    {
        "id": "so_lieu",
        "title": "Số liệu",
        "fields": [
            {"type": "text_block", "key": "doan", "label": "Đoạn", "words": WORDS},
            ask("text", "ten", "Tên gọi"),
            ask("long_text", "ly_do", "Lý do", max_length=60),
            ask("pattern", "ho_chieu", "Số hộ chiếu", pattern="A0000000", upper=True, example="C1234567",
                message="Số hộ chiếu gồm một chữ cái và bảy chữ số."),
            ask("integer", "con", "Số con", min=0, max=20),
            ask("decimal", "dien_tich", "Diện tích", unit="m²", decimals=2),
            ask("money", "thu_nhap", "Thu nhập mỗi tháng"),
            ask("percent", "ty_le", "Tỷ lệ sở hữu"),
            ask("month", "thang", "Tháng bắt đầu"),
            ask("year", "nam", "Năm tốt nghiệp"),
            ask("time", "gio", "Giờ sinh"),
            ask("date_range", "ky", "Thời gian tạm ngừng", max_days=365),
            ask("tax_code", "mst", "Mã số thuế", personal=True),
            ask("plate", "bien_so", "Biển số xe"),
            ask("bank_account", "tai_khoan", "Tài khoản nhận tiền"),
            ask("agency", "co_quan", "Cơ quan cấp"),
            ask("long_choice", "nghe", "Nghề nghiệp", list="occupations"),
            ask("choices", "giay_to", "Giấy tờ kèm theo", list="education_levels", min=1, max=2),
            ask("yes_no", "co_khong", "Có nhận kết quả qua bưu điện không?"),
            ask("declaration", "cam_doan", "Tôi cam đoan nội dung trên là đúng."),
        ],
    },
]  # fmt: skip
START = """
import json
from django.utils import timezone
from eforms import drafts
from eforms.building import build, current_version
from procedures.models import Agency, Release
build("moi-loai", {{"title": "Mọi loại câu hỏi", "steps": json.loads({steps!r})}})
draft, secret = drafts.start(
    current_version("moi-loai"), kind="dossier", title="Thử", owner=None, at=timezone.now(),
    context={{"release": Release.objects.first().pk, "agency": Agency.objects.get(code="H99.16").pk}})
print(f"/to-khai/tiep-tuc/{{draft.pk}}/{{secret}}/")
"""
Open = Callable[..., Any]


def begin(portal: Portal) -> str:
    """A new draft of the form; the address that opens it."""
    code = START.format(steps=json.dumps(STEPS))
    return portal.manage("shell", "-v", "0", "-c", code).strip().splitlines()[-1]


FIRST = {
    "ho_ten": "H'Hen Niê",
    "ngay_sinh": "08/03/1985",
    "so": "052185012345",
    "dien_thoai": "0912 345 678",
}
SECOND = {
    "ten": "Cửa hàng",
    "ly_do": "Lý do",
    "ho_chieu": "c1234567",
    "con": "2",
    "dien_tich": "1.234,5",
    "thu_nhap": "105.000",
    "ty_le": "12,5",
    "thang": "9/2025",
    "nam": "2007",
    "gio": "7h30",
    "ky-from": "1/9/2025",
    "ky-to": "30/9/2025",
    "mst": "0100109106",
    "bien_so": "30a 12345",
    "tai_khoan-number": "0011004012345",
}


def choose(page: Any, name: str, words: str) -> None:
    """Type a part of the name, take the first entry with the keyboard."""
    box = page.locator(f"input[name='{name}-q']")
    box.fill(words)
    page.locator(".chooser__option:visible").first.wait_for()
    box.press("ArrowDown")
    box.press("Enter")


def fill(page: Any, answers: dict[str, str]) -> None:
    for name, words in answers.items():
        page.fill(f"[name='{name}']", words)


def test_every_type_of_question_at_every_width(open_as: Open, portal: Portal, width: int) -> None:
    page = open_as(width=width)
    page.goto(begin(portal))
    look(page)
    go_on(page)
    page.locator(".error-summary").wait_for()
    assert page.locator(".field__error").count() >= 8
    look(page)

    fill(page, FIRST)
    page.check("[name=gioi_tinh][value=nam]")
    for name, words in (
        ("dan_toc", "ede"),
        ("ton_giao", "khong"),
        ("quoc_tich", "viet"),
        ("quan_he", "me de"),
    ):
        choose(page, name, words)
    assert page.input_value("[name='quoc_tich-q']") == "Việt Nam"
    go_on(page)
    page.locator("#question-so .field__error", has_text="chữ số thứ 4").wait_for()
    page.check("[name=gioi_tinh][value=nu]")
    go_on(page)
    page.wait_for_url("**/so_lieu/")
    look(page)

    fill(page, SECOND)
    page.locator("#id_thu_nhap_words", has_text="Một trăm linh năm nghìn đồng").wait_for()
    assert page.inner_text("#question-ly_do [data-count]") == "Còn 55 ký tự"
    for name, words in (("tai_khoan-bank", "vietcom"), ("co_quan", "ben do"), ("nghe", "nong dan")):
        choose(page, name, words)
    page.locator("[name=giay_to]").nth(3).check()
    page.check("[name=co_khong][value=yes]")
    page.check("[name=cam_doan]")
    look(page)
    go_on(page)
    page.wait_for_url("**/xem-lai/")
    told = " ".join(page.locator("main").inner_text().split())
    for words in ("1.234,5 m²", "Một trăm linh năm nghìn đồng", "30A-123.45", "Việt Nam", "Ê-đê", "C1234567"):
        assert words in told, (words, told)
    look(page)


def test_the_keyboard_and_a_screen_reader_know_the_menu(open_as: Open, portal: Portal) -> None:
    page = open_as()
    page.goto(begin(portal))
    box = page.get_by_role("combobox", name="Quốc tịch")
    box.fill("ghi nê")
    page.get_by_role("listbox", name="Quốc tịch").wait_for()
    assert box.get_attribute("aria-expanded") == "true"
    box.press("ArrowDown")
    active = page.locator(f"#{box.get_attribute('aria-activedescendant')}")
    assert active.get_attribute("aria-selected") == "true"
    look(page)
    box.press("Escape")
    assert box.get_attribute("aria-expanded") == "false"
    box.fill("không có nước này")
    page.locator(".chooser__none:visible").wait_for()
    box.press("Tab")
    go_on(page)
    assert page.input_value("[name='quoc_tich-q']") == "không có nước này"
    assert page.locator("#question-quoc_tich .field__error").count() == 1


PRESSED = {
    "title": "Bấm và thả",
    "steps": [{"id": "mot", "title": "Một", "fields": [
        ask("full_name", "ho_ten", "Họ và tên", use="full_name"),
        ask("phone", "dien_thoai", "Số điện thoại", use="phone"),
        ask("yes_no", "co_con", "Có con không?"),
        ask("text", "ten_con", "Tên con",
            show_if={"field": "co_con", "op": "equals", "value": True}),
        ask("choice", "gioi_tinh", "Giới tính", options=SEXES, required=False,
            require_if={"field": "co_con", "op": "equals", "value": True}),
    ]}],
}  # fmt: skip


@pytest.mark.parametrize("how", ["mouse", "keyboard"])
def test_what_is_pressed_while_the_page_is_redrawn_is_not_lost(
    how: str, open_as: Open, portal: Portal
) -> None:
    page = open_as()
    page.goto(begin_form(portal, "bam-va-tha", PRESSED))
    held: list[Any] = []
    page.route("**/cau-hoi/", lambda route: held.append(route))
    page.check("[name=co_con][value=yes]")
    woman = page.locator("[name=gioi_tinh][value=nu]")
    woman.scroll_into_view_if_needed()
    box = woman.bounding_box()
    if how == "mouse":
        page.mouse.move(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
        page.mouse.down()
    else:
        woman.focus()
        page.keyboard.down("Space")
    with page.expect_response("**/cau-hoi/"):
        held[0].continue_()
    page.wait_for_timeout(300)
    assert page.locator("#question-ten_con").count() == 0, "the page stands still under the finger"
    page.mouse.up() if how == "mouse" else page.keyboard.up("Space")
    page.locator("#question-ten_con").wait_for()
    expect(page.locator("#question-gioi_tinh .field__optional")).to_have_count(0)
    expect(page.locator("[name=gioi_tinh][value=nu]")).to_be_checked()


@pytest.mark.parametrize("width", [360, 1280])
def test_what_is_said_of_saving_does_not_move_the_button_under_the_hand(
    width: int, open_as: Open, portal: Portal
) -> None:
    page = open_as(width=width)
    page.goto(begin_form(portal, "bam-luc-luu", PRESSED))
    held: list[Any] = []
    page.route("**/luu/", lambda route: held.append(route))
    with page.expect_request("**/luu/"):
        page.fill("[name=ho_ten]", "Trần Văn Nam")
    button = continue_button(page)
    button.scroll_into_view_if_needed()
    box = button.bounding_box()
    page.mouse.move(box["x"] + box["width"] / 2, box["y"] + 2)
    page.mouse.down()
    with page.expect_response("**/luu/"):
        held[0].continue_()
    page.wait_for_timeout(500)
    assert page.inner_text("#saved") == "", "the page stands still under the finger"
    with page.expect_navigation():
        page.mouse.up()
    page.wait_for_selector("#question-dien_thoai .field__error")


def test_the_buttons_stay_where_they_are_when_the_answers_are_saved(open_as: Open, portal: Portal) -> None:
    page = open_as(width=360)
    page.goto(begin_form(portal, "cho-luu", PRESSED))
    button = continue_button(page)
    before = button.bounding_box()
    page.fill("[name=ho_ten]", "Trần Văn Nam")
    page.locator("#saved .hint").wait_for()
    assert button.bounding_box() == before


def test_all_of_it_without_javascript(open_as: Open, portal: Portal) -> None:
    page = open_as(javascript=False)
    page.goto(begin(portal))
    fill(page, FIRST)
    page.check("[name=gioi_tinh][value=nu]")
    for name, code in (("dan_toc", "12"), ("ton_giao", "00"), ("quoc_tich", "VN"), ("quan_he", "me_de")):
        page.select_option(f"select[name={name}]", code)
    go_on(page)
    page.wait_for_url("**/so_lieu/")
    fill(page, {**SECOND, "ly_do": "x" * 61})
    page.select_option("select[name='tai_khoan-bank']", "VCB")
    go_on(page)
    assert page.input_value("[name=ly_do]") == "x" * 61
    assert "60" in page.inner_text("#question-ly_do .field__error")
    assert page.inner_text("#id_thu_nhap_words") == "Một trăm linh năm nghìn đồng"
