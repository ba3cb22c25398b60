"""The keys behind tokens: made on first use, changed by `manage.py rotate_issuer_key`, published all."""

from __future__ import annotations

import secrets
from datetime import datetime
from functools import lru_cache
from typing import Any

from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    load_pem_private_key,
)
from django.db import IntegrityError, transaction

from documents.errors import SigningRefused
from documents.models import IssuerKey
from documents.proving.jws import jwk
from documents.signing.vault import lock_up, take_out


def signing_key(at: datetime) -> tuple[str, ec.EllipticCurvePrivateKey]:
    """(kid, key) of the one that signs now; a new one when the last cannot be read under this SECRET_KEY."""
    row = IssuerKey.objects.filter(until__isnull=True).first() or _made(at)
    try:
        return row.kid, _opened(row.secret)
    except SigningRefused:
        row = rotate(at)
        return row.kid, _opened(row.secret)


def rotate(at: datetime) -> IssuerKey:
    """A new key signs from now on; the old ones still prove what they signed."""
    with transaction.atomic():
        IssuerKey.objects.filter(until__isnull=True).update(until=at)
        return _made(at)


def published() -> dict[str, Any]:
    """All public keys as a JWK set (RFC 7517)."""
    return {"keys": list(IssuerKey.objects.order_by("since", "pk").values_list("public", flat=True))}


def _made(at: datetime) -> IssuerKey:
    key = ec.generate_private_key(ec.SECP256R1())
    kid = f"{at:%y%m}{secrets.token_hex(2)}"
    encoded = key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    try:
        with transaction.atomic():
            return IssuerKey.objects.create(
                kid=kid, public=jwk(key.public_key(), kid), secret=lock_up(encoded), since=at
            )
    except IntegrityError:
        return IssuerKey.objects.get(until__isnull=True)  # somebody was faster


@lru_cache(maxsize=4)
def _opened(secret: str) -> ec.EllipticCurvePrivateKey:
    key = load_pem_private_key(take_out(secret), None)
    assert isinstance(key, ec.EllipticCurvePrivateKey)
    return key
