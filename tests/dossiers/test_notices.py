"""What applicants are told: the shipped words, the editors', by which channel, seen on the dossier."""

from __future__ import annotations

from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.test import Client
from django.utils import timezone

from accounts.channels import choose
from accounts.models import User
from dossiers.models import Dossier, NoticeText
from dossiers.notices import wording
from dossiers.notices.facts import SAMPLE
from dossiers.notices.shipped import LONG, SHORT, WORDS, shipped
from dossiers.submit import Person
from effects.channels import sms
from effects.models import Effect, Message
from effects.worker import drain
from tests import people
from tests.dossiers.cases import brought, do, filed

pytestmark = pytest.mark.django_db


def told(channel: str) -> list[Message]:
    drain(timezone.now())
    return list(Message.objects.filter(channel=channel).order_by("pk"))


def a_text(event: str = "accept", kind: str = LONG, **changes: Any) -> NoticeText:
    return NoticeText(
        **{"event": event, "kind": kind, "language": "vi", "body": "Đã nhận {ma_ho_so}", **changes}
    )


# -- words ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("language", ["vi", "en"])
@pytest.mark.parametrize("event", WORDS)
def test_every_shipped_text_passes_what_editors_texts_must_pass_and_short_ones_are_short(
    event: str, language: str
) -> None:
    for kind in (LONG, SHORT):
        subject, body = shipped(event, kind, language)
        a_text(event, kind, language=language, subject=subject, body=body).clean()
        filled = wording.filled(body, SAMPLE)
        assert not filled.missing
        assert "{" not in filled.text
    assert sms.parts(sms.unaccented(wording.in_one_line(filled.text))) <= 2


def test_a_line_without_its_value_is_left_out_and_only_that_line() -> None:
    text = "Chào {nguoi_nop},\n\nHẹn trả {han_tra}.\n\nXem {trang_tra_cuu}"
    filled = wording.filled(text, {**SAMPLE, "han_tra": ""})
    assert filled.text == f"Chào Nguyễn Thị Lan,\n\nXem {SAMPLE['trang_tra_cuu']}"
    assert (filled.left_out, filled.missing) == (["Hẹn trả {han_tra}."], ["han_tra"])


def test_what_a_value_says_is_never_taken_for_a_placeholder() -> None:
    assert wording.filled("{nguoi_nop}", {"nguoi_nop": "{ma_bi_mat}\nx"}).text == "{ma_bi_mat} x"


@pytest.mark.parametrize(
    ("part", "text", "code"),
    [
        ("body", "Hồ sơ {ly_do}", "placeholder_unknown"),
        ("body", "Mã bí mật {ma_bi_mat}", "placeholder_unknown"),  # only when the dossier is filed
        ("body", "Hồ sơ {ma_ho_so", "braces"),
        ("body", "Hồ sơ {{ma_ho_so}}", "braces"),
        ("subject", "Hồ sơ ma_ho_so}", "braces"),
    ],
)
def test_a_text_that_cannot_be_filled_in_is_refused_beside_its_field(part: str, text: str, code: str) -> None:
    with pytest.raises(ValidationError) as refused:
        a_text(**{part: text}).clean()
    assert [error.code for error in refused.value.error_dict[part]] == [code]


def test_a_short_text_that_is_long_is_refused() -> None:
    with pytest.raises(ValidationError):
        a_text(kind=SHORT, body="x" * 481).clean()


def test_an_editors_published_text_replaces_the_shipped_one_and_a_draft_does_not() -> None:
    text = a_text(subject="Tin về {ma_ho_so}", body="Chào {nguoi_nop}.\nSố máy {duong_day_nong}.", live=False)
    text.save()
    do(filed(), "accept")
    assert "Tin về" not in told("email")[-1].subject
    text.live = True
    text.save()
    dossier = brought("accept")
    message = told("email")[-1]
    assert message.subject == f"Tin về {dossier.code}"
    assert message.body == "Chào Nguyễn Thị Lan.\n"


def test_an_editor_writes_previews_and_publishes_a_text(client: Client) -> None:
    people.sign_in(client, User.objects.create_superuser("bien-tap@example.vn", "x", full_name="Biên tập"))
    address = "/quan-tri/snippets/dossiers/noticetext/"
    said = {"event": "accept", "kind": "short", "language": "vi", "subject": "", "body": "Hồ sơ {ly_do}"}
    page = client.post(f"{address}add/", {**said, "action-publish": "1"}).text
    assert "không có từ thay thế {ly_do}" in page
    assert "{ma_ho_so}" in page  # the list beside the field
    said["body"] = "Hồ sơ {ma_ho_so} đã nhận.\nGọi {duong_day_nong}."
    assert client.post(f"{address}preview/", said).json() == {"is_valid": True, "is_available": True}
    preview = client.get(f"{address}preview/?mode=little").text
    assert "Ho so H08.16-250707-0001 da nhan." in preview
    assert "{duong_day_nong} chưa có giá trị" in preview
    assert "33 ký tự, 1 tin SMS" in preview
    assert "Nội dung có sẵn" in preview
    assert client.post(f"{address}add/", {**said, "action-publish": "1"}).status_code == 302
    text = NoticeText.objects.get()
    assert text.live
    assert text.revisions.count() == 1
    again = client.post(f"{address}add/", {**said, "action-publish": "1"}).text
    assert "Đã có nội dung cho sự kiện" in again


# -- channels -------------------------------------------------------------------------------------------


def test_an_account_is_told_by_the_channels_it_chose_and_by_none_if_it_chose_none() -> None:
    lan = people.lan()
    choose(lan, "dossier", ["sms", "zalo"])
    filed(user=lan)
    assert [message.to for message in told("sms")] == ["0912345678"]
    assert "Ma bi mat: " in told("sms")[0].body
    assert "Mã bí mật: " in told("zalo")[0].body
    assert told("email") == []
    assert Message.objects.filter(confidential=True).count() == 2
    choose(lan, "dossier", [])
    filed(user=lan)
    drain(timezone.now())
    assert Message.objects.count() == 2


def test_without_account_and_e_mail_an_sms_goes_where_that_is_on(settings: Any) -> None:
    dossier = filed(applicant=Person("Nguyễn Thị Lan", "0912345678"))
    assert len(told("sms")) == 1
    settings.SMS_URL = ""
    do(dossier, "accept")
    assert len(told("sms")) == 1


def test_a_short_message_says_no_more_than_the_long_one() -> None:
    lan = people.lan()
    choose(lan, "dossier", ["sms"])
    dossier = brought("accept", "ask_supplement", user=lan)
    for message in told("sms"):
        for secret in ("chung sinh", "Thieu", "052190012345", "{"):
            assert secret not in message.body
    assert f"Ho so {dossier.code} can bo sung." in told("sms")[-1].body


# -- seen on the dossier -----------------------------------------------------------------------------------


def failed_message(dossier: Dossier) -> Message:
    drain(timezone.now())
    message = Message.objects.get(about=f"dossier:{dossier.pk}")
    Message.objects.filter(pk=message.pk).update(state="failed")
    Effect.objects.filter(key=f"message:{message.key}").update(state="failed", attempts=8)
    return message


def test_applicant_and_officer_see_each_message_with_a_masked_address(client: Client) -> None:
    dossier = filed(user=people.lan())
    failed_message(dossier)
    other = filed()
    people.sign_in(client, people.lan())
    page = client.get(f"/ho-so/{dossier.pk}/").text
    assert "l***@example.vn" in page
    assert "Không gửi được" in page
    assert "Gửi lại" not in page
    assert client.get(f"/api/v1/dossiers/{dossier.pk}").json()["messages"][0]["to"] == "l***@example.vn"
    people.sign_in(client, people.holder("reception"))
    assert "Gửi lại" in client.get(f"/can-bo/ho-so/{dossier.pk}/").text
    assert "Tin nhắn gửi người nộp" not in client.get(f"/can-bo/ho-so/{other.pk}/").text


def test_an_officer_who_may_print_sends_a_failed_message_again_once(client: Client) -> None:
    dossier = filed()
    message = failed_message(dossier)
    address = f"/can-bo/ho-so/{dossier.pk}/tin-nhan/{message.pk}/gui-lai/"
    people.sign_in(client, people.holder("reception"))
    assert "sẽ được gửi lại ngay" in client.post(address, follow=True).text
    drain(timezone.now())
    message.refresh_from_db()
    assert message.state == "kept"
    assert "Không cần gửi lại" in client.post(address, follow=True).text
    assert client.post(address.replace(str(dossier.pk), str(filed().pk))).status_code == 404


def test_who_may_not_print_or_see_sends_nothing_again(client: Client) -> None:
    dossier = filed()
    message = failed_message(dossier)
    address = f"/can-bo/ho-so/{dossier.pk}/tin-nhan/{message.pk}/gui-lai/"
    for user in (
        people.holder("supervisor"),
        people.minh("reception", agency=people.ELSEWHERE),
        people.lan(),
    ):
        people.sign_in(client, user)
        assert client.post(address).status_code == 403
    message.refresh_from_db()
    assert message.state == "failed"


def test_programs_see_messages_and_send_again_too(client: Client) -> None:
    dossier = filed()
    message = failed_message(dossier)
    people.sign_in(client, people.holder("reception"))
    row = client.get(f"/api/v1/desk/dossiers/{dossier.pk}").json()["messages"][0]
    assert (row["id"], row["channel"], row["state"]) == (message.pk, "email", "failed")
    answer = client.post(f"/api/v1/desk/dossiers/{dossier.pk}/messages/{message.pk}/again")
    assert answer.json()["messages"][0]["state"] == "waiting"
    assert client.post(f"/api/v1/desk/dossiers/{dossier.pk}/messages/0/again").status_code == 404


def test_messages_of_a_dossier_cost_one_query_however_many(
    client: Client, django_assert_max_num_queries: Any
) -> None:
    from effects.messages import about

    dossier = brought("accept", "assign", "ask_supplement", "supplement")
    drain(timezone.now())
    with django_assert_max_num_queries(1):
        assert len([message.masked_to for message in about(f"dossier:{dossier.pk}")]) == 4
