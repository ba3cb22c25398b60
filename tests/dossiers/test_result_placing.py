"""Where the signatures of a result are seen: of an upload, looked at first; of several people."""

from __future__ import annotations

import io
from datetime import timedelta
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from pypdf import PdfReader, PdfWriter

from documents.models import Signature, StoredFile
from dossiers import result_placing
from dossiers.models import Dossier
from procedures.models import Agency
from tests import people
from tests.documents import authority
from tests.documents.test_placing import A3, paper
from tests.dossiers.cases import brought, release, ward
from tests.dossiers.papers import text_of
from tests.dossiers.test_made_results import text
from tests.dossiers.test_signed_results import NOW, processing, result_of, sign, submit

pytestmark = pytest.mark.django_db


def two_pages() -> SimpleUploadedFile:
    writer = PdfWriter()
    for content in (authority.page(), paper(A3, 90)):
        writer.append(PdfReader(io.BytesIO(content)))
    out = io.BytesIO()
    writer.write(out)
    return SimpleUploadedFile("kq.pdf", out.getvalue(), "application/pdf")


def looks(dossier: Dossier) -> list[dict[str, Any]]:
    return [one.look for one in Signature.objects.filter(document=result_of(dossier)).order_by("order")]


def specialist() -> Client:
    client = Client()
    people.sign_in(client, people.holder("specialist"))
    return client


def test_an_uploaded_result_shows_who_signed_it_and_the_seal() -> None:
    dossier = processing()
    submit(dossier, result=two_pages())
    written, seal = looks(dossier)
    assert (written["page"], written["turn"], seal["page"]) == (1, 90, 1)
    sign(dossier)
    with result_of(dossier).file.content.open("rb") as file:
        page = PdfReader(io.BytesIO(file.read())).pages[1]
    seen = [one.get_object()["/Rect"] for one in page["/Annots"]]
    boxes = [[float(side) for side in one] for one in seen if one[2] > one[0]]
    assert boxes == [pytest.approx(written["box"], abs=0.1), pytest.approx(seal["box"], abs=0.1)]


def test_a_program_says_page_and_place_and_hears_what_is_wrong() -> None:
    dossier = processing()
    client = specialist()
    address = f"/api/v1/desk/dossiers/{dossier.pk}/actions/submit_result"
    for said, code in (
        ({"page": 3}, "page_unknown"),
        ({"place": "top"}, "place_unknown"),
    ):
        answer = client.post(address, {"result": two_pages(), **said}, headers={"Idempotency-Key": "a"})
        assert (answer.status_code, code in answer.content.decode()) == (400, True), answer.content
    answer = client.post(
        address, {"result": two_pages(), "page": 1, "place": "40,50"}, headers={"Idempotency-Key": "b"}
    )
    assert answer.status_code == 200, answer.content
    left, bottom, right, top = looks(dossier)[0]["box"]
    assert looks(dossier)[0]["page"] == 0
    assert ((left + right) / 2, (bottom + top) / 2) == (pytest.approx(238, abs=1), pytest.approx(421, abs=1))
    event = dossier.events.last()
    assert (event.payload["page"], event.payload["place"]) == (1, "40,50")


def test_an_officer_looks_at_the_page_before_the_file_is_handed_in() -> None:
    dossier = processing()
    client = specialist()
    acts = reverse("dossiers:desk_act", args=[dossier.pk, "submit_result"])
    prefix = "submit_result-"
    said = {f"{prefix}key": "k", f"{prefix}seen": dossier.last_sequence, f"{prefix}note": "Gấp"}
    answer = client.post(acts, {**said, f"{prefix}result": two_pages()})
    held = StoredFile.objects.get(subject_kind=result_placing.SUBJECT)
    where = reverse("dossiers:place_signatures", args=[dossier.pk, held.pk])
    assert (answer.status_code, answer["Location"]) == (302, where)
    assert dossier.events.last().action != "submit_result"

    page = client.get(where).content.decode()
    assert 'viewBox="0 0 1191.0 842.0"' in page
    picture = reverse("dossiers:place_page", args=[dossier.pk, held.pk, 2])
    assert picture in page
    assert "Lê Minh" in page
    assert client.get(picture)["Content-Type"] == "image/jpeg"
    assert client.get(reverse("dossiers:place_page", args=[dossier.pk, held.pk, 3])).status_code == 404

    shown = client.post(where, {"show": "1", "page": "1", "place": "left", "spot": ""}).content.decode()
    assert reverse("dossiers:place_page", args=[dossier.pk, held.pk, 1]) in shown
    wrong = client.post(where, {"key": "k", "page": "7", "place": "left"})
    assert wrong.status_code == 422
    assert dossier.events.last().action != "submit_result"

    done = client.post(where, {"key": "k", "page": "1", "place": "left", "spot": ""})
    assert (done.status_code, done["Location"]) == (302, reverse("dossiers:case", args=[dossier.pk]))
    assert looks(dossier)[0]["page"] == 0
    assert dossier.events.last().payload["note"] == "Gấp"
    assert not StoredFile.objects.filter(pk=held.pk).exists()
    assert client.get(where).status_code == 403  # the result waits for signatures


def test_a_held_file_is_for_its_officer_alone_and_for_a_day() -> None:
    dossier = processing()
    held = result_placing.hold(dossier, two_pages(), {}, by=people.holder("specialist"), at=NOW())
    where = reverse("dossiers:place_signatures", args=[dossier.pk, held.pk])
    other = Client()
    people.sign_in(other, people.holder("approver"))
    assert other.get(where).status_code == 404
    assert specialist().get(reverse("documents:file", args=[held.pk])).status_code == 404
    stranger = Client()
    people.sign_in(stranger, people.hoa())
    assert stranger.get(where).status_code == 403
    result_placing.forget_old(NOW() + timedelta(hours=20))
    assert StoredFile.objects.filter(pk=held.pk).exists()
    result_placing.forget_old(NOW() + timedelta(hours=25))
    assert not StoredFile.objects.filter(pk=held.pk).exists()


def test_what_is_no_pdf_is_refused_where_it_was_chosen() -> None:
    dossier = processing()
    acts = reverse("dossiers:desk_act", args=[dossier.pk, "submit_result"])
    prefix = "submit_result-"
    said = {f"{prefix}key": "k", f"{prefix}seen": dossier.last_sequence}
    answer = specialist().post(acts, {**said, f"{prefix}result": SimpleUploadedFile("a.pdf", b"no pdf")})
    assert answer.status_code == 422
    assert not StoredFile.objects.filter(subject_kind=result_placing.SUBJECT).exists()


@pytest.mark.parametrize("uploaded", [True, False])
def test_several_people_sign_beside_one_another_and_the_seal_is_with_its_own_leader(
    uploaded: bool, tmp_path: Any
) -> None:
    authority.leader()
    authority.seal()
    one = {**text("{co_quan} công nhận."), "signatures": ["leader", "leader_above", "seal"]}
    release(results=[one])
    province = Agency.objects.create(code="H08", name="Ủy ban nhân dân tỉnh Gia Lai")
    Agency.objects.filter(pk=ward().pk).update(parent=province)
    dossier = brought("accept", "assign", at=NOW())
    submit(dossier, **({"result": two_pages()} if uploaded else {"make": "r1"}))
    own, above, seal = looks(dossier)
    turned = own.get("turn") == 90
    start, end = (1, 3) if turned else (0, 2)  # along which side of the PDF they stand beside one another
    assert own["box"][end] < above["box"][start]
    assert seal["box"][start] < own["box"][start] < seal["box"][end] < above["box"][start]
    agencies = [one.agency_code for one in result_of(dossier).signatures.order_by("order")]
    assert agencies == [people.WARD, "H08", people.WARD]
    if not uploaded:
        words = text_of(result_of(dossier), tmp_path)
        assert words.rindex("UBND PHƯỜNG QUY NHƠN") < words.rindex("ỦY BAN NHÂN DÂN TỈNH GIA LAI")
        assert words.count("Ký số") == 2
