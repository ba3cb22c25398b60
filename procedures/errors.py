"""What the catalogue refuses."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _


class ReleaseIsFinal(ValidationError):
    """A published version was to be changed or deleted. Seen by programmers only: no screen offers it."""

    def __init__(self) -> None:
        super().__init__(_("A published version is never changed or deleted."), code="release_is_final")


class GateClosed(ValidationError):
    """The procedure cannot be published yet; the messages say why. Seen by editors and publishers."""


class LifecycleRefused(ValidationError):
    """Abolishing or replacing does not fit the state or the dates. Seen by publishers."""
