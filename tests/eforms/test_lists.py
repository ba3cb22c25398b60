"""Code lists: what is shipped, versions, imports, menus that are searched, forms that pin a version."""

from __future__ import annotations

import io
from datetime import date
from typing import Any

import pytest
from django.contrib.auth.models import Permission
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from openpyxl import load_workbook

from accounts.errors import Unchangeable
from eforms.building import build, current_version
from eforms.fields.contract import Facts
from eforms.judging.answers import clean_all
from eforms.lists import importing, reading
from eforms.lists.admin import _address
from eforms.lists.models import CodeList, CodeListVersion
from eforms.lists.publishing import SHIPPED, load_shipped, publish, shipped_entries
from tests import people
from tests.eforms.conftest import NOW, TODAY, question

TRADES = [
    {"code": "a1", "label": "Thợ may", "label_en": "Tailor"},
    {"code": "a2", "label": "Thợ mộc", "label_en": "Carpenter"},
    {"code": "a3", "label": "Thợ rèn", "label_en": "", "valid": False},
]


@pytest.fixture
def trades() -> CodeList:
    code_list = CodeList.objects.create(code="trades", title="Nghề")
    publish(code_list, TRADES, at=NOW)
    return code_list


def form(**trade: Any) -> dict[str, Any]:
    fields = [
        question("full_name", "ho_ten", use="full_name"),
        question("phone", "dt", use="phone"),
        question(key="nghe", **{"kind": "long_choice", "list": "trades", **trade}),
    ]
    return {"title": "Tờ khai", "steps": [{"id": "mot", "title": "Một", "fields": fields}]}


def built(content: dict[str, Any]) -> Any:
    build("f", content)
    version = current_version("f")
    assert version is not None
    return version


# -- what is shipped --------------------------------------------------------------------------------


@pytest.mark.parametrize("code", SHIPPED)
def test_shipped_lists_pass_the_check_of_an_import(code: str) -> None:
    read = importing.read_typed(importing.as_typed(shipped_entries(code)))
    assert read.problems == []
    assert read.entries == shipped_entries(code)


def test_the_official_numbers_of_things() -> None:
    assert len(shipped_entries("countries")) == 249
    ethnicities = shipped_entries("ethnicities")
    assert [one["code"] for one in ethnicities[:54]] == [f"{number:02d}" for number in range(1, 55)]
    assert ethnicities[0]["label"] == "Kinh"
    assert ethnicities[53]["label"] == "Rơ-măm"


def test_what_is_shipped_is_there_and_overwrites_nothing() -> None:
    assert {code for code, _title in reading.known_lists()} >= {*SHIPPED, "agencies", "provinces"}
    CodeList.objects.filter(code="sexes").update(title="Giới")
    assert load_shipped() == []
    assert CodeList.objects.get(code="sexes").title == "Giới"


# -- versions ---------------------------------------------------------------------------------------


def test_a_version_is_written_once_and_only_when_something_changed(trades: CodeList) -> None:
    assert publish(trades, TRADES, at=NOW) is None
    second = publish(trades, TRADES[:1], at=NOW)
    assert second is not None
    assert second.number == 2
    with pytest.raises(Unchangeable):
        second.save()
    with pytest.raises(Unchangeable):
        CodeListVersion.objects.filter(pk=second.pk).update(number=3)
    with pytest.raises(Unchangeable):
        second.delete()


def test_a_form_keeps_the_version_it_was_published_with(trades: CodeList) -> None:
    version = built(form())
    assert version.content["lists"] == {"trades": 1}
    publish(trades, [{"code": "b1", "label": "Thợ hồ", "label_en": ""}], at=NOW)
    answers = {"ho_ten": "Nguyễn Lan", "dt": "0912345678", "nghe": "a1"}
    assert clean_all(version.content, answers, facts=Facts(on=TODAY))[1] == {}
    later = built(form())
    assert later.content["lists"] == {"trades": 2}
    errors = clean_all(later.content, answers, facts=Facts(on=TODAY))[1]
    assert errors["mot"]["nghe"].code == "unknown_choice"


def test_an_entry_out_of_use_is_read_but_not_chosen(trades: CodeList) -> None:
    assert [one.code for one in reading.entries("trades", 1, TODAY)] == ["a1", "a2"]
    assert reading.words_of("trades", 1, "a3") == "Thợ rèn"
    assert reading.find("trades", 1, "a3", TODAY) is None


def test_one_choice_and_several_may_come_from_a_list(trades: CodeList) -> None:
    version = built(form(kind="choice"))
    asked = version.content["steps"][0]["fields"][2]
    assert [one["value"] for one in asked["options"]] == ["a1", "a2"]
    assert (asked["list"], asked["list_version"]) == ("trades", 1)
    build("f", version.content)
    assert current_version("f") == version
    several = built(form(kind="choices", min=1, max=2)).content["steps"][0]["fields"][2]
    assert (several["min"], several["max"], len(several["options"])) == (1, 2, 2)


@pytest.mark.parametrize(
    "wrong",
    [
        {"list": "gone"},
        {"list": ""},
        {"kind": "choice", "list": ""},
        {"kind": "choice", "list": "agencies"},
    ],
)
def test_a_form_that_names_no_usable_list_is_not_saved(trades: CodeList, wrong: dict[str, Any]) -> None:
    with pytest.raises(ValidationError):
        build("f", form(**wrong))


def test_agencies_need_the_room_that_lends_them(monkeypatch: pytest.MonkeyPatch) -> None:
    built(form(kind="agency", list=None))
    monkeypatch.delitem(reading.LENT, "agencies")
    with pytest.raises(ValidationError):
        build("f", form(kind="agency", list=None))


def test_a_rule_names_an_entry_by_its_words(trades: CodeList) -> None:
    content = form()
    rule = {"field": "nghe", "op": "equals", "value": "Thợ mộc"}
    content["steps"][0]["fields"].append(question("text", "go", show_if=rule))
    assert built(content).content["steps"][0]["fields"][3]["show_if"]["value"] == "a2"
    rule["value"] = "Thợ gì đó"
    with pytest.raises(ValidationError):
        build("f", content)


# -- menus that are searched ------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "first"),
    [
        ("viet", "VN"),
        ("Việt Nam", "VN"),
        ("hoa ky", "US"),
        ("germany", "DE"),
        ("duc", "DE"),
        ("vn", "VN"),
        ("italia", "IT"),
    ],
)
def test_searching_with_and_without_accents(text: str, first: str) -> None:
    assert reading.search("countries", 1, text, TODAY)[0].code == first


def test_searching_finds_what_begins_so_first_and_no_more_than_fits() -> None:
    assert len(reading.search("countries", 1, "", TODAY)) == reading.MOST_FOUND
    assert reading.search("countries", 1, "xyz", TODAY) == []
    found = [one.code for one in reading.search("countries", 1, "guinea", TODAY)]
    assert found[0] in ("GN", "GW")
    assert "PG" in found


def test_lists_are_public_only_where_a_published_form_asks_from_them(
    client: Client, trades: CodeList
) -> None:
    address = "/to-khai/danh-muc/trades/1/"
    assert client.get(address).status_code == 404
    built(form())
    found = client.get(address, {"q": "moc"})
    assert found.json() == {"results": [{"value": "a2", "label": "Thợ mộc"}]}
    assert client.get("/to-khai/danh-muc/trades/2/").status_code == 404
    assert client.get("/to-khai/danh-muc/none/0/").status_code == 404
    assert (
        client.get("/to-khai/danh-muc/provinces/0/", {"q": "gia lai"}).json()["results"][0]["value"] == "52"
    )


def test_an_amount_is_said_in_words(client: Client) -> None:
    assert client.post("/to-khai/bang-chu/", {"so": "105.000"}).content.decode() == (
        "Một trăm linh năm nghìn đồng"
    )
    assert client.post("/to-khai/bang-chu/", {"so": "<b>"}).content == b""
    assert client.post("/to-khai/bang-chu/").content == b""


# -- importing --------------------------------------------------------------------------------------


def test_a_good_table_in_each_form() -> None:
    wanted = [{"code": "a", "label": "Một", "label_en": "One"}, {"code": "b", "label": "Hai", "label_en": ""}]
    csv = "code;label;label_en\na;Một;One\nb;Hai;\n".encode("utf-8-sig")
    assert importing.read_file(io.BytesIO(csv), "x.csv").entries == wanted
    assert importing.read_typed("Mã\tTên\tlabel_en\na\tMột\tOne\nb\tHai").entries == wanted
    xlsx = importing.as_xlsx(wanted)
    assert importing.read_file(io.BytesIO(xlsx), "x.xlsx").entries == wanted


def test_words_that_look_like_a_formula_stay_words() -> None:
    entries = [{"code": "a", "label": "=1+1", "label_en": ""}]
    sheet = load_workbook(io.BytesIO(importing.as_xlsx(entries))).active
    assert sheet is not None
    assert sheet["B2"].data_type == "s"
    assert importing.read_file(io.BytesIO(importing.as_xlsx(entries)), "x.xlsx").entries == entries


@pytest.mark.parametrize(
    ("table", "rows"),
    [
        ("code\na", [1]),
        ("code\tcode\tlabel\na\ta\tb", [1]),
        ("code\tlabel\n\tMột", [2]),
        ("code\tlabel\na\t", [2]),
        ("code\tlabel\na b\tMột\nđ\tHai", [2, 3]),
        ("code\tlabel\na\tMột\n\na\tHai", [4]),
        ("code\tlabel\tparent\na\tMột\tz", [2]),
        (f"code\tlabel\na\t{'x' * 251}", [2]),
        ("code\tlabel", [1]),
        ("", [1]),
    ],
)
def test_every_problem_is_told_with_its_row(table: str, rows: list[int]) -> None:
    read = importing.read_typed(table)
    assert [row for row, _words in read.problems] == rows
    assert all(words for _row, words in read.problems)


def test_what_a_new_version_would_change() -> None:
    new = [{**TRADES[0], "label": "Thợ may đo"}, TRADES[1], {"code": "a4", "label": "Thợ hồ", "label_en": ""}]
    found = importing.difference(TRADES, new)
    assert [one["code"] for one in found.added] == ["a4"]
    assert [before["code"] for before, _after in found.changed] == ["a1"]
    assert [one["code"] for one in found.gone] == ["a3"]


def test_entries_come_back_from_the_box_as_they_were() -> None:
    assert importing.read_typed(importing.as_typed(TRADES)).entries == TRADES


# -- in the admin -----------------------------------------------------------------------------------


@pytest.fixture
def editor(client: Client) -> Client:
    who = people.holder("editor")
    names = ("access_admin", "add_codelist", "change_codelist")
    who.user_permissions.add(*Permission.objects.filter(codename__in=names))
    people.sign_in(client, who)
    return client


def test_the_admin_checks_before_it_saves(editor: Client, trades: CodeList) -> None:
    address = _address("entries", trades)
    page = editor.get(address)
    assert page.status_code == 200
    assert "Thợ may" in page.content.decode()
    bad = editor.post(address, {"typed": "code\tlabel\na b\tMột", "do": "save"})
    assert "a b" in bad.content.decode()
    typed = "code\tlabel\na1\tThợ may\na9\tThợ hồ"
    checked = editor.post(address, {"typed": typed, "do": "check"})
    assert "Thợ hồ" in checked.content.decode()
    assert reading.current_version("trades") == 1
    saved = editor.post(address, {"typed": typed, "do": "save"})
    assert saved.status_code == 302
    assert reading.current_version("trades") == 2
    assert [one.code for one in reading.entries("trades", 2, date(2025, 9, 3))] == ["a1", "a9"]


def test_the_admin_reads_a_file_and_gives_the_table(editor: Client, trades: CodeList) -> None:
    address = _address("entries", trades)
    upload = SimpleUploadedFile("t.csv", "code,label\nb1,Thợ hồ\n".encode())
    checked = editor.post(address, {"file": upload, "do": "check"})
    assert "Thợ hồ" in checked.content.decode()
    assert editor.post(address, {"file": SimpleUploadedFile("t.pdf", b"x")}).status_code == 200
    table = editor.get(_address("table", trades))
    assert importing.read_file(io.BytesIO(table.content), "t.xlsx").entries == TRADES


def test_an_applicant_never_sees_the_entries_page(client: Client, trades: CodeList) -> None:
    people.sign_in(client, people.lan())
    assert client.get(_address("entries", trades)).status_code in (302, 403)


def test_the_code_of_a_list_stays_once_forms_can_name_it(editor: Client, trades: CodeList) -> None:
    editor.post(_address("edit", trades), {"title": "Nghề", "title_en": "", "code": "renamed"})
    trades.refresh_from_db()
    assert (trades.title, trades.code) == ("Nghề", "trades")
    empty = CodeList.objects.create(code="empty", title="Trống")
    editor.post(_address("edit", empty), {"title": "Trống", "title_en": "", "code": "renamed"})
    empty.refresh_from_db()
    assert empty.code == "renamed"


def test_the_entries_are_one_step_from_the_list(editor: Client, trades: CodeList) -> None:
    assert f'href="{_address("entries", trades)}"' in editor.get(_address("edit", trades)).content.decode()
    added = editor.post(
        reverse("wagtailsnippets_eforms_codelist:add"), {"title": "Mới", "title_en": "", "code": "moi"}
    )
    assert added["Location"] == _address("entries", CodeList.objects.get(code="moi"))
