"""Filing: judged again, written once, received once, whatever is clicked how often."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import pytest
from django.core.checks import run_checks
from django.core.exceptions import ImproperlyConfigured

from accounts.errors import Unchangeable
from eforms import drafts
from eforms.canonical import digest
from eforms.errors import DraftClosed, SubmitRefused
from eforms.models import Draft, Submission
from eforms.receivers import RECEIVERS, register
from eforms.submit import submit
from tests.eforms.conftest import FILED, NOW, fill


def test_a_complete_draft_is_filed(draft: Draft) -> None:
    submission = submit(fill(draft), by=None, key="k", at=NOW)
    assert submission.receipt == {"reference": "R-1", "url": f"/ho-so/{submission.pk}/"}
    assert submission.answers["ngay_sinh"] == "2025-09-02"
    assert submission.hash == digest({"version": draft.version.hash, "answers": submission.answers})
    assert Draft.objects.get(pk=draft.pk).state == Draft.State.SUBMITTED


def test_asked_again_with_any_key_the_first_answer_comes(draft: Draft) -> None:
    first = submit(fill(draft), by=None, key="k", at=NOW)
    assert submit(draft, by=None, key="k", at=NOW).pk == first.pk
    again = submit(Draft.objects.get(pk=draft.pk), by=None, key="other", at=NOW)
    assert (again.pk, again.receipt) == (first.pk, first.receipt)
    assert len(FILED) == 1


def test_an_incomplete_draft_is_refused_per_step_and_stays_open(draft: Draft) -> None:
    drafts.save_step(draft, "nguoi_khai", {"ho_ten": "Lan"}, at=NOW)
    with pytest.raises(SubmitRefused) as refused:
        submit(draft, by=None, key="k", at=NOW)
    assert set(refused.value.steps) == {"nguoi_khai", "nguoi_con", "giay_to"}
    assert refused.value.steps["nguoi_khai"]["noi_o"].code == "required"
    assert Draft.objects.get(pk=draft.pk).state == Draft.State.OPEN
    assert not Submission.objects.exists()


def test_answers_slipped_in_beside_the_judgement_are_found(draft: Draft) -> None:
    fill(draft)
    draft.answers = {
        **draft.answers,
        "so_dinh_danh": "052326012345",
        "chung_sinh": ["6f3b1c52-3f0e-5d0c-9a6b-0c7a5d1f2e44"],
    }
    draft.save()
    with pytest.raises(SubmitRefused) as refused:
        submit(draft, by=None, key="k", at=NOW)
    assert {key: error.code for errors in refused.value.steps.values() for key, error in errors.items()} == {
        "so_dinh_danh": "future",
        "chung_sinh": "unknown_file",
    }


def test_when_the_receiver_fails_nothing_was_filed(draft: Draft, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(submission: Any, at: datetime) -> dict[str, str]:
        raise RuntimeError

    monkeypatch.setitem(RECEIVERS, "trial", broken)
    with pytest.raises(RuntimeError):
        submit(fill(draft), by=None, key="k", at=NOW)
    assert Draft.objects.get(pk=draft.pk).state == Draft.State.OPEN
    assert not Submission.objects.exists()


def test_a_discarded_draft_is_not_filed(draft: Draft) -> None:
    drafts.discard(fill(draft), at=NOW)
    with pytest.raises(DraftClosed):
        submit(draft, by=None, key="k", at=NOW)


def test_what_was_filed_is_never_changed(draft: Draft) -> None:
    submission = submit(fill(draft), by=None, key="k", at=NOW)
    submission.answers = {}
    with pytest.raises(Unchangeable):
        submission.save()
    with pytest.raises(Unchangeable):
        submission.delete()


def test_a_kind_has_one_receiver() -> None:
    with pytest.raises(ImproperlyConfigured):
        register("trial", lambda submission, at: {})


def test_open_drafts_that_nobody_would_receive_stop_the_start(
    draft: Draft, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert "eforms.E001" not in [one.id for one in run_checks(databases=["default"])]
    monkeypatch.delitem(RECEIVERS, "trial")
    assert "eforms.E001" in [one.id for one in run_checks(databases=["default"])]


def test_what_was_filed_is_not_changed_one_by_one_nor_in_bulk(draft: Draft) -> None:
    submission = submit(fill(draft), by=None, key="k", at=NOW)
    submission.receipt = {"reference": "other"}
    with pytest.raises(Unchangeable):
        submission.save(update_fields=["receipt"])
    with pytest.raises(Unchangeable):
        Submission.objects.update(answers={})
    with pytest.raises(Unchangeable):
        Submission.objects.all().delete()
