"""A draft keeps what was saved, whoever saves beside it, and opens only for those who may."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.core.exceptions import ImproperlyConfigured

from documents.errors import FileRefused
from documents.models import StoredFile
from eforms import drafts
from eforms.errors import DraftClosed, QuestionUnknown, TooManyFiles
from eforms.models import Draft, FormVersion
from tests.eforms.conftest import NOW, PDF, TODAY, fill, upload

LATER = NOW + timedelta(minutes=5)


def fresh(draft: Draft) -> Draft:
    return Draft.objects.get(pk=draft.pk)


def test_only_the_hash_of_the_secret_is_kept(draft_and_secret: tuple[Draft, str]) -> None:
    draft, secret = draft_and_secret
    assert secret not in str(Draft.objects.values().get(pk=draft.pk))
    assert drafts.opens(draft, secret)
    assert not drafts.opens(draft, secret[:-1])
    assert not drafts.opens(draft, "")


def test_a_further_link_works_and_so_does_the_first(draft_and_secret: tuple[Draft, str]) -> None:
    draft, secret = draft_and_secret
    another = drafts.new_link(draft, at=NOW)
    assert drafts.opens(draft, another)
    assert drafts.opens(draft, secret)


def test_a_kind_nobody_receives_cannot_be_started(version: FormVersion) -> None:
    with pytest.raises(ImproperlyConfigured):
        drafts.start(version, kind="nobody", context={}, title="T", owner=None, at=NOW)


def test_two_pages_that_save_two_steps_lose_nothing(draft: Draft) -> None:
    one, other = fresh(draft), fresh(draft)
    drafts.save_step(one, "nguoi_khai", {"ho_ten": "Lan"}, at=NOW)
    drafts.save_step(other, "nguoi_con", {"ten_con": "An"}, at=LATER)
    drafts.attach(one, "chung_sinh", upload(), by=None, at=LATER)
    saved = fresh(draft)
    assert saved.answers["ho_ten"] == "Lan"
    assert saved.answers["ten_con"] == "An"
    assert len(saved.answers["chung_sinh"]) == 1
    assert saved.done_steps == ["nguoi_khai", "nguoi_con"]
    assert saved.updated_at == LATER


def test_saving_a_step_drops_what_it_hides(draft: Draft) -> None:
    drafts.save_step(draft, "nguoi_con", {"co_cha": True, "ten_cha": "B"}, at=NOW)
    drafts.attach(draft, "giay_cha", upload(), by=None, at=NOW)
    drafts.save_step(draft, "nguoi_con", {"co_cha": False}, at=NOW)
    assert fresh(draft).answers == {"co_cha": False}


def test_an_answer_taken_back_is_gone(draft: Draft) -> None:
    drafts.save_step(draft, "nguoi_khai", {"ho_ten": "Lan", "thu": "lan@example.vn"}, at=NOW)
    drafts.save_step(draft, "nguoi_khai", {"ho_ten": "Lan"}, at=NOW)
    assert fresh(draft).answers == {"ho_ten": "Lan"}


def test_saving_a_step_keeps_its_files(draft: Draft) -> None:
    drafts.attach(draft, "chung_sinh", upload(), by=None, at=NOW)
    drafts.save_step(draft, "giay_to", {"ghi_chu": "x"}, at=NOW)
    assert set(fresh(draft).answers) == {"chung_sinh", "ghi_chu"}


def test_a_file_with_a_path_for_a_name_is_stored_under_its_last_part(draft: Draft) -> None:
    stored = drafts.attach(draft, "chung_sinh", upload("../../x.pdf"), by=None, at=NOW)
    assert stored.name == "x.pdf"
    assert (stored.subject_kind, stored.subject_id) == ("draft", str(draft.pk))


@pytest.mark.parametrize(
    ("name", "content", "code"),
    [
        ("rong.pdf", b"", "empty"),
        ("virus.pdf", b"MZ\x90\x00" + b"\x00" * 200, "type"),
        ("virus.exe", b"MZ\x90\x00" + b"\x00" * 200, "type"),
        ("bang.docx", PDF, "type"),
    ],
)
def test_a_bad_file_is_refused_and_nothing_is_left_of_it(
    draft: Draft, name: str, content: bytes, code: str
) -> None:
    with pytest.raises(FileRefused) as refused:
        drafts.attach(draft, "chung_sinh", upload(name, content), by=None, at=NOW)
    assert refused.value.code == code
    assert not StoredFile.objects.exists()
    assert fresh(draft).answers == {}


def test_no_more_files_than_the_question_takes(draft: Draft) -> None:
    for _ in range(2):
        drafts.attach(draft, "chung_sinh", upload(), by=None, at=NOW)
    with pytest.raises(TooManyFiles):
        drafts.attach(draft, "chung_sinh", upload(), by=None, at=NOW)
    first = fresh(draft).answers["chung_sinh"][0]
    drafts.detach(draft, "chung_sinh", first, at=NOW)
    drafts.detach(draft, "chung_sinh", first, at=NOW)
    assert len(fresh(draft).answers["chung_sinh"]) == 1


def test_only_questions_for_files_take_files(draft: Draft) -> None:
    with pytest.raises(QuestionUnknown):
        drafts.attach(draft, "ho_ten", upload(), by=None, at=NOW)


def test_a_discarded_draft_takes_nothing_more(draft: Draft) -> None:
    assert drafts.discard(draft, at=NOW)
    assert not drafts.discard(draft, at=NOW)
    with pytest.raises(DraftClosed):
        drafts.save_step(draft, "nguoi_khai", {"ho_ten": "x"}, at=NOW)


def test_the_first_unfinished_step(draft: Draft) -> None:
    facts = drafts.facts_of(draft, TODAY)
    assert drafts.first_unfinished(draft, facts) == "nguoi_khai"
    fill(draft)
    assert drafts.first_unfinished(draft, drafts.facts_of(draft, TODAY)) is None
    drafts.save_step(draft, "nguoi_con", {**draft.answers, "co_cha": True}, at=NOW)
    assert drafts.first_unfinished(draft, drafts.facts_of(draft, TODAY)) == "nguoi_con"
