"""Filling a form in the pages, without JavaScript."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client, override_settings
from django.urls import reverse
from django.utils import translation

from documents.models import StoredFile
from effects.models import Message
from eforms import drafts
from eforms.drafts import GRANTS
from eforms.models import Draft, FormVersion, Submission
from eforms.pages.resume import MOST_A_DAY
from tests import people
from tests.eforms.conftest import FILED, HOME, NOW, STEP_1, STEP_2, fill, posted, upload


@pytest.fixture(autouse=True)
def english() -> Any:
    with translation.override("vi"):
        yield


@pytest.fixture
def lan(client: Client, draft: Draft) -> Client:
    """A browser that holds the draft."""
    session = client.session
    session[GRANTS] = [str(draft.pk)]
    session.save()
    return client


def at(draft: Draft, step: str) -> str:
    return reverse("eforms:step", args=[draft.pk, step])


def send(
    client: Client, draft: Draft, step: str, data: dict[str, Any], do: str = "continue", **more: Any
) -> Any:
    return client.post(at(draft, step), posted(data) | {"wizard-do": do} | more)


def saved(draft: Draft) -> Draft:
    return Draft.objects.get(pk=draft.pk)


def page(response: Any) -> str:
    assert response.status_code == 200
    return response.content.decode()


def errors(response: Any) -> dict[str, str]:
    """{question key: code} as the page shows them."""
    return {key: error.as_data()[0].code for key, error in response.context["form"].errors.items()}


def test_the_whole_way_from_the_first_step_to_the_receipt(lan: Client, draft: Draft) -> None:
    response = lan.get(reverse("eforms:draft", args=[draft.pk]))
    assert response.url == at(draft, "nguoi_khai")
    assert "Họ và tên" in page(lan.get(response.url))
    assert send(lan, draft, "nguoi_khai", STEP_1).url == at(draft, "nguoi_con")
    assert send(lan, draft, "nguoi_con", STEP_2).url == at(draft, "giay_to")
    response = send(
        lan, draft, "giay_to", {"ban_sao": ["giay"], "ung_ho": "120.000"}, chung_sinh=upload("../../x.pdf")
    )
    assert response.url == at(draft, "xem-lai")
    review = lan.get(response.url)
    assert "x.pdf" in page(review)
    assert "120.000 đ" in page(review)
    assert "Phường Ba Đình" in page(review)
    key = review.context["form"]["key"].value()
    response = lan.post(at(draft, "xem-lai"), {"wizard-do": "submit", "key": key})
    assert errors(response) == {"declared": "required"}
    response = lan.post(at(draft, "xem-lai"), {"wizard-do": "submit", "key": key, "declared": "on"})
    assert response.url == f"/ho-so/{Submission.objects.get().pk}/"
    # the second click, and the page opened again later
    assert (
        lan.post(at(draft, "xem-lai"), {"wizard-do": "submit", "key": key, "declared": "on"}).url
        == response.url
    )
    assert "R-1" in page(lan.get(at(draft, "nguoi_khai")))
    assert len(FILED) == 1


def test_answers_stay_on_the_page_with_their_errors(lan: Client, draft: Draft) -> None:
    response = send(lan, draft, "nguoi_khai", {**STEP_1, "so_dinh_danh": "123", "dien_thoai": ""})
    assert errors(response) == {"so_dinh_danh": "digits", "dien_thoai": "required"}
    assert 'value="123"' in page(response)
    assert 'value="Nguyễn Thị Lan"' in page(response)
    assert 'href="#id_so_dinh_danh"' in page(response)
    # the browser closed: what was right is saved, what was not is still there to be mended
    assert saved(draft).answers["ho_ten"] == "Nguyễn Thị Lan"
    assert 'value="123"' in page(lan.get(at(draft, "nguoi_khai")))
    assert saved(draft).done_steps == []


@pytest.mark.parametrize(
    ("step", "key", "value", "code"),
    [
        ("nguoi_con", "ngay_sinh", "31/02/2025", "no_such_day"),
        ("nguoi_khai", "noi_o", {"province": "99", "commune": "1", "street": "x"}, "province_unknown"),
        ("nguoi_khai", "noi_o", {**HOME, "commune": "21583"}, "commune_unknown"),
        ("nguoi_con", "gioi_tinh", "<script>", "unknown_choice"),
        ("nguoi_khai", "ho_ten", "a\x00b", "control"),
    ],
)
def test_bad_input_gets_a_message_and_nothing_is_lost(
    lan: Client, draft: Draft, step: str, key: str, value: Any, code: str
) -> None:
    send(lan, draft, "nguoi_khai", STEP_1)
    base = STEP_1 if step == "nguoi_khai" else STEP_2
    response = send(lan, draft, step, {**base, key: value})
    assert errors(response) == {key: code}
    others = {name for name in base if name != key}
    assert others <= set(saved(draft).answers)
    assert "\0" not in str(saved(draft).typed.get(key, ""))  # PostgreSQL would not keep it


@pytest.mark.parametrize(
    ("name", "content", "code"),
    [
        ("rong.pdf", b"", "empty"),
        ("virus.pdf", b"MZ" + b"\x00" * 300, "type"),
        ("a.exe", b"MZ" + b"\x00" * 300, "type"),
    ],
)
def test_a_bad_file_gets_a_message_and_the_good_one_stays(
    lan: Client, draft: Draft, name: str, content: bytes, code: str
) -> None:
    send(lan, draft, "nguoi_khai", STEP_1)
    send(lan, draft, "nguoi_con", STEP_2)
    both = [upload("tot.pdf"), SimpleUploadedFile(name, content)]
    response = send(lan, draft, "giay_to", {"ghi_chu": "giữ lại"}, chung_sinh=both)
    assert errors(response) == {"chung_sinh": code}
    assert "tot.pdf" in page(response)
    assert "giữ lại" in page(response)
    assert len(saved(draft).answers["chung_sinh"]) == 1


@override_settings(MAX_UPLOAD_MB=1)
def test_a_huge_file_gets_a_message_and_the_other_answers_stay(lan: Client, draft: Draft) -> None:
    send(lan, draft, "nguoi_khai", STEP_1)
    send(lan, draft, "nguoi_con", STEP_2)
    huge = SimpleUploadedFile("to.pdf", b"%PDF-" + b"0" * 3_000_000)
    response = send(lan, draft, "giay_to", {"ghi_chu": "giữ lại"}, chung_sinh=huge)
    assert errors(response) == {"chung_sinh": "too_large"}
    assert saved(draft).answers == {**saved(draft).answers, "ghi_chu": "giữ lại"}


def test_a_file_is_stored_even_when_other_answers_are_wrong(lan: Client, draft: Draft) -> None:
    send(lan, draft, "nguoi_khai", STEP_1)
    send(lan, draft, "nguoi_con", STEP_2)
    response = send(lan, draft, "giay_to", {"ung_ho": "nhiều"}, chung_sinh=upload())
    assert errors(response) == {"ung_ho": "money"}
    assert "giay-chung-sinh.pdf" in page(response)
    [stored] = StoredFile.objects.all()
    removed = send(lan, draft, "giay_to", {"ung_ho": "5.000"}, do=f"remove:chung_sinh:{stored.pk}")
    assert removed.url == at(draft, "giay_to") + "#question-chung_sinh"
    assert saved(draft).answers["ung_ho"] == 5000
    assert "chung_sinh" not in saved(draft).answers


def test_the_communes_of_a_province_come_with_a_button(lan: Client, draft: Draft) -> None:
    data = {"ho_ten": "Lan", "noi_o": {"province": "52", "commune": "", "street": "số 1"}}
    response = send(lan, draft, "nguoi_khai", data, do="communes:noi_o")
    assert response.url == at(draft, "nguoi_khai") + "#question-noi_o"
    again = page(lan.get(response.url))
    assert "Phường Quy Nhơn" in again
    assert "Phường Ba Đình" not in again
    assert 'value="số 1"' in again
    assert "error-summary" not in again


def test_an_answer_that_leads_to_more_questions_shows_them_before_going_on(lan: Client, draft: Draft) -> None:
    send(lan, draft, "nguoi_khai", STEP_1)
    before = lan.get(at(draft, "nguoi_con")).context["form"].shown
    response = send(lan, draft, "nguoi_con", {**STEP_2, "co_cha": "yes"}, **{"wizard-shown": before})
    assert "Tên cha" in page(response)
    assert errors(response) == {}
    assert saved(draft).done_steps == ["nguoi_khai"]
    shown = response.context["form"].shown
    response = send(lan, draft, "nguoi_con", {**STEP_2, "co_cha": "yes"}, **{"wizard-shown": shown})
    assert errors(response) == {"ten_cha": "required"}
    last = {**STEP_2, "co_cha": "yes", "ten_cha": "Trần Văn B"}
    assert send(lan, draft, "nguoi_con", last, **{"wizard-shown": shown}).url == at(draft, "giay_to")


def test_back_and_later_keep_even_what_is_not_right_yet(lan: Client, draft: Draft) -> None:
    send(lan, draft, "nguoi_khai", STEP_1)
    half = {"ten_con": "An", "ngay_sinh": "31/02/2025"}
    assert send(lan, draft, "nguoi_con", half, do="back").url == at(draft, "nguoi_khai")
    again = page(lan.get(at(draft, "nguoi_con")))
    assert 'value="An"' in again
    assert 'value="31/02/2025"' in again
    assert send(lan, draft, "nguoi_con", half, do="later").url == reverse("eforms:later", args=[draft.pk])


def test_a_step_far_ahead_leads_to_the_first_unfinished_one(lan: Client, draft: Draft) -> None:
    for step in ("giay_to", "xem-lai"):
        response = lan.get(at(draft, step), follow=True)
        assert response.redirect_chain == [(at(draft, "nguoi_khai"), 302)]
        assert [message.level_tag for message in response.context["messages"]] == ["warning"]
    assert lan.post(at(draft, "xem-lai"), {"declared": "on", "key": "k"}).url == at(draft, "nguoi_khai")


def test_a_stale_step_leads_on_with_a_message(lan: Client, draft: Draft) -> None:
    send(lan, draft, "nguoi_khai", STEP_1)
    for response in (lan.get(at(draft, "buoc_cu")), lan.post(at(draft, "buoc_cu"), {"x": "1"})):
        assert response.url == at(draft, "nguoi_con")
    page_ = lan.get(at(draft, "nguoi_con"))
    assert list(page_.context["messages"])


def test_answers_that_no_longer_hold_are_found_when_filing(lan: Client, draft: Draft) -> None:
    fill(draft)
    assert lan.get(at(draft, "xem-lai")).status_code == 200
    drafts.save_step(draft, "nguoi_con", {**draft.answers, "co_cha": True}, at=NOW)
    response = lan.post(
        at(draft, "xem-lai"), {"declared": "on", "key": "k", "wizard-do": "submit"}, follow=True
    )
    assert response.redirect_chain == [(at(draft, "nguoi_con"), 302)]
    assert not FILED


def test_a_foreign_draft_says_what_can_be_done(client: Client, draft: Draft) -> None:
    for address in (
        reverse("eforms:draft", args=[draft.pk]),
        at(draft, "nguoi_khai"),
        reverse("eforms:later", args=[draft.pk]),
        reverse("eforms:resume", args=[draft.pk, "wrong"]),
        reverse("eforms:draft", args=["6f3b1c52-3f0e-5d0c-9a6b-0c7a5d1f2e44"]),
    ):
        response = client.get(address, follow=True)
        assert response.status_code == 403
        assert "wrong" not in response.request["PATH_INFO"]
        assert "/tai-khoan/" in response.content.decode()
    assert client.post(at(draft, "nguoi_khai"), posted(STEP_1)).status_code == 403
    assert saved(draft).answers == {}
    people.sign_in(client, people.hoa())
    assert client.get(at(draft, "nguoi_khai")).status_code == 403


def test_a_draft_is_continued_on_another_device_by_its_link(lan: Client, draft: Draft) -> None:
    send(lan, draft, "nguoi_khai", STEP_1)
    shown = page(lan.post(reverse("eforms:later", args=[draft.pk]), {"do": "link"}))
    [link] = re.findall(r"http://[^<\s]+/to-khai/tiep-tuc/[^<\s]+", shown)
    phone = Client()
    response = phone.get(link.split("8000", 1)[-1])
    assert response.url == reverse("eforms:draft", args=[draft.pk])
    assert phone.get(response.url).url == at(draft, "nguoi_con")
    assert "Nguyễn Thị Lan" in page(phone.get(at(draft, "nguoi_khai")))
    assert link not in page(lan.get(reverse("eforms:later", args=[draft.pk])))


def test_the_link_is_sent_by_mail_once(lan: Client, draft: Draft) -> None:
    address = reverse("eforms:later", args=[draft.pk])
    assert errors(lan.post(address, {"do": "mail", "email": "không"})) == {"email": "invalid"}
    for _ in range(2):
        assert lan.post(address, {"do": "mail", "email": "lan@example.vn"}).status_code == 302
    [message] = Message.objects.all()
    [link] = re.findall(r"/to-khai/tiep-tuc/\S+", message.body)
    assert Client().get(link).status_code == 302


def test_a_draft_becomes_the_account_s_when_its_holder_signs_in(lan: Client, draft: Draft) -> None:
    people.sign_in(lan, people.lan())
    session = lan.session
    session[GRANTS] = [str(draft.pk)]
    session.save()
    lan.get(at(draft, "nguoi_khai"))
    assert saved(draft).owner == people.lan()
    computer = Client()
    people.sign_in(computer, people.lan())
    assert draft.title in page(computer.get(reverse("eforms:mine")))
    assert computer.get(at(draft, "nguoi_khai")).status_code == 200


def test_a_draft_can_be_given_up(lan: Client, draft: Draft) -> None:
    address = reverse("eforms:discard", args=[draft.pk])
    page(lan.get(address))
    assert saved(draft).state == "open"
    assert lan.post(address).status_code == 302
    assert saved(draft).state == "discarded"
    page(lan.get(at(draft, "nguoi_khai")))


def test_the_files_of_a_draft_are_read_by_who_fills_it(lan: Client, draft: Draft) -> None:
    stored = drafts.attach(draft, "chung_sinh", upload(), by=None, at=NOW)
    address = reverse("documents:file", args=[stored.pk])
    assert lan.get(address).status_code == 200
    assert Client().get(address).status_code in (302, 403, 404)


# -- parts of pages, for htmx -----------------------------------------------------------------------------


def test_the_questions_follow_the_answers_without_saving(lan: Client, draft: Draft) -> None:
    address = reverse("eforms:questions", args=[draft.pk, "nguoi_con"])
    part = page(lan.post(address, {"co_cha": "yes", "ngay_sinh": "31/02/2025"}))
    assert "Tên cha" in part
    assert "field__error" not in part
    assert "Tên cha" not in page(lan.post(address, {"co_cha": "no"}))
    assert saved(draft).answers == {}


def test_a_file_chosen_is_stored_at_once(lan: Client, draft: Draft) -> None:
    address = reverse("eforms:files", args=[draft.pk, "giay_to", "chung_sinh"])
    part = page(lan.post(address, {"chung_sinh": upload("a.pdf"), "ghi_chu": "x"}))
    assert "a.pdf" in part
    assert saved(draft).answers["ghi_chu"] == "x"
    part = page(lan.post(address, {"chung_sinh": SimpleUploadedFile("rong.pdf", b"")}))
    assert "rong.pdf" in part
    assert "field__error" in part
    [file_id] = saved(draft).answers["chung_sinh"]
    part = page(lan.post(address, {"wizard-do": f"remove:chung_sinh:{file_id}"}))
    assert "a.pdf" not in part


def test_a_part_of_a_foreign_draft_sends_the_page_to_say_so(client: Client, draft: Draft) -> None:
    address = reverse("eforms:questions", args=[draft.pk, "nguoi_con"])
    response = client.post(address, {}, headers={"HX-Request": "true"})
    assert response["HX-Redirect"] == at(draft, "nguoi_con")


def test_parts_with_unknown_steps_and_questions_break_nothing(lan: Client, draft: Draft) -> None:
    assert lan.post(reverse("eforms:questions", args=[draft.pk, "x"]), {}).status_code == 302
    assert lan.post(reverse("eforms:files", args=[draft.pk, "x", "y"]), {}).status_code == 302
    assert lan.post(reverse("eforms:files", args=[draft.pk, "giay_to", "y"]), {}).status_code < 400


def test_nobodys_mailbox_is_filled_with_links(client: Client, version: FormVersion) -> None:
    for number in range(MOST_A_DAY + 1):
        one, secret = drafts.start(version, kind="trial", context={}, title="x", owner=None, at=NOW)
        client.get(f"/to-khai/tiep-tuc/{one.pk}/{secret}/")
        answer = client.post(f"/to-khai/{one.pk}/de-sau/", {"do": "mail", "email": "Lan@example.vn"})
        assert answer.status_code == (302 if number < MOST_A_DAY else 200)
    assert answer.context["form"].errors.as_data()["email"][0].code == "too_many_links"
    assert Message.objects.filter(to__iexact="lan@example.vn").count() == MOST_A_DAY
