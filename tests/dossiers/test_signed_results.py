"""Results that are signed: handed in, signed or refused, and the dossier that finishes with them."""

from __future__ import annotations

from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from wagtail.blocks.struct_block import StructBlockValidationError

from accounts.models import Role, RolePermission
from documents.desk.signing import chosen_of
from documents.errors import SigningRefused
from documents.keeping.keeping import papers
from documents.models import IssuedDocument, Signature
from documents.signing import demo
from documents.signing.giving import choose, give, refuse
from documents.signing.waiting import waiting_for
from dossiers.doing import do as do_by_name
from dossiers.errors import ActionRefused
from dossiers.looks import looks
from dossiers.models import Dossier
from dossiers.replay import faults_of
from dossiers.statuses import Status
from effects.models import Message
from effects.worker import drain
from procedures.filling import _result as as_raw
from procedures.models import ProcedurePage
from procedures.snapshot import _result
from tests import people
from tests.documents import authority
from tests.dossiers.cases import applicant_of, brought, do, officer, release
from tests.dossiers.papers import text_of
from tests.dossiers.test_made_results import text

pytestmark = pytest.mark.django_db
NOW = timezone.now
ORDER = ["leader", "seal"]


def processing(*signatures: str, roles: list[str] | None = None, **filing: Any) -> Dossier:
    body = "{co_quan} công nhận {nguoi_nop}. Người ký: {nguoi_ky}."
    one = {**text(body), "code": "KQ.G15.000031", "signatures": list(signatures or ORDER)}
    one |= {"signer_roles": roles} if roles else {}
    authority.leader()
    authority.seal()
    release(results=[one])
    return brought("accept", "assign", at=NOW(), **filing)


def submit(dossier: Dossier, key: str = "s", by: str = "specialist", **given: Any) -> Any:
    said = given or {"make": "r1"}
    event = do_by_name(dossier.pk, "submit_result", actor=officer(by), key=key, at=NOW(), **said)
    dossier.refresh_from_db()
    return event


def result_of(dossier: Dossier) -> IssuedDocument:
    return IssuedDocument.objects.get(subject_id=str(dossier.pk), kind="KQ")


def sign(dossier: Dossier) -> None:
    leader = authority.leader()
    signature = Signature.objects.get(document=result_of(dossier), order=1)
    choose([signature], authority.session(leader), NOW())
    give(signature.pk, NOW())
    dossier.refresh_from_db()


def test_the_dossier_finishes_as_an_act_of_the_leader_once_the_last_signature_is_given(
    tmp_path: Any,
) -> None:
    dossier = processing(user=people.lan())
    event = submit(dossier)
    assert submit(dossier).pk == event.pk
    document = result_of(dossier)
    assert (document.state, document.number) == ("signing", "01/QĐ-UBND")
    assert [(one.kind, one.automatic) for one in document.signatures.all()] == [
        ("personal", False),
        ("seal", True),
    ]
    assert all(one.look["box"] for one in document.signatures.all())
    assert dossier.status == Status.PROCESSING
    assert not papers(people.lan()).exists()
    sign(dossier)
    document.refresh_from_db()
    assert (dossier.status, document.state) == (Status.FINISHED, "in_force")
    last = dossier.events.last()
    assert (last.action, last.actor, last.payload["result"]) == (
        "finish",
        people.minh(),
        document.file.sha256,
    )
    assert last.payload["result_number"] == "01/QĐ-UBND"
    assert last.payload["result_code"] == "KQ.G15.000031"
    assert "Người ký: Lê Minh." in text_of(document, tmp_path)
    assert not list(faults_of(dossier))
    drain(NOW())
    (kept,) = papers(people.lan())
    assert (kept.document, kept.kind, kept.number) == (document, "KQ", "01/QĐ-UBND")


def test_a_refused_result_leaves_the_dossier_where_it_is_and_its_officer_hears_why() -> None:
    dossier = processing()
    submit(dossier)
    signature = Signature.objects.get(document=result_of(dossier), order=1)
    refuse(signature, authority.leader(), "Sai tên người nộp", NOW())
    dossier.refresh_from_db()
    last = dossier.events.last()
    assert (dossier.status, last.action, last.payload["reason"]) == (4, "refuse_result", "Sai tên người nộp")
    assert last.payload["signer"] == "Lê Minh"
    letter = Message.objects.get(to="specialist@example.vn")
    assert "Sai tên người nộp" in letter.body
    submit(dossier, key="again")
    assert IssuedDocument.objects.filter(state="signing").count() == 1
    assert not list(faults_of(dossier))


def test_nothing_is_finished_or_handed_over_with_a_result_that_is_not_in_force() -> None:
    dossier = processing()
    with pytest.raises(ActionRefused) as refused:
        do(dossier, "finish")
    assert refused.value.code == "result_to_be_signed"
    submit(dossier)
    for key, action in (("a", "finish"), ("b", "submit_result")):
        with pytest.raises(ActionRefused) as refused:
            do_by_name(dossier.pk, action, actor=officer("approver"), key=key, at=NOW(), make="r1")
        assert refused.value.code == "result_being_signed"
    sign(dossier)
    IssuedDocument.objects.update(state="revoked")
    with pytest.raises(ActionRefused) as refused:
        do(dossier, "hand_result", at=NOW())
    assert refused.value.code == "result_not_in_force"
    IssuedDocument.objects.update(state="in_force")
    do(dossier, "hand_result", at=NOW())
    assert dossier.status == Status.RETURNED


@pytest.mark.parametrize("action", ["ask_supplement", "stop", "ask_withdrawal"])
def test_what_takes_the_dossier_elsewhere_takes_its_result_back_from_the_signers(action: str) -> None:
    dossier = processing()
    submit(dossier)
    actor = applicant_of(dossier) if action == "ask_withdrawal" else None
    do(dossier, action, actor=actor, at=NOW())
    assert result_of(dossier).state == "refused"
    assert not Signature.objects.filter(state="wanted").exists()


def test_a_result_that_nobody_may_finish_for_waits_signed_until_somebody_does() -> None:
    dossier = processing(user=people.minh())
    submit(dossier)
    sign(dossier)
    assert (dossier.status, result_of(dossier).state) == (4, "in_force")
    do(dossier, "finish", at=NOW())
    assert dossier.events.last().payload["result"] == result_of(dossier).file.sha256
    assert IssuedDocument.objects.filter(kind="KQ").count() == 1


def test_an_uploaded_result_is_signed_as_well_and_must_be_a_pdf() -> None:
    dossier = processing("leader")
    page = SimpleUploadedFile("kq.pdf", authority.page(), "application/pdf")
    with pytest.raises(Exception, match="docx"):
        submit(dossier, result=SimpleUploadedFile("kq.docx", b"x"))
    submit(dossier, result=page)
    sign(dossier)
    assert dossier.status == Status.FINISHED


def test_a_result_without_signatures_ends_the_dossier_as_before() -> None:
    release(results=[text("{nguoi_nop}")])
    dossier = brought("accept", "assign", at=NOW())
    with pytest.raises(ActionRefused) as refused:
        submit(dossier)
    assert refused.value.code == "no_result_to_sign"
    do_by_name(dossier.pk, "finish", actor=officer("approver"), key="f", at=NOW(), make="r1")
    assert result_of(dossier).state == "in_force"


def test_a_result_goes_by_post_with_a_code_that_its_applicant_follows() -> None:
    dossier = brought("accept", "assign", "finish", user=people.lan(), at=NOW())
    for wrong, code in (
        ({"carrier": "VNPost"}, "tracking_missing"),
        ({"tracking": "RR123456789VN"}, "carrier_unknown"),
        ({"carrier": "Ai đó", "tracking": "RR123456789VN"}, "carrier_unknown"),
    ):
        with pytest.raises(ActionRefused) as refused:
            do(dossier, "hand_result", at=NOW(), **wrong)
        assert refused.value.code == code
    do(dossier, "hand_result", at=NOW(), carrier="VNPost", tracking="rr 123456789 vn")
    client = Client()
    people.sign_in(client, people.lan())
    page = client.get(reverse("dossiers:tracking", args=[dossier.pk])).content.decode()
    assert "RR123456789VN" in page
    assert 'href="https://vnpost.vn/vi-vn/dinh-vi/buu-pham?key=RR123456789VN"' in page
    said = client.get(f"/api/v1/dossiers/{dossier.pk}").json()["parcel"]
    assert (said["carrier"], said["tracking"]) == ("VNPost", "RR123456789VN")


def test_officers_reprint_a_result_and_each_time_is_written_down() -> None:
    dossier = processing()
    submit(dossier)
    client, approver = Client(), people.holder("approver")
    people.sign_in(client, approver)
    where = reverse("dossiers:reprint", args=[dossier.pk, result_of(dossier).pk])
    assert client.get(where).status_code == 404
    sign(dossier)
    assert where in client.get(reverse("dossiers:case", args=[dossier.pk])).content.decode()
    assert client.get(where)["Content-Type"] == "application/pdf"
    assert any("in lại" in str(one.what).lower() or "Printed" in str(one.what) for one in looks(dossier))
    stranger = Client()
    people.sign_in(stranger, people.hoa())
    assert stranger.get(where).status_code == 403


def test_the_applicant_does_not_see_a_result_before_it_is_signed() -> None:
    dossier = processing(user=people.lan())
    submit(dossier)
    client = Client()
    people.sign_in(client, people.lan())
    page = reverse("dossiers:tracking", args=[dossier.pk])
    address = reverse("documents:file", args=[result_of(dossier).file_id])
    assert address not in client.get(page).content.decode()
    assert client.get(address).status_code == 404
    sign(dossier)
    address = reverse("documents:file", args=[result_of(dossier).file_id])
    assert address in client.get(page).content.decode()
    assert client.get(address).status_code == 200


@pytest.mark.parametrize(
    ("code", "sound"),
    [
        ("KQ.G07.000122", True),
        ("000.00.00.G09-KQ002269", True),
        ("KQ.G07.122", False),
        ("G07.000122", False),
    ],
)
def test_codes_of_results_are_those_of_the_national_database(code: str, sound: bool) -> None:
    block = ProcedurePage._meta.get_field("results").stream_block.child_blocks["result"]
    value = block.to_python({"name": "Giấy", "code": code, "signatures": ["leader", "seal"]})
    if sound:
        assert [one["by"] for one in block.clean(value)["signatures"]] == ["leader", "seal"]
    else:
        with pytest.raises(StructBlockValidationError) as refused:
            block.clean(value)
        assert "code" in refused.value.block_errors


def chief() -> Any:
    """Bà Hoa at the ward, whose role an administrator made: she signs there, beside the approvers."""
    role = Role.objects.create(code="chief", name="Chủ tịch phường")
    RolePermission.objects.create(role=role, action="documents.sign", scope="own")
    hoa = people.hoa("chief", agency=people.WARD)
    demo.certify_officer(hoa, NOW())
    return hoa


def test_where_a_role_is_named_only_who_holds_it_signs(client: Client, tmp_path: Any) -> None:
    hoa = chief()
    dossier = processing(roles=["chief", ""])
    submit(dossier)
    (signature,) = result_of(dossier).signatures.filter(kind="personal")
    leader = authority.leader()
    assert list(waiting_for(leader, NOW())) == []
    assert list(waiting_for(hoa, NOW())) == [signature]
    for act in (
        lambda: choose([signature], authority.session(leader), NOW()),
        lambda: refuse(signature, leader, "Sai", NOW()),
        lambda: chosen_of(leader, [signature.pk], everything=False, at=NOW()),
    ):
        with pytest.raises(SigningRefused) as refused:
            act()
        assert refused.value.code == "other_role"
        assert "Chủ tịch phường" in refused.value.messages[0]
    people.sign_in(client, leader)
    authority.session(leader)
    said = client.post("/can-bo/ky-so/", {"signature": [signature.pk]})
    assert "Chủ tịch phường" in said.text
    people.sign_in(client, hoa)
    assert "Chủ tịch phường" in client.get("/can-bo/ky-so/").text
    choose([signature], authority.session(hoa), NOW())
    give(signature.pk, NOW())
    dossier.refresh_from_db()
    assert (dossier.status, result_of(dossier).state) == (Status.FINISHED, "in_force")
    assert "Người ký: Đặng Thị Hoa." in text_of(result_of(dossier), tmp_path)


def test_programs_read_which_role_signs_and_why_another_may_not(client: Client) -> None:
    hoa = chief()
    dossier = processing(roles=["chief", ""])
    submit(dossier)
    (signature,) = result_of(dossier).signatures.filter(kind="personal")
    people.sign_in(client, hoa)
    assert [one["role"] for one in client.get("/api/v1/desk/signatures").json()] == ["chief"]
    leader = authority.leader()
    authority.session(leader)
    people.sign_in(client, leader)
    assert client.get("/api/v1/desk/signatures").json() == []
    said = client.post("/api/v1/desk/signatures", {"signatures": [signature.pk]}, "application/json")
    assert said.status_code in (400, 409, 422)
    assert "Chủ tịch phường" in said.text


@pytest.mark.parametrize(
    ("signatures", "sound"),
    [
        ([{"by": "leader", "role": "approver"}, {"by": "seal_by_clerk", "role": "clerk"}], True),
        ([{"by": "leader", "role": ""}, "seal"], True),
        ([{"by": "leader", "role": "clerk"}], False),
        ([{"by": "seal_by_clerk", "role": "approver"}], False),
        ([{"by": "leader", "role": "approver"}, {"by": "seal", "role": "clerk"}], False),
        ([{"by": "leader", "role": "nobody"}], False),
        ([{"by": "leader", "role": "reception"}], False),
    ],
)
def test_an_editor_names_a_role_that_can_give_the_signature(signatures: list[Any], sound: bool) -> None:
    block = ProcedurePage._meta.get_field("results").stream_block.child_blocks["result"]
    value = block.to_python({"name": "Giấy", "code": "", "signatures": signatures})
    if sound:
        assert len(block.clean(value)["signatures"]) == len(signatures)
    else:
        with pytest.raises(StructBlockValidationError):
            block.clean(value)


@pytest.mark.parametrize(
    ("raw", "kept"),
    [
        (["leader", "seal"], {"signatures": ["leader", "seal"]}),
        (
            [{"by": "leader", "role": "approver"}, {"by": "seal", "role": ""}],
            {"signatures": ["leader", "seal"], "signer_roles": ["approver", ""]},
        ),
    ],
)
def test_a_release_keeps_roles_where_they_are_named_and_is_filled_in_again(
    raw: list[Any], kept: dict[str, Any]
) -> None:
    stream = ProcedurePage._meta.get_field("results").stream_block
    result = {"name": "Giấy", "code": "", "title": "", "body": "", "signer": "", "sign": ""}
    (child,) = stream.to_python([{"type": "result", "id": "r1", "value": {**result, "signatures": raw}}])
    said = _result(child)
    assert said == {"name": "Giấy", "code": "", "id": "r1", **kept}
    again = as_raw(said, None)
    (child,) = stream.to_python([{"type": "result", "id": "r1", "value": again}])
    assert _result(child) == said


def test_a_seal_before_a_signature_is_refused() -> None:
    block = ProcedurePage._meta.get_field("results").stream_block.child_blocks["result"]
    value = block.to_python({"name": "Giấy", "code": "", "signatures": ["seal", "leader"]})
    with pytest.raises(StructBlockValidationError) as refused:
        block.clean(value)
    assert "signatures" in refused.value.block_errors
