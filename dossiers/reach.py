"""Where a dossier is: the agencies whose officers may see it, its own first.

Listing asks `inbox.visible`, which stays with the dossier's own agency and so with one index; what is worked
on for others is listed by its steps.
"""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from accounts.permissions import Person, may

if TYPE_CHECKING:
    from dossiers.models import Dossier


def places(dossier: Dossier) -> frozenset[str]:
    """Codes of its own agency and of every agency that does or did a step of it."""
    return frozenset({dossier.agency_code, *dossier.steps.values_list("agency_code", flat=True)})


def may_reach(user: Person, action: str, dossier: Dossier, at: datetime) -> bool:
    """Whether the person may do `action` (seeing, printing) at one of the places of the dossier."""
    if may(user, action, agency_code=dossier.agency_code, at=at):
        return True
    return any(may(user, action, agency_code=code, at=at) for code in places(dossier))
