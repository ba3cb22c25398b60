"""Lives of dossiers, each lived once by the portal's own verbs; the generator tells them again and again."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db import connection
from django.db.models import Model

from dossiers.models import Dossier, DossierEvent, DossierStep
from tests.bench.province.world import AGENCY, FIRST_MONDAY

Row = dict[str, Any]

CHECKED = ("check_papers", "accept", "assign")
ENDED = (
    (*CHECKED, "complete_step", "complete_step", "finish", "hand_result"),
    (*CHECKED, "complete_step", "send_back", "complete_step", "complete_step", "finish", "hand_result"),
    ("ask_supplement", "supplement", *CHECKED, "complete_step", "complete_step", "finish", "hand_result"),
    (*CHECKED, "complete_step", "ask_supplement", "supplement", "complete_step", "finish", "hand_result"),
    (*CHECKED, "pause", "resume", "complete_step", "complete_step", "finish", "hand_result"),
    ("check_papers", "refuse"),
)
OPEN = (
    (),
    ("accept",),
    CHECKED,
    (*CHECKED, "complete_step"),
    ("accept", "assign", "complete_step", "ask_supplement"),
    ("accept", "assign", "pause"),
)
HOURS = (0, 2, 5, 8)  # after 08:00 on a Monday


@dataclass(frozen=True, eq=False)
class Life:
    """The rows of one dossier as the tables keep them, times as they were lived."""

    dossier: Row
    events: list[Row]
    steps: list[Row]
    ended: bool


def lived() -> list[Life]:
    """Every kind of life, begun at several hours."""
    return list(_lived())


def _lived() -> Iterator[Life]:
    from tests.dossiers.cases import brought, do

    for kinds, ended in ((ENDED, True), (OPEN, False)):
        for actions in kinds:
            for hours in HOURS:
                dossier = brought(agency=AGENCY.get(), at=FIRST_MONDAY + timedelta(hours=hours))
                for action in actions:
                    last = dossier.events.order_by("-sequence").first()
                    do(dossier, action, at=last.at + timedelta(hours=7))
                yield _kept(dossier, ended)


def _kept(dossier: Dossier, ended: bool) -> Life:
    events = list(DossierEvent.objects.filter(dossier=dossier).order_by("sequence"))
    steps = list(DossierStep.objects.filter(dossier=dossier).order_by("number"))
    return Life(_row(Dossier.objects.get(pk=dossier.pk)), [*map(_row, events)], [*map(_row, steps)], ended)


def _row(instance: Model) -> Row:
    """{column: value}, without the automatic number of the row."""
    fields = instance._meta.concrete_fields
    auto = instance._meta.auto_field
    return {field.column: getattr(instance, field.attname) for field in fields if field is not auto}


def later(value: Any, by: timedelta) -> Any:
    """The same value so much later: times, and times written in JSON."""
    if isinstance(value, datetime):
        return value + by
    if isinstance(value, dict):
        return {name: later(one, by) for name, one in value.items()}
    if isinstance(value, list):
        return [later(one, by) for one in value]
    if isinstance(value, str) and len(value) in (25, 32) and value[4:5] == "-" and value[10:11] == "T":
        return (datetime.fromisoformat(value) + by).isoformat()
    return value


def table(model: type[Model]) -> str:
    return connection.ops.quote_name(model._meta.db_table)
