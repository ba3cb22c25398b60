"""What pages and the API say of what was passed on, and of where a dossier comes from."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Prefetch
from django.utils.translation import gettext_lazy as _

from documents.models import IssuedDocument
from dossiers.linked.links import Link, links_of
from dossiers.models import Dossier, DossierEvent, DossierStep
from dossiers.papers import RESULT
from dossiers.statuses import Status, tone

OUTCOMES = {
    "done": _("finished, the result is here"),
    "failed": _("ended there without a result"),
    "taken_back": _("called back"),
}
TONES = {"done": "success", "failed": "danger", "taken_back": "neutral"}


@dataclass(frozen=True)
class Passed:
    """A link with how the other dossier stands: status None for an outside system. doing: its open steps."""

    link: Link
    code: str = ""
    status: Status | None = None
    due: datetime | None = None
    doing: str = ""
    late: bool = False
    results: tuple[IssuedDocument, ...] = ()

    @property
    def outcome(self) -> Any:
        """In words; "" while it is there."""
        return OUTCOMES.get(self.link.outcome, "")

    @property
    def tone(self) -> str:
        if self.link.open:
            return tone(self.status) if self.status else "info"
        return TONES[self.link.outcome]


def passed_on(events: Sequence[DossierEvent], at: datetime) -> list[Passed]:
    """Three queries where something was passed on to other dossiers, none else."""
    links = links_of(events)
    keys = [link.dossier for link in links if link.dossier]
    others, results = _others(keys), _results(keys)
    return [_passed(link, others.get(link.dossier), results.get(link.dossier, []), at) for link in links]


def _results(keys: list[str]) -> dict[str, list[IssuedDocument]]:
    if not keys:
        return {}
    found: dict[str, list[IssuedDocument]] = {}
    issued = IssuedDocument.objects.filter(subject_kind="dossier", subject_id__in=keys, kind=RESULT)
    for document in issued.select_related("file").order_by("issued_at"):
        found.setdefault(document.subject_id, []).append(document)
    return found


def _others(keys: list[str]) -> dict[str, Dossier]:
    if not keys:
        return {}
    open_steps = Prefetch("steps", DossierStep.objects.filter(left_at=None), to_attr="open_steps")
    found = Dossier.objects.filter(pk__in=keys).prefetch_related(open_steps)
    return {str(one.pk): one for one in found}


def _passed(link: Link, other: Dossier | None, results: list[IssuedDocument], at: datetime) -> Passed:
    if other is None:
        return Passed(link)
    due = other.due_at or other.reception_due_at
    return Passed(
        link,
        other.shown_code,
        Status(other.status),
        due,
        ", ".join(step.name for step in other.open_steps),  # type: ignore[attr-defined]
        late=bool(due and (other.ended_at or at) > due and other.paused_at is None),
        results=tuple(results),
    )
