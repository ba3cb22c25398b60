"""Who says when something was signed: the server of TSA_URL (RFC 3161), in the demo its own authority."""

from __future__ import annotations

from django.conf import settings
from pyhanko.sign.timestamps import HTTPTimeStamper
from pyhanko.sign.timestamps.api import TimeStamper

from documents.signing import demo

TIMEOUT = 10  # seconds


def time_stamper() -> TimeStamper:
    """Raises SigningRefused (no_demo): production has no TSA_URL."""
    if settings.TSA_URL:
        return HTTPTimeStamper(settings.TSA_URL, timeout=TIMEOUT)
    return demo.time_stamper()


def problems() -> list[str]:
    """For the start-up check."""
    if settings.TSA_URL or settings.DEMO:
        return []
    return ["TSA_URL is not set: documents cannot be signed with a time stamp"]
