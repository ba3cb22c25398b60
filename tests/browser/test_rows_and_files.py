"""Rows, one question a screen, files and the map in a real browser, with JavaScript and without."""

from __future__ import annotations

import io
from typing import Any

import pytest
from PIL import Image

from tests.browser.axe import look
from tests.browser.filling import go_on
from tests.browser.forms import ask, begin_form
from tests.browser.portal import Portal

CHILD = [
    ask("text", "ten", "Họ và tên con"),
    ask("date", "sinh", "Ngày sinh"),
    ask("yes_no", "di_hoc", "Đang đi học?", required=False),
    ask("text", "truong", "Tên trường", show_if={"field": "di_hoc", "op": "equals", "value": True}),
    ask("file", "giay", "Bản chụp giấy khai sinh", required=False, max_files=2),
]
FORM: dict[str, Any] = {
    "title": "Tờ khai hộ gia đình",
    "steps": [
        {
            "id": "ho",
            "title": "Hộ gia đình",
            "fields": [
                ask("text", "ho_ten", "Họ và tên người khai", use="full_name"),
                ask("phone", "dien_thoai", "Số điện thoại", use="phone"),
                ask("group", "con", "Các con", fields=CHILD, row_label="Con", min_rows=1, max_rows=4),
                ask("computed", "so_con", "Số con", formula="size(con)", result="integer", required=False),
                ask(
                    "group",
                    "nguoi",
                    "Người cùng hộ",
                    layout="table",
                    row_label="Người",
                    required=False,
                    fields=[ask("text", "ten_nguoi", "Họ tên"), ask("integer", "tuoi", "Tuổi")],
                ),
                ask(
                    "table",
                    "dat",
                    "Đất đang sử dụng",
                    required=False,
                    rows=[{"id": "o", "label": "Đất ở"}, {"id": "vuon", "label": "Đất vườn"}],
                    fields=[ask("integer", "met", "Diện tích (m²)")],
                ),
            ],
        },
        {
            "id": "hoi",
            "title": "Câu hỏi thêm",
            "one_by_one": True,
            "fields": [
                ask("yes_no", "ngheo", "Hộ có thuộc diện nghèo không?"),
                ask("text", "ly_do", "Lý do", show_if={"field": "ngheo", "op": "equals", "value": True}),
                ask("text", "ghi_chu", "Ghi chú", required=False),
            ],
        },
        {
            "id": "giay",
            "title": "Giấy tờ",
            "fields": [
                ask("file", "so_do", "Giấy chứng nhận", max_files=4),
                ask("photo", "anh", "Ảnh chân dung"),
                ask("map_point", "vi_tri", "Vị trí thửa đất"),
            ],
        },
    ],
}


def picture(width: int, height: int, name: str) -> dict[str, Any]:
    target = io.BytesIO()
    Image.new("RGB", (width, height), "teal").save(target, "JPEG")
    return {"name": name, "mimeType": "image/jpeg", "buffer": target.getvalue()}


@pytest.fixture
def link(portal: Portal) -> str:
    return begin_form(portal, "ho-gia-dinh", FORM)


def do(page: Any, value: str, javascript: bool, goal: str) -> None:
    """Press a button of the rows and wait for what it brings."""
    page.locator(f"main button[value='{value}']").first.click()
    page.wait_for_selector(goal, state="attached")
    if javascript:
        for busy in ("main .htmx-request", "main .htmx-settling", "p[data-said]"):
            page.wait_for_selector(busy, state="detached")


def first_step(page: Any) -> None:
    page.fill("[name=ho_ten]", "Nguyễn Thị Lan")
    page.fill("[name=dien_thoai]", "0912345678")
    page.fill("[name=con-0-ten]", "An")
    page.fill("[name=con-0-sinh]", "01/02/2015")


@pytest.mark.parametrize("javascript", [True, False], ids=["js", "plain"])
def test_rows_come_and_go_and_nothing_typed_is_lost(link: str, javascript: bool, open_as: Any) -> None:
    page = open_as(None, javascript=javascript)
    page.goto(link)
    first_step(page)
    do(page, "add:con", javascript, "[name=con-1-ten]")
    assert page.input_value("[name=ho_ten]") == "Nguyễn Thị Lan"
    assert page.input_value("[name=con-0-ten]") == "An"
    if javascript:
        assert page.evaluate("document.activeElement.id") == "row-con-1"
        assert "2" in page.inner_text("#questions-status")
    page.fill("[name=con-1-ten]", "Bình")
    page.fill("[name=con-1-sinh]", "31/02/2018")
    do(page, "up:con:1", javascript, "[name=con-0-ten][value='Bình']")
    assert page.input_value("[name=con-1-ten]") == "An"
    assert page.input_value("[name=con-0-sinh]") == "31/02/2018"
    go_on(page)
    page.locator(".error-summary a", has_text="Con 1").first.click()
    assert page.evaluate("document.activeElement.name") == "con-0-sinh"
    do(page, "remove:con:0", javascript, "[name=con-rows][value='1']")
    assert page.input_value("[name=con-0-ten]") == "An"
    go_on(page)
    assert "/hoi/" in page.url


def test_a_row_follows_its_own_answers_and_values_are_reckoned_at_once(link: str, open_as: Any) -> None:
    page = open_as(None)
    page.goto(link)
    first_step(page)
    do(page, "add:con", True, "[name=con-1-ten]")
    page.fill("[name=con-1-ten]", "Bình")
    page.check("[name=con-1-di_hoc][value=yes]")
    page.wait_for_selector("[name=con-1-truong]")
    assert not page.locator("[name=con-0-truong]").count()
    page.wait_for_selector("#question-so_con output:has-text('2')")
    page.check("[name=con-1-di_hoc][value=no]")
    page.wait_for_selector("[name=con-1-truong]", state="detached")
    page.set_input_files("#id_con-1-giay_0", [picture(60, 40, "binh.jpg")])
    page.wait_for_selector("#question-con-1-giay >> text=binh.jpg")
    do(page, "up:con:1", True, "#question-con-0-giay >> text=binh.jpg")


def test_the_rows_can_be_used_by_everybody(link: str, width: int, open_as: Any) -> None:
    page = open_as(None, width=width)
    page.goto(link)
    first_step(page)
    do(page, "add:con", True, "[name=con-1-ten]")
    do(page, "add:nguoi", True, "[name=nguoi-0-ten_nguoi]")
    look(page)
    page.fill("[name=nguoi-0-ten_nguoi]", "Bà Tư")
    go_on(page)
    look(page)


@pytest.mark.parametrize("javascript", [True, False], ids=["js", "plain"])
def test_one_question_a_screen_and_back(link: str, javascript: bool, open_as: Any) -> None:
    page = open_as(None, javascript=javascript, width=360)
    page.goto(link)
    first_step(page)
    go_on(page)
    assert "1 / 2" in page.inner_text("#screen")
    go_on(page)
    assert page.locator(".error-summary").count() == 1
    page.check("[name=ngheo][value=yes]")
    go_on(page)
    assert "cau=ly_do" in page.url
    assert "2 / 3" in page.inner_text("#screen")
    page.locator("main button[value=back]").click()
    page.wait_for_url("**cau=ngheo**")
    assert page.locator("[name=ngheo][value=yes]").is_checked()
    page.check("[name=ngheo][value=no]")
    go_on(page)
    assert "cau=ghi_chu" in page.url
    if javascript:
        look(page)
    go_on(page)
    assert "/giay/" in page.url


def third_step(page: Any, link: str) -> None:
    page.goto(link)
    first_step(page)
    go_on(page)
    page.check("[name=ngheo][value=no]")
    go_on(page)
    go_on(page)
    assert "/giay/" in page.url


def test_files_are_sent_at_once_turned_cut_and_the_point_is_set(
    link: str, width: int, portal: Portal, open_as: Any
) -> None:
    page = open_as(None, width=width)
    third_step(page, link)
    page.evaluate(
        "document.addEventListener('htmx:xhr:progress', () => { window.progressed = true; }, {once: true})"
    )
    page.set_input_files("#id_so_do_0", [picture(900, 600, "truoc.jpg"), picture(300, 900, "sau.jpg")])
    page.wait_for_selector("#question-so_do >> text=sau.jpg")
    assert page.evaluate("window.progressed === true")
    before = page.locator("#question-so_do .upload__look img").first.get_attribute("src")
    page.locator("[value^='turn:so_do']").first.click()
    page.wait_for_selector(f"#question-so_do img[src='{before}']", state="detached")
    assert page.locator("#id_so_do_camera").get_attribute("capture") == "environment"
    assert page.locator("#id_anh_camera").get_attribute("capture") == "user"
    page.set_input_files("#id_anh_0", [picture(1080, 1920, "chan-dung.jpg")])
    page.locator("[value^='cut:anh']").click()
    page.wait_for_selector("[value^='cut:anh']", state="detached")
    page.locator("[data-map]").click()
    assert 6 < float(page.input_value("[name=vi_tri-lat]")) < 24
    look(page)
    go_on(page)
    assert "/xem-lai/" in page.url
    look(page)


OVERLAPPING = """() => {
  const shown = [...document.querySelectorAll(".map-point__name")].filter(one => !one.hidden);
  const boxes = shown.map(one => one.getBoundingClientRect());
  const over = (a, b) => a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom;
  return [shown.length, boxes.filter((a, n) => boxes.some((b, m) => m > n && over(a, b))).length];
}"""


def test_the_map_shows_the_country_and_no_name_over_another(link: str, width: int, open_as: Any) -> None:
    page = open_as(None, width=width)
    third_step(page, link)
    page.wait_for_selector("path.map-point__land", state="attached")
    page.locator("[data-map]").scroll_into_view_if_needed()
    assert page.locator("path.map-point__land").first.bounding_box()["height"] > 200
    assert page.locator(".map-point__name:has-text('Quần đảo Trường Sa')").is_visible()
    named, overlapping = page.evaluate(OVERLAPPING)
    assert named > 8
    assert overlapping == 0


def test_a_photo_put_right_is_no_longer_asked_for_above_and_no_style_is_against_the_rules(
    link: str, open_as: Any
) -> None:
    page = open_as(None)
    complaints: list[str] = []
    page.on("console", lambda said: complaints.append(said.text) if said.type == "error" else None)
    third_step(page, link)
    page.set_input_files("#id_anh_0", [picture(100, 133, "nho.jpg")])
    page.wait_for_selector("#question-anh .upload__wrong")
    go_on(page)
    assert page.locator(".error-summary a[href='#id_anh_0']").count() == 1
    page.locator("[value^='remove:anh']").click()
    page.wait_for_selector(".error-summary a[href='#id_anh_0']", state="detached")
    assert page.locator(".error-summary a").count() >= 1
    assert complaints == []


def test_files_without_javascript(link: str, open_as: Any) -> None:
    page = open_as(None, javascript=False)
    third_step(page, link)
    page.set_input_files("#id_so_do_0", [picture(900, 600, "truoc.jpg"), picture(300, 900, "sau.jpg")])
    page.locator("button[value='upload:so_do']").click()
    page.wait_for_selector("#question-so_do >> text=sau.jpg")
    page.locator("[value^='remove:so_do']").first.click()
    page.wait_for_selector("#question-so_do >> text=truoc.jpg", state="detached")
    page.fill("[name=vi_tri-lat]", "48.85")
    page.fill("[name=vi_tri-lng]", "2.35")
    go_on(page)
    assert "vi_tri" in str(page.locator(".error-summary a").last.get_attribute("href"))
    assert page.locator("#question-so_do >> text=sau.jpg").count()
