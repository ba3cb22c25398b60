"""Where a dossier is: the agencies whose officers may see it, its own first.

Listing asks `inbox.visible`, which stays with the dossier's own agency and so with one index; what is worked
on for others is listed by its steps, what is taken in for others by its reception unit's agency.
"""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from accounts.permissions import Person, may

if TYPE_CHECKING:
    from dossiers.models import Dossier

AT_COUNTER = frozenset({"accept", "refuse", "take_supplement", "hand_result"})
"""What a reception unit does for another agency: taking in and giving back."""
BEFORE_ACCEPTANCE = frozenset({"check_papers", "ask_supplement"})
"""What it does until the dossier is accepted; then the competent agency looks at it."""


def places(dossier: Dossier) -> frozenset[str]:
    """Codes of its own agency, of its reception unit's, of every agency that does or did a step of it.

    And of those of dossiers it was passed on to, or comes from: each sees the whole case.
    """
    steps = dossier.steps.values_list("agency_code", flat=True)
    linked = list(dossier.children.values_list("agency_code", flat=True))
    if dossier.parent:
        linked.append(dossier.parent.agency_code)
    return frozenset({dossier.agency_code, *steps, *linked} | ({dossier.reception_code} - {""}))


def acting_places(dossier: Dossier, action: str) -> list[str]:
    """Codes of the agencies whose officers may do `action`: its own, at the counter its reception unit's."""
    at_counter = action in AT_COUNTER or (action in BEFORE_ACCEPTANCE and not dossier.accepted_at)
    return [dossier.agency_code, *([dossier.reception_code] if dossier.reception_code and at_counter else [])]


def may_reach(user: Person, action: str, dossier: Dossier, at: datetime) -> bool:
    """Whether the person may do `action` (seeing, printing) at one of the places of the dossier."""
    if may(user, action, agency_code=dossier.agency_code, at=at):
        return True
    return any(may(user, action, agency_code=code, at=at) for code in places(dossier))
