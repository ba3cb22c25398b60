"""What a program sends with whatever must not be done twice: its key."""

from __future__ import annotations

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
