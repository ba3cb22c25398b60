"""An authority for trying out: root, certificates, time stamps, revocation list. Never in production.

Every name it writes says MẪU THỬ (DEMO), so that nobody takes a document of the demo for a real one.
"""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from functools import lru_cache
from typing import Any

from asn1crypto import keys as asn1_keys
from asn1crypto import x509 as asn1_x509
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.serialization import pkcs12
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID
from django.conf import settings
from django.db import transaction
from django.urls import reverse
from pyhanko.sign.timestamps.dummy_client import DummyTimeStamper
from pyhanko_certvalidator.registry import SimpleCertificateStore

from accounts.models import RoleAssignment, User
from documents.errors import SigningRefused
from documents.models import Authority, SignatureKind, SigningKey
from documents.places import names_of
from documents.signing import demo_images
from documents.signing.vault import lock_up, take_out

NAME = "Cơ quan chứng thực MẪU THỬ (DEMO)"
MARK = "MẪU THỬ (DEMO)"
SIGNING = ("documents.sign", "dossier.accept")
LONGEST = 64
"""Bytes of UTF-8."""
STAMPS = f"Dấu thời gian {MARK}"
LIFE = timedelta(days=3650)
BEFORE = timedelta(days=400)  # what the demo tells of last year was signed then
LIST_LIFE = timedelta(days=7)
PASSWORD = b"mot-cua"  # of the PKCS#12 within the vault
USAGES = dict.fromkeys(
    (
        "digital_signature",
        "content_commitment",
        "key_encipherment",
        "data_encipherment",
        "key_agreement",
        "key_cert_sign",
        "crl_sign",
        "encipher_only",
        "decipher_only",
    ),
    False,
)
Extensions = tuple[tuple[x509.ExtensionType, bool], ...]


def authority(at: datetime) -> Authority:
    """The demo's authority, made the first time. Raises SigningRefused (no_demo) outside of a demo."""
    if not settings.DEMO:
        raise SigningRefused("no_demo")
    known = Authority.objects.filter(demo=True, on=True).exclude(key="").first()
    return known or _founded(at)


def certify_officer(user: User, at: datetime) -> SigningKey:
    """A signing key for an officer of the demo; the one they have stays."""
    known = SigningKey.objects.filter(kind=SignatureKind.PERSONAL, owner=user, on=True).first()
    if known:
        return known
    name = f"{user.full_name or user.email} {MARK}"
    image = demo_images.signature(user.full_name or user.email)
    return _key_for(name, at, kind=SignatureKind.PERSONAL, owner=user, image=image)


def certify_agency(code: str, name: str, at: datetime) -> SigningKey:
    """A seal for an agency of the demo; the one it has stays."""
    known = SigningKey.objects.filter(kind=SignatureKind.SEAL, agency_code=code, on=True).first()
    if known:
        return known
    image = demo_images.seal(name)
    return _key_for(f"{name} {MARK}", at, kind=SignatureKind.SEAL, agency_code=code, image=image)


def certify_everybody(at: datetime) -> tuple[int, int]:
    """Keys for all who may sign, seals for the agencies of those who may seal. Returns how many of each.

    Reception has keys too: it signs what it scans (dossiers/digitising.py).
    """
    held = RoleAssignment.objects.select_related("user").exclude(agency_code="")
    people = {one.user for one in held.filter(role__permissions__action__in=SIGNING)}
    sealing = held.filter(role__permissions__action="documents.seal").values_list("agency_code", flat=True)
    codes = set(sealing) | {one.agency_code for one in held.filter(user__in=people)}
    for user in people:
        certify_officer(user, at)
    for code, name in names_of(codes).items():
        certify_agency(code, name.split(" – ")[0], at)
    return len(people), len(codes)


def time_stamper(at: datetime | None = None) -> DummyTimeStamper:
    """Time stamps of the demo's authority, made in this process; `at`: the time they say, else now."""
    row = authority(at or datetime.now(UTC))
    key, certificate, root = _stamping(row.key)
    registry = SimpleCertificateStore.from_certs([root])
    return DummyTimeStamper(certificate, key, certs_to_embed=registry, fixed_dt=at)


def revoke(serial: int, at: datetime) -> None:
    """From `at` on the demo's revocation list names the certificate."""
    with transaction.atomic():
        row = Authority.objects.select_for_update(no_key=True).get(pk=authority(at).pk)
        row.revoked = {**row.revoked, str(serial): at.isoformat()}
        row.save(update_fields=["revoked"])


def revocation_list(row: Authority, at: datetime) -> bytes:
    """DER, valid for a week from the hour's beginning: the same bytes until something changes."""
    key = _private(_kept(row.key)["key"])
    root = x509.load_pem_x509_certificate(row.certificate.encode())
    since = at.astimezone(UTC).replace(minute=0, second=0, microsecond=0)
    moments = {serial: datetime.fromisoformat(moment) for serial, moment in row.revoked.items()}
    since = max([since, *moments.values()])
    builder = (
        x509.CertificateRevocationListBuilder()
        .issuer_name(root.subject)
        .last_update(since)
        .next_update(since + LIST_LIFE)
        .add_extension(x509.CRLNumber(int(since.timestamp())), critical=False)
        .add_extension(x509.AuthorityKeyIdentifier.from_issuer_public_key(key.public_key()), critical=False)
    )
    for serial, moment in moments.items():
        entry = x509.RevokedCertificateBuilder().serial_number(int(serial)).revocation_date(moment).build()
        builder = builder.add_revoked_certificate(entry)
    return builder.sign(key, hashes.SHA256()).public_bytes(serialization.Encoding.DER)


@transaction.atomic
def _founded(at: datetime) -> Authority:
    key, stamps_key = _new_key(), _new_key()
    name = _name(NAME)
    root = _certificate(name, name, key.public_key(), key, at, _root_extensions(key))
    Authority.objects.get_or_create(name=NAME, defaults={"certificate": _pem(root), "demo": True})
    row = Authority.objects.select_for_update(no_key=True).get(name=NAME)
    if row.key:
        return row  # somebody was faster
    row.certificate = _pem(root)
    stamps = _certificate(
        _name(STAMPS), name, stamps_key.public_key(), key, at, _extensions(key, row, stamps=True)
    )
    kept = {
        "key": _key_pem(key),
        "stamps_key": _key_pem(stamps_key),
        "stamps": _pem(stamps),
        "root": _pem(root),
    }
    row.key, row.demo, row.on = lock_up(json.dumps(kept).encode()), True, True
    row.save()
    return row


def _key_for(name: str, at: datetime, **row: Any) -> SigningKey:
    above = authority(at)
    ca_key = _private(_kept(above.key)["key"])
    root = x509.load_pem_x509_certificate(above.certificate.encode())
    key = _new_key()
    agency = name if row["kind"] == SignatureKind.SEAL else ""
    certificate = _certificate(
        _name(name, agency), root.subject, key.public_key(), ca_key, at, _extensions(ca_key, above)
    )
    archive = pkcs12.serialize_key_and_certificates(
        b"demo", key, certificate, [root], serialization.BestAvailableEncryption(PASSWORD)
    )
    secret = {"p12": archive.hex(), "password": PASSWORD.decode()}
    return SigningKey.objects.create(
        provider="software",
        secret=lock_up(json.dumps(secret).encode()),
        certificate=_pem(certificate) + _pem(root),
        created_at=at,
        **row,
    )


def _new_key() -> rsa.RSAPrivateKey:
    return rsa.generate_private_key(public_exponent=65537, key_size=2048)


def _name(common: str, organisation: str = "") -> x509.Name:
    parts = [(NameOID.COUNTRY_NAME, "VN"), (NameOID.ORGANIZATION_NAME, organisation or f"Một cửa {MARK}")]
    named = [*parts, (NameOID.COMMON_NAME, common)]
    return x509.Name([x509.NameAttribute(kind, _fitting(text)) for kind, text in named])


def _fitting(text: str) -> str:
    """As long as a name in a certificate may be, with its mark: the middle is left out, never the mark."""
    if len(text.encode()) <= LONGEST:
        return text
    end = f"… {MARK}" if text.endswith(MARK) else "…"
    room = LONGEST - len(end.encode())
    return text.removesuffix(MARK).encode()[:room].decode(errors="ignore").rstrip() + end


def _certificate(
    subject: x509.Name,
    issuer: x509.Name,
    public: rsa.RSAPublicKey,
    key: rsa.RSAPrivateKey,
    at: datetime,
    extensions: Extensions,
) -> x509.Certificate:
    builder = (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(issuer)
        .public_key(public)
        .serial_number(x509.random_serial_number())
        .not_valid_before(at - BEFORE)
        .not_valid_after(at + LIFE)
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(public), critical=False)
    )
    for extension, critical in extensions:
        builder = builder.add_extension(extension, critical=critical)
    return builder.sign(key, hashes.SHA256())


def _root_extensions(key: rsa.RSAPrivateKey) -> Extensions:
    return (
        (x509.BasicConstraints(ca=True, path_length=0), True),
        (x509.KeyUsage(**{**USAGES, "key_cert_sign": True, "crl_sign": True}), True),
    )


def _extensions(key: rsa.RSAPrivateKey, row: Authority, *, stamps: bool = False) -> Extensions:
    address = settings.BASE_URL + reverse("documents:revocation_list", args=[row.pk])
    point = x509.DistributionPoint([x509.UniformResourceIdentifier(address)], None, None, None)
    common: Extensions = (
        (x509.BasicConstraints(ca=False, path_length=None), True),
        (x509.AuthorityKeyIdentifier.from_issuer_public_key(key.public_key()), False),
        (x509.CRLDistributionPoints([point]), False),
    )
    usage = {**USAGES, "digital_signature": True, "content_commitment": not stamps}
    said: Extensions = (*common, (x509.KeyUsage(**usage), True))
    if stamps:
        return (*said, (x509.ExtendedKeyUsage([ExtendedKeyUsageOID.TIME_STAMPING]), True))
    return said


def _pem(certificate: x509.Certificate) -> str:
    return certificate.public_bytes(serialization.Encoding.PEM).decode()


def _key_pem(key: rsa.RSAPrivateKey) -> str:
    return key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    ).decode()


def _private(pem: str) -> rsa.RSAPrivateKey:
    key = serialization.load_pem_private_key(pem.encode(), None)
    assert isinstance(key, rsa.RSAPrivateKey)
    return key


@lru_cache(maxsize=4)
def _kept(locked: str) -> dict[str, str]:
    kept: dict[str, str] = json.loads(take_out(locked))
    return kept


@lru_cache(maxsize=4)
def _stamping(locked: str) -> tuple[asn1_keys.PrivateKeyInfo, asn1_x509.Certificate, asn1_x509.Certificate]:
    kept = _kept(locked)
    key = _private(kept["stamps_key"]).private_bytes(
        serialization.Encoding.DER, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    return asn1_keys.PrivateKeyInfo.load(key), _asn1(kept["stamps"]), _asn1(kept["root"])


def _asn1(pem: str) -> asn1_x509.Certificate:
    certificate = x509.load_pem_x509_certificate(pem.encode())
    return asn1_x509.Certificate.load(certificate.public_bytes(serialization.Encoding.DER))
