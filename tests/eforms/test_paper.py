"""The printed form: laid out by an editor or made from the questions, filled, and a sound PDF/A."""

from __future__ import annotations

import copy
import io
import shutil
import subprocess
import unicodedata
from pathlib import Path
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.test import Client
from django.urls import reverse
from pypdf import PdfReader

from accounts.models import User
from eforms import drafts
from eforms.building import build, current_version
from eforms.fields.contract import Facts
from eforms.models import Draft, EForm, FormVersion
from eforms.paper.page import Page
from eforms.paper.placeholders import problems
from eforms.paper.printing import Printed, printed_pdf
from eforms.paper.words import day_in_words
from tests import people
from tests.eforms.conftest import BIRTH, NOW, TODAY, fill, question
from tests.eforms.test_versions import ADD, WHOLE, admin_post

PAPER: list[dict[str, Any]] = [
    {"type": "form_code", "text": "Mẫu số 01\nThông tư 04/2024/TT-BTP"},
    {"type": "motto"},
    {"type": "title", "text": "Tờ khai đăng ký khai sinh", "subtitle": "(dùng cho {ho_ten|upper})"},
    {"type": "text", "text": "Kính gửi: {_agency}", "align": "center", "style": "normal"},
    {"type": "text", "text": "Họ, chữ đệm, tên: {ten_con|upper}", "align": "left", "style": "normal"},
    {"type": "text", "text": "Ngày sinh: {ngay_sinh}; ghi bằng chữ: {ngay_sinh|date_words}",
     "align": "left", "style": "normal"},
    {"type": "text", "text": "Giới tính: {gioi_tinh|boxes}", "align": "left", "style": "normal"},
    {"type": "text", "text": "Số tiền: {ung_ho} ({ung_ho|money_words})", "align": "left", "style": "normal"},
    {"type": "text", "text": "Tên cha: {ten_cha}", "align": "left", "style": "normal",
     "show_if": {"field": "co_cha", "op": "equals", "value": True}},
    {"type": "rows", "field": "anh_chi",
     "columns": [{"heading": "STT", "text": "{_row}"}, {"heading": "Họ tên", "text": "{ten|upper}"}]},
    {"type": "two_columns", "left_heading": "Người khai", "right_heading": "Con", "lines": [
        {"label": "Họ tên", "left": "{ho_ten}", "right": "{ten_con|upper}"},
        {"label": "Cha", "left": "{ten_cha}", "right": "–",
         "show_if": {"field": "co_cha", "op": "equals", "value": True}}]},
    {"type": "space", "size": "small"},
    {"type": "place_date", "place": "{noi_o}"},
    {"type": "signatures",
     "columns": [{"title": "NGƯỜI YÊU CẦU", "note": "(Ký, ghi rõ họ tên)", "name": "{ho_ten}"}]},
    {"type": "page_break"},
    {"type": "answers"},
]  # fmt: skip


def with_paper(paper: list[dict[str, Any]] | None = None) -> dict[str, Any]:
    content = copy.deepcopy(BIRTH)
    content["steps"][1]["fields"].append(
        question("group", "anh_chi", label="Anh chị em", required=False, fields=[question("text", "ten")])
    )
    return {**content, "paper": PAPER if paper is None else paper}


@pytest.fixture
def laid_out() -> FormVersion:
    build("giay", with_paper())
    found = current_version("giay")
    assert found is not None
    return found


ANSWERS: dict[str, Any] = {
    "ho_ten": "Nguyễn Thị Lan",
    "ten_con": "Trần Bảo An",
    "ngay_sinh": "2025-09-02",
    "gioi_tinh": "nu",
    "co_cha": False,
    "ung_ho": 105000,
    "anh_chi": [{"ten": "Trần Nam"}, {"ten": "Trần Bắc #panic() $x$ *đậm* 😀"}],
}
FACTS = Facts(on=TODAY)


def read(content: bytes, folder: Path) -> str:
    """The text of a PDF, which must be sound."""
    for tool in ("pdftotext", "qpdf"):
        if not shutil.which(tool):
            pytest.skip(f"{tool} is missing: apt-get install poppler-utils qpdf")
    path = folder / "x.pdf"
    path.write_bytes(content)
    subprocess.run(["qpdf", "--check", str(path)], capture_output=True, check=True)
    done = subprocess.run(["pdftotext", "-layout", str(path), "-"], capture_output=True, check=True)
    return " ".join(unicodedata.normalize("NFC", done.stdout.decode()).split())


def test_a_laid_out_form_is_printed_with_its_answers(laid_out: FormVersion, tmp_path: Path) -> None:
    about = Printed(at=NOW, agency="UBND phường Ba Đình", code="YC-12345", address="http://127.0.0.1/x/")
    made = printed_pdf(laid_out.content, ANSWERS, FACTS, about)
    words = read(made, tmp_path)
    for line in (
        "Mẫu số 01",
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
        "TỜ KHAI ĐĂNG KÝ KHAI SINH",
        "(dùng cho NGUYỄN THỊ LAN)",
        "Kính gửi: UBND phường Ba Đình",
        "TRẦN BẢO AN",
        "Ngày sinh: 02/09/2025; ghi bằng chữ: Ngày hai tháng chín năm hai nghìn không trăm hai mươi lăm",
        "☐ Nam ☑ Nữ",
        "105.000 đ (Một trăm linh năm nghìn đồng)",
        "TRẦN BẮC #PANIC() $X$ *ĐẬM* □",
        "ngày 03 tháng 9 năm 2025",
        "Mã hồ sơ: YC-12345 – nộp lúc 09:00 ngày 03/09/2025",
        "Trang 1 / 2",
        "II. Người được khai sinh",
    ):
        assert line in words, words
    assert "Tên cha" not in words
    assert made == printed_pdf(laid_out.content, ANSWERS, FACTS, about)
    assert b"pdfaid" in made or b"PDF/A" in made or b"/Metadata" in made


def test_two_people_stand_side_by_side(laid_out: FormVersion) -> None:
    page = Page(laid_out.content, ANSWERS, FACTS, {})
    (table,) = [one for one in page.blocks() if one["type"] == "two_columns"]
    assert (table["left_heading"], table["right_heading"]) == ("Người khai", "Con")
    told = [(line["label"], line["left"][0]["text"], line["right"][0]["text"]) for line in table["lines"]]
    assert told == [("Họ tên", "Nguyễn Thị Lan", "TRẦN BẢO AN")], "a line with a condition stays away"


def test_an_empty_form_is_printed_with_dots_to_write_on(laid_out: FormVersion, tmp_path: Path) -> None:
    words = read(printed_pdf(laid_out.content, {}, FACTS, Printed(at=NOW)), tmp_path)
    assert "....." in words
    assert "ngày …… tháng …… năm" in words
    assert "chưa nộp" in words
    assert "☑" not in words


def test_without_a_layout_the_form_is_made_from_the_questions(version: FormVersion, tmp_path: Path) -> None:
    assert "paper" not in version.content
    words = read(printed_pdf(version.content, ANSWERS, FACTS, Printed(at=NOW)), tmp_path)
    for line in ("TỜ KHAI ĐĂNG KÝ KHAI SINH", "I. Người đi khai", "Họ và tên: Nguyễn Thị Lan",
                 "☑ Nữ", "☐ Có ☑ Không", "NGƯỜI KHAI"):  # fmt: skip
        assert line in words, words
    assert "Tên cha" not in words


def test_building_it_again_makes_no_new_version(laid_out: FormVersion) -> None:
    assert laid_out.content["paper"] == PAPER
    build("giay", laid_out.content)
    assert current_version("giay") == laid_out


@pytest.mark.parametrize(
    ("block", "code"),
    [
        ({"type": "text", "text": "Tên: {khong_co}"}, "unknown_placeholder"),
        ({"type": "text", "text": "Tên: {ho_ten|hoa}"}, "unknown_form"),
        ({"type": "text", "text": "{ho_ten|date_words}"}, "form_misfit"),
        ({"type": "text", "text": "Tên: {ho_ten"}, "brace"),
        ({"type": "title", "text": "{la}"}, "unknown_placeholder"),
        ({"type": "rows", "field": "ho_ten"}, "unknown_group"),
        ({"type": "two_columns", "left_heading": "A", "right_heading": "B",
          "lines": [{"left": "{ho_ten}", "right": "{khong_co}"}]}, "unknown_placeholder"),
        ({"type": "rows", "field": "anh_chi", "columns": [{"heading": "x", "text": "{ho_ten}"}]},
         "unknown_placeholder"),
        ({"type": "signatures", "columns": [{"title": "x", "name": "{y}"}]}, "unknown_placeholder"),
        ({"type": "text", "text": "x", "show_if": {"field": "la", "op": "filled"}}, "condition_field"),
    ],
)  # fmt: skip
def test_a_place_for_no_answer_is_refused_when_saving(block: dict[str, Any], code: str) -> None:
    with pytest.raises(ValidationError) as refused:
        build("giay", with_paper([{"type": "motto"}, block]))
    assert code in codes(refused.value)


def codes(error: Any) -> set[str]:
    """Every code inside an error of blocks."""
    found = {error.code} if getattr(error, "code", None) else set()
    inner = getattr(error, "block_errors", None)
    deeper = list(inner.values()) if isinstance(inner, dict) else list(inner or [])
    if getattr(error, "error_list", None) and error.error_list != [error]:
        deeper += error.error_list
    return found.union(*(codes(one) for one in deeper if one is not None), set())


def test_words_for_the_editor_name_the_question() -> None:
    asked = {"ten": {"key": "ten", "label": "Họ tên", "type": "text"}}
    assert "Họ tên" in problems("{ten|money_words}", asked)[0].messages[0]
    assert problems("{ten} {_agency} {ten|upper}", asked) == []
    assert problems("{_row}", asked, in_row=True) == []


@pytest.mark.parametrize(
    ("day", "words"),
    [
        ("2005-04-15", "Ngày mười lăm tháng tư năm hai nghìn không trăm linh năm"),
        ("1999-12-21", "Ngày hai mươi mốt tháng mười hai năm một nghìn chín trăm chín mươi chín"),
    ],
)
def test_a_day_in_words(day: str, words: str) -> None:
    from datetime import date

    assert day_in_words(date.fromisoformat(day)) == words


@pytest.mark.parametrize("odd", ["", [], {}, "x", 7, True, None, [1], {"a": 1}, ["x"]])
def test_odd_stored_answers_break_no_page(laid_out: FormVersion, odd: Any) -> None:
    for key in ("anh_chi",):
        Page(laid_out.content, {**ANSWERS, key: odd}, FACTS, {}).blocks()


def test_the_draft_is_printed_by_who_fills_it_only(lan: Client, draft: Draft, tmp_path: Path) -> None:
    fill(draft)
    address = reverse("eforms:paper", args=[draft.pk])
    response = lan.get(address)
    assert response["Content-Type"] == "application/pdf"
    assert "no-store" in response["Cache-Control"]
    assert "chung-sinh.pdf" in read(response.content, tmp_path)
    assert Client().get(address).status_code == 403
    drafts.discard(draft, at=NOW)
    assert lan.get(address)["Content-Type"].startswith("text/html")


@pytest.fixture
def editor(client: Client) -> Client:
    user = User.objects.create_superuser("bien-tap@example.vn", "x", full_name="Biên tập")
    people.sign_in(client, user)
    return client


def test_the_editor_sees_the_empty_form(editor: Client, laid_out: FormVersion) -> None:
    address = reverse("eform_paper", args=[laid_out.eform_id])
    assert editor.get(address)["Content-Type"] == "application/pdf"
    assert editor.get(reverse("eform_paper", args=[0])).status_code == 404
    assert address in editor.get("/quan-tri/snippets/eforms/eform/").content.decode()
    someone = Client()
    people.sign_in(someone, people.lan())
    assert someone.get(address).status_code in (302, 403)


def line(text: str) -> dict[str, str]:
    """One line of the printed form as the editor's page sends it."""
    base = "paper-0-value"
    return {
        "paper-count": "1", "paper-0-deleted": "", "paper-0-order": "0", "paper-0-type": "text",
        "paper-0-id": "",
        f"{base}-text": text, f"{base}-align": "left", f"{base}-style": "normal", f"{base}-show_if": "",
    }  # fmt: skip


def test_the_editors_page_says_which_place_names_no_question(editor: Client) -> None:
    data = admin_post(*WHOLE, **line("Tên: {khong_co}"))
    response = editor.post(ADD, data)
    assert response.status_code == 200
    assert "khong_co" in response.content.decode()
    assert not EForm.objects.exists()
    response = editor.post(ADD, admin_post(*WHOLE, **line("Tên: {Họ tên|upper}")))
    assert response.status_code == 302
    saved = EForm.objects.get().get_latest_revision_as_object()
    assert saved.paper[0].value["text"] == "Tên: {ho_ten|upper}"


def test_publishing_again_from_the_page_makes_no_new_version(editor: Client) -> None:
    """A browser sends CRLF where the stored text has LF."""
    content = {
        "title": "Tờ khai thử",
        "steps": [{"title": "Bước một", "fields": [{"type": kind, **one} for kind, one in WHOLE]}],
        "paper": [{"type": "text", "text": "Kính gửi:\nỦy ban", "align": "left", "style": "normal"}],
    }
    eform = build("thu", content)
    before = current_version("thu")
    assert before is not None
    step = eform.steps[0]
    keys = [
        (kind, {**one, "key": child.value["key"]})
        for (kind, one), child in zip(WHOLE, step.value["fields"], strict=True)
    ]
    sent = {"steps-0-value-key": step.value["key"], "action-publish": "action-publish"}
    data = admin_post(*keys, **line("Kính gửi:\r\nỦy ban"), **sent)
    response = editor.post(f"/quan-tri/snippets/eforms/eform/edit/{eform.pk}/", data)
    assert response.status_code == 302, response.content.decode()[:3000]
    assert current_version("thu") == before


def pages(content: bytes) -> list[str]:
    return [page.extract_text() for page in PdfReader(io.BytesIO(content)).pages]


@pytest.mark.parametrize("count", [28, 30, 33])
def test_no_page_holds_nothing_but_the_signature(count: int) -> None:
    asked = [question("text", f"cau_{number}", label=f"Mục {number}") for number in range(count)]
    content = {"title": "Tờ khai", "steps": [{"id": "s", "title": "Bước", "fields": asked}]}
    last = pages(printed_pdf(content, {}, FACTS, Printed(at=NOW)))[-1]
    assert "NGƯỜI KHAI" in unicodedata.normalize("NFC", last)
    assert f"Mục {count - 1}" in unicodedata.normalize("NFC", last)
