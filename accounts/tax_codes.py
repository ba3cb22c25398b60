"""The tax code of an organisation: ten digits with a check digit, thirteen for a branch."""

from __future__ import annotations

import re

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

WEIGHTS = (31, 29, 23, 19, 17, 13, 7, 5, 3)
WRONG = {
    "digits": _("A tax code has 10 digits, that of a branch 13."),
    "check_digit": _("There is no such tax code: its tenth digit does not fit the others. Check each digit."),
    "branch": _("The branches of a tax code are counted from 001."),
}


def check_digit(nine: str) -> int:
    """10 − Σ digit × weight mod 11; 10 means that no tax code begins so."""
    return 10 - sum(int(digit) * weight for digit, weight in zip(nine, WEIGHTS, strict=True)) % 11


def digits_of(raw: object) -> str:
    """What was typed, without spaces, dots and dashes; "" for what is no text."""
    return re.sub(r"[\s.\-]", "", raw) if isinstance(raw, str) else ""


def read_tax_code(raw: object) -> str:
    """`0100109106`, `0100109106-001` (also without the dash). Raises ValidationError (its codes: WRONG)."""
    digits = digits_of(raw)
    if not re.fullmatch(r"[0-9]{10}(?:[0-9]{3})?", digits):
        raise ValidationError(WRONG["digits"], code="digits")
    if int(digits[9]) != check_digit(digits[:9]):
        raise ValidationError(WRONG["check_digit"], code="check_digit")
    if digits[10:] == "000":
        raise ValidationError(WRONG["branch"], code="branch")
    return digits[:10] + (f"-{digits[10:]}" if digits[10:] else "")
