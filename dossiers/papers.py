"""Papers of a dossier: those that come with an answer to a request for more."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dossiers.actions import SUPPLEMENTS
from dossiers.checking import named_in
from dossiers.models import SubmittedPaper

if TYPE_CHECKING:
    from dossiers.guards import Command
    from dossiers.models import Dossier, DossierEvent

RESULT = "KQ"
"""Kind of the documents a dossier ends with, uploaded or made."""
SCAN = "SH"
"""Kind of papers an officer digitised and signed."""


def attach_answer(command: Command, event: DossierEvent) -> None:
    """The files of an answer and of answers corrected with it, and what was brought, become its papers."""
    dossier, said = command.dossier, command.payload
    number = dossier.events.filter(action__in=SUPPLEMENTS).count()
    files = [{"file": file_id} for file_id in said.get("files", [])]
    papers = [
        SubmittedPaper(
            dossier=dossier,
            file_id=one["file"],
            field=one.get("field", ""),
            label=one.get("label", "")[:500],
            round=number,
        )
        for one in (*files, *event.payload.get("corrected_files", []))
    ]
    papers += [_brought(dossier, line, number) for line in said.get("brought", [])]
    SubmittedPaper.objects.bulk_create(papers)


def _brought(dossier: Dossier, line: str, number: int) -> SubmittedPaper:
    """A line of the request, as the procedure wants that paper: one original where it does not say."""
    paper = named_in(line, dossier)
    originals, copies = paper.get("originals") or 0, paper.get("copies") or 0
    return SubmittedPaper(
        dossier=dossier,
        label=str(paper.get("name") or line)[:500],
        round=number,
        originals=originals or (0 if copies else 1),
        copies=copies,
    )
