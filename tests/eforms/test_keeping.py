"""Nothing typed is lost: kept while typing, by two windows, and when the session or its token has gone."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from effects.models import Message
from eforms import drafts
from eforms.models import Draft, Submission
from eforms.pages import keeping
from tests import people
from tests.eforms.conftest import NOW, STEP_1, STEP_2, fill, posted
from tests.eforms.test_wizard import at, page, saved, send

HTMX = {"HX-Request": "true"}


def hidden(html: str) -> dict[str, str]:
    """The hidden fields a step's page carries."""
    found = re.findall(r'name="(wizard-(?:keep|marks|shown|away))"[^>]* value="([^"]*)"', html)
    return dict(found)


def main_of(response: Any) -> str:
    return page(response).partition("<main")[2]


def autosave(client: Client, draft: Draft, step: str, data: dict[str, Any]) -> Any:
    address = reverse("eforms:autosave", args=[draft.pk, step])
    return client.post(address, posted(data), headers=HTMX)


def test_what_is_typed_is_kept_without_the_step_being_done(lan: Client, draft: Draft) -> None:
    response = autosave(lan, draft, "nguoi_khai", {"ho_ten": "Nguyễn Thị Lan", "so_dinh_danh": "12"})
    assert "Đã lưu lúc" in page(response) or "Saved at" in page(response)
    now = saved(draft)
    assert now.answers == {"ho_ten": "Nguyễn Thị Lan"}
    assert now.typed == {"so_dinh_danh": "12"}
    assert now.done_steps == []
    assert 'value="12"' in page(lan.get(at(draft, "nguoi_khai")))


def test_autosave_leaves_a_done_step_done_and_other_steps_alone(lan: Client, draft: Draft) -> None:
    fill(draft)
    autosave(lan, draft, "nguoi_con", {**STEP_2, "ten_con": "Nguyễn Bình"})
    now = saved(draft)
    assert now.answers["ten_con"] == "Nguyễn Bình"
    assert now.answers["ho_ten"] == STEP_1["ho_ten"]
    assert set(now.done_steps) == {"nguoi_khai", "nguoi_con", "giay_to"}
    autosave(lan, draft, "nguoi_con", {**STEP_2, "ngay_sinh": "hôm qua"})
    assert "nguoi_con" not in saved(draft).done_steps


def test_two_windows_do_not_undo_each_other(lan: Client, draft: Draft) -> None:
    first = second = hidden(page(lan.get(at(draft, "nguoi_khai"))))
    autosave(lan, draft, "nguoi_khai", {"ho_ten": "Nguyễn Thị Lan", **first})
    autosave(lan, draft, "nguoi_khai", {"dien_thoai": "0912 345 678", **second})
    assert saved(draft).answers == {"ho_ten": "Nguyễn Thị Lan", "dien_thoai": "0912345678"}


def test_a_window_may_take_its_own_answer_back(lan: Client, draft: Draft) -> None:
    shown = hidden(page(lan.get(at(draft, "nguoi_khai"))))
    response = autosave(lan, draft, "nguoi_khai", {"ho_ten": "Lan", **shown})
    shown |= hidden(page(response))
    autosave(lan, draft, "nguoi_khai", {"ho_ten": "", **shown})
    assert saved(draft).answers == {}


def test_continue_in_an_old_window_shows_what_the_other_one_changed(lan: Client, draft: Draft) -> None:
    old = hidden(page(lan.get(at(draft, "nguoi_khai"))))
    send(lan, draft, "nguoi_khai", {**STEP_1, "thu": "lan@example.vn"})
    response = send(lan, draft, "nguoi_khai", {**STEP_1, "thu": "", **old})
    assert response.url == at(draft, "nguoi_khai")
    assert saved(draft).answers["thu"] == "lan@example.vn"
    assert saved(draft).done_steps == []
    assert 'value="lan@example.vn"' in page(lan.get(response.url))


@pytest.mark.parametrize("do", ["continue", "back", "later"])
def test_a_step_sent_after_signing_out_comes_back_with_everything(draft: Draft, do: str) -> None:
    client = Client()
    owner = people.lan()
    Draft.objects.filter(pk=draft.pk).update(owner=owner)
    people.sign_in(client, owner)
    shown = hidden(page(client.get(at(draft, "nguoi_khai"))))
    client.logout()
    data = {**STEP_1, "so_dinh_danh": "999", **shown, "wizard-do": do}
    response = client.post(at(draft, "nguoi_khai"), posted(data))
    assert response.status_code == 403
    html = response.content.decode()
    assert at(draft, "nguoi_khai").replace("/", "%2F") in html or f"next={at(draft, 'nguoi_khai')}" in html
    assert STEP_1["ho_ten"] not in html
    assert saved(draft).answers == {}  # nothing counts before the person is back
    people.sign_in(client, owner)
    response = client.get(at(draft, "nguoi_khai"), follow=True)
    html = page(response)
    assert f'value="{STEP_1["ho_ten"]}"' in html
    assert 'value="999"' in html
    assert saved(draft).kept == {}
    assert saved(draft).answers["ho_ten"] == STEP_1["ho_ten"]


def test_autosave_and_live_questions_after_the_session_put_aside_too(lan: Client, draft: Draft) -> None:
    shown = hidden(page(lan.get(at(draft, "nguoi_khai"))))
    stranger = Client()
    response = autosave(stranger, draft, "nguoi_khai", {"ho_ten": "Lan", **shown})
    assert "/tai-khoan/login/" in page(response)
    assert "Lan" in saved(draft).kept["nguoi_khai"]
    address = reverse("eforms:questions", args=[draft.pk, "nguoi_khai"])
    response = stranger.post(address, posted({"ho_ten": "Lan An", **shown}), headers=HTMX)
    assert response["HX-Redirect"].startswith(at(draft, "nguoi_khai"))
    assert "Lan+An" in saved(draft).kept["nguoi_khai"]


def test_the_mark_keeps_only_its_own_step_and_only_for_a_day(lan: Client, draft: Draft) -> None:
    shown = hidden(page(lan.get(at(draft, "nguoi_khai"))))
    stranger = Client()
    other, _secret = drafts.start(draft.version, kind="trial", context={}, title="x", owner=None, at=NOW)
    assert stranger.post(at(draft, "nguoi_con"), {"ten_con": "x", **shown}).status_code == 403
    assert stranger.post(at(other, "nguoi_khai"), {"ho_ten": "x", **shown}).status_code == 403
    assert stranger.post(at(draft, "nguoi_khai"), {"ho_ten": "x", "wizard-keep": "1:x"}).status_code == 403
    with time_machine.travel(keeping.now() + keeping.LIFETIME + timedelta(minutes=1), tick=False):
        assert stranger.post(at(draft, "nguoi_khai"), {"ho_ten": "x", **shown}).status_code == 403
    assert saved(draft).kept == {}
    assert saved(other).kept == {}
    assert stranger.get(at(draft, "nguoi_khai")).status_code == 403


def test_a_page_whose_token_is_old_comes_back_with_everything(draft: Draft) -> None:
    client = Client(enforce_csrf_checks=True)
    session = client.session
    session[drafts.GRANTS] = [str(draft.pk)]
    session.save()
    shown = hidden(page(client.get(at(draft, "nguoi_khai"))))
    data = posted({**STEP_1, **shown, "csrfmiddlewaretoken": "x" * 64, "wizard-do": "continue"})
    response = client.post(at(draft, "nguoi_khai"), data)
    assert response.url == at(draft, "nguoi_khai")
    assert f'value="{STEP_1["ho_ten"]}"' in page(client.get(response.url, follow=True))
    response = client.post(reverse("eforms:autosave", args=[draft.pk, "nguoi_khai"]), data, headers=HTMX)
    assert at(draft, "nguoi_khai") in page(response)
    assert client.post("/giao-dien/hien-thi/", {}).status_code == 403  # elsewhere: the plain page


def test_what_was_put_aside_is_not_more_than_a_step_can_hold(lan: Client, draft: Draft) -> None:
    shown = hidden(page(lan.get(at(draft, "nguoi_khai"))))
    data = {"ho_ten": "x" * (keeping.MOST_TYPED + 1), **shown}
    assert Client().post(at(draft, "nguoi_khai"), data).status_code == 403
    assert saved(draft).kept == {}


def test_the_link_goes_to_the_address_in_the_form_and_the_page_never_says_whether(
    client: Client,
    draft: Draft,
) -> None:
    address = reverse("eforms:regain", args=[draft.pk])
    silent = main_of(client.post(address))
    assert Message.objects.count() == 0
    Draft.objects.filter(pk=draft.pk).update(answers={"thu": "lan@example.vn"})
    assert main_of(client.post(address)) == silent
    message = Message.objects.get()
    assert message.to == "lan@example.vn"
    assert "/tiep-tuc/" in message.body
    Draft.objects.filter(pk=draft.pk).update(owner=people.lan())
    client.post(address)
    assert Message.objects.count() == 1
    assert client.get(address)["Location"] == reverse("eforms:draft", args=[draft.pk])
    assert Message.objects.count() == 1


def test_the_time_of_filling_is_measured_from_opening_to_sending(lan: Client, draft: Draft) -> None:
    with time_machine.travel(NOW, tick=False) as clock:
        shown = hidden(page(lan.get(at(draft, "nguoi_khai"))))
        clock.shift(timedelta(seconds=90))
        send(lan, draft, "nguoi_khai", {**STEP_1, **shown, "wizard-away": "30"})
        assert saved(draft).seconds == {"nguoi_khai": 60}
        shown = hidden(page(lan.get(at(draft, "nguoi_khai"))))
        clock.shift(timedelta(hours=3))  # gone to lunch
        send(lan, draft, "nguoi_khai", {**STEP_1, **shown})
        assert saved(draft).seconds == {"nguoi_khai": 60 + 15 * 60}
        send(lan, draft, "nguoi_khai", {**STEP_1, "wizard-away": "-5", "wizard-keep": "x"})
        assert saved(draft).seconds == {"nguoi_khai": 60 + 15 * 60}
    assert Submission.objects.count() == 0
