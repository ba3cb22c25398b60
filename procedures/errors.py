"""What the catalogue refuses."""

from __future__ import annotations

from django.core.exceptions import ValidationError


class GateClosed(ValidationError):
    """The procedure cannot be published yet; the messages say why. Seen by editors and publishers."""


class LifecycleRefused(ValidationError):
    """Abolishing or replacing does not fit the state or the dates. Seen by publishers."""
