"""Documents are signed: by whom, in which order, once, and so that other programs agree."""

from __future__ import annotations

import io
from datetime import timedelta
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.x509.oid import NameOID
from django.core.management import CommandError, call_command
from django.test import Client
from django.utils import timezone
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.validation import validate_pdf_signature, validate_pdf_timestamp

from accounts import second_factor
from accounts.errors import WrongCode
from documents.errors import SigningRefused
from documents.models import IssuedDocument, Signature, StoredFile
from documents.signing import demo, trust
from documents.signing.asking import ENDINGS, Ending, Wanted, register_ending
from documents.signing.giving import choose, give, refuse
from documents.signing.sessions import close_session, open_session, session_of
from documents.signing.waiting import waiting_for
from effects.worker import drain
from tests import people
from tests.documents import authority
from tests.documents.pdfsig import said_of

pytestmark = pytest.mark.django_db
State = Signature.State


def test_person_then_seal_then_time_stamp_over_all(tmp_path: Path) -> None:
    document = authority.signed()
    assert document.state == IssuedDocument.State.IN_FORCE
    pdf = authority.content_of(document)
    said = said_of(pdf, tmp_path)
    assert said.count("Signature Validation: Signature is Valid.") == 2
    stamped = said[said.index("Signature #3") :]
    assert "Dấu thời gian" in stamped
    assert "  - Total document signed" in stamped
    reader = PdfFileReader(io.BytesIO(pdf))
    names = [one.signer_cert.subject.native["common_name"] for one in reader.embedded_regular_signatures]
    assert names == ["Lê Minh MẪU THỬ (DEMO)", "Ủy ban nhân dân phường Quy Nhơn MẪU THỬ (DEMO)"]
    for one in reader.embedded_regular_signatures:
        status = validate_pdf_signature(one, trust.context(timezone.now()))
        assert status.bottom_line, status.pretty_print_details()
    (stamp,) = reader.embedded_timestamp_signatures
    stamped_at = validate_pdf_timestamp(stamp, trust.context(timezone.now()))
    assert stamped_at.valid
    assert stamped_at.trusted
    assert len(reader.root["/DSS"]["/CRLs"]) == 1  # the same list proves all


def test_pdfsig_finds_a_chain_to_the_demo_authority_and_a_changed_byte(tmp_path: Path) -> None:
    pdf = authority.content_of(authority.signed())
    said = said_of(pdf, tmp_path, authority.trusted().certificate)
    assert said.count("Certificate Validation: Certificate is Trusted.") == 2, said
    place = pdf.index(b"/Contents") - 2000
    changed = pdf[:place] + bytes([pdf[place] ^ 1]) + pdf[place + 1 :]
    assert "Digest Mismatch" in said_of(changed, tmp_path)


def test_each_signature_is_written_down_with_its_certificate() -> None:
    document = authority.signed()
    first, second = document.signatures.order_by("order")
    assert [first.state, second.state] == [State.GIVEN, State.GIVEN]
    assert first.signer == "Lê Minh MẪU THỬ (DEMO)"
    assert first.serial
    assert second.file == document.file
    assert StoredFile.objects.filter(subject_kind="version", subject_id=str(document.pk)).count() == 2


def test_what_was_there_stays_byte_for_byte() -> None:
    before = authority.page()
    document = authority.signed(authority.waiting(content=before))
    assert authority.content_of(document).startswith(before)


def test_people_sign_first_and_the_seal_waits_for_its_turn() -> None:
    document = authority.waiting(
        [Wanted(authority.PERSONAL, people.WARD), Wanted(authority.SEAL, people.WARD)]
    )
    minh, at = authority.leader("clerk"), timezone.now()
    person, seal = document.signatures.order_by("order")
    authority.seal()
    assert list(waiting_for(minh, at)) == [person]
    assert choose([seal], authority.session(minh), at) == 0
    choose([person], authority.session(minh), at)
    assert list(waiting_for(minh, at)) == []
    give(person.pk, at)
    assert list(waiting_for(minh, at)) == [seal]


def test_nobody_signs_for_another_agency() -> None:
    document = authority.waiting()
    authority.leader()
    hoa = people.hoa("approver")
    demo.certify_officer(hoa, timezone.now())
    signature = document.signatures.get(order=1)
    assert list(waiting_for(hoa, timezone.now())) == []
    with pytest.raises(SigningRefused, match="không được ký"):
        choose([signature], authority.session(hoa), timezone.now())
    with pytest.raises(SigningRefused, match="không được ký"):
        refuse(signature, hoa, "Không đúng thẩm quyền", timezone.now())


def test_a_code_opens_a_quarter_of_an_hour() -> None:
    minh, at = authority.leader(), timezone.now()
    factor = second_factor.enrol(minh, at=at)
    with pytest.raises(WrongCode):
        open_session(minh, "000000", at)
    session = open_session(minh, second_factor.code_of(factor, at), at)
    assert session_of(minh, at + timedelta(minutes=14)) == session
    assert session_of(minh, at + timedelta(minutes=15)) is None
    close_session(minh, at)
    document = authority.waiting()
    with pytest.raises(SigningRefused, match="Phiên ký đã hết"):
        choose(document.signatures.filter(order=1), session, at + timedelta(minutes=1))


def test_the_worker_signs_what_was_chosen_and_asked_twice_signs_once() -> None:
    document = authority.waiting()
    minh, at = authority.leader(), timezone.now()
    authority.seal()
    first = document.signatures.get(order=1)
    session = authority.session(minh)
    assert choose([first], session, at) == 1
    assert choose([first], session, at) == 0
    drain(timezone.now())
    document.refresh_from_db()
    assert document.state == IssuedDocument.State.IN_FORCE
    before = document.file_id
    give(first.pk, at)
    document.refresh_from_db()
    assert document.file_id == before


def test_a_seal_that_goes_on_by_itself_needs_nobody() -> None:
    authority.seal()
    document = authority.waiting([Wanted(authority.SEAL, people.WARD, automatic=True)])
    assert document.state == IssuedDocument.State.SIGNING
    drain(timezone.now())
    document.refresh_from_db()
    assert document.state == IssuedDocument.State.IN_FORCE


def test_what_cannot_be_signed_says_why_and_can_be_tried_again() -> None:
    document = authority.waiting()
    minh, at = authority.leader("clerk"), timezone.now()
    first, seal = document.signatures.order_by("order")
    choose([first], authority.session(minh), at)
    drain(timezone.now())
    seal.refresh_from_db()
    assert (seal.state, seal.note) == (State.FAILED, "no_key")
    assert document.signatures.get(order=1).state == State.GIVEN
    authority.seal()
    assert choose([seal], authority.session(minh), timezone.now()) == 1
    drain(timezone.now())
    document.refresh_from_db()
    assert document.state == IssuedDocument.State.IN_FORCE


def test_a_revoked_certificate_signs_nothing() -> None:
    document = authority.waiting()
    minh, at = authority.leader(), timezone.now()
    serial = demo_serial(minh)
    demo.revoke(serial, at - timedelta(minutes=5))
    first = document.signatures.get(order=1)
    choose([first], authority.session(minh), at)
    drain(timezone.now())
    first.refresh_from_db()
    assert (first.state, first.note) == (State.FAILED, "certificate")


def demo_serial(user: object) -> int:
    from documents.signing.keys import of_person

    key = of_person(user)  # type: ignore[arg-type]
    assert key is not None
    return int(trust.certificates(key.certificate)[0].serial_number)


def test_who_refuses_says_why_and_nobody_signs_any_more(ending: list[str]) -> None:
    document = authority.waiting(subject=("ended", "7"))
    minh, at = authority.leader(), timezone.now()
    first = document.signatures.get(order=1)
    with pytest.raises(SigningRefused, match="lý do"):
        refuse(first, minh, "  ", at)
    refuse(first, minh, "Sai họ tên", at)
    document.refresh_from_db()
    assert (document.state, document.end_reason) == (IssuedDocument.State.REFUSED, "Sai họ tên")
    assert ending == ["lock 7", "refused"]
    assert choose([first], authority.session(minh), at) == 0


def test_the_room_that_issued_it_hears_of_the_last_signature_once(ending: list[str]) -> None:
    authority.signed(authority.waiting(subject=("ended", "7")))
    assert ending == ["lock 7", "lock 7", "signed"]


@pytest.fixture
def ending() -> object:
    told: list[str] = []
    register_ending(
        "ended",
        Ending(
            signed=lambda *_: told.append("signed"),
            refused=lambda *_: told.append("refused"),
            lock=lambda pk: told.append(f"lock {pk}"),
        ),
    )
    yield told
    del ENDINGS["ended"]


def test_the_revocation_list_is_public(client: Client) -> None:
    row = authority.trusted()
    said = client.get(f"/chung-thu-so/{row.pk}.crl")
    assert said.status_code == 200
    assert said.content == demo.revocation_list(row, timezone.now())
    assert b"BEGIN CERTIFICATE" in client.get(f"/chung-thu-so/{row.pk}.crt").content
    assert b"PRIVATE" not in client.get(f"/chung-thu-so/{row.pk}.crt").content


def test_a_long_name_of_an_agency_fits_its_certificate_and_keeps_the_mark() -> None:
    name = "Chi nhánh Văn phòng đăng ký đất đai khu vực phường Bến Đò và các xã lân cận"
    key = demo.certify_agency("H99.77", name, timezone.now())
    owner = x509.load_pem_x509_certificate(key.certificate.encode()).subject
    for one in owner.get_attributes_for_oid(NameOID.COMMON_NAME):
        assert str(one.value).endswith(f"… {demo.MARK}")
        assert str(one.value).startswith("Chi nhánh Văn phòng")


def test_outside_a_demo_there_is_no_such_authority(settings: object) -> None:
    row = authority.trusted()
    settings.DEMO = False  # type: ignore[attr-defined]
    assert row not in trust.trusted()
    with pytest.raises(CommandError):
        call_command("demo_authority")
