"""Publishing writes an immutable release; unchanged content writes none; dates say which is in force."""

from __future__ import annotations

import hashlib
import json
import unicodedata
from datetime import date, timedelta

import pytest
from django.db import transaction
from django.utils import timezone

from accounts.errors import Unchangeable
from effects.models import Effect
from procedures import releases
from procedures.models import Release
from procedures.snapshot import canonical, snapshot
from tests.procedures import catalogue

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


def test_publishing_writes_the_first_release_with_the_whole_content() -> None:
    page = catalogue.published()
    release = Release.objects.get(code="1.900001")
    assert (release.number, release.procedure_id, release.effective_from) == (
        1,
        page.pk,
        timezone.localdate(),
    )
    content = release.content
    assert content["field"] == "Chăn nuôi"
    assert [variant["name"] for variant in content["variants"]] == ["Lần đầu", "Cấp lại"]
    assert content["variants"][0]["papers"][1]["copies"] == 2
    assert content["channels"][2]["time_limits"][0] | {"id": ""} == {
        "id": "",
        "amount": None,
        "unit": "working_day",
        "text": "Tùy ngày nhận bưu gửi",
        "note": "",
    }
    assert content["decision"] == {
        "number": "12/QĐ-UBND",
        "date": "2026-02-01",
        "kind": "new",
        "effective_from": None,
        "effective_to": None,
    }
    assert content["form"] is None


def test_the_hash_is_that_of_the_canonical_json() -> None:
    catalogue.published(name=unicodedata.normalize("NFD", "Đăng ký nuôi ong"))
    release = Release.objects.get()
    text = json.dumps(release.content, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    assert canonical(release.content) == text == unicodedata.normalize("NFC", text)
    assert release.hash == hashlib.sha256(text.encode()).hexdigest()
    assert release.content["name"] == "Đăng ký nuôi ong"


def test_publishing_again_without_a_change_writes_none() -> None:
    page = catalogue.published()
    catalogue.again(page)
    assert Release.objects.count() == 1
    assert releases.publish(page, by=None, at=timezone.now() + 3 * DAY) is None


def test_a_change_writes_the_next_number_and_keeps_the_ids_of_its_parts() -> None:
    page = catalogue.published()
    catalogue.again(page, summary="Khác.")
    first, second = Release.objects.order_by("number")
    assert (first.number, second.number) == (1, 2)
    assert first.content["variants"] == second.content["variants"]
    assert all(paper["id"] for variant in second.content["variants"] for paper in variant["papers"])


def test_publication_promises_one_effect_a_release() -> None:
    page = catalogue.published()
    catalogue.again(page)
    release = Release.objects.get()
    effect = Effect.objects.get(kind="release_published")
    assert (effect.key, effect.args) == (f"release:{release.pk}", {"release": release.pk})


def test_a_failed_publication_leaves_neither_page_nor_release() -> None:
    page = catalogue.draft()
    with transaction.atomic():
        page.save_revision().publish()
        transaction.set_rollback(True)
    page.refresh_from_db()
    assert not page.live
    assert Release.objects.count() == 0


def test_a_release_is_never_changed_nor_deleted() -> None:
    catalogue.published()
    release = Release.objects.get()
    release.number = 7
    with pytest.raises(Unchangeable):
        release.save()
    with pytest.raises(Unchangeable):
        release.delete()
    with pytest.raises(Unchangeable):
        Release.objects.update(number=7)
    with pytest.raises(Unchangeable):
        Release.objects.filter(pk=release.pk).delete()
    assert Release.objects.get().number == 1


def test_releases_outlive_their_page() -> None:
    page = catalogue.published()
    page.delete()
    assert Release.objects.get().procedure_id is None


def test_a_coming_version_waits_for_its_day() -> None:
    today = timezone.localdate()
    page = catalogue.published()
    catalogue.again(page, summary="Từ tháng sau.", effective_from=today + 30 * DAY)
    assert releases.in_force(page.code, today).number == 1
    assert releases.coming(page.code, today).number == 2
    assert releases.in_force(page.code, today + 30 * DAY).number == 2
    assert releases.coming(page.code, today + 30 * DAY) is None


def test_the_first_release_may_be_in_force_since_an_earlier_day() -> None:
    catalogue.published(decision={"number": "1/QĐ", "effective_from": "2026-01-01"})
    assert releases.in_force("1.900001", date(2026, 1, 1)).number == 1
    assert releases.in_force("1.900001", date(2025, 12, 31)) is None


def test_a_correction_under_an_old_date_is_in_force_from_its_publication() -> None:
    page = catalogue.published(decision={"number": "1/QĐ", "effective_from": "2026-01-01"})
    catalogue.again(page, summary="Sửa lỗi chính tả.")
    assert Release.objects.get(number=2).effective_from == timezone.localdate()
    assert releases.in_force(page.code, date(2026, 1, 2)).number == 1


def test_the_day_of_publication_is_that_of_viet_nam() -> None:
    page = catalogue.draft()
    late = timezone.datetime(2026, 8, 20, 17, 30, tzinfo=timezone.get_fixed_timezone(0))
    page.publish(page.save_revision(), at=late)
    assert Release.objects.get().effective_from == date(2026, 8, 21)


def test_a_page_taken_down_is_in_force_no_more() -> None:
    page = catalogue.published()
    page.unpublish()
    assert releases.in_force(page.code, timezone.localdate()) is None


def test_a_new_form_version_releases_the_procedures_that_use_it() -> None:
    eform = catalogue.form()
    page = catalogue.published(eform=eform)
    catalogue.published(code="1.900002")
    assert Release.objects.get(code=page.code).content["form"] == {
        "eform": "nuoi-ong",
        "version": 1,
        "hash": f"{1:064d}",
    }
    version = catalogue.new_version(eform, 2)
    newest = releases.in_force(page.code, timezone.localdate())
    assert (newest.number, newest.form_version, newest.content["form"]["version"]) == (2, version, 2)
    assert Release.objects.filter(code="1.900002").count() == 1


def test_history_is_newest_first() -> None:
    page = catalogue.published()
    catalogue.again(page, summary="Hai.")
    assert [release.number for release in releases.history(page.code)] == [2, 1]


def test_the_snapshot_of_a_page_reads_back_as_the_same_page() -> None:
    page = catalogue.published()
    first = snapshot(page)
    catalogue.again(page)
    assert snapshot(type(page).objects.get(pk=page.pk)) == first


def test_line_ends_as_a_browser_sends_them_are_no_change() -> None:
    page = catalogue.published(steps_text="1. Nộp.\n2. Nhận.")
    page.steps_text = "1. Nộp.\r\n2. Nhận."
    page.publish(page.save_revision())
    assert Release.objects.get().content["steps_text"] == "1. Nộp.\n2. Nhận."
