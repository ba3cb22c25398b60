"""One signature of a PDF: sound, whole, trusted at the time it was given, and what came after."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from asn1crypto import crl as asn1_crl
from asn1crypto import x509
from pyhanko.pdf_utils.misc import PdfError
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.ades.report import AdESIndeterminate
from pyhanko.sign.diff_analysis import (
    CatalogModificationRule,
    DiffResult,
    DocInfoRule,
    DSSCompareRule,
    FormUpdatingRule,
    MetadataUpdateRule,
    ModificationLevel,
    ObjectStreamRule,
    SigFieldCreationRule,
    SigFieldModificationRule,
    StandardDiffPolicy,
    XrefStreamRule,
)
from pyhanko.sign.fields import enumerate_sig_fields
from pyhanko.sign.general import SigningError
from pyhanko.sign.validation import (
    DocumentSecurityStore,
    EmbeddedPdfSignature,
    SignatureCoverageLevel,
    async_validate_pdf_signature,
    async_validate_pdf_timestamp,
)
from pyhanko.sign.validation.errors import NoDSSFoundError, SignatureValidationError
from pyhanko.sign.validation.generic_cms import extract_tst_data_iter
from pyhanko.sign.validation.settings import KeyUsageConstraints
from pyhanko_certvalidator import ValidationContext

from documents.proving.report import Kind, Later, Seen, State
from documents.stumbles import STUMBLES

for library in ("pyhanko", "pyhanko_certvalidator"):
    logging.getLogger(library).setLevel(logging.CRITICAL)  # what they find wrong goes into the report
WRONG = (PdfError, SignatureValidationError, SigningError, *STUMBLES)
MAINTAINED = ModificationLevel.LTA_UPDATES
ALLOWED = StandardDiffPolicy(
    global_rules=[
        CatalogModificationRule(),
        *(
            rule.as_qualified(MAINTAINED)
            for rule in (
                DocInfoRule(),
                XrefStreamRule(),
                ObjectStreamRule(),
                DSSCompareRule(),
                MetadataUpdateRule(),
            )
        ),
    ],
    form_rule=FormUpdatingRule(field_rules=[SigFieldCreationRule(), SigFieldModificationRule()]),
)
"""pyHanko's own policy without the filling-in of forms: our documents have no fields but signatures."""
OUT_OF_TIME = (AdESIndeterminate.OUT_OF_BOUNDS_NO_POE, AdESIndeterminate.OUT_OF_BOUNDS_NOT_REVOKED)
EITHER_USAGE = KeyUsageConstraints(
    key_usage={"non_repudiation", "digital_signature"}, match_all_key_usages=False
)


@dataclass(frozen=True)
class Trust:
    """Whom we believe, and when the question is asked."""

    roots: Sequence[x509.Certificate]
    crls: Sequence[asn1_crl.CertificateList]
    at: datetime

    def context(self, reader: PdfFileReader, moment: datetime) -> ValidationContext:
        """For chains as they stood at `moment`; what the file brings along may help, never add a root."""
        options: dict[str, Any] = {
            "trust_roots": list(self.roots),
            "crls": list(self.crls),
            "moment": moment,
            "allow_fetching": False,
            "revocation_mode": "soft-fail",
            "retroactive_revinfo": True,
        }
        try:
            return DocumentSecurityStore.read_dss(reader).as_validation_context(options)
        except (NoDSSFoundError, *WRONG):
            return ValidationContext(**options)

    def revoked(self, certificate: x509.Certificate, moment: datetime) -> bool:
        """By a list of ours, however old it is: a certificate does not come back."""
        return any(
            row["user_certificate"].native == certificate.serial_number
            and row["revocation_date"].native <= moment
            for one in self.crls
            if one.issuer == certificate.issuer
            for row in one["tbs_cert_list"]["revoked_certificates"]
        )


@dataclass(frozen=True)
class Place:
    """A signature field with a value."""

    name: str
    field: Any
    value: Any


def fields_of(reader: PdfFileReader) -> list[Place]:
    """In the order they were given; those that cannot be ordered come first. Raises what WRONG names."""
    found = [
        Place(str(name), field.get_object(), value.get_object())
        for name, value, field in enumerate_sig_fields(reader, filled_status=True)
    ]
    return sorted(found, key=_end_of)


def _end_of(place: Place) -> int:
    try:
        return int(sum(place.value["/ByteRange"][-2:]))
    except STUMBLES:
        return -1


def seen(reader: PdfFileReader, place: Place, trust: Trust, proven: datetime | None) -> Seen:
    """Judge one. proven: by a later time stamp the file existed then, signature and all."""
    said = Seen(field=place.name[:100], kind=Kind.PERSONAL, state=State.BROKEN, visible=_drawn(place.field))
    try:
        said = replace(said, kind=Kind.STAMP if place.value.get("/Type") == "/DocTimeStamp" else said.kind)
        embedded = EmbeddedPdfSignature(reader, place.field, place.name)
        said = _named(said, embedded.signer_cert)
        return (_stamp if said.kind == Kind.STAMP else _signature)(said, embedded, trust, proven)
    except WRONG as error:
        return replace(said, why=f"{type(error).__name__}: {error}"[:300])


def _drawn(field: Any) -> bool:
    """Whether it is seen on a page: it has an appearance and a place of some size."""
    try:
        left, bottom, right, top = (float(edge) for edge in field.get("/Rect", (0, 0, 0, 0)))
        return left != right and bottom != top
    except STUMBLES:
        return True


def _named(said: Seen, certificate: x509.Certificate) -> Seen:
    subject, issuer = certificate.subject.native, certificate.issuer.native
    name, organisation = _text(subject.get("common_name")), _text(subject.get("organization_name"))
    seal = "organization_identifier" in subject or (name and name.casefold() == organisation.casefold())
    return replace(
        said,
        kind=Kind.SEAL if seal and said.kind == Kind.PERSONAL else said.kind,
        name=name,
        organisation=organisation,
        issuer=_text(issuer.get("common_name")) or _text(issuer.get("organization_name")),
        serial=f"{certificate.serial_number:x}",
    )


def _text(value: Any) -> str:
    return (value if isinstance(value, str) else ", ".join(value) if isinstance(value, list) else "")[:250]


def _stamp(said: Seen, embedded: EmbeddedPdfSignature, trust: Trust, _proven: datetime | None) -> Seen:
    """A time stamp of the document: its own time is when its chain must hold."""
    given = _time_of(embedded.signed_data)
    context = trust.context(embedded.reader, given)
    status = asyncio.run(async_validate_pdf_timestamp(embedded, context, diff_policy=ALLOWED))
    said = replace(said, at=status.timestamp.isoformat(), stamped=status.trusted)
    return _judged(said, embedded, status, trust, given)


def _signature(said: Seen, embedded: EmbeddedPdfSignature, trust: Trust, proven: datetime | None) -> Seen:
    """Its own stamp says when; else a later stamp of the document; else only the signer's clock and today."""
    tokens = extract_tst_data_iter(embedded.signer_info, signed=False)
    own = next((_time_of(one) for one in tokens), None)
    first = own or proven or trust.at
    status = _validated(embedded, trust, first, own)
    stamp = status.timestamp_validity
    stamped = bool(stamp and stamp.trusted)
    moment = stamp.timestamp if stamped else proven or trust.at
    if moment != first:
        status = _validated(embedded, trust, moment, own)
    told = stamp.timestamp if stamped else status.signer_reported_dt
    said = replace(said, at=told.isoformat() if told else "", stamped=stamped)
    if stamp and not (stamp.valid and stamp.intact):
        return replace(said, state=State.BROKEN, why="the time stamp is not of this signature")
    return _judged(said, embedded, status, trust, moment)


def _time_of(token: Any) -> datetime:
    said: datetime = token["encap_content_info"]["content"].parsed["gen_time"].native
    return said


def _validated(embedded: EmbeddedPdfSignature, trust: Trust, moment: datetime, own: datetime | None) -> Any:
    return asyncio.run(
        async_validate_pdf_signature(
            embedded,
            trust.context(embedded.reader, moment),
            ts_validation_context=trust.context(embedded.reader, own or moment),
            diff_policy=ALLOWED,
            key_usage_settings=EITHER_USAGE,
        )
    )


def _judged(said: Seen, embedded: EmbeddedPdfSignature, status: Any, trust: Trust, moment: datetime) -> Seen:
    whole = status.coverage == SignatureCoverageLevel.ENTIRE_FILE
    said = replace(said, whole=whole, later=Later.NOTHING if whole else Later.PROOFS)
    if not (status.intact and status.valid):
        return replace(said, state=State.BROKEN, why="the content does not match the signature")
    if not isinstance(status.diff_result, DiffResult) or status.docmdp_ok is False:
        why = str(status.diff_result)[:300]
        return replace(said, state=State.CHANGED, later=Later.CHANGES, why=why)
    return replace(said, state=_trusted(embedded.signer_cert, status, trust, moment), why=_reason(status))


def _trusted(certificate: x509.Certificate, status: Any, trust: Trust, moment: datetime) -> State:
    if status.revoked or trust.revoked(certificate, moment):
        return State.REVOKED
    if status.trusted:
        return State.GOOD
    if status.trust_problem_indic == AdESIndeterminate.CRYPTO_CONSTRAINTS_FAILURE:
        return State.WEAK
    return State.EXPIRED if status.trust_problem_indic in OUT_OF_TIME else State.UNTRUSTED


def _reason(status: Any) -> str:
    return "" if status.trust_problem_indic is None else str(status.trust_problem_indic)
