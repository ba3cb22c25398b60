"""A key on a token or in an HSM that never leaves it (PKCS#11). Which module is loaded, the operator says."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager

from asn1crypto import pem
from django.conf import settings
from django.utils.translation import gettext_lazy as _
from pkcs11 import Session
from pkcs11.exceptions import PKCS11Error
from pyhanko.config.pkcs11 import TokenCriteria
from pyhanko.sign import Signer
from pyhanko.sign.pkcs11 import PKCS11Signer, open_pkcs11_session

from documents.errors import SigningRefused
from documents.models import SigningKey
from documents.signing.contract import KeyPlace, LockedSecret, secrets_of
from documents.signing.trust import certificates
from themes.options import Option


class TokenKey(KeyPlace):
    """One module a server (PKCS11_MODULE): the standard knows no second one in a process."""

    name = "pkcs11"
    label = _("On a token or in an HSM (PKCS#11)")
    options = (
        Option("token", _("Label of the token")),
        Option("key", _("Label of key and certificate on it")),
        LockedSecret("pin", _("PIN"), required=False),
    )

    def check_config(self, options: Mapping[str, str], secret: Mapping[str, str]) -> list[str]:
        if not settings.PKCS11_MODULE:
            return [str(_("The operator has to set PKCS11_MODULE, the module of the token's maker."))]
        try:
            self.certificate(options, secret)
        except SigningRefused:
            return [str(_("No such key: check token, label and PIN, and that the token is plugged in."))]
        return []

    @contextmanager
    def signer(self, key: SigningKey) -> Iterator[Signer]:
        above = certificates(key.certificate)[1:] if key.certificate else []
        with _session(key.options, secrets_of(key)) as session:
            yield PKCS11Signer(session, cert_label=key.options["key"], ca_chain=above)

    def certificate(self, options: Mapping[str, str], secret: Mapping[str, str]) -> str:
        with _session(options, secret) as session:
            try:
                found = PKCS11Signer(session, cert_label=options["key"], other_certs_to_pull=None)
                first = found.signing_cert
                others = [one for one in found.cert_registry if one.dump() != first.dump()]
            except (PKCS11Error, KeyError):
                raise SigningRefused("signer_away") from None
        return "".join(pem.armor("CERTIFICATE", one.dump()).decode() for one in (first, *others))


@contextmanager
def _session(options: Mapping[str, str], secret: Mapping[str, str]) -> Iterator[Session]:
    """Raises SigningRefused (signer_away): no module, no such token, a wrong PIN."""
    if not settings.PKCS11_MODULE:
        raise SigningRefused("signer_away")
    try:
        session = open_pkcs11_session(
            settings.PKCS11_MODULE,
            token_criteria=TokenCriteria(label=options.get("token", "")),
            user_pin=secret.get("pin") or None,
        )
    except (PKCS11Error, RuntimeError, OSError):
        raise SigningRefused("signer_away") from None
    try:
        yield session
    finally:
        session.close()
