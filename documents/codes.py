"""Codes printed on documents so that anybody can check them: short, random, hard to misread."""

from __future__ import annotations

import secrets
from dataclasses import dataclass

from django.conf import settings
from django.urls import reverse

from themes.marks import qr_svg

ALPHABET = "23456789ABCDEFGHJKMNPQRSTVWXYZ"  # no 0/O, 1/I/L, U
LENGTH = 12


def new_code() -> str:
    """Twelve random signs, 59 bits: too many to try."""
    return "".join(secrets.choice(ALPHABET) for _ in range(LENGTH))


def plain_code(text: str) -> str:
    """What a person typed, as it is stored: capitals, without spaces and dashes."""
    return "".join(sign for sign in text.upper() if sign.isalnum())[:40]


def shown_code(code: str) -> str:
    """In groups of four, as it is printed: "K7QM-2XPD-9RTA"."""
    return "-".join(code[start : start + 4] for start in range(0, len(code), 4))


def verify_address(code: str) -> str:
    """Address of the page that vouches for the document: what its QR code holds."""
    return settings.BASE_URL + reverse("documents:verify_code", args=[code])


@dataclass(frozen=True)
class Marks:
    """What is printed on a document so that anybody can check it. token: proves it without a network."""

    code: str
    token: str

    @property
    def shown(self) -> str:
        return shown_code(self.code)

    @property
    def address(self) -> str:
        """What the QR code holds; what follows "#" never leaves the phone."""
        return f"{verify_address(self.code)}#{self.token}"

    @property
    def qr(self) -> bytes:
        """SVG, to be printed 3 cm wide at least."""
        return qr_svg(self.address, error="l")
