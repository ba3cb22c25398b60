"""A dossier that asks for a certified copy: compared, numbered, signed, finished; or refused, number kept."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

import pytest
from django.utils import timezone

from documents.files import open_file
from documents.issue import issue
from documents.models import CertifiedCopy, IssuedDocument, KeptPaper, Signature
from dossiers.copies import submitting
from dossiers.copies.rules import REASONS, CopyRules
from dossiers.costs import quote_of
from dossiers.errors import ActionRefused
from dossiers.forms import ActForm
from dossiers.kept import keep_of
from dossiers.replay import faults_of
from dossiers.signed_documents import ENDING
from dossiers.statuses import Status
from dossiers.tracking import for_applicant, for_officer
from dossiers.transitions import available
from rules.days import VIETNAM
from tests import people
from tests.dossiers.cases import applicant_of, brought, do, officer, release
from tests.dossiers.copying import compared, copy_filed, processing, sign, submit, submitted
from tests.dossiers.papers import text_of

pytestmark = pytest.mark.django_db
State = CertifiedCopy.State


@pytest.mark.parametrize(("pages", "amount"), [(1, 2_000), (2, 4_000), (3, 5_000), (10, 12_000)])
def test_the_fee_goes_by_the_pages_of_the_scan(pages: int, amount: int) -> None:
    assert quote_of(copy_filed(pages)).amount == amount


def test_the_fee_of_a_copy_has_a_cap() -> None:
    dossier = copy_filed(1)
    files = CertifiedCopy._meta.get_field("scan").remote_field.model.objects
    files.filter(subject_id__isnull=False, media_type="application/pdf").update(about={"pages": 250})
    assert quote_of(dossier).amount == 200_000


def test_acceptance_enters_who_asked_for_what() -> None:
    processing()
    copy = CertifiedCopy.objects.get()
    assert (copy.state, copy.title, copy.pages, copy.fee) == ("asked", "Bằng tốt nghiệp đại học", 3, 5_000)
    assert copy.number is None


@pytest.mark.parametrize("said", [{}, {"pages": [True]}, {"pages": [True, False, True]}])
def test_every_page_is_seen_or_there_is_a_reason(said: dict[str, Any]) -> None:
    dossier = processing()
    with pytest.raises(ActionRefused) as refused:
        do(dossier, "compare", at=timezone.now(), pages=said.get("pages"))
    assert refused.value.code == "pages_not_seen"


def test_what_is_compared_can_be_submitted_and_what_is_not_cannot() -> None:
    dossier = processing()
    with pytest.raises(ActionRefused) as refused:
        submit(dossier)
    assert refused.value.code == "not_compared"
    assert CertifiedCopy.objects.get().number is None  # refused before a number was bound
    event = do(dossier, "compare", at=timezone.now(), pages=[True] * 3)
    assert len(event.payload["scan_hash"]) == 64
    submit(dossier)
    copy = CertifiedCopy.objects.get()
    assert (copy.state, copy.number, copy.shown_book[:3]) == ("numbered", 1, "01/")
    document = copy.document
    assert document is not None
    assert (document.state, document.kind) == ("signing", "BSCT")
    assert [(one.kind, one.automatic) for one in document.signatures.all()] == [
        ("personal", False),
        ("seal", True),
    ]
    assert submit(dossier).pk == dossier.events.last().pk  # type: ignore[union-attr]
    with pytest.raises(ActionRefused) as again:
        submit(dossier, key="another")
    assert again.value.code == "copy_waits"
    assert not list(faults_of(dossier))


def test_the_document_says_its_number_its_book_and_its_pages(tmp_path: Any) -> None:
    _dossier, copy = submitted()
    assert copy.document is not None
    said = text_of(copy.document, tmp_path)
    for words in (
        "CHỨNG THỰC BẢN SAO ĐÚNG VỚI BẢN CHÍNH",
        f"Số chứng thực 01, quyển số {copy.shown_book}",
        "Trang 3/3",
    ):
        assert words in said, words


def test_signed_by_all_the_copy_is_issued_and_the_dossier_finished_as_the_leaders_act() -> None:
    dossier, copy = submitted()
    assert copy.document is not None
    sign(copy.document)
    dossier.refresh_from_db()
    copy.refresh_from_db()
    assert dossier.status == Status.FINISHED
    last = dossier.events.last()
    assert last is not None
    assert (last.action, last.actor) == ("finish", people.holder("approver"))
    assert copy.state == State.ISSUED
    assert copy.signer == people.holder("approver").full_name
    sign(copy.document)
    assert dossier.events.filter(action="finish").count() == 1
    assert not list(faults_of(dossier))


def test_a_refused_signature_sends_it_back_and_the_next_copy_has_the_next_number() -> None:
    dossier, copy = submitted()
    document = copy.document
    assert document is not None
    document.state, document.end_reason = IssuedDocument.State.REFUSED, "Trang 2 mờ"
    document.save()
    signature = document.signatures.first()
    assert signature is not None
    ENDING.refused(document, signature, timezone.now())
    dossier.refresh_from_db()
    copy.refresh_from_db()
    assert (copy.state, copy.number, copy.reason) == (State.REFUSED, 1, "Trang 2 mờ")
    last = dossier.events.last()
    assert last is not None
    assert (last.action, last.payload["reason"], dossier.status) == ("refuse_result", "Trang 2 mờ", 4)
    do(dossier, "compare", at=timezone.now(), pages=[True] * 3)
    submit(dossier, key="anew")
    assert sorted(CertifiedCopy.objects.values_list("number", "state")) == [(1, "refused"), (2, "numbered")]


def test_a_dossier_that_stops_leaves_its_number_with_the_reason_and_nobody_signs() -> None:
    dossier, copy = submitted()
    do(dossier, "stop", at=timezone.now(), reason="Người yêu cầu rút")
    copy.refresh_from_db()
    assert (copy.state, copy.number, copy.reason) == (State.REFUSED, 1, "Người yêu cầu rút")
    assert copy.document is not None
    assert copy.document.state == IssuedDocument.State.REFUSED


def test_killed_between_number_and_document_it_goes_on_with_its_number(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    dossier = compared()

    def killed(*_args: Any, **_kwargs: Any) -> None:
        raise RuntimeError

    monkeypatch.setattr(submitting, "issue", killed)
    with pytest.raises(RuntimeError):
        submit(dossier)
    assert CertifiedCopy.objects.get().number == 1
    assert not dossier.events.filter(action="submit_copies").exists()
    monkeypatch.setattr(submitting, "issue", issue)
    submit(dossier)
    copy = CertifiedCopy.objects.get()
    assert (copy.number, copy.document is not None) == (1, True)


def test_a_comparison_that_refuses_says_why_and_the_stop_begins_with_it() -> None:
    dossier, reason = processing(), REASONS.splitlines()[0]
    do(dossier, "compare", at=timezone.now(), pages=None, refusal=reason)
    assert CertifiedCopy.objects.get().state == State.REFUSED
    leader = officer("approver")
    stop = next(one for one in available(dossier, leader, timezone.now()) if one.name == "stop")
    form = ActForm(stop, dossier, at=timezone.now(), actor=leader)
    assert form["reason"].initial == reason
    with pytest.raises(ActionRefused):
        submit(dossier)


def test_the_applicant_sees_the_copy_only_once_it_is_signed() -> None:
    dossier, copy = submitted()
    assert copy.document is not None

    def shown() -> list[str]:
        return [one.kind for one in for_applicant(dossier, applicant_of(dossier), timezone.now()).documents]

    assert "BSCT" not in shown()
    officers = for_officer(dossier, officer("specialist"), timezone.now()).documents
    assert "BSCT" in [one.kind for one in officers]
    sign(copy.document)
    assert "BSCT" in shown()


def test_in_the_store_the_copy_is_called_as_the_original_and_offered_for_it() -> None:
    dossier, copy = submitted()
    assert copy.document is not None
    sign(copy.document)
    dossier.refresh_from_db()
    dossier.applicant = people.lan()
    assert keep_of(dossier, timezone.now()) == 1
    kept = KeptPaper.objects.get(document=copy.document)
    assert (kept.title, kept.kind) == ("Bằng tốt nghiệp đại học", "BSCT")
    assert kept.answers == "bằng tốt nghiệp đại học"


def test_a_changed_scan_has_to_be_compared_anew() -> None:
    dossier = compared()
    other = copy_filed(2)
    scan = other.submission.answers["ban_chup"]  # type: ignore[union-attr]
    dossier.corrected = {"ban_chup": scan}
    dossier.save(update_fields=["corrected"])
    with pytest.raises(ActionRefused) as refused:
        submit(dossier)
    assert refused.value.code == "not_compared"


def test_other_procedures_offer_neither() -> None:
    dossier = brought("accept", "assign")
    names = {one.name for one in available(dossier, officer("specialist"), timezone.now())}
    assert not names & {"compare", "submit_copies"}


def test_editors_change_words_reasons_and_the_size_of_books(tmp_path: Any) -> None:
    rules = CopyRules.load()
    rules.words, rules.reasons, rules.entries = "Sao y bản chính\nTên: {ten_giay_to}", "Mờ\n\nRách", 1
    rules.full_clean()
    rules.save()
    assert rules.choices() == ["Mờ", "Rách"]
    _dossier, copy = submitted()
    assert copy.document is not None
    assert "Tên: Bằng tốt nghiệp đại học" in text_of(copy.document, tmp_path)
    _second, later = submitted()
    assert (later.number, later.book) == (2, 2)
    rules.words = "{khong_co}"
    with pytest.raises(Exception, match="khong_co"):
        rules.full_clean()


def test_a_scan_nobody_can_draw_is_refused_before_a_number_is_given() -> None:
    dossier = compared()
    copy = CertifiedCopy.objects.get()
    assert copy.scan is not None
    with open_file(copy.scan) as content:
        path = content.name
    copy.scan.content.storage.delete(str(copy.scan.content.name))
    assert path
    with pytest.raises(FileNotFoundError):
        submit(dossier)
    copy.refresh_from_db()
    assert copy.number is None
    assert not Signature.objects.exists()


def test_a_dossier_that_goes_elsewhere_meanwhile_is_compared_anew() -> None:
    dossier, copy = submitted()
    do(dossier, "ask_supplement", at=timezone.now(), reason="Thiếu trang 2", papers=["Trang 2"])
    copy.refresh_from_db()
    assert (copy.state, copy.number, copy.reason) == (State.REFUSED, 1, "Thiếu trang 2")
    assert copy.document is not None
    assert copy.document.state == IssuedDocument.State.REFUSED


@pytest.mark.parametrize(("hour", "day"), [((14, 59), 3), ((15, 0), 3), ((15, 1), 4)])
def test_a_result_within_the_day_follows_the_hour(hour: tuple[int, int], day: int) -> None:
    limit = {"id": "l", "amount": 0, "unit": "working_day", "text": "", "note": ""}
    way = {"channel": "in_person", "time_limits": [limit], "fees": [], "note": ""}
    release(code="2.000815", channels=[way])
    at = datetime(2025, 9, 3, *hour, tzinfo=VIETNAM)
    dossier = brought(at=at, channel="in_person", release=release(code="2.000815"))
    do(dossier, "accept", at=at)
    assert dossier.due_at is not None
    assert dossier.due_at.astimezone(VIETNAM).date() == date(2025, 9, day)


def test_the_register_calls_the_original_as_it_stands_when_it_is_compared() -> None:
    """An officer who has it in hand puts the name right first."""
    dossier = processing()
    do(dossier, "correct", at=timezone.now(), question="ten_giay_to", value="Bằng thạc sĩ", reason="Ghi nhầm")
    do(dossier, "compare", at=timezone.now(), pages=[True] * 3)
    assert CertifiedCopy.objects.get().title == "Bằng thạc sĩ"
