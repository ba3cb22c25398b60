"""Papers of a dossier: those handed in, and who may read them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dossiers.models import SubmittedPaper

if TYPE_CHECKING:
    from dossiers.guards import Command
    from dossiers.models import DossierEvent


def attach_answer(command: Command, event: DossierEvent) -> None:
    """The files of an answer, and those of the answers corrected with it, become papers of its round."""
    number = command.dossier.events.filter(action="supplement").count()
    files = [{"file": file_id} for file_id in command.payload.get("files", [])]
    papers = [
        SubmittedPaper(
            dossier=command.dossier,
            file_id=one["file"],
            field=one.get("field", ""),
            label=one.get("label", "")[:500],
            round=number,
        )
        for one in (*files, *event.payload.get("corrected_files", []))
    ]
    SubmittedPaper.objects.bulk_create(papers)
