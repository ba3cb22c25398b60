"""What must hold before the portal starts: every draft being filled has somebody to receive it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.core import checks
from django.db import OperationalError, ProgrammingError

from eforms.models import Draft
from eforms.receivers import RECEIVERS


@checks.register(checks.Tags.database)
def every_kind_has_a_receiver(
    app_configs: Any, databases: Sequence[str] | None, **kwargs: Any
) -> list[checks.CheckMessage]:
    """eforms.E001: drafts of a kind that no room registered."""
    if not databases:
        return []
    try:
        used = set(
            Draft.objects.using(databases[0]).filter(state=Draft.State.OPEN).values_list("kind", flat=True)
        )
    except (OperationalError, ProgrammingError):
        return []  # the tables are not there yet: this is what `migrate` is about to do
    return [
        checks.Error(
            f"Drafts of the kind {kind!r} are being filled, but nobody receives them.",
            hint="Call eforms.submit.register(kind, handler) in AppConfig.ready() of the receiving room.",
            id="eforms.E001",
        )
        for kind in sorted(used - set(RECEIVERS))
    ]
