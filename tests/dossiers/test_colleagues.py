"""What officers say to each other about a dossier, a step taken back, and the same matter filed twice."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts.errors import Unchangeable
from accounts.models import AccessRecord
from documents.models import StoredFile
from dossiers import noting, stepping
from dossiers.duplicates import alike, filed_before
from dossiers.errors import ActionNotAllowed, ActionRefused
from dossiers.models import Dossier, DossierNote
from dossiers.opinions import asked_of
from dossiers.replay import faults_of
from dossiers.submit import Person
from dossiers.tracking import for_applicant
from effects.models import Message
from effects.worker import drain
from procedures.models import Agency
from tests import people
from tests.dossiers.cases import MONDAY, applicant_of, brought, do, filed, officer, pdf, release
from tests.dossiers.test_corrections import filed_online, now
from tests.dossiers.test_steps import PROCESS, node, step

pytestmark = pytest.mark.django_db
TWO = [node([step("dau")]), node([step("cuoi", "approver")])]


def note(dossier: Dossier, text: str = "Gọi lại", **more: Any) -> DossierNote:
    given = {"by": people.minh(), "key": text, "at": timezone.now(), **more}
    return noting.add_note(dossier, text, **given)


# -- notes --------------------------------------------------------------------------------------------


def test_a_note_is_seen_by_officers_only_and_never_changed() -> None:
    dossier = filed()
    written = note(dossier, "Đã gọi cho chị Lan")
    people.sign_in(client := Client(), people.minh())
    assert "Đã gọi cho chị Lan" in client.get(reverse("dossiers:case", args=[dossier.pk])).content.decode()
    assert "Đã gọi" not in str(for_applicant(dossier, applicant_of(dossier), MONDAY).entries)
    for change in (written.save, written.delete, DossierNote.objects.all().delete):
        with pytest.raises(Unchangeable):
            change()
    assert AccessRecord.objects.filter(action="dossier.note").count() == 1


def test_a_note_sent_twice_is_one_and_an_empty_one_keeps_the_page() -> None:
    dossier = filed()
    people.sign_in(client := Client(), people.minh())
    address = reverse("dossiers:note", args=[dossier.pk])
    for _time in range(2):
        assert client.post(address, {"note-key": "a", "note-text": "Gọi lại"}).status_code == 302
    assert DossierNote.objects.count() == 1
    wrong = client.post(address, {"note-key": "b", "note-text": "Nhắn chị", "note-mention": "la@example.vn"})
    assert wrong.status_code == 422
    assert "Nhắn chị" in wrong.content.decode()
    people.sign_in(stranger := Client(), people.hoa())
    assert stranger.post(address, {"note-key": "c", "note-text": "x"}).status_code == 403


def test_a_colleague_who_is_mentioned_finds_the_note_and_only_one_who_sees_the_dossier_can_be() -> None:
    dossier, clerk = filed(), people.holder("clerk")
    note(dossier, "Xem giúp", mention=clerk.email)
    assert [one.text for one in noting.mentioning(clerk)] == ["Xem giúp"]
    people.sign_in(client := Client(), clerk)
    assert "Xem giúp" in client.get(reverse("dossiers:asked")).content.decode()
    with pytest.raises(ValidationError):
        note(dossier, "Nữa", mention=people.hoa().email)


# -- opinions -----------------------------------------------------------------------------------------


def test_the_one_asked_sees_the_question_and_what_was_chosen_and_nothing_else(client: Client) -> None:
    dossier = filed_online(client)
    paper, hoa = dossier.papers.get(), people.hoa()
    do(dossier, "ask_opinion", colleague=hoa.email, questions=["ho_ten"], until="2099-01-01")
    opinion = asked_of(hoa).get()
    people.sign_in(other := Client(), hoa)
    page = other.get(reverse("dossiers:opinion", args=[opinion.pk])).content.decode()
    assert "Chữ ký này đã đủ chưa?" in page
    assert "Nguyễn Thị Lan" in page
    assert "0912" not in page
    assert other.get(reverse("dossiers:case", args=[dossier.pk])).status_code == 403
    assert other.get(reverse("dossiers:opinion_paper", args=[opinion.pk, paper.file_id])).status_code == 404
    do(dossier, "ask_opinion", colleague=hoa.email, shown=[str(paper.file_id)])
    second = asked_of(hoa).last()
    assert second is not None
    assert other.get(reverse("dossiers:opinion_paper", args=[second.pk, paper.file_id])).status_code == 200
    people.sign_in(stranger := Client(), people.minh())
    assert stranger.get(reverse("dossiers:opinion", args=[opinion.pk])).status_code == 403


def test_an_opinion_with_a_file_reaches_the_asker_and_stops_no_clock() -> None:
    dossier = brought("accept", "assign")
    due = dossier.due_at
    do(dossier, "ask_opinion")
    clerk = people.holder("clerk")
    people.sign_in(client := Client(), clerk)
    address = reverse("dossiers:opinion", args=[asked_of(clerk).get().pk])
    key = client.get(address).context["form"]["key"].value()
    said = {"give_opinion-key": key, "give_opinion-message": "Chữ ký hợp lệ"}
    assert client.post(address, {**said, "give_opinion-uploads": [pdf("y-kien.pdf")]}).status_code == 302
    dossier.refresh_from_db()
    assert dossier.due_at == due
    assert list(asked_of(clerk)) == []
    given = dossier.opinions.get()
    assert (given.answer, StoredFile.objects.get(pk=given.files[0]).subject_kind) == (
        "Chữ ký hợp lệ",
        "opinion",
    )
    people.sign_in(client, people.holder("specialist"))
    assert "Chữ ký hợp lệ" in client.get(reverse("dossiers:case", args=[dossier.pk])).content.decode()
    assert client.get(reverse("documents:file", args=[given.files[0]])).status_code == 200
    drain(timezone.now())
    told = {one.to: one.body for one in Message.objects.filter(key__startswith="dossier-opinion")}
    assert set(told) == {clerk.email, "specialist@example.vn"}
    assert not any("hợp lệ" in body or "Chữ ký này" in body for body in told.values())
    assert list(faults_of(dossier)) == []


def test_opinions_are_asked_of_officers_only_and_given_by_who_was_asked_only() -> None:
    dossier = brought("accept", "assign")
    for nobody in (people.lan().email, "la@example.vn", "specialist@example.vn"):
        with pytest.raises(ActionRefused) as refused:
            do(dossier, "ask_opinion", colleague=nobody)
        assert refused.value.code == "colleague_unknown"
    do(dossier, "ask_opinion")
    with pytest.raises(ActionNotAllowed):
        do(dossier, "give_opinion", actor=officer("cashier"))
    do(dossier, "give_opinion")
    with pytest.raises(ActionRefused):
        do(dossier, "give_opinion")


def test_programs_ask_and_answer_as_pages_do(client: Client) -> None:
    from accounts.tokens import issue_token

    dossier = filed_online(client)
    do(dossier, "ask_opinion", colleague=people.hoa().email, questions=["ho_ten"])
    _token, text = issue_token(people.hoa(), at=timezone.now(), with_code=True)
    api = {"Authorization": f"Bearer {text}", "Idempotency-Key": "k"}
    (listed,) = Client().get("/api/v1/desk/opinions", headers=api).json()
    shown = Client().get(f"/api/v1/desk/opinions/{listed['id']}", headers=api).json()
    assert [one["text"] for one in shown["answers"]] == ["Nguyễn Thị Lan"]
    answer = Client().post(
        f"/api/v1/desk/opinions/{listed['id']}",
        {"message": "Đủ"},
        content_type="application/json",
        headers=api,
    )
    assert answer.json()["answer"] == "Đủ"
    assert Client().get(f"/api/v1/desk/dossiers/{dossier.pk}/beside", headers=api).status_code == 403


# -- a step taken back --------------------------------------------------------------------------------


def two_steps() -> Dossier:
    release(process=TWO)
    return brought("accept", "assign", "complete_step")


def test_a_step_taken_back_is_worked_on_as_if_it_had_never_been_finished() -> None:
    dossier = two_steps()
    began = dossier.steps.get(number=1).entered_at
    do(dossier, "undo_step")
    (row,) = dossier.steps.all()
    assert (row.step, row.entered_at, row.left_at) == ("dau", began, None)
    assert list(faults_of(dossier)) == []
    do(dossier, "complete_step")
    assert [one.step for one in stepping.active(dossier)] == ["cuoi"]
    assert list(faults_of(dossier)) == []


def test_a_step_is_not_taken_back_late_by_another_or_after_somebody_went_on() -> None:
    dossier = two_steps()
    done = dossier.events.last()
    assert done is not None
    mine = officer("specialist")
    assert stepping.to_take_back(dossier, mine, done.at + timedelta(hours=24))
    assert not stepping.to_take_back(dossier, mine, done.at + timedelta(hours=25))
    assert not stepping.to_take_back(dossier, officer("approver"), done.at)
    do(dossier, "ask_supplement")
    do(dossier, "supplement")
    with pytest.raises(ActionRefused) as refused:
        do(dossier, "undo_step")
    assert refused.value.code == "nothing_to_take_back"


def test_of_steps_at_the_same_time_only_the_last_one_finished_comes_back() -> None:
    release(process=PROCESS)
    dossier = brought("accept", "assign")
    do(dossier, "complete_step", checked=["Đủ chữ ký", "Đúng thửa"])
    do(dossier, "complete_step", step="do-dac")
    do(dossier, "undo_step")
    assert {one.step for one in stepping.active(dossier)} == {"do-dac", "thue"}
    assert list(faults_of(dossier)) == []


# -- the same matter twice ----------------------------------------------------------------------------


def test_the_same_person_and_procedure_is_told_at_reception_with_what_one_may_see(
    django_assert_num_queries: Any,
) -> None:
    first = filed()
    elsewhere = Agency.objects.create(code=people.ELSEWHERE, name="UBND phường khác", level="commune")
    filed(agency=elsewhere)
    filed(applicant=Person("Trần Văn Ba", "0912345678", "", "052190099999"))
    dossier = filed(applicant=Person("NGUYỄN THỊ LAN", "0912345678"))
    minh = people.minh()
    alike(dossier, minh, MONDAY)
    with django_assert_num_queries(1):
        found = alike(dossier, minh, MONDAY)
    assert {(one.dossier.agency_code, one.visible) for one in found} == {
        (people.WARD, True),
        (people.ELSEWHERE, False),
    }
    people.sign_in(client := Client(), minh)
    page = client.get(reverse("dossiers:case", args=[dossier.pk])).content.decode()
    assert first.request_code in page
    assert "hồ sơ ở cơ quan khác" in page


def test_what_ended_long_ago_is_no_duplicate() -> None:
    old = brought("refuse")
    assert old.ended_at is not None
    new = filed()
    minh = people.minh()
    assert [one.dossier for one in alike(new, minh, old.ended_at + timedelta(days=89))] == [old]
    assert alike(new, minh, old.ended_at + timedelta(days=91)) == []


def test_applicants_are_told_of_their_own_dossiers_only_and_may_go_on(client: Client) -> None:
    filed_online(client)
    lan = people.lan()
    mine = filed(user=lan, at=timezone.now())
    assert filed_before(None, mine.procedure_code, timezone.now()) == []
    assert filed_before(people.hoa(), mine.procedure_code, timezone.now()) == []
    people.sign_in(client := Client(), lan)
    page = client.get(reverse("dossiers:start", args=[mine.procedure_code])).content.decode()
    assert mine.request_code in page
    assert now(mine).status == 1
