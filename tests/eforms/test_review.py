"""From the review to one question and straight back; my drafts."""

from __future__ import annotations

import re

from django.test import Client
from django.urls import reverse

from eforms import drafts
from eforms.models import Draft
from tests import people
from tests.eforms.conftest import NOW, STEP_1, STEP_2, fill, posted
from tests.eforms.test_keeping import hidden
from tests.eforms.test_wizard import at, page, saved


def change_link(html: str, key: str) -> str:
    """The link beside one answer of the review."""
    found = re.search(rf'href="([^"]+)#question-{key}"', html)
    assert found, key
    return found[1]


def test_a_question_changed_from_the_review_leads_back_to_it(lan: Client, draft: Draft) -> None:
    fill(draft)
    review = at(draft, "xem-lai")
    link = change_link(page(lan.get(review)), "ten_con")
    html = page(lan.get(link))
    assert f'action="{link}"' in html
    data = {**STEP_2, "ten_con": "Nguyễn Bình", **hidden(html)}
    response = lan.post(link, posted(data))
    assert response.url == review
    assert "Nguyễn Bình" in page(lan.get(review))


def test_a_mistake_or_a_new_question_is_answered_before_going_back(lan: Client, draft: Draft) -> None:
    fill(draft)
    link = change_link(page(lan.get(at(draft, "xem-lai"))), "co_cha")
    response = lan.post(link, posted({**STEP_2, "co_cha": "yes", "wizard-shown": "co_cha ten_con"}))
    html = page(response)  # asks for the father's name now
    assert f'action="{link}"' in html
    assert lan.post(link, posted({**STEP_2, "co_cha": "yes", "ten_cha": ""})).status_code == 200
    response = lan.post(link, posted({**STEP_2, "co_cha": "yes", "ten_cha": "Trần Nam"}))
    assert response.url == at(draft, "xem-lai")


def test_what_is_still_unfinished_comes_before_the_review(lan: Client, draft: Draft) -> None:
    fill(draft)
    drafts.save_step(draft, "nguoi_khai", {}, at=NOW, done=False)
    link = f"{at(draft, 'nguoi_con')}?ve-xem-lai"
    assert lan.post(link, posted(STEP_2)).url == at(draft, "nguoi_khai")
    # in the usual order nothing changes
    assert lan.post(at(draft, "nguoi_khai"), posted(STEP_1)).url == at(draft, "nguoi_con")


def test_my_drafts_say_how_far_they_are(client: Client, draft: Draft) -> None:
    Draft.objects.filter(pk=draft.pk).update(owner=people.lan())
    drafts.save_step(saved(draft), "nguoi_khai", {"ho_ten": "Lan"}, at=NOW)
    people.sign_in(client, people.lan())
    html = page(client.get(reverse("eforms:mine")))
    assert "1/3" in html or "1 of 3" in html or "1 trong 3" in html, html
    assert reverse("eforms:discard", args=[draft.pk]) in html
    client.post(reverse("eforms:discard", args=[draft.pk]))
    assert draft.title not in page(client.get(reverse("eforms:mine"))).partition('<ul class="card-list')[2]
