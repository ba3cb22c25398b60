"""The text of a VietQR code (NAPAS, EMVCo merchant-presented mode; domain.md §8.3). Pure."""

from __future__ import annotations

import re

from rules.text import fold

NAPAS = "A000000727"
TO_ACCOUNT = "QRIBFTTA"
LONGEST_PURPOSE = 25


def crc16(text: str) -> str:
    """CRC-16/CCITT-FALSE in four upper-case hex digits."""
    found = 0xFFFF
    for byte in text.encode():
        found ^= byte << 8
        for _bit in range(8):
            found = (found << 1) ^ 0x1021 if found & 0x8000 else found << 1
            found &= 0xFFFF
    return f"{found:04X}"


def vietqr(bank: str, account: str, *, amount: int | None = None, purpose: str = "") -> str:
    """A code that fills in a transfer. bank: BIN of six digits. amount: đồng; without one the code is static.

    Raises ValueError: bank or account malformed, amount not above zero, purpose longer than 25 signs or with
    signs a bank would drop.
    """
    if not re.fullmatch(r"\d{6}", bank) or not re.fullmatch(r"[A-Za-z0-9]{1,19}", account):
        raise ValueError("Bank or account number is malformed.")
    if amount is not None and amount <= 0:
        raise ValueError("The amount must be above zero.")
    if len(purpose) > LONGEST_PURPOSE or not re.fullmatch(r"[A-Za-z0-9 .-]*", purpose):
        raise ValueError("The purpose holds at most 25 letters without diacritics, digits, dots and dashes.")
    merchant = _field("00", NAPAS) + _field("01", _field("00", bank) + _field("01", account))
    text = _field("00", "01") + _field("01", "11" if amount is None else "12")
    text += _field("38", merchant + _field("02", TO_ACCOUNT)) + _field("53", "704")
    if amount is not None:
        text += _field("54", str(amount))
    text += _field("58", "VN")
    if purpose:
        text += _field("62", _field("08", purpose))
    text += "6304"
    return text + crc16(text)


def plain_purpose(text: str) -> str:
    """A purpose a bank keeps: no diacritics, no other signs, at most 25 of them."""
    return re.sub(r"[^A-Za-z0-9 .-]", "", fold(text)).upper()[:LONGEST_PURPOSE].strip()


def _field(name: str, value: str) -> str:
    if len(value) > 99:
        raise ValueError(f"Field {name} is too long.")
    return f"{name}{len(value):02d}{value}"
