"""The token of a document: what its QR code proves without a network, as little as that takes.

{"c": code, "k": kind, "n": number, "a": agency, "d": day, "t": what it is or certifies}; no name of a person.
"""

from __future__ import annotations

from datetime import datetime

from accounts.permissions import day_of
from documents.proving.jws import sign
from documents.proving.keys import signing_key

LONGEST = {"t": 70, "a": 60, "n": 40}
"""A QR code that holds more cannot be printed small."""


def token_for(*, code: str, kind: str, number: str, agency: str, title: str, at: datetime) -> str:
    """Signed with the key of now, which is made when there is none."""
    said = {"c": code, "k": kind, "n": number, "a": agency, "d": f"{day_of(at)}", "t": title}
    short = {key: _shortened(text, LONGEST.get(key, 20)) for key, text in said.items() if text}
    kid, key = signing_key(at)
    return sign(short, key, kid)


def _shortened(text: str, longest: int) -> str:
    return text if len(text) <= longest else f"{text[: longest - 1].rstrip()}…"
