"""What only the server may read (PKCS#12, PINs, the demo authority's key), encrypted with SECRET_KEY."""

from __future__ import annotations

import base64
import hashlib

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from django.conf import settings

from documents.errors import SigningRefused


def lock_up(content: bytes) -> str:
    return _fernet().encrypt(content).decode()


def take_out(kept: str) -> bytes:
    """Raises SigningRefused (locked_up): SECRET_KEY is not the one it was locked up with."""
    try:
        return _fernet().decrypt(kept.encode())
    except InvalidToken:
        raise SigningRefused("locked_up") from None


def _fernet() -> MultiFernet:
    keys = [settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS]
    return MultiFernet([Fernet(_key(key)) for key in keys])


def _key(secret_key: str) -> bytes:
    derived = hashlib.sha256(b"documents.signing:" + secret_key.encode())
    return base64.urlsafe_b64encode(derived.digest())
