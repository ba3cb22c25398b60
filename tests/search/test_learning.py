"""What people ask is counted, nobody can be found in it, and operators hear when search is degraded."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from typing import Any

import pytest
from django.core import signing
from django.db import DatabaseError
from django.http import HttpRequest
from django.test import Client, RequestFactory
from django.utils import timezone

from effects.models import Effect, Message
from effects.worker import drain
from search import alarm, engines, index, learning
from search.engines.contract import EngineAway
from search.models import AskedOnDay, AskedWords, SearchEntry
from search.query import Results, query_of
from search.work import look_after_search
from tests import people
from tests.procedures import catalogue

pytestmark = pytest.mark.django_db
TODAY = date(2026, 11, 28)


@pytest.fixture(autouse=True)
def _counting(settings: Any, tmp_path: Any) -> Iterator[None]:
    settings.SEARCH_QUERIES_MONTHS = 13
    settings.SEARCH_URL = f"embedded:{tmp_path / 'index'}"
    learning._waiting.clear()
    alarm._last = None
    yield
    learning._waiting.clear()
    alarm._last = None


def visitor(number: int) -> HttpRequest:
    return RequestFactory().get("/tim-kiem/", REMOTE_ADDR=f"10.0.{number // 250}.{number % 250 + 1}")


def asked(text: str, *, by: int = 1, found: int = 1, on: date = TODAY, **more: Any) -> str:
    degraded = more.pop("degraded", False)
    query = query_of(text, on=on, **more)
    entries = [SearchEntry(code="1.001193")] * found
    token = learning.note(Results(query, entries, found, degraded=degraded), visitor(by))
    learning.write()
    return token


def in_clear() -> list[str]:
    return sorted(AskedWords.objects.exclude(words="").values_list("words", flat=True))


# -- nothing personal ------------------------------------------------------------------------------------


def test_words_stand_in_clear_only_once_three_visitors_asked_them() -> None:
    asked("bán bún chả", by=1)
    asked("ban bun cha", by=2)
    assert in_clear() == []
    assert len(AskedWords.objects.get().askers) == 2
    asked("Bán bún chả", by=3)
    assert in_clear() == ["bán bún chả"]
    assert AskedWords.objects.get().askers == []
    assert AskedOnDay.objects.get().asked == 3


def test_one_visitor_who_asks_often_brings_nothing_into_the_clear() -> None:
    for _turn in range(9):
        asked("nguyễn thị lan", by=1)
    assert in_clear() == []
    row = AskedWords.objects.get()
    assert "lan" not in f"{row.key}{row.words}{row.askers}"
    assert len(row.askers[0]) == 4  # 16 bits: thousands of addresses share them


def test_askers_of_a_month_ago_do_not_count_any_more() -> None:
    for by in (1, 2):
        asked("bán bún chả", by=by, on=TODAY - timedelta(days=40))
    asked("bán bún chả", by=3)
    assert in_clear() == []


@pytest.mark.parametrize(
    "text",
    [
        "0912345678",
        "gọi 0912 345 678 giúp",
        "052190012345",
        "052.190.012.345",
        "lan@example.vn",
        "hộ chiếu B1234567",
        "bán bún chả " * 8,
        "?!…",
        "",
    ],
)
def test_what_looks_personal_is_not_even_counted(text: str) -> None:
    for by in range(4):
        assert asked(text, by=by) == ""
    assert not AskedWords.objects.exists()


def test_a_code_that_is_found_is_no_phone_number() -> None:
    for by in range(3):
        asked("1.001193", by=by)
        asked("9123456", by=by)
    assert in_clear() == ["1 001193"]


def test_later_pages_filters_and_the_plain_database_are_not_counted() -> None:
    asked("bán bún chả", page=2)
    asked("bán bún chả", filters={"level": "commune"})
    asked("bán bún chả", degraded=True)
    assert not AskedWords.objects.exists()


def test_nothing_is_counted_where_the_operator_wants_none(settings: Any) -> None:
    settings.SEARCH_QUERIES_MONTHS = 0
    assert asked("bán bún chả") == ""
    assert not AskedWords.objects.exists()


def test_old_days_and_words_too_few_asked_are_forgotten() -> None:
    for by in range(3):
        asked("bán bún chả", by=by, on=TODAY - timedelta(days=400))
        asked("nuôi ong", by=by, on=TODAY - timedelta(days=300))
    asked("nguyễn thị lan", on=TODAY - timedelta(days=31))
    asked("làm tóc", on=TODAY - timedelta(days=29))
    assert learning.forget(TODAY) == 1
    assert in_clear() == ["nuôi ong"]
    assert AskedWords.objects.count() == 2


# -- counting --------------------------------------------------------------------------------------------


def test_queries_without_results_and_clicks_are_counted_by_day() -> None:
    asked("bán bún chả", by=1, found=0)
    token = asked("bán bún chả", by=2, found=3)
    learning.note_click(token, on=TODAY)
    learning.write()
    row = AskedOnDay.objects.get()
    assert (row.asked, row.without, row.clicked) == (2, 1, 1)


def test_clicks_are_never_more_than_pages_and_a_made_up_token_is_none() -> None:
    token = asked("bán bún chả")
    for _turn in range(20):
        learning.note_click(token, on=TODAY)
    learning.note_click("made up", on=TODAY)
    learning.note_click(signing.TimestampSigner(salt="search.clicked").sign("x" * 64), on=TODAY)
    learning.write()
    assert AskedOnDay.objects.get().clicked == 1


def test_the_page_carries_the_token_and_a_beacon_counts(client: Client) -> None:
    catalogue.published(code="1.900011", name="Cấp giấy phép bán bún chả")
    drain(timezone.now())
    html = client.get("/tim-kiem/?q=bún+chả").text
    assert "search/chosen.js" in html
    assert "data-found" in html
    token = html.partition('data-asked="')[2].partition('"')[0]
    strict = Client(enforce_csrf_checks=True)
    assert strict.post("/tim-kiem/chon/", {"asked": token}).status_code == 204
    assert strict.post("/tim-kiem/chon/", {"asked": "x"}).status_code == 204
    assert strict.get("/tim-kiem/chon/").status_code == 405
    learning.write()
    assert AskedOnDay.objects.get().clicked == 1


def test_a_page_is_written_down_after_it_was_sent_and_a_fault_there_is_not_seen(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(learning, "EVERY", 0.0)
    with monkeypatch.context() as broken:
        broken.setattr(learning, "write", lambda: (_ for _ in ()).throw(DatabaseError("locked")))
        assert client.get("/tim-kiem/?q=bún+chả").status_code == 200
    index.rebuild()
    assert client.get("/tim-kiem/?q=bún+chả").status_code == 200
    assert AskedOnDay.objects.get().asked == 1


def test_what_waits_to_be_written_has_an_end() -> None:
    for number in range(learning.MOST_WAITING + 50):
        learning.note(Results(query_of(f"bún {number}", on=TODAY), total=1), visitor(1))
    assert len(learning._waiting) == learning.MOST_WAITING


# -- an engine that is away ------------------------------------------------------------------------------


@pytest.fixture
def broken(monkeypatch: pytest.MonkeyPatch) -> None:
    """An engine that answers nothing."""

    class Broken:
        def find(self, *_args: Any, **_named: Any) -> Any:
            raise EngineAway("no route to 10.0.0.1")

        stamps = find

    monkeypatch.setattr(engines, "engine", Broken)
    monkeypatch.setattr(index, "engine", Broken)


@pytest.mark.usefixtures("broken")
def test_operators_are_told_once_an_hour_and_the_visitor_never(client: Client) -> None:
    people.administrator()
    people.minh()
    for _turn in range(3):
        alarm._last = None  # as in another process
        page = client.get("/tim-kiem/?q=ong")
        assert page.status_code == 200
        assert "10.0.0.1" not in page.text
    drain(timezone.now())
    message = Message.objects.get()
    assert message.to == "yen@example.vn"
    assert message.subject == "Tìm kiếm đang chạy ở chế độ dự phòng"
    assert "/suc-khoe/" in message.body
    assert "10.0.0.1" not in message.body


@pytest.mark.usefixtures("broken")
def test_a_process_writes_no_second_alarm_within_a_minute(django_assert_num_queries: Any) -> None:
    alarm.raise_alarm(EngineAway("x"))
    with django_assert_num_queries(0):
        alarm.raise_alarm(EngineAway("x"))


@pytest.mark.usefixtures("broken")
def test_the_health_page_says_that_search_is_degraded(client: Client) -> None:
    page = client.get("/suc-khoe/")
    assert page.status_code == 200
    assert page.json()["parts"]["search"] == {"ok": False, "engine": "embedded"}


def test_the_health_page_calls_search_well_when_it_answers_or_has_nothing_to_say(
    client: Client, settings: Any
) -> None:
    assert client.get("/suc-khoe/").json()["parts"]["search"] == {"ok": True, "engine": "embedded"}
    catalogue.published(code="1.900011", name="Cấp giấy phép bán bún chả")
    drain(timezone.now())
    assert client.get("/suc-khoe/").json()["parts"]["search"]["ok"]
    settings.SEARCH_URL = "database:"
    assert client.get("/suc-khoe/").json()["parts"]["search"] == {"ok": True, "engine": "database"}


def test_who_chose_the_plain_database_and_an_empty_portal_raise_no_alarm(
    client: Client, settings: Any
) -> None:
    client.get("/tim-kiem/?q=ong")
    settings.SEARCH_URL = "database:"
    alarm._last = None
    client.get("/tim-kiem/?q=ong")
    assert not Effect.objects.filter(kind="search_away").exists()


# -- looked after every day -------------------------------------------------------------------------------


def kept(at: datetime) -> int:
    look_after_search(at)
    look_after_search(at + timedelta(minutes=1))
    return drain(at)


def test_a_daily_look_brings_the_engine_in_step_and_forgets_old_queries() -> None:
    catalogue.published(code="1.900011", name="Cấp giấy phép bán bún chả")
    drain(timezone.now())
    SearchEntry.objects.update(stamp="other")
    asked("bán bún chả", on=timezone.localdate() - timedelta(days=400))
    assert index.drift().changed == ["1.900011"]
    kept(timezone.now())
    assert Effect.objects.filter(kind="keep_search", state=Effect.State.DONE).count() == 1
    assert index.drift().codes == []
    assert not AskedOnDay.objects.exists()


def test_a_daily_look_builds_an_index_that_is_gone(settings: Any, tmp_path: Any) -> None:
    catalogue.published(code="1.900011", name="Cấp giấy phép bán bún chả")
    drain(timezone.now())
    settings.SEARCH_URL = f"embedded:{tmp_path / 'another'}"
    kept(timezone.now())
    assert index.drift().codes == []


@pytest.mark.usefixtures("broken")
def test_a_daily_look_at_an_engine_that_is_away_tells_operators() -> None:
    kept(timezone.now())
    assert Effect.objects.filter(kind="keep_search", state=Effect.State.DONE).exists()
    assert Effect.objects.filter(kind="search_away").exists()
