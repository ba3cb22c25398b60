"""What can go wrong in a theme; shown to the editor beside the colour."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.utils.formats import number_format
from django.utils.translation import gettext_lazy as _

from themes.contrast import shown


class ContrastTooLow(ValidationError):
    """Two colours too alike (WCAG 2.2, 1.4.3 and 1.4.11); the editor sees the ratio and the one needed."""

    def __init__(self, *, foreground: object, background: object, ratio: float, least: float) -> None:
        super().__init__(
            _(
                "“%(foreground)s” on “%(background)s” has a contrast of %(ratio)s:1, "
                "at least %(least)s:1 is needed."
            ),
            code="contrast",
            params={
                "foreground": foreground,
                "background": background,
                "ratio": number_format(shown(ratio)),
                "least": number_format(f"{least:g}"),
            },
        )
