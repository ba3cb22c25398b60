"""What signatures prove: sound files are called sound, and every published attack is called one."""

from __future__ import annotations

import re
import shutil
import subprocess
from datetime import timedelta
from pathlib import Path

import pytest
from pyhanko.sign.fields import SigSeedSubFilter

from documents.proving.examining import examine
from documents.proving.report import Kind, Later, Report, State, Verdict
from tests.documents import signed
from tests.documents.attacks import ATTACKS, byte_changed, page_added
from tests.documents.signed import AGENCY, AT, crl, good, holder, officer, plain_pdf, root, seal

NOW = AT + timedelta(days=1)


def examined(pdf: bytes, *crls: bytes, at: object = NOW) -> Report:
    return examine(pdf, [root().pem], list(crls), at)  # type: ignore[arg-type]


def outside(pdf: bytes, tmp_path: Path) -> str:
    """What pdfsig says, "" where it is not installed."""
    if not shutil.which("pdfsig"):
        return ""
    (tmp_path / "x.pdf").write_bytes(pdf)
    done = subprocess.run(["pdfsig", "-nocert", str(tmp_path / "x.pdf")], capture_output=True, text=True)
    return done.stdout


def test_a_document_as_we_issue_it_says_who_signed_for_whom_and_when(tmp_path: Path) -> None:
    said = examined(good())
    assert said.verdict == Verdict.UNCHANGED
    assert said.pages == 1
    person, agency, stamp = said.signatures
    assert (person.name, person.organisation, person.kind) == ("Trần Văn Hùng", AGENCY, Kind.PERSONAL)
    assert (agency.name, agency.kind, stamp.kind) == (AGENCY, Kind.SEAL, Kind.STAMP)
    assert person.at.startswith("2026-08-21T02:30:00")
    assert person.stamped
    assert (person.later, agency.later) == (Later.SIGNATURES, Later.PROOFS)
    assert outside(good(), tmp_path).count("Signature is Valid") in (0, 2)  # it passes time stamps over


def test_a_file_without_signatures_is_said_to_have_none() -> None:
    assert examined(plain_pdf()).verdict == Verdict.NOT_SIGNED


def test_it_holds_after_the_certificates_have_expired_because_time_was_proven() -> None:
    assert examined(good(), at=AT + timedelta(days=4000)).verdict == Verdict.UNCHANGED


def test_without_a_time_stamp_it_ends_with_the_certificate() -> None:
    once = signed.signed(stamped=False)
    assert examined(once).verdict == Verdict.UNCHANGED
    late = examined(once, at=AT + timedelta(days=4000))
    assert late.verdict == Verdict.UNTRUSTED
    assert late.signatures[0].state == State.EXPIRED
    assert not late.signatures[0].stamped


def test_a_certificate_revoked_before_signing_spoils_it_and_one_revoked_later_does_not() -> None:
    before, after = crl((officer(), AT - timedelta(days=1))), crl((officer(), AT + timedelta(days=1)))
    assert examined(good(), before).verdict == Verdict.REVOKED
    assert examined(good(), after).verdict == Verdict.UNCHANGED


def test_an_old_list_still_counts() -> None:
    old = crl((seal(), AT - timedelta(days=30)), issued=AT - timedelta(days=20))
    assert examined(good(), old, at=AT + timedelta(days=500)).verdict == Verdict.REVOKED


def test_without_a_time_stamp_a_later_revocation_counts() -> None:
    once = signed.signed(stamped=False)
    assert examined(once, crl((officer(), NOW - timedelta(hours=1)))).verdict == Verdict.REVOKED


def test_a_signer_nobody_vouches_for_is_not_trusted_whatever_the_name() -> None:
    said = examined(signed.signed(who=signed.stranger()))
    assert said.verdict == Verdict.UNTRUSTED
    assert said.signatures[0].name == officer().cert.subject.native["common_name"]


def test_a_second_signer_of_ours_is_no_change() -> None:
    second = signed.signed(
        signed.signed(), holder("Lê Thị Lan", AGENCY, root()), field="Ky2", box=(60, 60, 160, 90)
    )
    assert examined(second).verdict == Verdict.UNCHANGED


def test_one_byte_and_one_page_are_told_apart_from_sound(tmp_path: Path) -> None:
    assert examined(byte_changed(good())).verdict == Verdict.BROKEN
    assert examined(page_added(good())).verdict == Verdict.CHANGED
    assert "Digest Mismatch" in (outside(byte_changed(good()), tmp_path) or "Digest Mismatch")


@pytest.mark.parametrize("attack", ATTACKS)
def test_a_published_attack_is_never_called_sound(attack: str, tmp_path: Path) -> None:
    for variant, pdf in ATTACKS[attack]().items():
        said = examined(pdf)
        assert said.verdict in (Verdict.CHANGED, Verdict.BROKEN, Verdict.UNREADABLE), (attack, variant, said)
        theirs = outside(pdf, tmp_path)
        fooled = re.search("Total document signed", theirs) and "Signature is Valid" in theirs
        assert not fooled or attack == "sneaky signature", (attack, variant, theirs)


@pytest.mark.parametrize("prepared", ["_covered", "_with_field", "_with_both"])
def test_files_prepared_for_an_attack_are_sound_until_it_comes(prepared: str) -> None:
    from tests.documents import attacks

    assert examined(getattr(attacks, prepared)()).verdict == Verdict.UNCHANGED


@pytest.mark.parametrize("pdf", [b"", b"%PDF-1.7\n%%EOF", b"%PDF-" + b"\0" * 5000, b"hello", b"<?xml?>" * 99])
def test_what_is_no_pdf_is_unreadable(pdf: bytes) -> None:
    assert examined(pdf).verdict == Verdict.UNREADABLE


def test_half_a_file_is_never_sound() -> None:
    whole = good()
    for part in range(1, 20):
        assert examined(whole[: len(whole) * part // 20]).verdict not in (
            Verdict.UNCHANGED,
            Verdict.NOT_SIGNED,
        )


def test_a_certificate_that_names_nobody_is_a_persons_and_no_seal() -> None:
    (seen,) = examined(signed.signed(who=signed.nameless())).signatures
    assert (seen.state, seen.kind, seen.name) == (State.GOOD, Kind.PERSONAL, "")


def test_an_old_way_of_signing_is_not_in_order() -> None:
    said = examined(signed.signed(md="sha1", subfilter=SigSeedSubFilter.ADOBE_PKCS7_DETACHED))
    assert (said.verdict, said.signatures[0].state) == (Verdict.UNTRUSTED, State.WEAK)
