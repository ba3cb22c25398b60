"""Groups of rows and fixed tables in the pages, without JavaScript and by htmx: nothing typed is lost."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import translation

from documents.models import StoredFile
from eforms import drafts
from eforms.building import build, current_version
from eforms.drafts import GRANTS
from eforms.models import Draft
from eforms.pages.review import review
from tests.eforms.conftest import HOME, NOW, question, upload

YES = {"field": "di_hoc", "op": "equals", "value": True}
CHILD = [
    question("text", "ten", label="Tên con"),
    question("date", "sinh", label="Ngày sinh"),
    question("yes_no", "di_hoc", label="Đi học?", required=False),
    question("text", "truong", label="Trường", show_if=YES),
    question("file", "giay", label="Giấy khai sinh", required=False, max_files=2),
]
CONTENT: dict[str, Any] = {
    "title": "Tờ khai hộ",
    "steps": [
        {
            "id": "ho",
            "title": "Hộ",
            "fields": [
                question("text", "ho_ten", label="Họ tên", use="full_name"),
                question("phone", "dien_thoai", label="Điện thoại", use="phone"),
                question(
                    "group", "con", label="Các con", fields=CHILD, row_label="Con", min_rows=1, max_rows=3
                ),
                question(
                    "computed",
                    "so_con",
                    label="Số con",
                    formula="size(con)",
                    result="integer",
                    required=False,
                ),
                question(
                    "table",
                    "dat",
                    label="Đất",
                    required=False,
                    rows=[{"id": "o", "label": "Đất ở"}, {"id": "vuon", "label": "Đất vườn"}],
                    fields=[
                        question("integer", "met", label="Diện tích"),
                        question("address", "noi", label="Nơi", required=False),
                    ],
                ),
            ],
        },
        {"id": "cuoi", "title": "Cuối", "fields": [question("text", "ghi", label="Ghi", required=False)]},
    ],
}  # fmt: skip
BASE = {"ho_ten": "Nguyễn Thị Lan", "dien_thoai": "0912345678"}
AN = {"con-0-ten": "An", "con-0-sinh": "01/02/2015"}
BINH = {"con-1-ten": "Bình", "con-1-sinh": "03/04/2018"}


@pytest.fixture(autouse=True)
def vietnamese() -> Any:
    with translation.override("vi"):
        yield


@pytest.fixture
def draft() -> Draft:
    build("ho", CONTENT)
    version = current_version("ho")
    assert version is not None
    return drafts.start(version, kind="trial", context={}, title="Hộ", owner=None, at=NOW)[0]


@pytest.fixture
def lan(client: Client, draft: Draft) -> Client:
    session = client.session
    session[GRANTS] = [str(draft.pk)]
    session.save()
    return client


def at(draft: Draft, step: str = "ho") -> str:
    return reverse("eforms:step", args=[draft.pk, step])


def send(client: Client, draft: Draft, data: dict[str, Any], do: str = "continue", rows: int = 1) -> Any:
    return client.post(at(draft), {**data, "con-rows": str(rows), "wizard-do": do})


def saved(draft: Draft) -> Draft:
    return Draft.objects.get(pk=draft.pk)


def page(client: Client, draft: Draft) -> str:
    return str(client.get(at(draft)).content.decode())


def wrong(response: Any) -> dict[str, str]:
    """{path: code} of what the page says, rows included."""
    form = response.context["form"]
    found = {key: errors.as_data()[0].code for key, errors in form.errors.items()}
    for rows in form.rows.values():
        for row in rows.rows:
            for key, errors in row.form.errors.items():
                found[f"{row.name}-{key}"] = errors.as_data()[0].code
    return found


def test_a_group_that_must_be_answered_begins_with_one_row(lan: Client, draft: Draft) -> None:
    shown = page(lan, draft)
    assert 'name="con-rows" value="1"' in shown
    assert 'name="con-0-ten"' in shown
    assert "Con 1" in shown
    assert 'name="con-0-truong"' not in shown


def test_rows_are_accepted_and_what_they_lead_to_is_reckoned(lan: Client, draft: Draft) -> None:
    response = send(lan, draft, {**BASE, **AN, **BINH}, rows=2)
    assert response.url == at(draft, "cuoi")
    now = saved(draft)
    assert now.answers["con"] == [
        {"ten": "An", "sinh": "2015-02-01"},
        {"ten": "Bình", "sinh": "2018-04-03"},
    ]
    assert now.answers["so_con"] == 2


def test_each_error_stands_at_its_row_with_a_link_from_the_summary(lan: Client, draft: Draft) -> None:
    response = send(lan, draft, {**BASE, **AN, "con-1-ten": "", "con-1-sinh": "31/02/2018"}, rows=2)
    assert wrong(response) == {"con-1-ten": "required", "con-1-sinh": "no_such_day"}
    shown = response.content.decode()
    assert 'href="#id_con-1-sinh"' in shown
    assert "Con 2, Ngày sinh" in shown
    assert 'value="31/02/2018"' in shown
    again = page(lan, draft)
    assert 'value="31/02/2018"' in again
    assert 'value="An"' in again


def test_rows_are_added_copied_moved_and_removed_without_javascript(lan: Client, draft: Draft) -> None:
    response = send(lan, draft, {"ho_ten": "Lan", **AN}, do="add:con")
    assert response.url == at(draft) + "#row-con-1"
    shown = page(lan, draft)
    assert 'name="con-rows" value="2"' in shown
    assert 'value="Lan"' in shown
    assert 'value="01/02/2015"' in shown
    response = send(lan, draft, {**BASE, **AN, **BINH}, do="up:con:1", rows=2)
    assert response.url == at(draft) + "#row-con-0"
    assert [row["ten"] for row in saved(draft).answers["con"]] == ["Bình", "An"]
    send(lan, draft, {**BASE, **AN}, do="copy:con:0")
    assert [row["ten"] for row in saved(draft).answers["con"]] == ["An", "An"]
    response = send(lan, draft, {**BASE, **AN, **BINH}, do="remove:con:0", rows=2)
    assert [row["ten"] for row in saved(draft).answers["con"]] == ["Bình"]


@pytest.mark.parametrize(
    "do",
    [
        "add:con:9",
        "copy:con:7",
        "up:con:0",
        "down:con:2",
        "remove:con:x",
        "remove:con:",
        "add:khong",
        "up:con",
    ],
)
def test_what_cannot_be_done_to_rows_changes_nothing(lan: Client, draft: Draft, do: str) -> None:
    full = {**BASE, **AN, **BINH, "con-2-ten": "Chi", "con-2-sinh": "05/06/2020"}
    send(lan, draft, full, do=do, rows=3)
    assert [row["ten"] for row in saved(draft).answers["con"]] == ["An", "Bình", "Chi"]


@pytest.mark.parametrize("rows", ["", "-1", "9" * 5000, "²", "abc", "1e3"])
def test_a_nonsense_count_of_rows_is_no_rows(lan: Client, draft: Draft, rows: str) -> None:
    response = lan.post(at(draft), {**BASE, **AN, "con-rows": rows, "wizard-do": "continue"})
    assert wrong(response) == {"con": "required"}
    lan.post(at(draft), {**BASE, f"con-{'9' * 5000}-ten": "x", "con-rows": "1", "wizard-do": "add:con"})


def test_a_question_of_one_row_follows_that_rows_answer(lan: Client, draft: Draft) -> None:
    data = {**BASE, **AN, **BINH, "con-0-di_hoc": "yes", "con-1-di_hoc": "no"}
    before = "ho_ten dien_thoai con con-0-ten con-0-sinh con-0-di_hoc con-1-ten con-1-sinh con-1-di_hoc dat"
    response = send(lan, draft, {**data, "wizard-shown": before}, rows=2)
    shown = response.content.decode()
    assert 'name="con-0-truong"' in shown
    assert 'name="con-1-truong"' not in shown
    assert wrong(response) == {}
    seen = response.context["form"].shown
    response = send(lan, draft, {**data, "wizard-shown": seen}, rows=2)
    assert wrong(response) == {"con-0-truong": "required"}


def test_files_stand_in_their_row_and_move_with_it(lan: Client, draft: Draft) -> None:
    sent = {**BASE, **AN, **BINH, "con-1-giay": upload("binh.pdf")}
    response = send(lan, draft, sent, do="upload:con-1-giay", rows=2)
    assert response.url == at(draft) + "#question-con-1-giay"
    [stored] = StoredFile.objects.all()
    assert saved(draft).answers["con"][1]["giay"] == [str(stored.pk)]
    ids = {"con-1-giay-ids": str(stored.pk)}
    send(lan, draft, {**BASE, **AN, **BINH, **ids}, do="up:con:1", rows=2)
    assert saved(draft).answers["con"][0]["giay"] == [str(stored.pk)]
    assert "binh.pdf" in page(lan, draft)
    send(
        lan, draft, {**BASE, **AN, **BINH, "con-0-giay-ids": str(stored.pk)},
        do=f"remove:con-0-giay:{stored.pk}", rows=2,
    )  # fmt: skip
    assert "giay" not in saved(draft).answers["con"][0]


def test_a_bad_file_of_a_row_is_told_at_its_row(lan: Client, draft: Draft) -> None:
    address = reverse("eforms:files", args=[draft.pk, "ho", "con-0-giay"])
    response = lan.post(address, {**BASE, **AN, "con-rows": "1", "con-0-giay": upload("a.exe", b"MZ")})
    shown = response.content.decode()
    assert 'id="question-con-0-giay"' in shown
    assert "field__error" in shown
    response = lan.post(address, {**BASE, **AN, "con-rows": "1", "con-0-giay": upload("tot.pdf")})
    assert "tot.pdf" in response.content.decode()
    assert len(saved(draft).answers["con"][0]["giay"]) == 1


def test_a_file_of_another_draft_is_refused_in_a_row(lan: Client, draft: Draft) -> None:
    other = drafts.start(draft.version, kind="trial", context={}, title="khác", owner=None, at=NOW)[0]
    theirs = drafts.attach(other, "con.giay", upload(), by=None, at=NOW)
    response = send(lan, draft, {**BASE, **AN, "con-0-giay-ids": str(theirs.pk)})
    assert wrong(response) == {"con-0-giay": "unknown_file"}


def test_htmx_answers_with_the_group_the_focus_and_what_to_say(lan: Client, draft: Draft) -> None:
    address = reverse("eforms:rows", args=[draft.pk, "ho", "con"])
    response = lan.post(address, {"ho_ten": "Lan", **AN, "con-rows": "1", "wizard-do": "add:con"})
    shown = response.content.decode()
    assert 'id="question-con"' in shown
    assert "data-focus-now" in shown
    assert "data-said" in shown
    assert 'value="An"' in shown
    assert saved(draft).answers["ho_ten"] == "Lan"
    assert len(saved(draft).typed["con"]) == 2


def test_a_fixed_table_is_answered_cell_by_cell(lan: Client, draft: Draft) -> None:
    shown = page(lan, draft)
    assert '<th scope="row">Đất vườn</th>' in shown
    assert 'name="dat-vuon-met"' in shown
    data = {**BASE, **AN, "dat-o-met": "12", "dat-o-noi-province": "01", "dat-o-noi-commune": "00004"}
    assert send(lan, draft, {**data, "dat-vuon-met": "x"}).status_code == 200
    assert wrong(send(lan, draft, {**data, "dat-vuon-met": "x"})) == {"dat-vuon-met": "number"}
    assert send(lan, draft, data).url == at(draft, "cuoi")
    assert saved(draft).answers["dat"] == {"o": {"met": 12, "noi": {**HOME, "street": ""}}}


def test_rows_are_read_back_row_by_row(lan: Client, draft: Draft) -> None:
    send(lan, draft, {**BASE, **AN, **BINH, "dat-o-met": "12"}, rows=2)
    now = saved(draft)
    rows = {row["key"]: row for row in review(now.version.content, now.answers)[0]["rows"]}
    children = rows["con"]["parts"]
    assert [part["title"] for part in children] == ["Con 1", "Con 2"]
    assert {row["label"]: row["text"] for row in children[1]["rows"]}["Ngày sinh"] == "03/04/2018"
    assert rows["dat"]["as_table"]
    assert [part["title"] for part in rows["dat"]["parts"]] == ["Đất ở"]
    lan.post(at(draft, "cuoi"), {"wizard-do": "continue"})
    shown = lan.get(at(draft, "xem-lai"), follow=True).content.decode()
    assert "Con 2" in shown
    assert "03/04/2018" in shown
