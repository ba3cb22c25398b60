"""What every paper says of its dossier: who, where, which procedure; as it stood when something happened."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property
from typing import Any

from django.conf import settings
from django.urls import reverse

from documents.codes import shown_code
from dossiers.addresses import address_on_papers
from dossiers.models import Dossier, DossierEvent
from dossiers.people import hands_in
from rules.days import VIETNAM

PEOPLES_COMMITTEE = re.compile(r"^(ủy ban nhân dân|ubnd)\s+", re.IGNORECASE)
KIND_OF_PLACE = re.compile(r"^(tỉnh|thành phố|phường|xã|đặc khu|thị trấn)\s+", re.IGNORECASE)
RECEPTION = "Bộ phận Tiếp nhận và Trả kết quả"


@dataclass(frozen=True)
class Case:
    """A dossier and what had happened to it up to `event`, which is the last of `events`."""

    dossier: Dossier
    event: DossierEvent
    events: list[DossierEvent]

    @classmethod
    def at(cls, dossier: Dossier, event: DossierEvent) -> Case:
        return cls(dossier, event, list(dossier.events.filter(sequence__lte=event.sequence)))

    @cached_property
    def accepted(self) -> DossierEvent | None:
        return next((one for one in self.events if one.action == "accept"), None)

    @property
    def code(self) -> str:
        """The formal code once accepted, the request code before."""
        return str(self.accepted.payload["code"]) if self.accepted else self.dossier.request_code

    @property
    def due(self) -> datetime | None:
        """The due date as it stands after the event."""
        return moment_in(self.event.payload["clock"]["due"])

    def last(self, action: str) -> DossierEvent | None:
        return next((one for one in reversed(self.events) if one.action == action), None)


def head(case: Case) -> dict[str, Any]:
    """Facts that all papers of a dossier share. Times are {hour, minute, day, month, year} in Vietnam."""
    dossier, unit = case.dossier, case.dossier.reception_unit
    return {
        "agency": dossier.agency.name,
        "above": dossier.agency.parent.name if dossier.agency.parent else "",
        "unit": unit.name if unit else "",
        "unit_address": unit.address if unit else "",
        "hotline": unit.hotline if unit else "",
        "place": place_of(dossier),
        "made": parts(case.event.at),
        "code": case.code,
        "applicant": dossier.applicant_name,
        "hands_in": hands_in(case.events[0].payload),
        "number": dossier.applicant_number,
        "address": address_on_papers(dossier, case.events[0].payload),
        "phone": dossier.applicant_phone,
        "email": dossier.applicant_email,
        "procedure": dossier.release.content["name"],
        "procedure_code": dossier.procedure_code,
        "field": dossier.release.content.get("field") or "",
        "channel": dossier.channel,
        "filed": parts(dossier.filed_at),
        "accepted": parts(case.accepted.at) if case.accepted else None,
        "due": parts(case.due) if case.due else None,
        "officer": case.event.actor_name,
        "tracking_address": settings.BASE_URL + reverse("dossiers:look_up"),
    }


def marks(verify_code: str) -> dict[str, str]:
    """What a stranger needs to check the paper."""
    return {
        "verify_code": shown_code(verify_code),
        "verify_address": settings.BASE_URL + reverse("documents:verify"),
    }


def words_for_texts(facts: dict[str, Any]) -> dict[str, str]:
    """Values of the placeholders (document_texts.PLACEHOLDERS) that editors use, from a paper's facts."""
    due = facts.get("new_day") or facts.get("due")
    return {
        "ma_ho_so": facts["code"],
        "thu_tuc": facts["procedure"],
        "co_quan": facts["agency"],
        "bo_phan": facts["unit"] or RECEPTION,
        "nguoi_nop": facts["applicant"],
        "ngay_nhan": day_words(facts["accepted"] or facts["filed"]),
        "han_tra": day_words(due) if due else "khi có kết quả",
        "duong_day_nong": facts["hotline"],
        "trang_tra_cuu": facts["tracking_address"],
    }


def tracking_address(code: str) -> str:
    """Where the QR code leads: the look-up page with the code filled in; the secret is still asked for."""
    return f"{settings.BASE_URL}{reverse('dossiers:look_up')}?ma={code}"


def place_of(dossier: Dossier) -> str:
    """Where the paper is made out: the agency's place, else the one in its name; without "xã", "phường"…"""
    agency = dossier.agency
    named = agency.place.name if agency.place else PEOPLES_COMMITTEE.sub("", agency.name)
    return KIND_OF_PLACE.sub("", named) if named != agency.name else ""


def moment_in(text: str | None) -> datetime | None:
    """A moment as an event keeps it."""
    return datetime.fromisoformat(text) if text else None


def parts(at: datetime | date) -> dict[str, str]:
    """A moment or a day for the templates; one- and two-figure months as NĐ 30/2020 writes them."""
    here = at.astimezone(VIETNAM) if isinstance(at, datetime) else None
    day = here or at
    clock = {"hour": f"{here:%H}", "minute": f"{here:%M}"} if here else {}
    month = f"{day.month:02d}" if day.month < 3 else str(day.month)
    return {**clock, "day": f"{day:%d}", "month": month, "year": f"{day:%Y}"}


def day_words(said: dict[str, str]) -> str:
    return f"ngày {said['day']} tháng {said['month']} năm {said['year']}"
