"""Answers corrected after the filing: by the applicant who was asked to, by an officer who saw a slip."""

from __future__ import annotations

from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from dossiers.comparing import rounds
from dossiers.errors import ActionNotAllowed, ActionRefused
from dossiers.models import Dossier
from dossiers.reopening import open_again
from dossiers.replay import faults_of
from dossiers.statuses import Status
from dossiers.tracking import for_applicant, related
from effects.models import Message
from effects.worker import drain
from eforms.models import Draft
from tests import people
from tests.dossiers.cases import applicant_of, brought, do, officer, pdf, release_with_form, ward
from tests.dossiers.test_filing import begin, fill

pytestmark = pytest.mark.django_db
WANTED = {"reason": "Số điện thoại không liên lạc được", "papers": [], "questions": ["so_dt", "chung_sinh"]}


def filed_online(client: Client) -> Dossier:
    """Filed through the form, accepted and assigned."""
    release_with_form()
    fill(client, begin(client, ward()))
    dossier = Dossier.objects.get()
    client.get(reverse("dossiers:receipt", args=[dossier.pk]))
    do(dossier, "accept", at=timezone.now())
    do(dossier, "assign", at=timezone.now())
    return Dossier.objects.select_related("submission__version").get()


def reopened(client: Client, dossier: Dossier) -> str:
    answer = client.post(reverse("dossiers:open_again", args=[dossier.pk]))
    assert answer.status_code == 302
    return str(answer["Location"])


def sent(client: Client, draft: str, **answers: Any) -> Any:
    given = {"ho_ten": "Người Khác", "thu": "khac@example.vn", **answers}
    client.post(f"{draft}nguoi_khai/", {**given, "wizard-current_step": "nguoi_khai"})
    client.post(f"{draft}giay_to/", {"chung_sinh": pdf("moi.pdf"), "wizard-current_step": "giay_to"})
    form = client.get(f"{draft}xem-lai/").context["wizard"]["form"]
    names = {"declared": "on", "key": form["key"].value(), "wizard-current_step": "xem-lai"}
    return client.post(f"{draft}xem-lai/", names)


def now(dossier: Dossier) -> Dossier:
    found: Dossier = related().get(pk=dossier.pk)
    return found


def test_only_the_named_answers_are_opened_and_the_corrected_ones_are_the_answer(client: Client) -> None:
    dossier = filed_online(client)
    do(dossier, "ask_supplement", **WANTED)
    sent(client, reopened(client, dossier), so_dt="0987654321")
    after = now(dossier)
    assert after.status == Status.PROCESSING
    assert (after.applicant_name, after.applicant_phone) == ("Nguyễn Thị Lan", "0987654321")
    assert after.answers["so_dt"] == "0987654321"
    assert after.answers["ho_ten"] == "Nguyễn Thị Lan"
    assert after.submission is not None
    assert after.submission.answers["so_dt"] == "0912345678"
    assert list(faults_of(after)) == []


def test_old_and_new_stand_side_by_side_and_both_papers_open(client: Client) -> None:
    dossier = filed_online(client)
    do(dossier, "ask_supplement", **WANTED)
    sent(client, reopened(client, dossier), so_dt="0987654321")
    after = now(dossier)
    found = rounds(after, after.events.all(), list(after.papers.select_related("file")), in_full=True)
    by_label = {row.label: row for row in found[0].rows}
    assert (by_label["Số điện thoại"].old, by_label["Số điện thoại"].new) == ("0912 345 678", "0987 654 321")
    papers = by_label["Giấy chứng sinh"]
    assert [one.name for one in papers.old_files] == ["giay.pdf"]
    assert [one.name for one in papers.new_files] == ["giay.pdf", "moi.pdf"]
    people.sign_in(client, people.minh("specialist"))
    page = client.get(reverse("dossiers:case", args=[dossier.pk])).content.decode()
    assert "0912 345 678" in page
    assert "0987 654 321" in page
    for one in papers.new_files:
        assert client.get(reverse("documents:file", args=[one.pk])).status_code == 200


def test_steps_in_which_nothing_is_to_be_corrected_are_passed_over(client: Client) -> None:
    dossier = filed_online(client)
    do(dossier, "ask_supplement", **{**WANTED, "questions": ["so_dt"]})
    draft = reopened(client, dossier)
    answer = client.post(f"{draft}nguoi_khai/", {"so_dt": "0987654321", "wizard-current_step": "nguoi_khai"})
    assert answer["Location"].endswith("/xem-lai/")


def test_where_papers_are_asked_too_the_corrected_answers_wait_for_the_answer(client: Client) -> None:
    dossier = filed_online(client)
    do(dossier, "ask_supplement", **{**WANTED, "papers": ["Đơn ký tay"]})
    sent(client, reopened(client, dossier), so_dt="0987654321")
    assert now(dossier).status == Status.SUPPLEMENT
    page = client.get(reverse("dossiers:tracking", args=[dossier.pk]))
    assert page.context["pending"] is not None
    do(dossier, "supplement", message="Gửi kèm đơn")
    assert now(dossier).applicant_phone == "0987654321"
    assert list(faults_of(now(dossier))) == []


def test_nobody_but_the_applicant_opens_the_form_again_and_only_when_asked(client: Client) -> None:
    dossier = filed_online(client)
    with pytest.raises(ActionRefused):
        open_again(dossier.pk, actor=applicant_of(dossier), at=timezone.now())
    do(dossier, "ask_supplement", **WANTED)
    with pytest.raises(ActionNotAllowed):
        open_again(dossier.pk, actor=officer("specialist"), at=timezone.now())
    assert Client().post(reverse("dossiers:open_again", args=[dossier.pk])).status_code in (302, 403)
    assert Draft.objects.filter(kind="supplement").count() == 0


def test_a_request_cannot_name_questions_the_form_does_not_ask(client: Client) -> None:
    dossier = filed_online(client)
    with pytest.raises(ActionRefused) as refused:
        do(dossier, "ask_supplement", **{**WANTED, "questions": ["la"]})
    assert refused.value.code == "questions_unknown"


def test_a_correction_that_comes_too_late_says_so(client: Client) -> None:
    dossier = filed_online(client)
    do(dossier, "ask_supplement", **WANTED)
    draft = reopened(client, dossier)
    do(dossier, "supplement", message="Gọi số cũ vẫn được")
    sent(client, draft, so_dt="0987654321")
    assert now(dossier).applicant_phone == "0912345678"
    assert Draft.objects.get(kind="supplement").state == Draft.State.OPEN


def test_an_officer_corrects_a_slip_and_the_applicant_is_told_with_old_and_new(client: Client) -> None:
    dossier = filed_online(client)
    do(dossier, "correct", question="ho_ten", value="Nguyễn Thị Lân", reason="Theo giấy chứng sinh")
    after = now(dossier)
    assert after.applicant_name == "Nguyễn Thị Lân"
    assert "nguyen thi lan" in after.find_text
    event = after.events.last()
    assert event is not None
    assert event.payload["changes"] == [
        {"question": "ho_ten", "label": "Họ và tên", "old": "Nguyễn Thị Lan", "new": "Nguyễn Thị Lân"}
    ]
    assert list(faults_of(after)) == []
    drain(timezone.now())
    drain(timezone.now())
    told = Message.objects.get(key=f"dossier-event:{event.pk}")
    assert "Lân" not in told.subject + told.body.replace(after.applicant_name, "")
    entry = for_applicant(after, applicant_of(after), timezone.now()).entries[0]
    assert (entry.action, [one.label for one in entry.details]) == ("correct", ["Lý do", "Đã sửa"])


@pytest.mark.parametrize(
    ("given", "code"),
    [
        ({"question": "so_dt", "value": "12"}, "correction_unfit"),
        ({"question": "ho_ten", "value": ""}, "correction_unfit"),
        ({"question": "so_dt", "value": "0912345678"}, "nothing_changed"),
        ({"question": "chung_sinh", "value": []}, "question_unknown"),
        ({"question": "so_dt", "value": "0987654321", "reason": " "}, "reason_missing"),
    ],
)
def test_a_correction_follows_the_rules_of_the_form(client: Client, given: dict[str, Any], code: str) -> None:
    dossier = filed_online(client)
    with pytest.raises(ValidationError) as refused:
        do(dossier, "correct", **given)
    assert refused.value.code == code
    assert now(dossier).corrected == {}


def test_the_page_of_a_correction_keeps_what_was_typed_beside_the_refusal(client: Client) -> None:
    dossier = filed_online(client)
    people.sign_in(client, people.holder("specialist"))
    assert client.get(reverse("dossiers:correctable", args=[dossier.pk])).status_code == 200
    address = reverse("dossiers:correct", args=[dossier.pk, "so_dt"])
    form = client.get(address).context["form"]
    said = {"action_key": form["action_key"].value(), "seen": form["seen"].value(), "reason": "Gõ nhầm"}
    wrong = client.post(address, {**said, "so_dt": "123"})
    assert wrong.status_code == 422
    assert 'value="123"' in wrong.content.decode()
    assert "so_dt" in wrong.context["form"].errors
    assert client.post(address, {**said, "so_dt": "0987654321"}).status_code == 302
    assert now(dossier).applicant_phone == "0987654321"


def test_a_dossier_without_a_form_has_the_persons_particulars_corrected() -> None:
    dossier = brought("accept", "assign")
    do(dossier, "correct", question="ho_ten", value="Nguyễn Thị Lân", reason="Theo căn cước")
    assert dossier.applicant_name == "Nguyễn Thị Lân"
    assert list(faults_of(dossier)) == []
