"""Two hundred one-stop agencies under a province, officers of one of them, and a procedure in two steps."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from functools import cache
from typing import Any

FIRST_MONDAY = datetime(2020, 1, 6, 1, 0, tzinfo=UTC)  # 08:00 in Việt Nam
AGENCIES = 200
PROVINCE = "H08"
PROCESS = [
    {"id": key, "branches": [{"id": key, "name": "", "steps": [
        {"id": key, "name": name, "role": "specialist", "hours": 16}]}]}
    for key, name in (("dau", "Thẩm định"), ("cuoi", "Trình ký"))
]  # fmt: skip
PAUSES = [{"id": "p1", "reason": "field_work", "on_resume": "continue", "legal": "Điều 1 Luật Đo"}]


class _Agency:
    """The agency whose officers are measured; made on first use, when there is a database."""

    @cache  # noqa: B019  one for the whole run
    def get(self) -> Any:
        from tests.dossiers.cases import ward

        return ward()


AGENCY = _Agency()


def build() -> list[tuple[int, str]]:
    """Make it; the agencies as (key, code), the measured one first."""
    from procedures import calendar_loading
    from procedures.calendar_data import SHIPPED
    from procedures.models import Agency
    from tests.dossiers.cases import release

    calendar_loading.load(json.loads(SHIPPED.read_text(encoding="utf-8")), default=True)
    province = Agency.objects.create(code=PROVINCE, name="UBND tỉnh", level="province")
    first = AGENCY.get()
    Agency.objects.filter(pk=first.pk).update(parent=province)
    release(process=PROCESS, pauses=PAUSES)
    codes = [f"{PROVINCE}.{number // 36 + 30:02d}.{number % 36:02d}" for number in range(1, AGENCIES)]
    others = Agency.objects.bulk_create(
        Agency(code=code, name=f"UBND xã {code}", level="commune", parent=province) for code in codes
    )
    return [(first.pk, first.code), *((one.pk, one.code) for one in others)]
