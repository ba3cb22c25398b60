"""`python -m documents.proving FILE --roots PEM …`, or `--token JWS --keys jwks.json`: without network.

Ends with 0 when everything is in order, 1 when not, 2 when it could not be asked.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from asn1crypto import crl, pem, x509

from documents.proving.guarded import examine_guarded
from documents.proving.jws import NotOurs, read
from documents.proving.report import Kind, Later, Report, Seen, State, Verdict

VERDICTS = {
    Verdict.UNCHANGED: "Signed, and not changed since.",
    Verdict.CHANGED: "CHANGED after it was signed. Do not rely on it.",
    Verdict.BROKEN: "A signature does not fit the content. Do not rely on it.",
    Verdict.REVOKED: "Signed with a certificate that had been revoked. Do not rely on it.",
    Verdict.UNTRUSTED: "Signed, but not all signers are known to the authorities you named.",
    Verdict.NOT_SIGNED: "Nobody has signed this file.",
    Verdict.UNREADABLE: "This is no PDF that can be read by the rules.",
    Verdict.LOCKED: "The file is locked with a password and cannot be checked.",
    Verdict.TOO_HEAVY: "The file takes too much memory or time to check.",
}
KINDS = {Kind.PERSONAL: "Signature of", Kind.SEAL: "Seal of", Kind.STAMP: "Time stamp of"}
STATES = {
    State.GOOD: "in order",
    State.CHANGED: "the file was changed after it",
    State.BROKEN: "does not fit the content",
    State.REVOKED: "the certificate had been revoked",
    State.EXPIRED: "the certificate has expired and no time stamp proves the time",
    State.WEAK: "made by a method or a key that is no longer safe",
    State.UNTRUSTED: "the signer is not known to the authorities you named",
}
LATER = {
    Later.NOTHING: "nothing was added after it",
    Later.PROOFS: "only time stamps and proofs were added after it",
    Later.SIGNATURES: "only further signatures were added after it",
    Later.CHANGES: "the content was changed after it",
}
NAMES = {"c": "Code", "k": "Kind", "n": "Number", "a": "Issued by", "d": "Day", "t": "Document", "p": "Pages"}


def main(given: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(
        prog="python -m documents.proving", description="Check a document offline."
    )
    parser.add_argument("file", nargs="?", type=Path, help="a PDF")
    parser.add_argument("--roots", nargs="+", type=Path, default=[], metavar="PEM", help="whom you trust")
    parser.add_argument(
        "--crls", nargs="+", type=Path, default=[], metavar="CRL", help="lists of revocations"
    )
    parser.add_argument("--token", help="what the QR code holds after the #, or its whole address")
    parser.add_argument("--keys", type=Path, metavar="JWKS", help="from /.well-known/jwks.json of the portal")
    parser.add_argument("--json", action="store_true", help="the report for programs")
    asked = parser.parse_args(given)
    if bool(asked.file) == bool(asked.token) or (asked.token and not asked.keys):
        parser.error("name a FILE, or --token with --keys")
    try:
        return _token(asked) if asked.token else _file(asked)
    except (OSError, ValueError) as error:
        print(error, file=sys.stderr)
        return 2


def _file(asked: argparse.Namespace) -> int:
    roots = [der for path in asked.roots for der in _certificates(path)]
    crls = [_list(path) for path in asked.crls]
    report = examine_guarded(asked.file.read_bytes(), roots, crls, datetime.now(UTC))
    print(report.as_json() if asked.json else "\n".join(map(_plain, words(report))))
    return 0 if report.verdict == Verdict.UNCHANGED else 1


def _certificates(path: Path) -> list[bytes]:
    """Raises ValueError for what is none: a file must not be blamed for it."""
    encoded = path.read_bytes()
    try:
        found = [one[2] for one in pem.unarmor(encoded, multiple=True)] if pem.detect(encoded) else [encoded]
        for der in found:
            x509.Certificate.load(der).public_key  # noqa: B018  read as far as that
    except (ValueError, TypeError):
        raise ValueError(f"{path}: no certificate") from None
    return found


def _list(path: Path) -> bytes:
    """Raises ValueError for what is no list of revocations."""
    encoded = path.read_bytes()
    try:
        der = pem.unarmor(encoded)[2] if pem.detect(encoded) else encoded
        crl.CertificateList.load(der)["tbs_cert_list"]["this_update"].native  # noqa: B018
    except (ValueError, TypeError):
        raise ValueError(f"{path}: no list of revoked certificates") from None
    return der


def _keys(path: Path) -> dict[str, Any]:
    """Raises ValueError for what is no set of keys."""
    keys = json.loads(path.read_text("utf-8"))
    if not isinstance(keys, dict) or not isinstance(keys.get("keys"), list):
        raise ValueError(f"{path}: no keys (JWK set)")
    return keys


def _plain(line: str) -> str:
    """What is named in a certificate is a stranger's text: it moves no cursor and begins no line."""
    return "".join(sign if sign.isprintable() else "?" for sign in line)


def words(report: Report) -> list[str]:
    """The verdict first, then a paragraph a signature, then what specialists ask for."""
    lines = [VERDICTS[report.verdict], f"SHA-256 {report.sha256}, {report.size} bytes, {report.pages} pages"]
    for one in report.signatures:
        lines += ["", *_of_one(one)]
    lines += ["", f"Noticed: {', '.join(report.notes)}"] if report.notes else []
    return [*lines, report.why] if report.why else lines


def _of_one(one: Seen) -> list[str]:
    known_as = "proven by a time stamp" if one.stamped else "by the signer's own clock"
    lines = [
        f"{KINDS[one.kind]} {one.name or '(nobody named)'}: {STATES[one.state]}",
        f"  for: {one.organisation or '-'}",
        f"  when: {one.at or '-'} ({known_as})",
        f"  after it: {LATER[one.later]}",
        f"  certificate: {one.serial or '-'} of {one.issuer or '-'}",
    ]
    return [*lines, f"  ({one.why})"] if one.why else lines


def _token(asked: argparse.Namespace) -> int:
    try:
        said = read(asked.token.rpartition("#")[2], _keys(asked.keys))
    except NotOurs as error:
        print(_plain(f"NOT issued by this portal, or changed: {error}"))
        return 1
    print("Issued by this portal. Whether it was revoked since only the portal knows.")
    print("\n".join(_plain(f"{NAMES.get(key, key)}: {value}") for key, value in said.items()))
    return 0


if __name__ == "__main__":
    sys.exit(main())
