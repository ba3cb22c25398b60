"""A key at a remote signing service that speaks the CSC API (version 1.0.4): only hashes travel.

The service is asked for the certificates (credentials/info), for leave to sign one hash
(credentials/authorize, with the PIN of the credential), and for the signature (signatures/signHash).
"""

from __future__ import annotations

import asyncio
import base64
import hashlib
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any

from asn1crypto import pem, x509
from django.conf import settings
from django.utils.translation import gettext_lazy as _
from pyhanko.sign import Signer
from pyhanko_certvalidator.registry import SimpleCertificateStore

from documents.errors import SigningRefused
from documents.models import SigningKey
from documents.signing.contract import KeyPlace, LockedSecret, secrets_of
from documents.signing.trust import certificates
from effects.outside.asking import ask
from effects.outside.errors import NoAnswer
from themes.options import Option

SECONDS = 20.0
RSA_SHA256 = "1.2.840.113549.1.1.11"
SHA256 = "2.16.840.1.101.3.4.2.1"


class RemoteKey(KeyPlace):
    name = "csc"
    label = _("At a remote signing service (CSC)")
    options = (
        Option(
            "url", _("Address of the service"), _("What comes before /csc/v1/. The operator lists its host.")
        ),
        Option("credential", _("Credential"), _("The identifier the service gave to the key.")),
        LockedSecret("token", _("Access token")),
        LockedSecret("pin", _("PIN of the credential"), required=False),
    )

    def check_config(self, options: Mapping[str, str], secret: Mapping[str, str]) -> list[str]:
        try:
            self.certificate(options, secret)
        except SigningRefused:
            return [str(_("The service does not answer or does not know the credential."))]
        return []

    @contextmanager
    def signer(self, key: SigningKey) -> Iterator[Signer]:
        first, *above = certificates(key.certificate)
        yield _RemoteSigner(_Service(key.options, secrets_of(key)), first, above)

    def certificate(self, options: Mapping[str, str], secret: Mapping[str, str]) -> str:
        said = _Service(options, secret).ask("credentials/info", certificates="chain")
        try:
            chain = [base64.b64decode(one) for one in said["cert"]["certificates"]]
            return "".join(
                pem.armor("CERTIFICATE", x509.Certificate.load(der).dump()).decode() for der in chain
            )
        except (KeyError, TypeError, ValueError):
            raise SigningRefused("signer_away") from None


class _Service:
    def __init__(self, options: Mapping[str, str], secret: Mapping[str, str]) -> None:
        self.base = f"{options.get('url', '').rstrip('/')}/csc/v1/"
        self.credential = options.get("credential", "")
        self.secret = secret

    def ask(self, what: str, **said: Any) -> Any:
        """The service's answer. Raises SigningRefused (signer_away)."""
        try:
            answer = ask(
                "POST",
                self.base + what,
                hosts=settings.SIGNING_HOSTS,
                headers={"Authorization": f"Bearer {self.secret.get('token', '')}"},
                body={"credentialID": self.credential, **said},
                seconds=SECONDS,
            )
            if not answer.well:
                raise SigningRefused("signer_away")
            return answer.json()
        except NoAnswer:
            raise SigningRefused("signer_away") from None

    def sign(self, digest: bytes) -> bytes:
        hashed = base64.b64encode(digest).decode()
        leave = {"numSignatures": 1, "hash": [hashed]}
        if pin := self.secret.get("pin"):
            leave["PIN"] = pin
        try:
            sad = self.ask("credentials/authorize", **leave)["SAD"]
            asked = {"SAD": sad, "hash": [hashed], "hashAlgo": SHA256, "signAlgo": RSA_SHA256}
            return base64.b64decode(self.ask("signatures/signHash", **asked)["signatures"][0])
        except (KeyError, IndexError, TypeError, ValueError):
            raise SigningRefused("signer_away") from None


class _RemoteSigner(Signer):
    """RSA with SHA-256, which every service of the standard offers."""

    def __init__(self, service: _Service, first: x509.Certificate, above: list[x509.Certificate]) -> None:
        store = SimpleCertificateStore.from_certs([first, *above])
        super().__init__(signing_cert=first, cert_registry=store)
        self.service = service

    async def async_sign_raw(self, data: bytes, digest_algorithm: str, dry_run: bool = False) -> bytes:
        assert digest_algorithm == "sha256"
        if dry_run:
            return bytes(_key_size(self.signing_cert))
        return await asyncio.to_thread(self.service.sign, hashlib.sha256(data).digest())


def _key_size(certificate: x509.Certificate | None) -> int:
    """Bytes of a signature."""
    assert certificate is not None
    return int(certificate.public_key.byte_size)
