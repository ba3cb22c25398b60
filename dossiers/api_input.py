"""What a program sends with an action: its key, and nothing the action does not take."""

from __future__ import annotations

from collections.abc import Iterable

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from drf_spectacular.utils import OpenApiParameter
from rest_framework.request import Request

KEY_HEADER = "Idempotency-Key"
KEY = OpenApiParameter(
    KEY_HEADER,
    str,
    OpenApiParameter.HEADER,
    required=True,
    description="Any text of yours; asked again, done once.",
)


def key_sent(request: Request) -> str:
    """The caller's idempotency key. Raises ValidationError (required)."""
    key = request.headers.get(KEY_HEADER, "").strip()
    if not key or len(key) > 100:
        message = _(
            "Send a header Idempotency-Key of up to 100 characters, so that asking again does nothing twice."
        )
        raise ValidationError({KEY_HEADER: ValidationError(message, code="required")})
    return key


def refuse_strange(given: Iterable[str], taken: Iterable[str]) -> None:
    """Raises ValidationError (not_taken) beside everything the action does not take."""
    if strange := sorted(set(given) - set(taken)):
        message = _("This action does not take: %(names)s.") % {"names": ", ".join(strange)}
        raise ValidationError({name: ValidationError(message, code="not_taken") for name in strange})
