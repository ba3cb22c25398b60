"""Filing again with the answers of an earlier dossier."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse

from dossiers.models import Dossier
from eforms.models import Draft
from tests import people
from tests.dossiers.cases import ANSWERS, release_with_form, ward
from tests.dossiers.test_filing import begin, fill

pytestmark = pytest.mark.django_db


def again(client: Client, dossier: Dossier) -> Draft:
    address = f"/nop-ho-so/1.001193/?tu={dossier.pk}"
    assert (
        "hồ sơ trước" in client.get(address).content.decode()
        or dossier.request_code in client.get(address).content.decode()
    )
    response = client.post(address, {"agency": dossier.agency_id})
    assert response.status_code == 302
    return Draft.objects.get(pk=response["Location"].strip("/").split("/")[-1])


def test_answers_that_fit_come_along_files_do_not(client: Client) -> None:
    release_with_form()
    people.sign_in(client, people.lan())
    fill(client, begin(client, ward()))
    dossier = Dossier.objects.get()
    link = f"/nop-ho-so/1.001193/?tu={dossier.pk}"
    for page in (reverse("dossiers:tracking", args=[dossier.pk]), reverse("dossiers:mine")):
        assert link in client.get(page).content.decode()
    draft = again(client, dossier)
    assert draft.owner == people.lan()
    assert draft.answers["ho_ten"] == ANSWERS["ho_ten"]
    assert "chung_sinh" not in draft.answers
    assert "chung_sinh" in {item["key"] for item in draft.to_check}
    assert "giay_to" not in draft.done_steps
    page = client.get(reverse("eforms:draft", args=[draft.pk]), follow=True)
    assert page.redirect_chain[-1][0].endswith("/giay_to/")
    assert "Giấy chứng sinh" in page.content.decode()
    assert Dossier.objects.count() == 1


def test_my_dossiers_lead_to_drafts_households_and_my_details(client: Client) -> None:
    people.sign_in(client, people.lan())
    page = client.get(reverse("dossiers:mine")).content.decode()
    for way in ("eforms:mine", "eforms:profiles", "accounts:profile"):
        assert f'href="{reverse(way)}"' in page


def test_nobody_takes_over_what_others_filed(client: Client) -> None:
    release_with_form()
    fill(client, begin(client, ward()))
    dossier = Dossier.objects.get()
    for visitor, user in ((Client(), None), (Client(), people.lan()), (Client(), people.minh())):
        if user:
            people.sign_in(visitor, user)
        address = f"/nop-ho-so/1.001193/?tu={dossier.pk}"
        assert dossier.request_code not in visitor.get(address).content.decode()
        response = visitor.post(address, {"agency": dossier.agency_id})
        draft = Draft.objects.get(pk=response["Location"].strip("/").split("/")[-1])
        assert draft.answers.get("dien_thoai") != "0901 234 567"
        assert draft.to_check == []
        assert draft.done_steps == []
    for odd in ("x", "", str(dossier.pk)[:-1], "00000000-0000-0000-0000-000000000000"):
        assert client.get("/nop-ho-so/1.001193/", {"tu": odd}).status_code == 200
