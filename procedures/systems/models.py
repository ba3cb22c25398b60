"""A system of somebody else that steps of processes may be passed on to."""

from __future__ import annotations

from typing import Any, ClassVar

from django.core.validators import MaxValueValidator, MinValueValidator, RegexValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from effects.outside import options
from procedures.systems import PLUGINS

DAY = 24 * 60


def plugin_choices() -> list[tuple[str, Any]]:
    return [(name, plugin.LABEL) for name, plugin in PLUGINS.items()]


class OutsideSystem(models.Model):
    """Whose it is, how it is asked, and how often."""

    code = models.CharField(
        _("code"), max_length=40, unique=True, validators=[RegexValidator(r"^[a-z][a-z0-9_]*$")],
        help_text=_("Small letters, digits and _. Steps of processes name the system by it."),
    )  # fmt: skip
    name = models.CharField(
        _("name"), max_length=200, help_text=_("Who works on it there, as applicants read it.")
    )
    name_en = models.CharField(_("name in English"), max_length=200, blank=True)
    plugin = models.CharField(_("kind of system"), max_length=40, choices=plugin_choices, default="json_api")
    options = models.JSONField(
        _("options"), default=dict, blank=True,
        help_text=_(
            "JSON. For an HTTP system: url, reference, ask_url, state, done, failed, message, take_back_url, "
            "headers, seconds. Secrets are only named here."
        ),
    )  # fmt: skip
    minutes = models.PositiveSmallIntegerField(
        _("asked every (minutes)"), default=15, validators=[MinValueValidator(1), MaxValueValidator(DAY)]
    )
    active = models.BooleanField(_("in use"), default=True)

    class Meta:
        verbose_name = _("outside system")
        verbose_name_plural = _("outside systems")
        ordering: ClassVar[list[str]] = ["name"]

    def __str__(self) -> str:
        return self.name

    def clean(self) -> None:
        """Options must be an object with no problem the plugin can see."""
        options.refuse(self.options, PLUGINS.get(self.plugin), active=self.active)
