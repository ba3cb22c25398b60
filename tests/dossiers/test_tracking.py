"""What the applicant sees and can do: by account, or by code and secret."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from dossiers import look_up
from dossiers.errors import NotFound, TooManyLookUps
from dossiers.models import Dossier, SubmittedPaper
from dossiers.statuses import Status
from dossiers.tracking_secret import derive
from payments.models import Receipt
from tests import people
from tests.dossiers.cases import MONDAY, brought, do, filed, pdf, release

pytestmark = pytest.mark.django_db


def opened(dossier: Dossier) -> Client:
    """A browser that has proved the code and the secret."""
    client = Client()
    answer = client.post("/tra-cuu/", {"code": dossier.shown_code, "secret": derive(dossier.pk)})
    assert answer["Location"] == reverse("dossiers:tracking", args=[dossier.pk])
    return client


def page_of(client: Client, dossier: Dossier) -> Any:
    return client.get(reverse("dossiers:tracking", args=[dossier.pk]))


def send(client: Client, dossier: Dossier, action: str, **said: Any) -> Any:
    form = next(form for form in page_of(client, dossier).context["forms"] if form.action.name == action)
    data = {f"{action}-key": form["key"].value(), f"{action}-seen": form["seen"].value()}
    data |= {f"{action}-{name}": value for name, value in said.items()}
    return client.post(reverse("dossiers:act", args=[dossier.pk, action]), data)


def test_code_and_secret_open_the_dossier_however_they_are_typed() -> None:
    dossier = filed()
    secret = derive(dossier.pk)
    for typed in (secret, secret.lower().replace("-", " "), secret.replace("0", "O").replace("1", "l")):
        assert look_up.find(f" {dossier.request_code.lower()} ", typed, who="x", at=MONDAY) == dossier
    do(dossier, "accept")
    assert look_up.find(dossier.code or "", secret, who="x", at=MONDAY) == dossier


def test_a_wrong_code_and_a_wrong_secret_are_refused_in_the_same_words() -> None:
    dossier = filed()
    said = []
    for code, secret in (
        (dossier.request_code, "AAAA-AAAA-AAAA"),
        ("YC-AAAAAAAA", derive(dossier.pk)),
        ("", ""),
    ):
        with pytest.raises(NotFound) as refused:
            look_up.find(code, secret, who="x", at=MONDAY)
        said.append(refused.value.messages)
    assert said[0] == said[1] == said[2]


def test_guessing_comes_to_an_end_and_begins_again_after_a_while() -> None:
    dossier = filed()
    for _ in range(look_up.TRIES):
        with pytest.raises(NotFound):
            look_up.find(dossier.request_code, "wrong", who="1.2.3.4", at=MONDAY)
    with pytest.raises(TooManyLookUps):
        look_up.find(dossier.request_code, derive(dossier.pk), who="1.2.3.4", at=MONDAY)
    look_up.find(dossier.request_code, derive(dossier.pk), who="5.6.7.8", at=MONDAY)
    look_up.find(dossier.request_code, derive(dossier.pk), who="1.2.3.4", at=MONDAY + timedelta(minutes=16))


def test_the_qr_code_fills_in_the_code_and_asks_for_the_secret(client: Client) -> None:
    page = client.get("/tra-cuu/", {"ma": "H08.16-250707-0001"}).content.decode()
    assert "H08.16-250707-0001" in page


def test_a_stranger_sees_nothing(client: Client) -> None:
    dossier = filed()
    assert page_of(client, dossier).status_code == 302
    people.sign_in(client, people.lan())
    assert page_of(client, dossier).status_code == 403


def test_status_date_and_its_reasons_are_said_in_plain_words() -> None:
    dossier = brought("accept", "assign", "ask_supplement", "supplement")
    page = page_of(opened(dossier), dossier).content.decode()
    assert "Cán bộ thụ lý đang giải quyết" in page
    assert "Thiếu giấy chứng sinh" in page
    assert "không tính ngày tiếp nhận" in page
    assert "Còn lại: " in page


def test_the_applicant_reads_roles_and_never_the_names_of_officers() -> None:
    dossier = brought("accept", "assign")
    page = page_of(opened(dossier), dossier).content.decode()
    assert "UBND phường Quy Nhơn" in page
    assert "Người reception" not in page
    assert "Người specialist" not in page


def test_an_answer_with_files_goes_in_and_the_files_become_papers() -> None:
    dossier = brought("accept", "assign", "ask_supplement")
    client = opened(dossier)
    answer = send(client, dossier, "supplement", message="Đã bổ sung", uploads=[pdf("a.pdf"), pdf("b.pdf")])
    assert answer.status_code == 302
    dossier.refresh_from_db()
    assert dossier.status == Status.PROCESSING
    assert [paper.round for paper in SubmittedPaper.objects.all()] == [1, 1]
    assert "a.pdf" in page_of(client, dossier).content.decode()


def test_an_empty_answer_is_refused_beside_the_field_and_nothing_happens() -> None:
    dossier = brought("ask_supplement")
    answer = send(opened(dossier), dossier, "supplement", message="  ")
    assert answer.status_code == 422
    assert answer.context["wrong"].errors["message"]
    dossier.refresh_from_db()
    assert dossier.status == Status.SUPPLEMENT


def test_a_file_that_is_not_what_it_says_is_refused_and_the_words_are_kept() -> None:
    dossier = brought("ask_supplement")
    wrong = pdf("virus.pdf")
    wrong.file.seek(0)
    wrong.file.write(b"MZ" + b"\0" * 400)
    answer = send(opened(dossier), dossier, "supplement", message="Xin gửi", uploads=[wrong])
    assert answer.status_code == 422
    assert answer.context["wrong"].errors["uploads"]
    assert "Xin gửi" in answer.content.decode()
    assert SubmittedPaper.objects.count() == 0


def test_the_sound_files_of_a_refused_answer_are_held_and_go_along_the_next_time() -> None:
    dossier = brought("ask_supplement")
    client, empty = opened(dossier), SimpleUploadedFile("rong.pdf", b"", "application/pdf")
    answer = send(client, dossier, "supplement", message="Xin gửi", uploads=[pdf("ket-hon.pdf"), empty])
    assert answer.status_code == 422
    form = answer.context["wrong"]
    assert "rong.pdf" in form.errors["uploads"][0]
    ((kept, name),) = form.fields["kept"].choices
    assert name == "ket-hon.pdf"
    assert f'value="{kept}"' in answer.content.decode()
    send(client, dossier, "supplement", message="Xin gửi", kept=[kept], uploads=[pdf("them.pdf")])
    assert [paper.file.name for paper in SubmittedPaper.objects.all()] == ["ket-hon.pdf", "them.pdf"]


def test_only_files_held_for_this_dossier_can_go_along() -> None:
    others, dossier = brought("ask_supplement"), brought("ask_supplement")
    answer = send(opened(others), others, "supplement", uploads=[pdf("a.pdf"), pdf("b.exe")])
    ((foreign, _name),) = answer.context["wrong"].fields["kept"].choices
    send(opened(dossier), dossier, "supplement", message="Xin gửi", kept=[foreign])
    assert SubmittedPaper.objects.count() == 0


def test_the_address_of_an_action_opened_by_hand_leads_back_to_the_dossier() -> None:
    dossier = brought("ask_supplement")
    answer = opened(dossier).get(reverse("dossiers:act", args=[dossier.pk, "supplement"]))
    assert answer["Location"] == reverse("dossiers:tracking", args=[dossier.pk])


def test_somebody_elses_dossier_is_told_to_be_that_and_where_code_and_secret_open_it() -> None:
    dossier, client = filed(), Client()
    client.force_login(people.lan())
    answer = client.get(reverse("dossiers:tracking", args=[dossier.pk]))
    assert answer.status_code == 403
    assert "mã hồ sơ và mã bí mật" in answer.content.decode()
    assert reverse("dossiers:look_up") in answer.content.decode()


def test_the_case_one_filed_as_is_shown() -> None:
    named = [
        {"id": "usual", "name": "Thông thường", "papers": []},
        {"id": "lost", "name": "Trẻ bị bỏ rơi", "papers": []},
    ]
    dossier = filed(release=release(variants=named), variant="lost")
    html = page_of(opened(dossier), dossier).content.decode()
    assert "Trẻ bị bỏ rơi" in html
    assert "Thông thường" not in html


def test_sending_the_same_page_twice_is_one_answer() -> None:
    dossier = brought("ask_supplement")
    client = opened(dossier)
    form = page_of(client, dossier).context["forms"][0]
    data = {
        "supplement-key": form["key"].value(),
        "supplement-seen": form["seen"].value(),
        "supplement-message": "x",
    }
    for _ in range(2):
        again = client.post(
            reverse("dossiers:act", args=[dossier.pk, "supplement"]), {**data, "supplement-uploads": pdf()}
        )
        assert again.status_code == 302
    assert dossier.events.filter(action="supplement").count() == 1
    assert SubmittedPaper.objects.count() == 1


def test_withdrawing_and_keeping_after_all() -> None:
    dossier = brought("accept")
    client = opened(dossier)
    assert send(client, dossier, "ask_withdrawal", reason="").status_code == 302
    dossier.refresh_from_db()
    assert dossier.status == Status.WITHDRAWAL
    assert send(client, dossier, "recall_withdrawal").status_code == 302
    dossier.refresh_from_db()
    assert dossier.status == Status.ACCEPTED


def test_what_was_asked_of_the_applicant_is_on_top(client: Client) -> None:
    dossier = brought("accept", "assign", "ask_payment")
    page = page_of(opened(dossier), dossier).content.decode()
    assert "8.000" in page
    assert "Khoản phải nộp" in page


def test_officers_actions_are_not_at_the_applicants_door() -> None:
    dossier = filed()
    client = opened(dossier)
    assert client.post(reverse("dossiers:act", args=[dossier.pk, "accept"]), {}).status_code == 404


def test_one_account_does_not_see_the_dossiers_of_another(client: Client) -> None:
    filed(user=people.lan())
    people.sign_in(client, people.person("an@example.vn", "Trần Văn An"))
    assert client.get("/ho-so/").context["page_obj"].paginator.count == 0
    assert timezone.now()


def test_behind_a_proxy_each_visitor_has_attempts_of_their_own(settings: Any) -> None:
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = 1
    dossier = filed()

    def look(visitor: str, secret: str) -> Any:
        data = {"code": dossier.request_code, "secret": secret}
        return Client(REMOTE_ADDR="10.0.0.1", HTTP_X_FORWARDED_FOR=f"9.9.9.9, {visitor}").post(
            "/tra-cuu/", data
        )

    for _ in range(look_up.TRIES):
        assert look("203.0.113.7", "AAAA-AAAA-AAAA").status_code == 422
    assert look("203.0.113.7", derive(dossier.pk)).status_code == 422
    assert look("203.0.113.8", derive(dossier.pk)).status_code == 302


def test_without_a_proxy_nobody_gets_new_attempts_by_a_made_up_header() -> None:
    dossier = filed()
    for number in range(look_up.TRIES + 1):
        client = Client(HTTP_X_FORWARDED_FOR=f"203.0.113.{number}")
        answer = client.post("/tra-cuu/", {"code": dossier.request_code, "secret": "AAAA-AAAA-AAAA"})
        assert answer.status_code == 422
    data = {"code": dossier.request_code, "secret": derive(dossier.pk)}
    assert Client(HTTP_X_FORWARDED_FOR="203.0.113.99").post("/tra-cuu/", data).status_code == 422


def test_the_applicant_finds_the_receipt_of_what_was_paid() -> None:
    dossier = brought("accept", "assign", "ask_payment")
    client = opened(dossier)
    assert "/bien-lai/" not in page_of(client, dossier).content.decode()
    do(dossier, "pay")
    receipt = Receipt.objects.get()
    page = page_of(client, dossier).content.decode()
    assert receipt.shown_number in page
    assert f"/bien-lai/{receipt.code}/" in page
