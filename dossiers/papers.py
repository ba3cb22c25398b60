"""Papers that come in with an answer, and the result that goes out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dossiers.models import SubmittedPaper

if TYPE_CHECKING:
    from dossiers.guards import Command
    from dossiers.models import DossierEvent


def attach_answer(command: Command, event: DossierEvent) -> None:
    """The files of an answer become papers of its round."""
    rounds = command.dossier.events.filter(action="supplement").count()
    for file_id in command.payload.get("files", []):
        SubmittedPaper.objects.create(dossier=command.dossier, file_id=file_id, round=rounds)


def issue_result(command: Command, event: DossierEvent) -> None:
    """The result an officer attached becomes an issued document that can be verified."""
