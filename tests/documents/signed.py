"""Signed PDFs made by nothing of ours: an authority of their own, pyHanko's signer, a plain PDF.

Examining is tested against these, so that a mistake of our signing cannot hide one of our checking.
"""

from __future__ import annotations

import io
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import cache
from typing import Any

from asn1crypto import keys as asn1_keys
from asn1crypto import x509 as asn1_x509
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.sign import fields, signers
from pyhanko.sign.fields import MDPPerm, SigFieldSpec, SigSeedSubFilter
from pyhanko.sign.timestamps import DummyTimeStamper
from pyhanko_certvalidator import ValidationContext
from pyhanko_certvalidator.registry import SimpleCertificateStore

AT = datetime(2026, 8, 21, 2, 30, tzinfo=UTC)
FROM, UNTIL = AT - timedelta(days=400), AT + timedelta(days=900)
AGENCY = "Ủy ban nhân dân phường Hải Châu"


@dataclass(frozen=True)
class Holder:
    """A certificate and its key, in the shapes both libraries want."""

    certificate: x509.Certificate
    key: ec.EllipticCurvePrivateKey | rsa.RSAPrivateKey

    @property
    def pem(self) -> bytes:
        return self.certificate.public_bytes(serialization.Encoding.PEM)

    @property
    def cert(self) -> asn1_x509.Certificate:
        return asn1_x509.Certificate.load(self.certificate.public_bytes(serialization.Encoding.DER))

    @property
    def private(self) -> asn1_keys.PrivateKeyInfo:
        encoded = self.key.private_bytes(
            serialization.Encoding.DER, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
        )
        return asn1_keys.PrivateKeyInfo.load(encoded)


def _name(name: str, organisation: str) -> x509.Name:
    said = {NameOID.COUNTRY_NAME: "VN", NameOID.ORGANIZATION_NAME: organisation, NameOID.COMMON_NAME: name}
    return x509.Name([x509.NameAttribute(kind, text) for kind, text in said.items() if text])


def holder(
    name: str,
    organisation: str,
    issuer: Holder | None = None,
    *,
    authority: bool = False,
    stamps: bool = False,
    until: datetime = UNTIL,
) -> Holder:
    key: Any = rsa.generate_private_key(65537, 2048) if stamps else ec.generate_private_key(ec.SECP256R1())
    subject = _name(name, organisation)
    made = (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(issuer.certificate.subject if issuer else subject)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(FROM)
        .not_valid_after(until)
        .add_extension(x509.BasicConstraints(ca=authority, path_length=None), critical=True)
        .add_extension(_usage(authority), critical=True)
    )
    if stamps:
        made = made.add_extension(x509.ExtendedKeyUsage([ExtendedKeyUsageOID.TIME_STAMPING]), critical=True)
    return Holder(made.sign(issuer.key if issuer else key, hashes.SHA256()), key)


def _usage(authority: bool) -> x509.KeyUsage:
    no: dict[str, bool] = dict.fromkeys(
        ["key_encipherment", "data_encipherment", "key_agreement", "encipher_only", "decipher_only"], False
    )
    return x509.KeyUsage(
        digital_signature=not authority,
        content_commitment=not authority,
        key_cert_sign=authority,
        crl_sign=authority,
        **no,
    )


@cache
def root() -> Holder:
    return holder("Cơ quan chứng thực thử", "Thử", authority=True)


@cache
def officer() -> Holder:
    return holder("Trần Văn Hùng", AGENCY, root())


@cache
def seal() -> Holder:
    return holder(AGENCY, AGENCY, root())


@cache
def nameless() -> Holder:
    """Of our authority, with neither a name nor an organisation in the certificate."""
    return holder("", "", root())


@cache
def clock() -> Holder:
    return holder("Cấp dấu thời gian thử", "Thử", root(), stamps=True)


@cache
def stranger() -> Holder:
    """Signs itself, and calls itself what it likes."""
    return holder("Trần Văn Hùng", AGENCY)


def stamper(at: datetime | None = AT, who: Holder | None = None) -> DummyTimeStamper:
    who = who or clock()
    return DummyTimeStamper(who.cert, who.private, fixed_dt=at)


def crl(*revoked: tuple[Holder, datetime], issued: datetime = AT + timedelta(days=60)) -> bytes:
    made = (
        x509.CertificateRevocationListBuilder()
        .issuer_name(root().certificate.subject)
        .last_update(issued)
        .next_update(issued + timedelta(days=30))
    )
    for one, when in revoked:
        row = x509.RevokedCertificateBuilder().serial_number(one.certificate.serial_number)
        made = made.add_revoked_certificate(row.revocation_date(when).build())
    return made.sign(root().key, hashes.SHA256()).public_bytes(serialization.Encoding.DER)


def plain_pdf(
    text: str = "Trả 1.000.000 đồng", more: dict[int, bytes] | None = None, page: bytes = b""
) -> bytes:
    """One page by hand, with a table of places as old as PDF: attacks know where everything is.

    Objects: 1 catalogue, 2 pages, 3 page, 4 content, 5 font, 6 details; `more`: further ones.
    """
    drawn = b"BT /F1 24 Tf 72 700 Td (" + text.encode("ascii", "replace") + b") Tj ET"
    objects = {
        1: b"<< /Type /Catalog /Pages 2 0 R >>",
        2: b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        3: b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R "
        b"/Resources << /Font << /F1 5 0 R >> >> " + page + b" >>",
        4: stream(drawn),
        5: b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
        6: b"<< /Title (Ban sao) >>",
        **(more or {}),
    }
    out, places = b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n", {}
    for number, body in sorted(objects.items()):
        places[number] = len(out)
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    return out + table(
        places, len(out), trailer=b"/Root 1 0 R /Info 6 0 R /ID [<0123456789abcdef> <0123456789abcdef>]"
    )


def stream(content: bytes, head: bytes = b"") -> bytes:
    return b"<< /Length %d %s >>\nstream\n%s\nendstream" % (len(content), head, content)


def table(places: dict[int, int], start: int, *, trailer: bytes, size: int = 0, free: bool = True) -> bytes:
    """A cross-reference table for `places` (a place of -1 frees the object), beginning at `start`."""
    rows = b"0 1\n0000000000 65535 f \n" if free else b""
    for number, place in sorted(places.items()):
        entry = b"%010d 00000 n " % place if place >= 0 else b"0000000000 00001 f "
        rows += b"%d 1\n%s\n" % (number, entry)
    size = max(size, max(places, default=0) + 1)
    return b"xref\n%strailer\n<< /Size %d %s >>\nstartxref\n%d\n%%%%EOF\n" % (rows, size, trailer, start)


def signed(
    pdf: bytes | None = None,
    who: Holder | None = None,
    *,
    field: str = "Ky1",
    box: tuple[int, int, int, int] | None = None,
    stamped: bool = True,
    at: datetime = AT,
    certify: MDPPerm | None = None,
    lasting: bool = False,
    style: Any = None,
    text: str = "",
    md: str = "sha256",
    subfilter: SigSeedSubFilter = SigSeedSubFilter.PADES,
) -> bytes:
    """PAdES signature over the PDF; lasting: with what checks need in thirty years, and a stamp over it."""
    who = who or officer()
    known = SimpleCertificateStore()
    known.register_multiple([root().cert, clock().cert])
    signer = signers.SimpleSigner(signing_cert=who.cert, signing_key=who.private, cert_registry=known)
    said: dict[str, Any] = {"name": "?"} if who is nameless() else {}
    if lasting:
        said |= {
            "embed_validation_info": True,
            "use_pades_lta": True,
            "validation_context": ValidationContext(
                trust_roots=[root().cert], crls=[crl(issued=at - timedelta(hours=1))], moment=at,
                other_certs=[clock().cert], revocation_mode="soft-fail",
            ),
        }  # fmt: skip
    meta = signers.PdfSignatureMetadata(
        field_name=field, md_algorithm=md, subfilter=subfilter,
        certify=certify is not None, docmdp_permissions=certify or MDPPerm.FILL_FORMS, **said,
    )  # fmt: skip
    writer = IncrementalPdfFileWriter(io.BytesIO(pdf or plain_pdf()))
    if box:
        fields.append_signature_field(writer, SigFieldSpec(field, box=box, on_page=0))
    made = signers.PdfSigner(
        meta, signer, timestamper=stamper(at) if stamped or lasting else None, stamp_style=style
    ).sign_pdf(writer, appearance_text_params={"say": text} if text else None)
    return bytes(made.getvalue())


@cache
def good() -> bytes:
    """Officer, then seal, then lasting: as we issue them."""
    first = signed(box=(300, 100, 500, 160))
    return signed(
        first, seal(), field="Dau", box=(250, 100, 330, 180), at=AT + timedelta(minutes=1), lasting=True
    )
