"""How the state of a kept paper is said."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.utils.translation import gettext_lazy as _

from documents.keeping.keeping import state_of
from documents.models import KeptPaper

STATES: dict[str, tuple[Any, str]] = {
    "in_force": (_("in force"), "success"),
    "checked": (_("checked by an officer"), "success"),
    "own": (_("not verified"), "neutral"),
    "expired": (_("no longer valid"), "warning"),
    "signing": (_("waiting for signatures"), "warning"),
    "refused": (_("not signed"), "danger"),
    "revoked": (_("revoked"), "danger"),
    "replaced": (_("replaced"), "danger"),
}


def shown_state(paper: KeptPaper, on: date) -> dict[str, Any]:
    """{"key", "words", "tone"}."""
    key = state_of(paper, on)
    words, tone = STATES[key]
    return {"key": key, "words": words, "tone": tone}
