"""What verbs of signing, revoking and copies refuse by themselves, also when somebody was faster."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.test import Client, RequestFactory
from django.utils import timezone

from accounts import second_factor
from accounts.assign import assign
from accounts.models import User
from documents.copies.register import enter, give_up
from documents.errors import ReaderTaken, SigningRefused
from documents.models import CertifiedCopy, IssuedDocument, Revocation, Scan, Signature, SigningKey
from documents.proving import revoking
from documents.proving.revoking import RevocationRefused, approve, ask, deny, document_for, to_ask_for
from documents.scanning import places, scans
from documents.signing import giving
from documents.signing.asking import Wanted
from documents.signing.giving import Made, choose, failed, give, refuse
from documents.signing.keys import key_for, of_person, put_in_use, seal_of
from documents.signing.sessions import LENGTH, close_session, session_of
from documents.signing.waiting import open_for, waiting_for
from tests import people
from tests.documents import authority

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 11, 28, 2, 0, tzinfo=UTC)
State, Document = Signature.State, IssuedDocument.State
TWO = (Wanted(authority.PERSONAL, people.WARD), Wanted(authority.PERSONAL, people.WARD))


def key_of(owner: User | None = None, **more: Any) -> SigningKey:
    kind = authority.PERSONAL if owner else authority.SEAL
    return put_in_use(SigningKey(kind=kind, owner=owner, provider="software", **more), NOW)


@pytest.fixture
def minh() -> User:
    found = people.minh("approver", "clerk")
    key_of(found)
    return found


@pytest.fixture
def waits(pdf_bytes: bytes) -> Callable[..., IssuedDocument]:
    def made(*wanted: Wanted, **more: Any) -> IssuedDocument:
        return authority.waiting(wanted or TWO, content=pdf_bytes, **more)

    return made


def signing(document: IssuedDocument, order: int = 1) -> Signature:
    return document.signatures.get(order=order)


def why(do: Callable[[], object]) -> str | None:
    with pytest.raises((SigningRefused, RevocationRefused)) as refused:
        do()
    return refused.value.code


Waits = Callable[..., IssuedDocument]


def test_after_a_quarter_of_an_hour_nothing_is_chosen(minh: User, waits: Waits) -> None:
    first, session = signing(waits()), authority.session(minh, NOW)
    assert why(lambda: choose([first], session, NOW + LENGTH)) == "session_over"
    assert choose([first], session, NOW + LENGTH - timedelta(seconds=1)) == 1


def test_a_document_that_ended_is_neither_shown_nor_chosen_nor_signed(minh: User, waits: Waits) -> None:
    document = waits()
    first, session = signing(document), authority.session(minh, NOW)
    IssuedDocument.objects.update(state=Document.REFUSED)
    assert not open_for(minh, NOW).exists()
    assert choose([first], session, NOW) == 0
    assert why(lambda: refuse(first, minh, "Sai tên", NOW)) == "not_waiting"
    Signature.objects.update(state=State.CHOSEN, by=minh)
    give(first.pk, NOW)
    assert signing(document).state == State.CHOSEN


def test_nobody_refuses_before_their_turn_or_what_is_being_signed(minh: User, waits: Waits) -> None:
    document = waits()
    first, second = signing(document), signing(document, 2)
    assert why(lambda: refuse(second, minh, "Sai tên", NOW)) == "not_waiting"
    choose([first], authority.session(minh, NOW), NOW)
    assert why(lambda: refuse(first, minh, "Sai tên", NOW)) == "not_waiting"
    document.refresh_from_db()
    assert document.state == Document.SIGNING


def test_what_nobody_chose_is_not_signed(minh: User, waits: Waits, monkeypatch: pytest.MonkeyPatch) -> None:
    document = waits()
    monkeypatch.setattr(giving, "_made", lambda *_told: pytest.fail("signed"))
    give(signing(document).pk, NOW)
    assert signing(document).state == State.WANTED


def test_a_seal_that_goes_on_by_itself_asks_nobody_until_it_fails(minh: User, waits: Waits) -> None:
    document = waits(Wanted(authority.SEAL, people.WARD, automatic=True))
    assert not waiting_for(minh, NOW).exists()
    failed(signing(document).pk, "no_key")
    assert list(open_for(minh, NOW)) == [signing(document)]


@pytest.mark.parametrize("state", [State.GIVEN, State.REFUSED])
def test_what_is_known_of_a_signature_stands(waits: Waits, state: str) -> None:
    document = waits()
    Signature.objects.filter(document=document, order=1).update(state=state)
    failed(signing(document).pk, "certificate")
    assert [one.state for one in document.signatures.all()] == [state, State.WANTED]


@pytest.mark.parametrize("meanwhile", ["ended", "given", "another file"])
def test_of_two_that_sign_at_once_one_is_heard(
    minh: User, waits: Waits, monkeypatch: pytest.MonkeyPatch, meanwhile: str
) -> None:
    document = waits()
    choose([signing(document)], authority.session(minh, NOW), NOW)
    of = "of before" if meanwhile == "another file" else str(document.file_id)

    def slowly(*_told: object) -> Made:
        if meanwhile == "ended":
            IssuedDocument.objects.update(state=Document.REFUSED)
        if meanwhile == "given":
            Signature.objects.filter(order=1).update(state=State.GIVEN, signer="Người nhanh hơn")
        return Made(b"%PDF-", of, "Minh", "1")

    monkeypatch.setattr(giving, "_made", slowly)
    if meanwhile == "another file":
        with pytest.raises(RuntimeError):
            give(signing(document).pk, NOW)
    else:
        give(signing(document).pk, NOW)
    assert signing(document).signer == ("Người nhanh hơn" if meanwhile == "given" else "")
    assert IssuedDocument.objects.get().file_id == document.file_id


def test_a_session_is_of_one_person(minh: User) -> None:
    hoa = people.hoa("approver")
    mine, hers = authority.session(minh, NOW), authority.session(hoa, NOW)
    close_session(minh, NOW)
    assert session_of(minh, NOW) is None
    assert session_of(hoa, NOW) == hers != mine


def test_a_key_that_is_off_signs_nothing_and_a_new_one_takes_the_place_of_its_own_alone(minh: User) -> None:
    hoas = key_of(people.hoa("approver"))
    seals = [key_of(agency_code=code) for code in (people.WARD, people.ELSEWHERE)]
    new = key_of(minh)
    assert (of_person(minh), of_person(people.hoa())) == (new, hoas)
    assert [seal_of(code) for code in (people.WARD, people.ELSEWHERE)] == seals
    SigningKey.objects.update(on=False)
    for kind in (authority.PERSONAL, authority.SEAL):
        assert why(lambda kind=kind: key_for(Signature(kind=kind, agency_code=people.WARD), minh)) == "no_key"
    assert why(lambda: key_for(Signature(kind=authority.PERSONAL), None)) == "no_key"


@pytest.fixture
def clerk() -> User:
    return people.holder("clerk")


def wanted_back(document: IssuedDocument, by: User, replacement: IssuedDocument | None = None) -> Revocation:
    return ask(document, by=by, reason="wrong", words="Sai tên", at=NOW, replacement=replacement)


def in_force(waits: Waits, key: str, **more: Any) -> IssuedDocument:
    document = waits(key=key, **more)
    IssuedDocument.objects.filter(pk=document.pk).update(state=Document.IN_FORCE)
    document.refresh_from_db()
    return document


def approving(revocation: Revocation, leader: User) -> Callable[[], object]:
    at = timezone.now()
    code = str(second_factor.unused_code(second_factor.factor_of(leader), at))
    return lambda: approve(revocation, by=leader, code=code, at=at)


def test_nothing_that_is_not_in_force_replaces(clerk: User, waits: Waits) -> None:
    document, new = in_force(waits, "old"), waits(key="new")
    assert why(lambda: wanted_back(document, clerk, new)) == "replacement"
    assert why(lambda: wanted_back(new, clerk)) == "not_in_force"
    assert not Revocation.objects.exists()


def test_what_ended_while_it_waited_is_not_revoked_again(minh: User, clerk: User, waits: Waits) -> None:
    document = in_force(waits, "old")
    revocation = wanted_back(document, clerk)
    IssuedDocument.objects.update(state=Document.REPLACED)
    assert why(approving(revocation, minh)) == "not_in_force"
    revocation.refresh_from_db()
    assert (revocation.outcome, IssuedDocument.objects.get().state) == ("asked", "replaced")


def test_a_replacement_that_ended_while_it_waited_replaces_nothing(
    minh: User, clerk: User, waits: Waits
) -> None:
    document, new = in_force(waits, "old"), in_force(waits, "new")
    revocation = wanted_back(document, clerk, new)
    IssuedDocument.objects.filter(pk=new.pk).update(state=Document.REVOKED)
    assert why(approving(revocation, minh)) == "replacement"
    document.refresh_from_db()
    assert document.state == Document.IN_FORCE


def test_what_is_decided_uses_up_no_code(minh: User, clerk: User, waits: Waits) -> None:
    document = in_force(waits, "old")
    decided = deny(wanted_back(document, clerk), by=minh, why="Giấy đúng", at=NOW)
    again = approving(decided, minh)
    assert why(again) == "decided"
    later = wanted_back(document, clerk)
    code = str(second_factor.unused_code(second_factor.factor_of(minh), timezone.now()))
    assert approve(later, by=minh, code=code, at=timezone.now()).outcome == "approved"


def test_only_who_decides_denies(clerk: User, waits: Waits) -> None:
    revocation = wanted_back(in_force(waits, "old"), clerk)
    for other in (people.lan(), people.hoa("approver"), people.holder("clerk")):
        with pytest.raises(PermissionDenied):
            deny(revocation, by=other, why="Không", at=NOW)


def test_an_officer_asks_for_documents_in_force_of_their_agency_that_wait_for_nobody(
    minh: User, clerk: User, waits: Waits, client: Client
) -> None:
    mine, asked, denied = (in_force(waits, key) for key in ("mine", "asked", "denied"))
    elsewhere = in_force(waits, "elsewhere", agency_code=people.ELSEWHERE)
    wanted_back(asked, clerk)
    deny(wanted_back(denied, clerk), by=minh, why="Giấy đúng", at=NOW)
    everything = [mine, asked, denied, elsewhere, waits(key="waits")]
    assert to_ask_for(clerk, everything, NOW) == {mine.pk, denied.pk}
    assert to_ask_for(people.lan(), everything, NOW) == set()
    assert document_for(clerk, mine.verify_code, NOW) == mine
    for code in (elsewhere.verify_code, "KHONGCO"):
        with pytest.raises(PermissionDenied):
            document_for(clerk, code, NOW)
    people.sign_in(client, clerk)
    address = f"/can-bo/thu-hoi/xin/?code={elsewhere.verify_code}"
    assert client.post(address, {"reason": "wrong", "words": "Sai"}).status_code == 422


def test_one_room_hears_of_a_kind_and_one_place_takes_its_scans(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(revoking, "TELLERS", {})
    monkeypatch.setattr(places, "PLACES", {})
    one = places.Place(lambda *_: True, lambda *_: None, lambda *_: "/")
    for register, first, second in (
        (revoking.register_teller, lambda *_: None, lambda *_: None),
        (places.register_place, one, places.Place(one.take, one.take, one.back)),
    ):
        register("kind", first)  # type: ignore[operator]
        register("kind", first)  # type: ignore[operator]
        with pytest.raises(ReaderTaken):
            register("kind", second)  # type: ignore[operator]


def test_a_copy_given_up_ends_what_waits_and_nothing_in_force(waits: Waits) -> None:
    for key, document in (("1", waits(key="waits")), ("2", in_force(waits, "signed"))):
        copy = CertifiedCopy.objects.create(
            subject_kind="dossier", subject_id=key, agency_code="H08.16", asked_at=NOW, document=document
        )
        give_up(copy, "  Không đúng bản chính ", at=NOW)
    ended = dict(IssuedDocument.objects.values_list("key", "state"))
    assert ended == {"waits": Document.REFUSED, "signed": Document.IN_FORCE}
    assert IssuedDocument.objects.get(key="waits").end_reason == "Không đúng bản chính"


def test_each_agency_counts_its_own_copies() -> None:
    copies = [
        CertifiedCopy.objects.create(subject_kind="d", subject_id=code, agency_code=code, asked_at=NOW)
        for code in (people.WARD, people.ELSEWHERE)
    ]
    assert [enter(one.pk, at=NOW).number for one in copies] == [1, 1]


def test_a_pile_is_of_one_place_and_a_bound_one_is_not_begun_again(rf: RequestFactory) -> None:
    def begin(subject: tuple[str, str] = ("test", "1"), place: str = "x") -> Scan:
        return scans.begin(subject=subject, place=place, title="", owner=None, at=NOW)

    first = begin()
    assert begin() == first
    others = {begin(("other", "1")).pk, begin(("test", "2")).pk, begin(place="y").pk}
    assert len(others - {first.pk}) == 3
    Scan.objects.filter(pk=first.pk).update(bound_at=NOW)
    assert begin() != first
    assert not places.may_work(rf.get("/"), first)  # nobody registered a place for it
    assert not places.may_work(rf.get("/"), None)


def test_a_signers_role_elsewhere_gives_nothing_here(waits: Waits) -> None:
    """Who may sign at another agency and seals here is no signer here."""
    document, both = waits(), people.hoa("approver")
    assign(both, "clerk", people.WARD, valid_from=people.LONG_AGO)
    assert not open_for(both, NOW).exists()
    assert why(lambda: refuse(signing(document), both, "Sai tên", NOW)) == "not_yours"
