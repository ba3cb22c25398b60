"""Codes of the field: their shapes, and agency codes from one standard to the other. Pure.

Agencies: Quyết định 20/2020/QĐ-TTg (H26.16.05) and, in older data, QCVN 102:2016/BTTTT (000.05.16.H26).
"""

from __future__ import annotations

import re

AGENCY = re.compile(r"[A-Z]\d{2}(\.[0-9A-Z]{2}){0,3}")
AGENCY_QCVN = re.compile(r"[0-9A-Z]{3}\.[0-9A-Z]{2}\.[0-9A-Z]{2}\.[A-Z]\d{2}")
DOSSIER = re.compile(
    r"\d{3}\.[0-9A-Z]{2}\.[0-9A-Z]{2}\.[A-Z]\d{2}-\d{6}-\d{4,}"
    r"|[A-Z]\d{2}(\.[0-9A-Z]{2})*-\d{6}-\d{4,}"
    r"|[A-Z]\d{2}(\.[0-9A-Z]{2})*-\d{8}-\d{7}"
)
PROCEDURE = re.compile(r"\d\.\d{6}(\.[0-9A-Z]{3}\.[0-9A-Z]{2}\.[0-9A-Z]{2}\.[A-Z]\d{2})?")
RESULT = re.compile(r"KQ\.[A-Z]\d{2}\.\d{6}|[0-9A-Z]{3}\.[0-9A-Z]{2}\.[0-9A-Z]{2}\.[A-Z]\d{2}-KQ\d{6}")


def is_agency(text: str) -> bool:
    return AGENCY.fullmatch(text) is not None


def is_dossier(text: str) -> bool:
    return DOSSIER.fullmatch(text) is not None


def is_procedure(text: str) -> bool:
    """National code, alone or with the agency of a local procedure: 1.005129, 3.000181.000.00.00.H22."""
    return PROCEDURE.fullmatch(text) is not None


def is_result(text: str) -> bool:
    return RESULT.fullmatch(text) is not None


def to_qcvn(code: str) -> str:
    """H26.16.05 -> 000.05.16.H26. Raises ValueError when `code` is not an agency code of QĐ 20/2020."""
    if not is_agency(code):
        raise ValueError(f"Not an agency code: {code!r}.")
    first, second, third, fourth = (code.split(".") + ["00"] * 3)[:4]
    return f"{fourth.zfill(3)}.{third}.{second}.{first}"


def from_qcvn(code: str) -> str:
    """000.05.16.H26 -> H26.16.05; empty groups are dropped. Raises ValueError where no such code exists."""
    if not AGENCY_QCVN.fullmatch(code):
        raise ValueError(f"Not an agency code of QCVN 102:2016: {code!r}.")
    fourth, third, second, first = code.split(".")
    if not fourth.startswith("0"):
        raise ValueError(f"The last group has no counterpart of two characters: {code!r}.")
    groups = [second, third, fourth[1:]]
    while groups and groups[-1] == "00":
        groups.pop()
    return ".".join([first, *groups])
