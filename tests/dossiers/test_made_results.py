"""Results made from the text of their procedure: filled in, drafted, issued once with a number."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts.models import AccessRecord
from documents.models import IssuedDocument
from dossiers.actors import Actor
from dossiers.document_texts import DocumentTexts
from dossiers.doing import do as do_by_name
from dossiers.errors import ActionRefused
from dossiers.made_results import GAP, made_of
from dossiers.models import Dossier
from dossiers.replay import faults_of
from dossiers.statuses import Status
from eforms.building import build, current_version
from tests import people
from tests.dossiers.cases import FORM, brought, release
from tests.dossiers.papers import is_pdf_a, text_in, text_of
from tests.dossiers.test_corrections import filed_online
from tests.dossiers.test_desk import act, as_role, case
from tests.dossiers.test_desk_api import Program
from tests.dossiers.test_step_endings import fill, minutes
from tests.dossiers.test_steps import node, step
from tests.procedures import catalogue

pytestmark = pytest.mark.django_db
NOW = timezone.now
BODY = "{co_quan} công nhận {nguoi_nop}.\n\nHồ sơ {ma_ho_so}, liên hệ {duong_day}."


def text(body: str, **more: Any) -> dict[str, Any]:
    document = {"title": "Quyết định", "body": body, "signer": "CHỦ TỊCH", "sign": "QĐ-UBND", **more}
    return {"id": "r1", "name": "Quyết định công nhận", "code": "", "document": document}


def processing(body: str, **more: Any) -> Dossier:
    release(results=[text(body, **more)])
    return brought("accept", "assign", at=NOW())


def finish(dossier: Dossier, key: str = "k", **given: Any) -> Any:
    approver = Actor.officer(people.holder("approver"))
    event = do_by_name(dossier.pk, "finish", actor=approver, key=key, at=NOW(), make="r1", **given)
    dossier.refresh_from_db()
    return event


def test_the_result_is_issued_once_as_pdf_a_with_the_agencys_next_number(tmp_path: Path) -> None:
    dossier = processing("{co_quan} công nhận {nguoi_nop}.\nMã: {ma_ho_so}.\n\nNgười ký: {nguoi_ky}.")
    event = finish(dossier)
    assert finish(dossier).pk == event.pk
    document = IssuedDocument.objects.get(kind="KQ")
    assert (document.number, document.title) == ("01/QĐ-UBND", "Quyết định công nhận")
    said = text_of(document, tmp_path)
    for words in (
        "UBND phường Quy Nhơn công nhận Nguyễn Thị Lan.",
        f"Mã: {dossier.code}.",
        "Số: 01/QĐ-UBND",
        "QUYẾT ĐỊNH",
        "CHỦ TỊCH",
        f"Người ký: {people.holder('approver').full_name}.",
        "mã xác minh",
        "Quét để tra cứu",
    ):
        assert words in said, words
    assert "DỰ THẢO" not in said
    assert is_pdf_a(document.file.content.open().read())
    second = brought("accept", "assign", at=NOW())
    finish(second)
    assert IssuedDocument.objects.get(subject_id=str(second.pk), kind="KQ").number == "02/QĐ-UBND"
    assert not list(faults_of(dossier))


def test_a_result_without_a_sign_goes_by_the_code_of_the_dossier() -> None:
    dossier = processing("Đồng ý.", sign="")
    finish(dossier)
    assert IssuedDocument.objects.get(kind="KQ").number == dossier.code


def test_finishing_with_gaps_needs_a_tick_and_dots_stand_there(tmp_path: Path) -> None:
    dossier = processing("Số điện thoại: {bo_phan}.")
    with pytest.raises(ActionRefused) as error:
        finish(dossier)
    assert error.value.code == "result_gaps"
    dossier.refresh_from_db()
    assert dossier.status == Status.PROCESSING
    assert not IssuedDocument.objects.filter(kind="KQ").exists()
    event = finish(dossier, "k2", gaps=True)
    assert event.payload["gaps"] is True
    assert event.payload["result_number"] == "01/QĐ-UBND"
    assert GAP in text_of(IssuedDocument.objects.get(kind="KQ"), tmp_path)


def test_a_text_the_procedure_does_not_have_is_refused() -> None:
    release()
    dossier = brought("accept", "assign", at=NOW())
    with pytest.raises(ActionRefused) as error:
        finish(dossier)
    assert error.value.code == "result_unknown"


def test_answers_of_the_form_stand_in_the_text(client: Client) -> None:
    build("khai-sinh", FORM)
    version = current_version("khai-sinh")
    assert version is not None
    form = {"code": "khai-sinh", "version": version.number, "hash": version.hash}
    release(
        {"form_version": version}, form=form, results=[text("{tra_loi.ho_ten}, {tra_loi.thu} {tra_loi.la}")]
    )
    made = made_of(filed_online(client), at=NOW(), signer="Mai")[0]
    assert made.paragraphs == [f"Nguyễn Thị Lan, lan@example.vn {GAP}"]
    assert made.missing == ["tra_loi.la"]


def test_answers_of_officers_forms_stand_in_the_text() -> None:
    release(process=[node([step("a", form=minutes())])], results=[text("Kết luận: {tra_loi.ket_luan}.")])
    dossier = brought("accept", "assign", at=NOW())
    assert made_of(dossier, at=NOW(), signer="Mai")[0].missing == ["tra_loi.ket_luan"]
    fill(dossier, "a", "Đủ điều kiện")
    assert made_of(dossier, at=NOW(), signer="Mai")[0].paragraphs == ["Kết luận: Đủ điều kiện."]


def test_the_desk_shows_the_draft_says_what_is_missing_and_finishes_from_there(tmp_path: Path) -> None:
    dossier = processing(BODY.replace("duong_day", "bo_phan"))
    approver = as_role("approver")
    address = reverse("dossiers:result_draft", args=[dossier.pk, "r1"])
    assert address in case(approver, dossier).content.decode()
    shown = approver.get(address)
    html = shown.content.decode()
    assert "UBND phường Quy Nhơn công nhận Nguyễn Thị Lan." in html
    assert "{bo_phan}" in html
    assert shown.context["form"]["make"].value() == "r1"
    draft = approver.get(reverse("dossiers:result_pdf", args=[dossier.pk, "r1"]))
    said = text_in(draft.content, tmp_path)
    assert "DỰ THẢO" in said
    assert "Số: ……/QĐ-UBND" in said
    assert AccessRecord.objects.filter(action="dossier.draft_result").count() == 2
    refused = act(approver, dossier, "finish", make="r1")
    assert refused.status_code == 422
    form = next(one for one in refused.context["forms"] if one.action.name == "finish")
    assert list(form.errors) == ["gaps"]
    assert form["make"].value() == "r1"
    assert act(approver, dossier, "finish", make="r1", gaps="on").status_code == 302
    assert IssuedDocument.objects.get(kind="KQ").number == "01/QĐ-UBND"
    assert "01/QĐ-UBND" in case(approver, dossier).content.decode()


def test_the_draft_is_refused_to_who_may_not_see_the_dossier() -> None:
    dossier = processing("Đồng ý.")
    stranger = Client()
    people.sign_in(stranger, people.hoa("approver"))
    for name in ("result_draft", "result_pdf"):
        assert stranger.get(reverse(f"dossiers:{name}", args=[dossier.pk, "r1"])).status_code == 403
        assert as_role("approver").get(reverse(f"dossiers:{name}", args=[dossier.pk, "x"])).status_code == 404


def test_programs_read_which_results_have_a_text_and_make_one() -> None:
    dossier = processing("Gửi {nguoi_nop} qua {bo_phan}.")
    program = Program(people.holder("approver"))
    (result,) = program.get(f"dossiers/{dossier.pk}").json()["results"]
    assert (result["id"], result["missing"]) == ("r1", ["bo_phan"])
    draft = program.get(f"dossiers/{dossier.pk}/results/r1/draft")
    assert (draft.status_code, draft["Content-Type"]) == (200, "application/pdf")
    headers = {**program.headers, "Idempotency-Key": "api-1"}
    path = f"/api/v1/desk/dossiers/{dossier.pk}/actions/finish"

    def post(**said: Any) -> Any:
        return program.client.post(path, said, content_type="application/json", headers=headers)

    assert [one["code"] for one in post(make="r1").json()["errors"]] == ["result_gaps"]
    assert post(make="r1", gaps=True).status_code == 200
    assert post(make="r1", gaps=True).status_code == 200
    assert IssuedDocument.objects.get(kind="KQ").number == "01/QĐ-UBND"


def editor(*, sees: bool) -> Client:
    """Somebody who edits every procedure, and may or may not see the ward's dossiers."""
    chief = people.holder("approver") if sees else people.person("chu@example.vn", "Chủ")
    chief.is_superuser = chief.is_staff = True
    chief.save()
    client = Client()
    people.sign_in(client, chief)
    return client


def test_an_editor_previews_with_samples_and_with_a_dossier_they_may_see() -> None:
    dossier = processing("Đồng ý.")
    body = "Cấp cho {nguoi_nop} ({tra_loi.x}); {bo_phan}."
    page = catalogue.draft(
        code=dossier.procedure_code, results=[{"name": "Giấy", "document": {"body": body}}]
    )
    address = reverse("result_preview", args=[page.pk])
    client = editor(sees=True)
    assert address in client.get(reverse("wagtailadmin_pages:edit", args=[page.pk])).content.decode()
    assert "Cấp cho" in client.get(address).content.decode()
    shown = client.post(address, {"code": dossier.code})
    assert "Cấp cho Nguyễn Thị Lan" in shown.content.decode()
    assert "{tra_loi.x}, {bo_phan}" in shown.content.decode()
    assert AccessRecord.objects.filter(subject=f"dossier:{dossier.pk}", action="dossier.view").exists()


def test_a_text_is_previewed_also_while_the_page_is_locked_for_moderation() -> None:
    page = catalogue.draft(results=[{"name": "Giấy", "document": {"body": "Cấp cho {nguoi_nop}."}}])
    page.locked = True
    page.save()
    answer = editor(sees=False).get(reverse("result_preview", args=[page.pk]))
    assert answer.status_code == 200
    assert "Cấp cho" in answer.content.decode()


def test_a_preview_with_a_dossier_one_may_not_see_is_refused_as_if_it_were_not_there() -> None:
    dossier = processing("Đồng ý.")
    page = catalogue.draft(code=dossier.procedure_code, results=[{"name": "Giấy", "document": {"body": "A"}}])
    address, client = reverse("result_preview", args=[page.pk]), editor(sees=False)
    answers = [client.post(address, {"code": code}) for code in (dossier.code, "H08.16-200101-0001")]
    assert {one.status_code for one in answers} == {422}
    assert [one.context["form"].errors["code"] for one in answers][0] == answers[1].context["form"].errors[
        "code"
    ]
    people.sign_in(client, people.minh("specialist"))
    assert client.get(address).status_code == 403


def test_closing_words_are_previewed_with_a_dossier_and_say_what_is_empty() -> None:
    DocumentTexts.objects.create(m01_2025="Hồ sơ {ma_ho_so}, gọi {duong_day_nong}.")
    dossier = processing("Đồng ý.")
    address, client = reverse("document_preview"), editor(sees=True)
    edit = reverse("wagtailsettings:edit", args=["dossiers", "documenttexts"])
    assert address in client.get(edit, follow=True).content.decode()
    assert "0256 1022" in client.get(address).content.decode()
    shown = client.post(address, {"code": dossier.code}).content.decode()
    assert f"Hồ sơ {dossier.code}, gọi {GAP}." in shown
    assert "{duong_day_nong}" in shown
    assert editor(sees=False).post(address, {"code": dossier.code}).status_code == 422
    people.sign_in(client, people.minh("specialist"))
    assert client.get(address).status_code == 403
