"""A list gets a new version; the lists the portal comes with are loaded."""

from __future__ import annotations

import csv
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

from django.db import transaction
from django.utils import timezone

from eforms.canonical import digest
from eforms.lists.models import CodeList, CodeListVersion
from eforms.lists.reading import forget

DATA = Path(__file__).parent / "data"
SHIPPED = {
    "countries": ("Quốc gia, vùng lãnh thổ", "Countries and territories"),
    "ethnicities": ("Dân tộc", "Ethnic groups"),
    "religions": ("Tôn giáo", "Religions"),
    "relations": ("Quan hệ với người khác", "Relations to a person"),
    "banks": ("Ngân hàng", "Banks"),
    "sexes": ("Giới tính", "Sexes"),
    "marital_statuses": ("Tình trạng hôn nhân", "Marital statuses"),
    "education_levels": ("Trình độ học vấn", "Levels of education"),
    "occupations": ("Nghề nghiệp", "Occupations"),
}


def publish(
    code_list: CodeList, entries: Sequence[dict[str, Any]], *, at: datetime
) -> CodeListVersion | None:
    """Write the next version of the list; None when nothing is different from the newest."""
    fingerprint = digest(list(entries))
    with transaction.atomic():
        CodeList.objects.select_for_update(no_key=True).get(pk=code_list.pk)
        newest = code_list.newest
        if newest and newest.hash == fingerprint:
            return None
        number = newest.number + 1 if newest else 1
        version = CodeListVersion.objects.create(
            code_list=code_list, number=number, entries=list(entries), hash=fingerprint, created_at=at
        )
    forget()
    return version


def load_shipped(**_signal: Any) -> list[str]:
    """Make the lists the portal comes with, where they are missing; returns their codes."""
    there = set(CodeList.objects.filter(code__in=SHIPPED).values_list("code", flat=True))
    made = [code for code in SHIPPED if code not in there]
    for code in made:
        title, title_en = SHIPPED[code]
        code_list = CodeList.objects.create(code=code, title=title, title_en=title_en)
        publish(code_list, shipped_entries(code), at=timezone.now())
    return made


def shipped_entries(code: str) -> list[dict[str, Any]]:
    with (DATA / f"{code}.csv").open(encoding="utf-8", newline="") as file:
        return [dict(row) for row in csv.DictReader(file)]
