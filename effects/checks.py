"""What must hold before the portal starts: every channel that is on has settings its provider can use."""

from __future__ import annotations

from typing import Any

from django.core import checks

from effects import channels


@checks.register
def channels_have_what_they_need(app_configs: Any, **_: Any) -> list[checks.CheckMessage]:
    """effects.E001: SMS_URL, ZALO_URL or their options cannot be used."""
    return [
        checks.Error(
            f"{channel.value.upper()}_URL, {channel.value.upper()}_OPTIONS: {problem}.",
            hint="See “Messages” in docs/operations.md.",
            id="effects.E001",
        )
        for channel in channels.open_channels()
        if channels.address(channel) != channels.KEEP
        for problem in channels.provider(channel).check_config()
    ]
