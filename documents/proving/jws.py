"""Compact JWS (RFC 7515), ES256 only: made by us, checked by anybody who has our public keys (RFC 7517)."""

from __future__ import annotations

import json
from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Mapping
from typing import Any

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.utils import decode_dss_signature, encode_dss_signature
from cryptography.hazmat.primitives.hashes import SHA256

ALGORITHM = ec.ECDSA(SHA256())
HALF = 32  # bytes of a coordinate, and of each half of a signature, on P-256


class NotOurs(ValueError):
    """The token is broken, was changed, or is of a key that is not known. The message is for specialists."""


def sign(payload: Mapping[str, Any], key: ec.EllipticCurvePrivateKey, kid: str) -> str:
    signed = f"{_encoded(_json({'alg': 'ES256', 'kid': kid}))}.{_encoded(_json(payload))}"
    first, second = decode_dss_signature(key.sign(signed.encode(), ALGORITHM))
    return f"{signed}.{_encoded(first.to_bytes(HALF, 'big') + second.to_bytes(HALF, 'big'))}"


def read(token: str, jwks: Mapping[str, Any]) -> dict[str, Any]:
    """What the token says. Raises NotOurs. The key decides about the algorithm, never the token."""
    try:
        head, body, given = token.strip().split(".")
        kid = json.loads(_decoded(head))["kid"]
        key = next(_public(one) for one in jwks["keys"] if one["kid"] == kid)
        raw = _decoded(given)
        if len(raw) != 2 * HALF:
            raise NotOurs("length of the signature")
        both = (int.from_bytes(raw[:HALF], "big"), int.from_bytes(raw[HALF:], "big"))
        key.verify(encode_dss_signature(*both), f"{head}.{body}".encode(), ALGORITHM)
        said = json.loads(_decoded(body))
    except InvalidSignature:
        raise NotOurs("the signature does not fit") from None
    except StopIteration:
        raise NotOurs("the key is not known") from None
    except (ValueError, KeyError, TypeError, RecursionError) as error:
        raise NotOurs(f"{type(error).__name__}: {error}") from None
    if not isinstance(said, dict):
        raise NotOurs("no facts in it")
    return said


def jwk(key: ec.EllipticCurvePublicKey, kid: str) -> dict[str, str]:
    numbers = key.public_numbers()
    both = {"x": numbers.x, "y": numbers.y}
    coordinates = {name: _encoded(value.to_bytes(HALF, "big")) for name, value in both.items()}
    return {"kty": "EC", "crv": "P-256", "kid": kid, "use": "sig", "alg": "ES256", **coordinates}


def _public(said: Mapping[str, str]) -> ec.EllipticCurvePublicKey:
    x, y = (int.from_bytes(_decoded(said[name]), "big") for name in ("x", "y"))
    return ec.EllipticCurvePublicNumbers(x, y, ec.SECP256R1()).public_key()


def _json(said: Mapping[str, Any]) -> bytes:
    return json.dumps(said, ensure_ascii=False, separators=(",", ":")).encode()


def _encoded(raw: bytes) -> str:
    return urlsafe_b64encode(raw).decode().rstrip("=")


def _decoded(text: str) -> bytes:
    return urlsafe_b64decode(text + "=" * (-len(text) % 4))
