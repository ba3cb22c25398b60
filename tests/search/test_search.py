"""Procedures are found by the words people type, with or without accents, and by their codes."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.core.management import call_command
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from effects.worker import drain
from procedures.lifecycle import Decision, abolish
from procedures.models import ProcedurePage
from search.finding import find
from search.models import SearchEntry
from search.query import Query, Results, query_of
from tests.procedures import catalogue

pytestmark = pytest.mark.django_db
NAMES = {
    "1.001193": "Thủ tục đăng ký khai sinh",
    "1.004884": "Thủ tục đăng ký lại khai sinh",
    "1.000656": "Thủ tục đăng ký khai tử",
    "1.005461": "Đăng ký lại khai tử",
    "1.900010": "Khai từ nguồn nước ngầm",
    "1.900011": "Cấp giấy phép lái xe",
    "1.900012": "Công nhận hoà giải viên",
}


@pytest.fixture
def found_here() -> None:
    for code, name in NAMES.items():
        commune = code.startswith("1.00")
        catalogue.published(
            code=code,
            name=name,
            name_en="",
            summary="",
            keywords=["bằng lái"] if "lái xe" in name else [],
            results=[],
            levels=["commune"] if commune else ["province"],
            online_level="full" if commune else "info",
        )
    drain(timezone.now())


def search(text: str, on: Any = None, **more: Any) -> Results:
    return find(query_of(text, on=on or timezone.localdate(), **more))


def codes(text: str, **more: Any) -> list[str]:
    return [entry.code for entry in search(text, **more).entries]


@pytest.mark.usefixtures("found_here")
@pytest.mark.parametrize(
    "text",
    [
        "Đăng ký khai sinh",
        "khai sinh",
        "KHAI SINH",
        "dang ky khai sinh",
        "  khai   sinh, ",
        "1.001193",
        "1001193",
        "Thủ tục đăng ký khai sinh".encode().decode(),
        "khai si",
        "\u0110ăng ky\u0301 khai sinh",
        "\u00d0ăng ký khai sinh",
    ],
)
def test_birth_registration_comes_first_however_it_is_written(text: str) -> None:
    assert codes(text)[0] == "1.001193"


@pytest.mark.usefixtures("found_here")
def test_tones_that_were_typed_rank_first_and_untyped_ones_find_both() -> None:
    assert codes("khai tử")[0] == "1.000656"
    assert codes("khai từ")[0] == "1.900010"
    assert set(codes("khai tu")) >= {"1.000656", "1.900010"}
    assert codes("dang ky khai tu")[0] == codes("thu tuc dang ky khai tu")[0] == "1.000656"


@pytest.mark.usefixtures("found_here")
def test_keywords_and_both_ways_of_placing_tones_find() -> None:
    assert codes("bang lai") == ["1.900011"]
    assert codes("hòa giải") == codes("hoà giải") == codes("hoa giai") == ["1.900012"]


@pytest.mark.usefixtures("found_here")
def test_what_holds_all_the_words_comes_first_in_any_order() -> None:
    assert codes("sinh lại khai")[0] == "1.004884"
    assert codes("khai sinh xe")[0] == "1.001193"
    assert codes("xe rùa") == []


@pytest.mark.usefixtures("found_here")
def test_the_beginning_of_a_code_lists_its_procedures() -> None:
    assert set(codes("1.9000")) == {"1.900010", "1.900011", "1.900012"}


@pytest.mark.usefixtures("found_here")
def test_level_and_field_narrow_and_no_words_list_everything() -> None:
    assert len(codes("")) == len(NAMES)
    assert set(codes("", filters={"level": "province"})) == {"1.900010", "1.900011", "1.900012"}
    results = search("khai")
    assert [(one.name, one.count) for one in results.fields] == [("Chăn nuôi", 5)]
    assert len(codes("khai", filters={"field": "chan-nuoi"})) == 5
    assert codes("khai", filters={"field": "khac"}) == []
    assert codes("khai", filters={"level": "nowhere"}) == []


@pytest.mark.usefixtures("found_here")
@pytest.mark.parametrize(
    "text", ["!!!", "%", "_", "' OR 1=1 --", "\x00", "\\", "x" * 5000, "🎈", "khai\x00sinh"]
)
def test_strange_words_find_nothing_and_break_nothing(text: str) -> None:
    assert search(text).total in (0, 2, len(NAMES))


@pytest.mark.usefixtures("found_here")
def test_pages_follow_each_other() -> None:
    first, second = search("", size=4), search("", size=4, page=2)
    assert (len(first.entries), len(second.entries), first.total) == (4, 3, 7)
    assert not {e.code for e in first.entries} & {e.code for e in second.entries}
    assert search("", page=10**9).entries == []


@pytest.mark.usefixtures("found_here")
def test_an_engine_takes_one_query_of_the_database_whatever_is_asked() -> None:
    search("khai sinh")
    for options in ({}, {"filters": {"level": "commune"}}, {"filters": {"field": "chan-nuoi"}, "page": 2}):
        with CaptureQueriesContext(connection) as queries:
            search("khai sinh", **options)
        assert len(queries) == 1


def test_a_new_version_is_found_by_its_new_words_only_from_its_first_day() -> None:
    today = timezone.localdate()
    page = catalogue.published(name="Thả diều")
    page.name, page.effective_from = "Bắn pháo hoa", today + timedelta(days=10)
    page.publish(page.save_revision(), skip_permission_checks=True)
    drain(timezone.now())
    later = today + timedelta(days=10)
    assert codes("tha dieu") == [page.code]
    assert codes("phao hoa") == []
    assert codes("phao hoa", on=later) == [page.code]
    assert codes("tha dieu", on=later) == []


def test_what_was_abolished_or_taken_down_is_not_found() -> None:
    today = timezone.localdate()
    gone, down = catalogue.published(code="1.900021"), catalogue.published(code="1.900022")
    drain(timezone.now())
    assert len(codes("ong")) == 2
    abolish(gone, decision=Decision("9/QĐ", today), last_day=today, by=None, at=timezone.now())
    drain(timezone.now())
    assert search("ong", on=today + timedelta(days=1)).total == 1
    ProcedurePage.objects.get(pk=down.pk).unpublish()
    drain(timezone.now())
    assert codes("ong") == ["1.900021"]


def test_reindex_writes_the_same_entries_again() -> None:
    catalogue.published()
    drain(timezone.now())
    before = list(SearchEntry.objects.values())
    SearchEntry.objects.all().delete()
    call_command("rebuild_search")
    assert list(SearchEntry.objects.values()) == before


def test_a_query_knows_a_code_when_it_sees_one() -> None:
    assert Query("1.001193").code == "1.001193"
    assert Query(" 3000181.000.00.00.h22 ").code == "3.000181.000.00.00.H22"
    assert Query("khai sinh 1.001193").code == ""


# -- the page ---------------------------------------------------------------------------------------


def read(client: Client, address: str, **data: str) -> str:
    response = client.get(address, data)
    assert response.status_code == 200
    return str(response.content.decode())


@pytest.mark.usefixtures("found_here")
def test_the_page_shows_name_code_field_level_and_keeps_the_words(client: Client) -> None:
    html = read(client, "/tim-kiem/", q="khai sinh")
    for text in (
        "Thủ tục đăng ký <mark>khai sinh</mark>",
        "1.001193",
        "Chăn nuôi",
        "Cấp xã",
        "toàn trình",
        'value="khai sinh"',
    ):
        assert text in html, text
    assert ProcedurePage.objects.get(code="1.001193").url in html


@pytest.mark.usefixtures("found_here")
def test_nothing_found_helps_on_and_no_words_list_the_catalogue(client: Client) -> None:
    html = read(client, "/tim-kiem/", q="không có gì như vậy")
    assert "Không tìm thấy" in html
    assert 'value="không có gì như vậy"' in html
    assert "7 thủ tục" in read(client, "/tim-kiem/")


@pytest.mark.usefixtures("found_here")
def test_words_are_shown_as_text_never_as_markup(client: Client) -> None:
    html = read(client, "/tim-kiem/", q='"><b>x</b>', field='"><i>', level='"><u>', page="-1")
    assert "<b>x" not in html
    assert "<i>" not in html
    assert "<u>" not in html


@pytest.mark.usefixtures("found_here")
def test_the_page_costs_a_fixed_number_of_queries(client: Client) -> None:
    counts = []
    for text in ("khai", "khai sinh", "đăng ký lại khai tử"):
        read(client, "/tim-kiem/", q=text)
        with CaptureQueriesContext(connection) as queries:
            read(client, "/tim-kiem/", q=text)
        counts.append(len(queries))
    assert len(set(counts)) == 1


# -- the API ----------------------------------------------------------------------------------------


@pytest.mark.usefixtures("found_here")
def test_the_api_finds_what_the_page_finds(client: Client) -> None:
    body = client.get("/api/v1/procedures", {"q": "dang ky khai sinh", "page_size": "1"}).json()
    assert body["count"] == 4
    assert body["understood_as"] == ""
    assert {one["key"]: one["count"] for one in body["counts"]["level"]} == {"commune": 4}
    first = body["results"][0]
    assert (first["code"], first["levels"], first["online_level"]) == ("1.001193", ["commune"], "full")
    assert client.get(first["detail"]).status_code == 200
    assert client.get(first["page"]).status_code == 200
    second = client.get(body["next"]).json()
    assert second["results"][0]["code"] == "1.004884"
    last = client.get("/api/v1/procedures", {"q": "dang ky khai sinh", "page_size": "1", "page": "4"}).json()
    assert last["next"] is None


@pytest.mark.parametrize(
    "wrong", [{"page": "0"}, {"page": "x"}, {"level": "moon"}, {"page_size": "1000"}, {"q": "x" * 300}]
)
def test_the_api_refuses_what_makes_no_sense(client: Client, wrong: dict[str, str]) -> None:
    response = client.get("/api/v1/procedures", wrong)
    assert response.status_code == 400
    assert response["Content-Type"] == "application/problem+json"
    assert response.json()["errors"][0]["loc"] == list(wrong)
