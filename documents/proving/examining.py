"""What the signatures of a PDF prove. Pure: no Django, no network, no clock but `at`.

Allowed after a signature: further signatures, time stamps and lists of revoked certificates, nothing else:
no filled-in field, no note, no freed object. Who adds a signature may draw on the page (SSA, EAA), so one
signature we do not trust spoils the file, however sound the others are.
"""

from __future__ import annotations

import hashlib
import io
import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import datetime

from asn1crypto import crl as asn1_crl
from asn1crypto import pem, x509
from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.misc import PdfError
from pyhanko.pdf_utils.reader import PdfFileReader

from documents.proving.one_signature import Trust, fields_of, seen
from documents.proving.report import Kind, Later, Report, Seen, State, Verdict
from documents.stumbles import STUMBLES

SIGNED_PLACE = re.compile(rb"/ByteRange\s*\[\s*\d+\s+\d+\s+\d+\s+\d+")
MOST_SIGNATURES = 40
STRANGE = (State.UNTRUSTED, State.EXPIRED, State.WEAK)
"""Sound by itself, but nobody vouches for it now."""


def examine(pdf: bytes, roots: Sequence[bytes], crls: Sequence[bytes], at: datetime) -> Report:
    """Read the file and judge every signature in it. Raises nothing for any content.

    roots: certificates that count, PEM or DER; crls: lists of revoked certificates from whoever is trusted to
    give them. Time and memory are not bounded here (guarded.py).
    """
    said = Report(Verdict.UNREADABLE, hashlib.sha256(pdf).hexdigest(), len(pdf))
    try:
        reader = PdfFileReader(io.BytesIO(pdf), strict=True)
        if reader.encrypted:
            return replace(said, verdict=Verdict.LOCKED)
        pages = int(reader.root["/Pages"]["/Count"])
        trust = Trust([_certificate(one) for one in roots], [_list(one) for one in crls], at)
        found = _signatures(reader, trust)
    except (PdfError, *STUMBLES) as error:
        return replace(said, why=f"{type(error).__name__}: {error}"[:300])
    notes = [*_active(pdf, reader), *_hidden(pdf, found)]
    verdict = _verdict(found, notes)
    return replace(said, verdict=verdict, pages=pages, signatures=found, notes=notes)


def _certificate(encoded: bytes) -> x509.Certificate:
    return x509.Certificate.load(_der(encoded))


def _list(encoded: bytes) -> asn1_crl.CertificateList:
    return asn1_crl.CertificateList.load(_der(encoded))


def _der(encoded: bytes) -> bytes:
    return pem.unarmor(encoded)[2] if pem.detect(encoded) else encoded


def _signatures(reader: PdfFileReader, trust: Trust) -> list[Seen]:
    """All signature fields with a value, last first, so that a later time stamp proves the earlier ones."""
    fields = fields_of(reader)
    if len(fields) > MOST_SIGNATURES:
        raise ValueError(f"{len(fields)} signatures")
    known: list[Seen] = []
    proven: datetime | None = None
    for one in reversed(fields):
        row = seen(reader, one, trust, proven)
        if row.kind == Kind.STAMP and row.state == State.GOOD:
            proven = datetime.fromisoformat(row.at)
        known.append(row)
    return [_told(row, known[:place]) for place, row in enumerate(known)][::-1]


def _told(row: Seen, later: Iterable[Seen]) -> Seen:
    """Of what came after a sound signature: only proofs, or signatures as well."""
    if row.later != Later.PROOFS:
        return row
    signed = any(one.kind != Kind.STAMP for one in later)
    return replace(row, later=Later.SIGNATURES if signed else Later.PROOFS)


def _active(pdf: bytes, reader: PdfFileReader) -> list[str]:
    """What a viewer would run or unpack, for the reader to know; it changes no verdict."""
    root = reader.root
    names = root.get("/Names", generic.DictionaryObject())
    scripts = "/OpenAction" in root or "/AA" in root or "/JavaScript" in names
    found = ["javascript"] if scripts and re.search(rb"/JavaScript\b|/JS\b", pdf) else []
    return [*found, "attachments"] if "/EmbeddedFiles" in names else found


def _hidden(pdf: bytes, found: Sequence[Seen]) -> list[str]:
    """What readers who follow the tables do not see, and others do.

    A signature that lies in the file but is no longer among its fields was taken out of sight. Objects after
    the end that no table names are shown by viewers that mend files.
    """
    notes = ["hidden_signature"] if len(SIGNED_PLACE.findall(pdf)) > len(found) else []
    whole = bool(found) and found[-1].whole
    loose = bool(found) and not whole and not pdf.rstrip(b"\0\t\n\f\r ").endswith(b"%%EOF")
    return [*notes, "loose_end"] if loose else notes


def _verdict(found: Sequence[Seen], notes: list[str]) -> Verdict:
    if "hidden_signature" in notes or "loose_end" in notes:
        return Verdict.CHANGED
    signatures = [one for one in found if one.kind != Kind.STAMP]
    if not signatures:
        return Verdict.BROKEN if any(one.state != State.GOOD for one in found) else Verdict.NOT_SIGNED
    judged = [one for one in found if one.kind != Kind.STAMP or not _harmless(one, notes)]
    states = [one.state for one in judged]
    if any(one.later == Later.CHANGES for one in judged):
        return Verdict.CHANGED
    if State.BROKEN in states:
        return Verdict.BROKEN
    if states[0] == State.GOOD and _laid_over(judged):
        return Verdict.CHANGED
    return _of_trust(states)


def _of_trust(states: Sequence[State]) -> Verdict:
    if State.REVOKED in states:
        return Verdict.REVOKED
    return Verdict.UNCHANGED if set(states) == {State.GOOD} else Verdict.UNTRUSTED


def _harmless(stamp: Seen, notes: list[str]) -> bool:
    """A sound stamp of an authority unknown to us, drawn nowhere, proves nothing and spoils nothing."""
    if stamp.visible or stamp.state not in STRANGE:
        return False
    notes.append("stamp_untrusted")
    return True


def _laid_over(judged: Sequence[Seen]) -> bool:
    """Somebody unknown drew something on a page after a trusted signature."""
    return any(one.visible and one.state in STRANGE for one in judged[1:])
