"""After acceptance the system assigns the dossier as the agency's rule says; the dispatcher may change it."""

from __future__ import annotations

from datetime import datetime

from dossiers.actors import Actor
from dossiers.errors import ActionRefused
from dossiers.models import DossierEvent
from dossiers.transitions import act


def carry_out(dossier_id: str, *, key: str, at: datetime) -> DossierEvent | None:
    """The event; None when nobody of the rule is there, or the dispatcher was faster."""
    try:
        return act(dossier_id, "assign", actor=Actor.system(), key=key, at=at)
    except ActionRefused:
        return None
