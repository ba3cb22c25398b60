"""How a text fits into SMS: a part holds 160 letters of the GSM alphabet, or 70 if one letter is outside."""

from __future__ import annotations

import unicodedata

GSM = frozenset(
    "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§"
    "¿abcdefghijklmnopqrstuvwxyzäöñüà"
)
TWICE = frozenset("^{}\\[~]|€")  # of the alphabet, and as long as two letters


def unaccented(text: str) -> str:
    """ "Hồ sơ đã nhận" -> "Ho so da nhan"; dashes and quotes of print become those of a keyboard."""
    plain = text.translate(str.maketrans("đĐ–—“”‘’…", "dD--\"\"''.")).replace("\u00a0", " ")
    return "".join(one for one in unicodedata.normalize("NFD", plain) if not unicodedata.combining(one))


def parts(text: str) -> int:
    """How many SMS a text is; several are joined by the phone, which costs each of them some room."""
    narrow = all(one in GSM or one in TWICE for one in text)
    length = sum(2 if one in TWICE else 1 for one in text) if narrow else len(text.encode("utf-16-le")) // 2
    alone, joined = (160, 153) if narrow else (70, 67)
    return 1 if length <= alone else -(-length // joined)
