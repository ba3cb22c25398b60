"""What happens after commit: the slip and the notices. Handlers are idempotent by the event's id."""

from __future__ import annotations

from effects.handlers import handler


@handler("issue_slip")
def issue_slip(*, key: str, dossier: str, event: int) -> None:
    """Form 01 of the acceptance."""


@handler("tell_applicant")
def tell_applicant(*, key: str, dossier: str, event: int) -> None:
    """The e-mail about an event."""
