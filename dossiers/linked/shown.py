"""What pages and the API say of what was passed on, and of where a dossier comes from."""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db.models import Prefetch
from django.utils.translation import gettext_lazy as _

from documents.models import IssuedDocument
from dossiers import lights
from dossiers.linked.links import Link, links_of
from dossiers.models import Dossier, DossierEvent, DossierStep
from dossiers.papers import RESULT
from dossiers.statuses import Status, tone
from procedures.agencies import LINE
from procedures.calendars import load_all

OUTCOMES = {
    "done": _("finished, the result is here"),
    "failed": _("ended there without a result"),
    "taken_back": _("called back"),
}
ASKING = ("ask_supplement", "ask_payment", "pause")
TONES = {"done": "success", "failed": "danger", "taken_back": "neutral"}


@dataclass(frozen=True)
class Passed:
    """A link with how the other dossier stands: status None for an outside system. doing: its open steps.

    light: as on a row of the inbox; left: working time until it is due, or since. waits: why it stands still.
    """

    link: Link
    code: str = ""
    status: Status | None = None
    due: datetime | None = None
    doing: str = ""
    light: Mapping[str, Any] = field(default_factory=dict)
    left: str = ""
    waits: str = ""
    results: tuple[IssuedDocument, ...] = ()

    @property
    def late(self) -> bool:
        return self.light.get("light") in ("late", "done_late")

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
    """At most five queries where something was passed on to other dossiers, none else."""
    links = links_of(events)
    keys = [link.dossier for link in links if link.dossier]
    others, results = _others(keys), _results(keys)
    waits = _waiting(others.values())
    calendars = load_all() if others else {}

    def one(link: Link) -> Passed:
        other = others.get(link.dossier)
        if other is None:
            return Passed(link)
        light = lights.shown(other, at)
        return Passed(
            link,
            other.shown_code,
            Status(other.status),
            None if other.paused_at else light["until"],
            ", ".join(step.name for step in other.open_steps),  # type: ignore[attr-defined]
            light,
            lights.distance({**light, "dossier": other}, at, calendars),
            waits.get(other.pk, ""),
            tuple(results.get(link.dossier, ())),
        )

    return [one(link) for link in links]


def _waiting(others: Iterable[Dossier]) -> dict[uuid.UUID, str]:
    """Why those stand still that do: what is asked of the applicant, or why time was stopped."""
    still = [one.pk for one in others if one.paused_at]
    if not still:
        return {}
    asked = DossierEvent.objects.filter(dossier__in=still, action__in=ASKING).order_by("sequence")
    return {
        event.dossier_id: ": ".join(
            filter(None, [str(event.payload.get("reason", "")), "; ".join(event.payload.get("papers", ()))])
        )
        for event in asked
    }


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
    found = Dossier.objects.filter(pk__in=keys).select_related(f"agency__{LINE}")
    found = found.prefetch_related(open_steps)
    return {str(one.pk): one for one in found}
