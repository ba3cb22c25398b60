"""The filed form on paper, for its applicant and at the desk of its agency."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.test import Client
from django.urls import reverse

from accounts.models import AccessRecord
from dossiers.models import Dossier
from tests import people
from tests.dossiers.cases import ANSWERS, filed, pdf, release_with_form, ward
from tests.dossiers.test_filing import begin, fill
from tests.eforms.test_paper import read

pytestmark = pytest.mark.django_db


def test_the_applicant_and_the_agency_print_it_nobody_else(client: Client, tmp_path: Path) -> None:
    release_with_form()
    draft = begin(client, ward())
    assert "UBND phường Quy Nhơn" in read(client.get(f"{draft}ban-in/").content, tmp_path)
    fill(client, draft)
    dossier = Dossier.objects.get()
    mine, desk = (reverse(f"dossiers:{name}", args=[dossier.pk]) for name in ("paper", "desk_paper"))
    assert mine in client.get(reverse("dossiers:tracking", args=[dossier.pk])).content.decode()
    words = read(client.get(mine).content, tmp_path)
    for said in (dossier.request_code, "Nguyễn Thị Lan", "Kính gửi: UBND phường Quy Nhơn", "chưa nộp"):
        assert (said in words) == (said != "chưa nộp"), words
    assert Client().get(mine).status_code in (302, 403)
    assert client.get(desk).status_code in (302, 403)
    officer = Client()
    people.sign_in(officer, people.minh())
    assert desk in officer.get(reverse("dossiers:case", args=[dossier.pk])).content.decode()
    assert dossier.request_code in read(officer.get(desk).content, tmp_path)
    assert AccessRecord.objects.filter(action="dossier.print_form", subject=f"dossier:{dossier.pk}").exists()
    other = Client()
    people.sign_in(other, people.hoa())
    assert other.get(desk).status_code == 403


def test_a_dossier_without_a_form_has_no_printed_form(client: Client) -> None:
    dossier = filed()
    people.sign_in(client, people.minh())
    assert client.get(reverse("dossiers:desk_paper", args=[dossier.pk])).status_code == 404


def test_the_review_says_where_the_dossier_goes(client: Client) -> None:
    release_with_form()
    draft = begin(client, ward())
    client.post(f"{draft}nguoi_khai/", {**ANSWERS})
    client.post(f"{draft}giay_to/", {"chung_sinh": pdf()})
    page = client.get(f"{draft}xem-lai/").content.decode()
    assert "UBND phường Quy Nhơn" in page
    assert f"{draft}ban-in/" in page
