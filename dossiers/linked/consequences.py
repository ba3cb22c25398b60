"""What an event means for dossiers and systems it is linked with: promised in its own transaction."""

from __future__ import annotations

from dossiers.linked.links import links_of
from dossiers.linked.passing import passes_on
from dossiers.models import Dossier, DossierEvent
from dossiers.moments import process_of_dossier
from dossiers.statuses import Status
from effects.outbox import send

OVER = (Status.REFUSED, Status.STOPPED)
ANSWERED = (*OVER, Status.FINISHED)


def follow(dossier: Dossier, event: DossierEvent) -> None:
    """Steps that begin are passed on; what ends is told to where it came from; what stops calls all back."""
    if dossier.parent_id and event.to_status in ANSWERED and event.from_status not in ANSWERED:
        send("come_back", key=f"come_back:{event.pk}", dossier=str(dossier.pk), event=event.pk)
    if not passes_on(dossier):
        return
    if event.to_status in OVER:
        if any(link.open for link in links_of(dossier.events.all())):
            send("call_all_back", key=f"call_all_back:{event.pk}", dossier=str(dossier.pk), event=event.pk)
        return
    process = process_of_dossier(dossier)
    for row in dossier.steps.filter(entered_at=event.at, left_at=None):
        step = process.step(row.step)
        if step and step.passed_on:
            key = f"pass_on:{dossier.pk}:{row.number}"
            send("pass_on", key=key, dossier=str(dossier.pk), step=row.step, run=row.number)
