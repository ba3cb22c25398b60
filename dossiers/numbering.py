"""Dossier codes: agency code, day in Vietnam, running number (NĐ 61/2018 structure; QĐ 20/2020 agency codes).

H26.16-250829-0001: the number begins anew each day for each agency, has four digits and grows beyond 9999.
Numbers of papers (NĐ 30/2020/NĐ-CP: number, stroke, sign) begin anew each year for each agency and sign.
"""

from __future__ import annotations

import re
import secrets
from datetime import date, datetime
from urllib.parse import parse_qs, urlsplit

from django.db import transaction
from django.db.models import F

from dossiers.errors import AgencyHasNoCode
from dossiers.models import Dossier, NumberCounter
from rules.days import VIETNAM

LETTERS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"  # without I, L, O, U: nothing to mistake when read aloud

A_CODE = re.compile(r"\s*(YC-[0-9A-Z]{1,8}|[A-Z]\d\d(\.\d+)*(-\d{1,6}(-\d*)?)?|\d{6}-\d+)\s*", re.IGNORECASE)


def is_code(text: str) -> bool:
    """Whether the text is a dossier's code, a request code, or the beginning or end of one; never a name."""
    return A_CODE.fullmatch(text) is not None


def scanned(text: str) -> str:
    """The code in what was typed or scanned: a bar code, or the address a slip's QR code leads to (…?ma=)."""
    query = parse_qs(urlsplit(text.strip()).query) if "://" in text else {}
    found = "".join(query.get("ma", [text])[0].split()).upper()
    return found if is_code(found) else ""


def allocate(agency_code: str | None, agency_name: str, at: datetime) -> str:
    """The next code of the agency on that day. Call it inside the transaction that uses the code.

    Two at a time wait for each other at the counter's row, so numbers have no gap and no double: a
    transaction that fails gives its number back. Raises AgencyHasNoCode.
    """
    if not agency_code:
        raise AgencyHasNoCode(agency_name)
    day = at.astimezone(VIETNAM).date()
    return compose(agency_code, day, _next(agency_code, day))


def allocate_paper(agency_code: str, sign: str, at: datetime) -> str:
    """The next number of the agency's papers of this kind in that year: "05/HDHS". As `allocate`."""
    year = at.astimezone(VIETNAM).year
    return f"{_next(agency_code, date(year, 1, 1), sign):02d}/{sign}"


def _next(agency_code: str, day: date, series: str = "") -> int:
    counter = NumberCounter.objects.filter(agency_code=agency_code, series=series, day=day)
    if not counter.update(last=F("last") + 1):
        with transaction.atomic():
            NumberCounter.objects.get_or_create(agency_code=agency_code, series=series, day=day)
        counter.update(last=F("last") + 1)
    return counter.values_list("last", flat=True).get()


def compose(agency_code: str, day: date, number: int) -> str:
    return f"{agency_code}-{day:%y%m%d}-{number:04d}"


def request_code() -> str:
    """A code for what is filed and not yet accepted, such as YC-7K3M9Q2P; unique."""
    while True:
        code = "YC-" + "".join(secrets.choice(LETTERS) for _ in range(8))
        if not Dossier.objects.filter(request_code=code).exists():
            return code
