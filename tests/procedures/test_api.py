"""The catalogue for programs: the same releases as the pages."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from eforms.models import Place
from procedures.models import Agency, ReceptionUnit, Release
from tests.procedures import catalogue

pytestmark = pytest.mark.django_db
BASE = "/api/v1/procedures"


def get(address: str) -> dict:
    response = Client().get(address)
    assert response.status_code == 200, response.content
    return response.json()


def missing(address: str) -> None:
    response = Client().get(address)
    assert response.status_code == 404
    assert response["Content-Type"] == "application/problem+json"


def test_a_procedure_is_its_release_in_force() -> None:
    page = catalogue.published(eform=catalogue.form())
    catalogue.again(page, summary="Sau này.", effective_from=timezone.localdate() + timedelta(days=9))
    answer = get(f"{BASE}/1.900001")
    assert answer["number"] == 1
    assert answer["content"] == Release.objects.get(number=1).content
    assert answer["links"]["file"] == "http://testserver/nop-ho-so/1.900001/"
    assert answer["links"]["page"].endswith("/thu-tuc/chan-nuoi/1-900001/")


def test_every_release_can_be_read() -> None:
    page = catalogue.published()
    catalogue.again(page, summary="Hai.")
    assert [one["number"] for one in get(f"{BASE}/1.900001/releases")] == [2, 1]
    assert get(f"{BASE}/1.900001/releases/1")["content"]["summary"] == catalogue.FULL["summary"]
    missing(f"{BASE}/1.900001/releases/3")


def test_what_is_not_there_is_a_problem_not_a_page() -> None:
    catalogue.published(decision={"effective_from": timezone.localdate() + timedelta(days=2)})
    for address in ("1.900001", "1.999999", "x", "1.999999/releases", "1.900001/form"):
        missing(f"{BASE}/{address}")


def test_a_form_is_given_as_json_schema_with_its_description() -> None:
    eform = catalogue.form()
    catalogue.published(eform=eform)
    answer = get(f"{BASE}/1.900001/form")
    assert answer["version"]["version"] == 1
    assert answer["json_schema"]["$schema"].endswith("2020-12/schema")
    assert answer["content"]["steps"] == []


def test_agencies_are_listed_by_level_and_by_procedure() -> None:
    province = Agency.objects.create(code="H08", name="Tỉnh", level="province")
    Agency.objects.create(code="H08.16", name="Phường", level="commune", parent=province)
    catalogue.published(levels=["commune"])
    assert [one["code"] for one in get("/api/v1/agencies")["results"]] == ["H08", "H08.16"]
    assert [one["code"] for one in get("/api/v1/agencies?level=commune")["results"]] == ["H08.16"]
    assert [one["code"] for one in get("/api/v1/agencies?procedure=1.900001")["results"]] == ["H08.16"]
    assert get("/api/v1/agencies?parent=H08")["results"][0]["parent"] == "H08"
    missing("/api/v1/agencies?procedure=1.999999")


def test_reception_units_of_an_agency_include_those_above_it() -> None:
    province = Agency.objects.create(code="H08", name="Tỉnh", level="province")
    Agency.objects.create(code="H08.16", name="Phường", level="commune", parent=province)
    ReceptionUnit.objects.create(agency=province, name="Trung tâm Phục vụ hành chính công")
    assert get("/api/v1/reception-units?agency=H08.16")["count"] == 1
    assert get("/api/v1/reception-units")["count"] == 1
    missing("/api/v1/reception-units?agency=H09")


def test_places_are_provinces_and_their_communes() -> None:
    province = Place.objects.create(code="52", name="Gia Lai", kind="province")
    Place.objects.create(code="21583", name="Phường Quy Nhơn", kind="commune", parent=province)
    assert get("/api/v1/places") == [{"code": "52", "name": "Gia Lai"}]
    assert get("/api/v1/places?parent=52") == [{"code": "21583", "name": "Phường Quy Nhơn"}]
    missing("/api/v1/places?parent=99")
