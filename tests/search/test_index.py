"""Rows, vocabulary and engine stay in step, also when something goes wrong on the way."""

from __future__ import annotations

from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.test import Client
from django.utils import timezone

from effects.worker import drain
from procedures.models import ProcedurePage
from search import index
from search.engines import engine
from search.finding import find
from search.knowledge import knowledge
from search.models import Pin, SearchEntry, Synonym
from search.query import query_of
from tests.procedures import catalogue

pytestmark = pytest.mark.django_db


def codes(text: str) -> list[str]:
    return [entry.code for entry in find(query_of(text, on=timezone.localdate(), begun=False)).entries]


def publish(code: str, name: str) -> ProcedurePage:
    page = catalogue.published(code=code, name=name, name_en="", keywords=[])
    drain(timezone.now())
    return page


def test_a_page_taken_down_and_shown_again() -> None:
    page = publish("1.900031", "Thả diều trên bãi biển")
    assert codes("tha dieu") == ["1.900031"]
    ProcedurePage.objects.get(pk=page.pk).unpublish()
    drain(timezone.now())
    assert codes("tha dieu") == []
    ProcedurePage.objects.get(pk=page.pk).save_revision().publish()
    drain(timezone.now())
    assert codes("tha dieu") == ["1.900031"]


def test_the_vocabulary_follows_what_is_published() -> None:
    page = publish("1.900032", "Nuôi kanguru")
    assert knowledge().vocabulary.words["kanguru"] == 1
    page.name = "Nuôi wombat"
    page.publish(page.save_revision(), skip_permission_checks=True)
    drain(timezone.now())
    known = knowledge().vocabulary
    assert (known.words["kanguru"], known.words["wombat"], known.texts) == (0, 1, 1)


def test_an_everyday_name_counts_with_the_next_query_and_a_draft_does_not() -> None:
    publish("1.900033", "Thả diều trên bãi biển")
    synonym = Synonym.objects.create(typed="chong chóng giấy", official="thả diều", live=False)
    assert codes("chong chóng giấy") == []
    assert knowledge(drafts=True).readings("chong chóng giấy")[1].text == "thả diều"
    Synonym.objects.filter(pk=synonym.pk).update(live=True)
    synonym.refresh_from_db()
    synonym.save()
    assert codes("chong chóng giấy") == ["1.900033"]
    synonym.delete()
    assert codes("chong chóng giấy") == []


def test_a_pinned_procedure_comes_first_for_exactly_its_words() -> None:
    publish("1.900034", "Thả diều trên bãi biển")
    pinned = publish("1.900035", "Cho thuê bãi biển")
    assert codes("thả diều")[0] == "1.900034"
    Pin.objects.create(query="Thả diều", procedure=pinned)
    assert codes("tha dieu")[0] == "1.900035"
    assert codes("thả diều trên bãi")[0] == "1.900034"


def test_drift_is_found_and_mended(capsys: Any) -> None:
    publish("1.900036", "Thả diều")
    publish("1.900037", "Thả đèn trời")
    call_command("rebuild_search", check=True)
    SearchEntry.objects.filter(code="1.900036").update(stamp="another")
    SearchEntry.objects.filter(code="1.900037").delete()
    found = index.drift()
    assert (found.missing, found.left_over, found.changed) == ([], ["1.900037"], ["1.900036"])
    with pytest.raises(CommandError, match="--mend"):
        call_command("rebuild_search", check=True)
    call_command("rebuild_search", mend=True)
    assert index.drift().codes == []
    assert codes("đèn trời") == []


def test_a_build_that_dies_leaves_the_old_index_serving(monkeypatch: pytest.MonkeyPatch) -> None:
    publish("1.900038", "Thả diều")

    def dies(entries: Any) -> Any:
        yield next(iter(entries))
        raise MemoryError

    monkeypatch.setattr(index, "_with_progress", lambda entries, told: dies(entries))
    with pytest.raises(MemoryError):
        index.rebuild()
    assert codes("thả diều") == ["1.900038"]
    monkeypatch.undo()
    assert index.rebuild() == 1
    assert codes("thả diều") == ["1.900038"]
    folder = engine().folder  # type: ignore[attr-defined]
    assert len([path for path in folder.iterdir() if path.is_dir()]) <= 2


def test_a_broken_index_is_answered_by_the_database_and_the_page_stays_up(client: Client) -> None:
    publish("1.900039", "Thả diều")
    folder = engine().folder  # type: ignore[attr-defined]
    (folder / "current").write_text("1-gone")
    results = find(query_of("tha dieu", on=timezone.localdate()))
    assert ([entry.code for entry in results.entries], results.degraded) == (["1.900039"], True)
    response = client.get("/tim-kiem/", {"q": "tha dieu"})
    assert response.status_code == 200
    assert "Thả diều" in response.content.decode()


def test_the_plain_search_takes_a_fixed_number_of_queries(
    settings: Any, django_assert_num_queries: Any
) -> None:
    publish("1.900040", "Thả diều")
    settings.SEARCH_URL = "database:"
    for options in ({}, {"filters": {"level": "commune", "free": "yes"}}, {"page": 2}):
        with django_assert_num_queries(8):
            find(query_of("tha dieu", on=timezone.localdate(), **options))
