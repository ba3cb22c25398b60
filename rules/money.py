"""Whole đồng, as people read them: figures and words."""

from __future__ import annotations

DIGITS = ("không", "một", "hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín")
SCALES = ("", "nghìn", "triệu")
BILLION = 10**9
ONES_EN = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen "
    "seventeen eighteen nineteen"
).split()
TENS_EN = "_ _ twenty thirty forty fifty sixty seventy eighty ninety".split()
SCALES_EN = ("", "thousand", "million", "billion", "trillion", "quadrillion")


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
