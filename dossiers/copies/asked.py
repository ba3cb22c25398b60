"""What a dossier asks to be certified, and its entries among the certified copies.

The entries follow the dossier's events: asked for on acceptance, compared, numbered, issued or refused.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from documents.copies.register import give_up
from documents.models import CertifiedCopy, StoredFile
from dossiers.costs import quote_of
from dossiers.moments import filed_with
from dossiers.statuses import Status

if TYPE_CHECKING:
    from dossiers.guards import Command
    from dossiers.models import Dossier, DossierEvent

SUBJECT = "dossier"
State = CertifiedCopy.State


def certifies(dossier: Dossier) -> bool:
    """Whether its procedure certifies copies; no query with the release at hand."""
    return bool(dossier.release.content.get("copies"))


def scan_of(dossier: Dossier) -> StoredFile | None:
    """The PDF to be certified, as answers stand now; None where there is none."""
    said = dossier.release.content.get("copies")
    ids = _answers(dossier).get(said["scan"]) if said else None
    if not isinstance(ids, list) or not ids:
        return None
    return StoredFile.objects.filter(pk=str(ids[-1]), media_type="application/pdf").first()


def title_of(dossier: Dossier) -> str:
    """What the original is called by the applicant."""
    said = dossier.release.content.get("copies") or {}
    return str(_answers(dossier).get(said.get("title", "")) or "").strip()[:300]


def _answers(dossier: Dossier) -> dict[str, Any]:
    filed = filed_with(dossier)
    return dossier.answers or (filed.answers if filed else {})


def current(dossier: Dossier) -> CertifiedCopy | None:
    """The entry that is worked on: the last that was not refused."""
    return entries(dossier).exclude(state=State.REFUSED).order_by("round").last()


def entries(dossier: Dossier) -> Any:
    return CertifiedCopy.objects.filter(subject_kind=SUBJECT, subject_id=str(dossier.pk))


def opened(command: Command, event: DossierEvent) -> None:
    """Consequence of the acceptance: the register knows who asked."""
    if certifies(command.dossier) and scan_of(command.dossier):
        open_entry(command.dossier, event)


def open_entry(dossier: Dossier, event: DossierEvent) -> CertifiedCopy:
    """The entry that is worked on, or a new one."""
    found = current(dossier)
    if found is not None:
        return found
    scan, first = scan_of(dossier), entries(dossier).order_by("round").first()
    return CertifiedCopy.objects.create(
        subject_kind=SUBJECT,
        subject_id=str(dossier.pk),
        round=entries(dossier).count() + 1,
        agency_code=dossier.agency_code,
        code=dossier.shown_code,
        title=title_of(dossier),
        asked_by=dossier.applicant_name,
        pages=int(scan.about.get("pages", 0)) if scan else 0,
        scan=scan,
        fee=quote_of(dossier).amount,
        asked_at=first.asked_at if first else event.at,  # it was asked for once
    )


def withdraw(dossier: Dossier, event: DossierEvent) -> None:
    """The dossier goes elsewhere while its copy waits: nobody signs it, and the next one is compared anew."""
    if event.from_status != Status.PROCESSING or event.to_status in (Status.PROCESSING, Status.FINISHED):
        return
    if not certifies(dossier):
        return
    for one in entries(dossier).filter(state=State.NUMBERED):
        give_up(one, str(event.payload.get("reason") or Status(event.to_status).label), at=event.at)


def ended(command: Command, event: DossierEvent) -> None:
    """Consequence of a dossier that stops: what was not issued is refused, a number stays with its reason."""
    if not certifies(command.dossier):
        return
    for one in entries(command.dossier).exclude(state__in=(State.ISSUED, State.REFUSED)):
        give_up(one, str(event.payload.get("reason") or event.payload.get("note") or ""), at=event.at)
