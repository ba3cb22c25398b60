"""By which channels a person wants to hear of what: a choice of theirs, kept with the account.

Whoever writes to a person asks `ways_to` and queues one message a way (`effects.messages.queue`).
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _

from accounts.models import User
from effects.channels import Channel, open_channels

KINDS: dict[str, Any] = {"dossier": _("News of my dossiers")}
"""What one may be written to about. Whoever has not chosen is written to by e-mail."""


@dataclass(frozen=True)
class Way:
    """A channel that is on, and the person's address in it."""

    channel: Channel
    to: str


def chosen(user: User, kind: str) -> list[str]:
    """The channels the person wants for a kind of news, whether they are on or not."""
    return list(user.channels.get(kind, [Channel.EMAIL]))


def choose(user: User, kind: str, channels: Iterable[str]) -> None:
    """Keep a choice; none at all means: no messages. What is off for now stays chosen."""
    is_on = open_channels()
    kept = [one for one in chosen(user, kind) if one not in is_on]
    user.channels = {**user.channels, kind: [*(one for one in is_on if one in set(channels)), *kept]}
    user.save(update_fields=["channels"])


def ways_to(user: User | None, kind: str, *, email: str = "", phone: str = "") -> list[Way]:
    """How to reach a person. `email`, `phone`: what was given for the occasion, before what the account says.

    Without an account: by e-mail, else by SMS.
    """
    if user is None:
        return (_open(Channel.EMAIL, email) or _open(Channel.SMS, phone))[:1]
    wanted = chosen(user, kind)
    reached = {
        Channel.EMAIL: email or user.email,
        Channel.SMS: phone or user.phone,
        Channel.ZALO: phone or user.phone,
    }
    return [way for channel, to in reached.items() if channel in wanted for way in _open(channel, to)]


def _open(channel: Channel, to: str) -> list[Way]:
    return [Way(channel, to)] if to and channel in open_channels() else []
