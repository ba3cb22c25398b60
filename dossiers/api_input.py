"""What a program sends with an action: its key, and nothing the action does not take."""

from __future__ import annotations

from collections.abc import Iterable

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from accounts.api_input import KEY, KEY_HEADER, key_sent

__all__ = ["KEY", "KEY_HEADER", "key_sent", "refuse_strange"]


def refuse_strange(given: Iterable[str], taken: Iterable[str]) -> None:
    """Raises ValidationError (not_taken) beside everything the action does not take."""
    if strange := sorted(set(given) - set(taken)):
        message = _("This action does not take: %(names)s.") % {"names": ", ".join(strange)}
        raise ValidationError({name: ValidationError(message, code="not_taken") for name in strange})
