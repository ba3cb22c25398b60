"""A form sends what is filed to an agency by its answers, when that one may decide."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from dossiers.models import Dossier
from eforms.building import build, current_version
from procedures.models import Agency
from tests import people
from tests.dossiers.cases import ANSWERS, FORM, pdf, release, ward
from tests.dossiers.test_filing import begin, fill

pytestmark = pytest.mark.django_db
LAN = {"field": "ho_ten", "op": "contains", "value": "Lan"}


def routed(*routes: dict[str, Any]) -> None:
    """The procedure, with a form that has these routes."""
    ward()
    build("khai-sinh", {**FORM, "routes": list(routes)})
    version = current_version("khai-sinh")
    assert version is not None
    form = {"code": "khai-sinh", "version": version.number, "hash": version.hash}
    release({"form_version": version}, form=form)


def other(code: str = "H08.17", **changes: Any) -> Agency:
    return Agency.objects.create(code=code, name="UBND phường Khác", **{"level": "commune", **changes})


def review(client: Client, draft: str) -> str:
    client.post(f"{draft}nguoi_khai/", ANSWERS)
    client.post(f"{draft}giay_to/", {"chung_sinh": pdf()})
    return client.get(f"{draft}xem-lai/").content.decode()


def test_the_first_route_that_holds_decides_and_the_review_says_so(client: Client) -> None:
    agency = other()
    routed({"when": LAN, "agency": "H08.17"}, {"when": None, "agency": people.WARD})
    draft = begin(client, ward())
    assert "UBND phường Khác" in review(client, draft)
    fill(client, draft)
    dossier = Dossier.objects.get()
    assert dossier.agency == agency
    assert dossier.agency_code == agency.scope_code
    assert "wanted_agency" not in dossier.events.get().payload


def test_a_route_that_does_not_hold_leaves_the_choice(client: Client) -> None:
    other()
    routed({"when": {"not": LAN}, "agency": "H08.17"})
    draft = begin(client, ward())
    assert "UBND phường Khác" not in review(client, draft)
    fill(client, draft)
    assert Dossier.objects.get().agency == ward()


def test_a_closed_agency_hands_on_to_its_successor(client: Client) -> None:
    successor = other("H08.18")
    other(valid_to=date(2025, 6, 30), successor=successor)
    routed({"when": LAN, "agency": "H08.17"})
    fill(client, begin(client, ward()))
    assert Dossier.objects.get().agency == successor


@pytest.mark.parametrize(
    "changes", [{"level": "province"}, {"valid_to": date(2025, 6, 30)}, {"code": "H08.19"}], ids=str
)
def test_an_agency_that_cannot_decide_is_told_to_the_officer(client: Client, changes: dict[str, Any]) -> None:
    agency = other()
    routed({"when": LAN, "agency": "H08.17"})
    Agency.objects.filter(pk=agency.pk).update(**changes)  # since the form was published
    draft = begin(client, ward())
    assert "UBND phường Quy Nhơn" in review(client, draft)
    fill(client, draft)
    dossier = Dossier.objects.get()
    assert dossier.agency == ward()
    assert dossier.events.get().payload["wanted_agency"] == "H08.17"
    assert "H08.17" not in client.get(reverse("dossiers:tracking", args=[dossier.pk])).content.decode()
    officer = Client()
    people.sign_in(officer, people.minh())
    assert "H08.17" in officer.get(reverse("dossiers:case", args=[dossier.pk])).content.decode()
