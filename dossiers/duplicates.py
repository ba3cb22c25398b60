"""Other dossiers that look like the same matter: same procedure, same person, open or ended lately.

Told, never forbidden: a person may need the same thing twice.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Q, QuerySet

from accounts.models import User
from accounts.permissions import may
from dossiers.models import Dossier
from dossiers.statuses import Status
from dossiers.words import folded

LATELY = timedelta(days=90)
MOST = 10


@dataclass(frozen=True)
class Alike:
    """visible: the officer may open it; of the others only the day and that it is elsewhere is told."""

    dossier: Dossier
    visible: bool

    @property
    def status(self) -> Status:
        return Status(self.dossier.status)


def alike(dossier: Dossier, officer: User, at: datetime) -> list[Alike]:
    """Dossiers of the same personal number, or the same name and phone; newest first, one query."""
    number, phone = dossier.applicant_number, dossier.applicant_phone
    same = Q(pk__in=[])
    if number:
        same |= Q(applicant_number=number)
    if phone:
        same |= Q(applicant_phone=phone)
    found = _recent(Q(procedure_code=dossier.procedure_code) & same, at).exclude(pk=dossier.pk)
    name = folded(dossier.applicant_name)
    return [
        Alike(one, may(officer, "dossier.view", agency_code=one.agency_code, at=at))
        for one in found.select_related("agency")[: MOST * 2]
        if (number and one.applicant_number == number) or folded(one.applicant_name) == name
    ][:MOST]


def filed_before(user: User | None, procedure_code: str, at: datetime) -> list[Dossier]:
    """What an account itself has filed of the procedure; nobody is told of another person's dossiers."""
    if user is None:
        return []
    return list(_recent(Q(applicant=user, procedure_code=procedure_code), at)[:MOST])


def _recent(same: Q, at: datetime) -> QuerySet[Dossier]:
    lately = Q(ended_at=None) | Q(ended_at__gte=at - LATELY)
    return Dossier.objects.filter(same & lately).order_by("-filed_at")
