"""A key in a PKCS#12 archive, kept encrypted in the database: for agencies without a token, and the demo."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from functools import lru_cache

from cryptography import x509
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.serialization import pkcs12
from django.utils.translation import gettext_lazy as _
from pyhanko.sign import Signer, SimpleSigner

from documents.errors import SigningRefused
from documents.models import SigningKey
from documents.signing.contract import KeyPlace, LockedSecret, secrets_of


class SoftwareKey(KeyPlace):
    name = "software"
    label = _("In this portal (PKCS#12)")
    options = (
        LockedSecret(
            "p12", _("PKCS#12 file"), _("A file .p12 or .pfx with key and certificates."), file=True
        ),
        LockedSecret("password", _("Password of the file"), required=False),
    )

    def check_config(self, options: Mapping[str, str], secret: Mapping[str, str]) -> list[str]:
        try:
            self.certificate(options, secret)
        except SigningRefused as refused:
            return list(refused.messages)
        return []

    @contextmanager
    def signer(self, key: SigningKey) -> Iterator[Signer]:
        secret = secrets_of(key)
        yield _signer(secret.get("p12", ""), secret.get("password", ""))

    def certificate(self, options: Mapping[str, str], secret: Mapping[str, str]) -> str:
        return _chain(*_opened(secret.get("p12", ""), secret.get("password", "")))


def _chain(first: x509.Certificate, *others: x509.Certificate) -> str:
    return "".join(one.public_bytes(serialization.Encoding.PEM).decode() for one in (first, *others))


def _opened(archive: str, password: str) -> tuple[x509.Certificate, ...]:
    try:
        found = pkcs12.load_pkcs12(bytes.fromhex(archive), password.encode() or None)
    except ValueError:
        raise SigningRefused("wrong_password") from None
    if found.key is None or found.cert is None:
        raise SigningRefused("wrong_password")
    return (found.cert.certificate, *(one.certificate for one in found.additional_certs))


@lru_cache(maxsize=32)  # opening the archive takes longer than signing with it
def _signer(archive: str, password: str) -> SimpleSigner:
    made = SimpleSigner.load_pkcs12_data(bytes.fromhex(archive), [], password.encode() or None)
    if made is None:
        raise SigningRefused("wrong_password")
    return made
