"""An officer holds the scan against the original, page by page, or says why no copy is certified."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from dossiers.copies.asked import State, certifies, current, entries, open_entry, scan_of, title_of
from dossiers.copies.rules import copy_rules

if TYPE_CHECKING:
    from dossiers.guards import Command
    from dossiers.models import Dossier, DossierEvent


def may_compare(command: Command) -> str | None:
    """There is a scan, and no copy waits for signatures."""
    if not certifies(command.dossier):
        return "no_copies"
    if scan_of(command.dossier) is None:
        return "no_scan"
    return "copy_waits" if waits(command.dossier) else None


def waits(dossier: Dossier) -> bool:
    """Whether a copy is with those who sign, or was issued."""
    return entries(dossier).filter(state__in=(State.NUMBERED, State.ISSUED), document__isnull=False).exists()


def comparison_given(command: Command) -> str | None:
    """Every page was seen, or the copy is refused for a reason an editor has listed."""
    if refusal := str(command.payload.get("refusal", "")).strip():
        return None if refusal in copy_rules().choices() else "copy_reason_unknown"
    scan, seen = scan_of(command.dossier), command.payload.get("pages") or []
    count = int(scan.about.get("pages", 0)) if scan else 0
    return None if count and len(seen) == count and all(seen) else "pages_not_seen"


def compared(command: Command) -> dict[str, Any]:
    """What the event keeps of the scan that was compared: {"scan", "scan_hash"}."""
    scan = scan_of(command.dossier)
    assert scan is not None  # may_compare
    return {"scan": str(scan.pk), "scan_hash": scan.sha256}


def keep_comparison(command: Command, event: DossierEvent) -> None:
    """The entry follows the event."""
    copy = open_entry(command.dossier, event)
    copy.title = title_of(command.dossier)
    copy.scan, copy.seen = scan_of(command.dossier), list(event.payload.get("pages") or [])
    copy.pages = int(copy.scan.about.get("pages", 0)) if copy.scan else 0
    copy.compared_by, copy.compared_at = event.actor, event.at
    if refusal := str(event.payload.get("refusal", "")).strip():
        copy.state, copy.reason = State.REFUSED, refusal[:500]
    elif copy.state == State.ASKED:
        copy.state = State.COMPARED
    copy.save()


def refusal_of(dossier: Dossier) -> str:
    """Why the last comparison said that no copy is certified; "" where it did not."""
    last = dossier.events.filter(action="compare").last()
    return str(last.payload.get("refusal", "")) if last else ""


def may_be_submitted(command: Command) -> str | None:
    """The scan as it is now was compared, page by page, and nobody signs it yet."""
    if not certifies(command.dossier):
        return "no_copies"
    if waits(command.dossier):
        return "copy_waits"
    copy, scan = current(command.dossier), scan_of(command.dossier)
    if copy is None or scan is None or copy.state not in (State.COMPARED, State.NUMBERED):
        return "not_compared"
    return None if copy.scan_id == scan.pk else "not_compared"
