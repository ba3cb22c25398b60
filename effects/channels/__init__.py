"""Ways to reach a person: e-mail, SMS, Zalo. Who carries each, the operator says in the environment.

MAIL_URL, SMS_URL, ZALO_URL: an address sends, `keep:` keeps messages in the list, empty means off.
"""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from effects.channels.contract import Provider
from effects.channels.email import Email
from effects.channels.http import HttpProvider


class Channel(models.TextChoices):
    """The ways, as a message keeps them."""

    EMAIL = "email", _("E-mail")
    SMS = "sms", _("SMS")
    ZALO = "zalo", _("Zalo")


KEEP = "keep:"


def address(channel: str) -> str:
    """Where the channel's messages go: an address, `keep:`, or "" while it is off."""
    return {
        Channel.EMAIL: settings.MAIL_URL,
        Channel.SMS: settings.SMS_URL,
        Channel.ZALO: settings.ZALO_URL,
    }[Channel(channel)]


def open_channels() -> list[Channel]:
    """Channels that are on."""
    return [channel for channel in Channel if address(channel)]


def provider(channel: str) -> Provider:
    """Who carries the messages of a channel that is on and does not keep them."""
    if channel == Channel.EMAIL:
        return Email()
    options = settings.SMS_OPTIONS if channel == Channel.SMS else settings.ZALO_OPTIONS
    return HttpProvider(address(channel), options)
