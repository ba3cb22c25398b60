"""The applicant asks, lets others follow, and sees who looked, who is working on it and until when."""

from __future__ import annotations

import re
import uuid
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from accounts.access_log import records_about
from accounts.tokens import issue_token
from dossiers import looks
from dossiers.actors import Actor
from dossiers.errors import ActionRefused
from dossiers.models import Dossier, Follower
from dossiers.noting import add_note
from dossiers.replay import faults_of
from dossiers.statuses import Status
from effects.models import Message
from effects.worker import drain
from procedures.models import Agency
from procedures.processing_rules import rules
from tests import people
from tests.dossiers.cases import brought, do, filed, pdf, release_with_form
from tests.dossiers.test_watch import PROCESS, everybody, release

pytestmark = pytest.mark.django_db


def own_page(dossier: Dossier) -> str:
    client = Client()
    people.sign_in(client, people.lan())
    return client.get(f"/ho-so/{dossier.pk}/").content.decode()


def follower_of(dossier: Dossier, **given: Any) -> Follower:
    do(dossier, "follow", actor=Actor.applicant(people.lan()), **given)
    return Follower.objects.latest("named_at")


def opened(follower: Follower) -> Client:
    """A browser that asked for the code and gave it."""
    client, address = Client(), f"/theo-doi/{follower.pk}/"
    client.post(address, {"send": "1"})
    drain(datetime.now(UTC) + timedelta(hours=2))
    message = Message.objects.filter(to=follower.email, confidential=True).latest("pk")
    code = re.search(r"\d{6}", message.subject)
    assert code
    assert client.post(address, {"code": code[0]}).status_code == 302
    return client


# -- questions


def test_a_question_is_answered_and_both_stand_in_the_timeline() -> None:
    everybody()
    dossier = brought("accept", "assign", user=people.lan())
    due = dossier.due_at
    do(dossier, "ask", actor=Actor.applicant(people.lan()))
    assert dossier.asked_at
    do(dossier, "reply")
    assert dossier.asked_at is None
    assert (dossier.status, dossier.due_at) == (Status.PROCESSING, due)
    page = own_page(dossier)
    assert "Tôi có cần đến ký không?" in page
    assert "Không cần." in page
    assert list(faults_of(dossier)) == []


def test_a_message_goes_each_way() -> None:
    everybody()
    dossier = brought("accept", "assign", user=people.lan())
    do(dossier, "ask", actor=Actor.applicant(people.lan()))
    do(dossier, "reply")
    drain(datetime.now(UTC))
    assert Message.objects.filter(to="specialist@example.vn", body__contains=dossier.shown_code).exists()
    told = Message.objects.get(to="lan@example.vn", subject__contains="trả lời")
    assert "Không cần." not in told.body


def test_questions_may_be_asked_in_every_status_that_is_open_and_no_clock_moves() -> None:
    for way in ((), ("accept",), ("accept", "ask_supplement"), ("accept", "assign", "ask_withdrawal")):
        dossier = brought(*way)
        before = {name: getattr(dossier, name) for name in ("due_at", "clock_due_at", "paused_at", "status")}
        do(dossier, "ask")
        assert before == {name: getattr(dossier, name) for name in before}
        assert list(faults_of(dossier)) == []
    do(dossier, "recall_withdrawal")
    assert dossier.status == Status.PROCESSING


def test_two_questions_may_wait_and_no_third() -> None:
    dossier = brought("accept")
    do(dossier, "ask")
    do(dossier, "ask")
    with pytest.raises(ActionRefused) as refused:
        do(dossier, "ask")
    assert refused.value.code == "questions_waiting"
    do(dossier, "reply")
    do(dossier, "ask")


def test_officers_find_open_questions_in_a_queue_of_their_own() -> None:
    asked, other = brought("accept"), brought("accept")
    do(asked, "ask")
    client = Client()
    people.sign_in(client, people.holder("reception"))
    page = client.get("/can-bo/?asked=on&status=all").content.decode()
    table = page[page.index("<table") :]
    assert asked.shown_code in table
    assert other.shown_code not in table


def test_an_empty_question_is_refused_beside_its_field() -> None:
    dossier = filed(user=people.lan())
    client = Client()
    people.sign_in(client, people.lan())
    page = client.post(f"/ho-so/{dossier.pk}/ask/", {"ask-key": "k", "ask-message": " "})
    assert page.status_code == 422
    assert "ask-message" in page.content.decode()


# -- people who follow


def test_a_follower_sees_status_and_timeline_but_neither_answers_nor_what_was_written() -> None:
    dossier = brought("accept", "ask_supplement", user=people.lan())
    client = opened(follower_of(dossier))
    page = client.get(f"/theo-doi/{Follower.objects.get().pk}/").content.decode()
    assert dossier.shown_code in page
    assert "Yêu cầu bổ sung" in page
    assert "Giấy chứng sinh" not in page
    assert "Thiếu giấy" not in page


def test_a_follower_reads_of_the_applicant_and_is_not_told_that_it_is_their_turn() -> None:
    dossier = brought("accept", "ask_supplement", user=people.lan())
    client = opened(follower_of(dossier))
    page = client.get(f"/theo-doi/{Follower.objects.get().pk}/").content.decode()
    assert "Cơ quan đang chờ người nộp bổ sung." in page
    assert "Người nộp hồ sơ" in page
    assert '<p class="hint">Bạn</p>' not in page
    assert "Đến lượt bạn" not in page
    assert '<p class="hint">Bạn</p>' in own_page(dossier)


def test_the_link_alone_shows_nothing() -> None:
    dossier = brought("accept", user=people.lan())
    follower = follower_of(dossier)
    page = Client().get(f"/theo-doi/{follower.pk}/").content.decode()
    assert dossier.shown_code not in page
    assert dossier.procedure_name not in page
    assert Client().get(f"/theo-doi/{uuid.uuid4()}/").status_code == 404


def test_the_invitation_names_the_code_of_the_dossier_and_nothing_else() -> None:
    dossier = brought("accept", user=people.lan())
    follower = follower_of(dossier)
    drain(datetime.now(UTC))
    message = Message.objects.get(to="nam@example.vn")
    assert f"/theo-doi/{follower.pk}/" in message.body
    assert message.body.startswith(f"Kính gửi {follower.name},")
    assert "Nguyễn Thị Lan" not in message.body


def test_a_wrong_code_opens_nothing_and_five_tries_use_it_up() -> None:
    follower = follower_of(brought("accept", user=people.lan()))
    client, address = Client(), f"/theo-doi/{follower.pk}/"
    client.post(address, {"send": "1"})
    code = re.search(r"\d{6}", Message.objects.get(confidential=True).subject)
    assert code
    wrong = "000000" if code[0] != "000000" else "111111"
    for _ in range(5):
        assert client.post(address, {"code": wrong}).status_code == 422
    assert client.post(address, {"code": code[0]}).status_code == 422


def test_a_code_is_good_once_and_a_new_one_is_sent_once_a_minute() -> None:
    follower = follower_of(brought("accept", user=people.lan()))
    address = f"/theo-doi/{follower.pk}/"
    Client().post(address, {"send": "1"})
    Client().post(address, {"send": "1"})
    code = re.search(r"\d{6}", Message.objects.get(confidential=True).subject)
    assert code
    assert Client().post(address, {"code": code[0]}).status_code == 302
    assert Client().post(address, {"code": code[0]}).status_code == 422


def test_each_look_of_a_follower_is_logged_and_the_applicant_reads_it() -> None:
    dossier = brought("accept", user=people.lan())
    follower = follower_of(dossier)
    opened(follower).get(f"/theo-doi/{follower.pk}/")
    assert records_about(f"dossier:{dossier.pk}").filter(role="follower").count() == 1
    assert "Trần Văn Nam" in own_page(dossier)


def test_what_was_ended_is_closed_at_once() -> None:
    dossier = brought("accept", user=people.lan())
    follower = follower_of(dossier)
    client = opened(follower)
    do(dossier, "unfollow", actor=Actor.applicant(people.lan()), follower=str(follower.pk))
    assert client.get(f"/theo-doi/{follower.pk}/").status_code == 404


def test_files_are_read_only_by_a_follower_who_may_see_everything() -> None:
    from documents.files import store

    release_with_form()
    dossier = brought("accept", user=people.lan())
    file = store(
        pdf(), name="giay.pdf", subject=("dossier", str(dossier.pk)), owner=people.lan(), at=datetime.now(UTC)
    )
    for in_full, status in ((False, 404), (True, 200)):
        client = opened(follower_of(dossier, in_full=in_full, email=f"nam{in_full}@example.vn"))
        answer = client.get(f"/tep/{file.pk}/")
        assert (answer.status_code == 200) == (status == 200)


def test_a_follower_acts_on_nothing() -> None:
    dossier = brought("accept", user=people.lan())
    client = opened(follower_of(dossier))
    assert client.post(f"/ho-so/{dossier.pk}/ask_withdrawal/", {}).status_code in (302, 403)
    assert dossier.events.last().action == "follow"


# -- who looked, who works on it


def test_the_applicant_sees_who_opened_the_dossier_by_role_and_by_name_where_the_rules_say_so() -> None:
    dossier = brought("accept", user=people.lan())
    client = Client()
    people.sign_in(client, people.holder("reception"))
    client.get(f"/can-bo/ho-so/{dossier.pk}/")
    page = own_page(dossier)
    section = page[page.index('id="looks"') :]
    assert "Cán bộ tiếp nhận" in section
    assert "UBND phường Quy Nhơn" in section
    assert "Người reception" not in page
    kept = rules()
    kept.officer_names = True
    kept.save()
    assert "Người reception (Cán bộ tiếp nhận)" in own_page(dossier)


def test_looks_of_a_colleague_elsewhere_are_told_with_their_agency_and_what_is_no_look_is_left_out() -> None:
    everybody()
    Agency.objects.get_or_create(
        code=people.ELSEWHERE, defaults={"name": "UBND phường khác", "level": "commune"}
    )
    dossier = brought("accept", "assign", user=people.lan())
    do(dossier, "ask_opinion", colleague=people.hoa().email)
    client = Client()
    people.sign_in(client, people.hoa())
    client.get(reverse("dossiers:opinion", args=[dossier.opinions.get().pk]))
    add_note(dossier, "Đã gọi điện", by=people.holder("specialist"), key="n", at=datetime.now(UTC))
    (look,) = looks.looks(dossier)
    assert (look.agency, str(look.what)) == ("UBND phường khác", "Xem nội dung được hỏi ý kiến")
    assert "dossier." not in own_page(dossier)


def test_the_last_five_looks_stand_on_the_page_and_earlier_ones_are_folded() -> None:
    dossier = brought("accept", user=people.lan())
    for number in range(7):
        looks.note(people.holder("reception"), "dossier.view", dossier, at=datetime.now(UTC))
        page = own_page(dossier)
        assert ("Những lần xem trước đó" in page) == (number >= 5)
    assert page.count("Mở xem hồ sơ") == 7


def test_the_looks_are_read_with_a_fixed_number_of_queries(django_assert_num_queries: Any) -> None:
    dossier = brought("accept", user=people.lan())
    for role in ("reception", "specialist", "approver"):
        for _ in range(3):
            looks.note(people.holder(role), "dossier.view", dossier, at=datetime.now(UTC))
    with django_assert_num_queries(8):
        assert len(looks.looks(dossier)) == 9


def test_programs_of_the_applicant_read_the_same() -> None:
    everybody()
    dossier = brought("accept", "assign", user=people.lan())
    looks.note(people.holder("specialist"), "dossier.view", dossier, at=datetime.now(UTC))
    _token, text = issue_token(people.lan(), at=datetime.now(UTC), with_code=False)
    headers = {"Authorization": f"Bearer {text}", "Idempotency-Key": "q"}
    seen = Client().get(f"/api/v1/dossiers/{dossier.pk}/looks", headers=headers).json()
    assert [row["who"] for row in seen] == ["Cán bộ thụ lý"]
    answer = Client().post(
        f"/api/v1/dossiers/{dossier.pk}/actions/follow",
        {"name": "Trần Văn Nam", "email": "nam@example.vn"},
        content_type="application/json",
        headers=headers,
    )
    assert answer.status_code == 200
    assert [one["name"] for one in answer.json()["followers"]] == ["Trần Văn Nam"]
    assert answer.json()["standing"][0]["who"] == "Cán bộ thụ lý"
    assert Client().get(f"/api/v1/dossiers/{dossier.pk}/looks").status_code in (401, 403)


def test_the_top_of_the_page_says_who_is_working_on_it_and_until_when() -> None:
    everybody()
    release(process=PROCESS)
    dossier = brought("accept", "assign", user=people.lan())
    page = own_page(dossier)
    assert "Thẩm định" in page[: page.index("<section")]
    assert "Cán bộ thụ lý, UBND phường Quy Nhơn" in page[: page.index("<section")]
    assert "08/07/2025" in page[: page.index("<section")]


def test_the_page_says_why_the_time_was_stopped() -> None:
    release(pauses=[{"id": "p1", "reason": "field_work", "on_resume": "continue", "legal": "Điều 1"}])
    dossier = brought("accept", "assign", "pause", user=people.lan())
    assert "Đo đạc" in own_page(dossier)
    paid = brought("accept", "assign", "ask_payment", user=people.lan())
    assert "Lệ phí" in own_page(paid)
