"""Papers of a dossier: those handed in, and who may read them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dossiers.models import SubmittedPaper

if TYPE_CHECKING:
    from dossiers.guards import Command
    from dossiers.models import DossierEvent


def attach_answer(command: Command, event: DossierEvent) -> None:
    """The files of an answer become papers of its round."""
    files = command.payload.get("files", [])
    number = command.dossier.events.filter(action="supplement").count()
    papers = [SubmittedPaper(dossier=command.dossier, file_id=file_id, round=number) for file_id in files]
    SubmittedPaper.objects.bulk_create(papers)
