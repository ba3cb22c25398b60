"""From the start page through the form to the receipt, with and without an account."""

from __future__ import annotations

import re
from datetime import date
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from dossiers.models import Dossier, SubmittedPaper
from dossiers.tracking_secret import derive
from effects.models import Message
from effects.worker import drain
from eforms import drafts
from eforms.models import Draft
from procedures.models import Agency, Release
from tests import people
from tests.dossiers.cases import ANSWERS, pdf, release, release_with_form, ward

pytestmark = pytest.mark.django_db


def begin(client: Client, agency: Agency) -> str:
    """Start filing; returns the draft's address."""
    answer = client.post("/nop-ho-so/1.001193/", {"agency": agency.pk})
    assert answer.status_code == 302, answer.content.decode()[-3000:]
    return str(answer["Location"])


def fill(client: Client, draft: str) -> Any:
    client.post(f"{draft}nguoi_khai/", {**ANSWERS, "wizard-current_step": "nguoi_khai"})
    client.post(f"{draft}giay_to/", {"chung_sinh": pdf(), "wizard-current_step": "giay_to"})
    page = client.get(f"{draft}xem-lai/")
    assert page.status_code == 200
    form = page.context["wizard"]["form"]
    names = {name: "on" for name in form.fields if name != "key"}
    sent = {**names, "key": form["key"].value(), "wizard-current_step": "xem-lai"}
    return client.post(f"{draft}xem-lai/", sent)


def test_the_start_page_says_what_is_needed_how_long_and_what_it_costs(client: Client) -> None:
    release_with_form()
    ward()
    page = client.get("/nop-ho-so/1.001193/").content.decode()
    for said in ("Giấy chứng sinh", "5 ngày làm việc", "Miễn lệ phí", "UBND phường Quy Nhơn"):
        assert said in page


def test_rules_of_the_form_read_which_case_was_chosen(client: Client) -> None:
    release_with_form()
    begin(client, ward())
    draft = Draft.objects.get()
    assert (
        drafts.rule_facts(draft, draft.created_at.date()).as_answers()["_variant"]
        == "Trường hợp thông thường"
    )


def test_filing_without_an_account_ends_on_a_receipt_with_code_and_secret(client: Client) -> None:
    release_with_form()
    receipt = client.get(fill(client, begin(client, ward()))["Location"])
    dossier = Dossier.objects.get()
    page = receipt.content.decode()
    assert dossier.request_code in page
    assert derive(dossier.pk) in page
    assert dossier.applicant is None
    assert dossier.applicant_name == "Nguyễn Thị Lan"
    assert dossier.reception_due_at is not None
    assert client.get(reverse("dossiers:tracking", args=[dossier.pk])).status_code == 200


def test_the_secret_is_shown_in_the_browser_that_filed_only(client: Client) -> None:
    release_with_form()
    fill(client, begin(client, ward()))
    dossier = Dossier.objects.get()
    stranger = Client().get(reverse("dossiers:receipt", args=[dossier.pk]))
    assert stranger.status_code in (302, 403)
    assert derive(dossier.pk) not in stranger.content.decode()


def test_the_papers_go_with_the_dossier_and_nobody_else_reads_them(client: Client) -> None:
    release_with_form()
    fill(client, begin(client, ward()))
    paper = SubmittedPaper.objects.select_related("file").get()
    assert (paper.field, paper.label, paper.round) == ("chung_sinh", "Giấy chứng sinh", 0)
    assert (paper.file.subject_kind, paper.file.subject_id) == ("dossier", str(paper.dossier_id))
    address = reverse("documents:file", args=[paper.file_id])
    assert client.get(address).status_code == 200
    assert Client().get(address).status_code in (302, 403, 404)
    for officer, expected in ((people.minh(), {200}), (people.hoa(), {403, 404})):
        other = Client()
        people.sign_in(other, officer)
        assert other.get(address).status_code in expected


def test_submitting_twice_gives_one_dossier(client: Client) -> None:
    release_with_form()
    draft = begin(client, ward())
    first = fill(client, draft)
    again = client.post(f"{draft}xem-lai/", {"wizard-current_step": "xem-lai", "key": "x"})
    assert Dossier.objects.count() == 1
    assert again.status_code in (200, 302)
    assert first.status_code == 302


def test_an_account_finds_what_it_filed_and_in_the_form_what_is_known(client: Client) -> None:
    release_with_form()
    people.sign_in(client, people.lan())
    draft = begin(client, ward())
    assert "Nguyễn Thị Lan" in client.get(f"{draft}nguoi_khai/").content.decode()
    fill(client, draft)
    assert Dossier.objects.get().applicant == people.lan()
    assert Dossier.objects.get().request_code in client.get("/ho-so/").content.decode()


def test_the_first_e_mail_carries_code_and_secret_once(client: Client) -> None:
    release_with_form()
    fill(client, begin(client, ward()))
    drain(timezone.now())
    drain(timezone.now())
    dossier = Dossier.objects.get()
    message = Message.objects.get(to="lan@example.vn")
    assert dossier.request_code in message.subject
    assert derive(dossier.pk) in message.body
    assert message.confidential


@pytest.mark.parametrize(
    ("change", "status"),
    [
        ({"effective_to": date(2024, 1, 1)}, 200),
        ({"effective_from": date(2099, 1, 1)}, 200),
        ({"form_version": None}, 200),
    ],
)
def test_what_cannot_be_filed_says_why(client: Client, change: dict[str, Any], status: int) -> None:
    release_with_form(**change)
    answer = client.get("/nop-ho-so/1.001193/")
    assert answer.status_code == status
    assert "<form" not in re.sub(r"(?s)<header.*?</header>|<footer.*", "", answer.content.decode())


def test_a_code_that_does_not_exist_is_not_found(client: Client) -> None:
    assert client.get("/nop-ho-so/9.999999/").status_code == 404


def test_an_agency_that_is_not_competent_is_refused_beside_the_field(client: Client) -> None:
    release_with_form()
    ward()
    province = Agency.objects.create(code="H08", name="UBND tỉnh", level="province")
    answer = client.post("/nop-ho-so/1.001193/", {"agency": province.pk})
    assert answer.status_code == 422
    assert answer.context["form"].errors["agency"]


def test_among_many_agencies_one_is_found_without_accents(client: Client) -> None:
    release_with_form()
    for number in range(60):
        Agency.objects.create(code=f"H08.{number:02d}", name=f"UBND xã số {number}", level="commune")
    wanted = Agency.objects.create(code="H08.A1", name="UBND xã Đắk Rông", level="commune")
    assert "Đắk Rông" not in client.get("/nop-ho-so/1.001193/").content.decode()
    page = client.get("/nop-ho-so/1.001193/", {"q": "dak rong"})
    assert "Đắk Rông" in page.content.decode()
    assert client.post("/nop-ho-so/1.001193/?q=dak+rong", {"agency": wanted.pk}).status_code == 302


def test_a_release_stays_with_its_dossier_when_a_newer_one_is_published(client: Client) -> None:
    first = release_with_form()
    fill(client, begin(client, ward()))
    Release.objects.create(
        code=first.code, number=2, content={**first.content, "name": "Tên mới"}, hash="y" * 64,
        effective_from=date(2020, 1, 2), published_at=first.published_at, form_version=first.form_version,
    )  # fmt: skip
    dossier = Dossier.objects.get()
    assert dossier.release == first
    assert release() is not None
    assert "Đăng ký khai sinh" in client.get(reverse("dossiers:tracking", args=[dossier.pk])).content.decode()
