"""Whole đồng, as people write them and read them: figures and words."""

from __future__ import annotations

import re
import unicodedata
from typing import Any

CURRENCY = r"(?:vnđ|vnd|đồng|dong|đ|₫)"
AROUND = re.compile(rf"^{CURRENCY}|{CURRENCY}$", re.IGNORECASE)
ANYWHERE = re.compile(CURRENCY, re.IGNORECASE)
GROUPED = re.compile(r"[0-9]{1,3}(?:(?P<mark>[., '])[0-9]{3})(?:(?P=mark)[0-9]{3}){0,5}")
HUNDREDTHS = re.compile(r"(?P<whole>.*[0-9])(?P<mark>[.,])0{1,2}")
MINUS = ("-", "–", "−", "(")
DIGITS = ("không", "một", "hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín")
SCALES = ("", "nghìn", "triệu")
BILLION = 10**9
ONES_EN = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen "
    "seventeen eighteen nineteen"
).split()
TENS_EN = "_ _ twenty thirty forty fifty sixty seventy eighty ninety".split()
SCALES_EN = ("", "thousand", "million", "billion", "trillion", "quadrillion")


def ungrouped(text: str) -> str:
    """A number without what parts its thousands: "1.000" → "1000"; grouped otherwise, it stays as it is."""
    return re.sub(r"[., ']", "", text) if GROUPED.fullmatch(text) else text


def read_vnd(said: Any, *, of_bank: bool = False) -> int | None:
    """Whole đồng as people write them: 120000, "120.000", "120,000 đ", "120 000 đồng"; None for nothing.

    of_bank: as banks do, too: below zero "-50.000", "(50,000)", hundredths that are none "1,250,000.00".
    Raises ValueError for everything else: an amount is never guessed.
    """
    if isinstance(said, int) and not isinstance(said, bool):
        return said
    if isinstance(said, float):
        if not said.is_integer():  # nor is what has no end
            raise ValueError("Not in whole đồng.")
        return int(said)
    if said is not None and not isinstance(said, str):
        raise ValueError("Not an amount.")
    text = unicodedata.normalize("NFKC", said or "").strip()
    return _of_bank(text) if of_bank else _whole(AROUND.sub("", text).strip())


def _of_bank(text: str) -> int | None:
    text = ANYWHERE.sub("", text).strip()
    figures = text.strip("+-–−()").strip()
    hundredths = HUNDREDTHS.fullmatch(figures)
    if hundredths and hundredths["mark"] not in hundredths["whole"]:
        figures = hundredths["whole"]
    amount = _whole(figures)
    return -amount if amount and (text.startswith(MINUS) or text.endswith("-")) else amount


def _whole(figures: str) -> int | None:
    """Raises ValueError."""
    if not figures:
        return None
    figures = ungrouped(figures)
    if not re.fullmatch(r"[0-9]{1,20}", figures):
        raise ValueError("Not an amount in whole đồng.")
    return int(figures)


def format_vnd(amount: int) -> str:
    """Figures with a dot every three digits: 120000 → "120.000 đ"."""
    return f"{amount:,}".replace(",", ".") + " đ"


def in_words(amount: int) -> str:
    """Words as on a receipt: 105000 → "Một trăm linh năm nghìn đồng". Raises ValueError below zero."""
    if amount < 0:
        raise ValueError("An amount on a receipt is never below zero.")
    words = _number(amount) if amount else DIGITS[0]
    return f"{words[0].upper()}{words[1:]} đồng"


def in_words_en(amount: int) -> str:
    """The same in English: 105000 → "One hundred and five thousand dong". Raises ValueError below zero."""
    if amount < 0:
        raise ValueError("An amount on a receipt is never below zero.")
    if amount >= 1000 ** len(SCALES_EN):
        raise ValueError("There are no words for such an amount.")
    words = _number_en(amount) or ONES_EN[0]
    return f"{words[0].upper()}{words[1:]} dong"


def _number_en(number: int) -> str:
    said: list[str] = []
    for place in range(len(SCALES_EN) - 1, -1, -1):
        group = number // 1000**place % 1000
        if group:
            lead = "and " if said and not place and group < 100 else ""
            said.append(f"{lead}{_hundreds_en(group)} {SCALES_EN[place]}".rstrip())
    return " ".join(said)


def _hundreds_en(group: int) -> str:
    hundreds, rest = divmod(group, 100)
    said = [f"{ONES_EN[hundreds]} hundred"] if hundreds else []
    if rest:
        tens, ones = divmod(rest, 10)
        below = ONES_EN[rest] if rest < 20 else "-".join([TENS_EN[tens], *([ONES_EN[ones]] if ones else [])])
        said.append(below)
    return " and ".join(said)


def _number(number: int, *, leading: bool = True) -> str:
    """A number above zero; `leading`: nothing was said before it."""
    billions, rest = divmod(number, BILLION)
    said = [f"{_number(billions)} tỷ"] if billions else []
    leading = leading and not billions
    for place in (2, 1, 0):
        group = rest // 1000**place % 1000
        if group:
            said.append(f"{_hundreds(group, full=not leading)} {SCALES[place]}".rstrip())
            leading = False
    return " ".join(said)


def _hundreds(group: int, *, full: bool) -> str:
    """1…999; `full`: a bigger group was said before, so "không trăm" is said too (… không trăm linh năm)."""
    hundreds, rest = divmod(group, 100)
    said = [f"{DIGITS[hundreds]} trăm"] if hundreds or full else []
    if rest:
        said.append(_below_hundred(rest, after=bool(said)))
    return " ".join(said)


def _below_hundred(number: int, *, after: bool) -> str:
    tens, ones = divmod(number, 10)
    if tens == 0:
        return f"linh {DIGITS[ones]}" if after else DIGITS[ones]
    said = "mười" if tens == 1 else f"{DIGITS[tens]} mươi"
    if ones == 0:
        return said
    if ones == 1 and tens > 1:
        return f"{said} mốt"
    return f"{said} {'lăm' if ones == 5 else DIGITS[ones]}"
