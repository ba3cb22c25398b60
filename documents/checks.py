"""What must hold before documents can be signed."""

from __future__ import annotations

from typing import Any

from django.core import checks

from documents.signing import timestamps


@checks.register
def signing_has_what_it_needs(app_configs: Any, **_: Any) -> list[checks.CheckMessage]:
    """documents.W001: no time stamps. A warning: a portal may do without signatures."""
    return [
        checks.Warning(f"{problem}.", hint="See “Signatures” in docs/operations.md.", id="documents.W001")
        for problem in timestamps.problems()
    ]
