"""A StreamField whose blocks migrations need not know: they change often, the column never does."""

from __future__ import annotations

from typing import Any

from wagtail.fields import StreamField


class StepsField(StreamField):
    """Kept as JSON; its blocks stand in the code only, so a change of a block is no migration."""

    def deconstruct(self) -> tuple[str, str, list[Any], dict[str, Any]]:
        name, path, _args, kwargs = super().deconstruct()
        kwargs.pop("block_lookup", None)
        return name, path, [[]], kwargs
