"""A data source as an administrator sets it up."""

from __future__ import annotations

from typing import Any, ClassVar

from django.core.validators import RegexValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from effects.outside import options
from eforms.sources import PLUGINS


def plugin_choices() -> list[tuple[str, Any]]:
    return [(name, plugin.LABEL) for name, plugin in PLUGINS.items()]


class DataSource(models.Model):
    """Where answers to questions may be asked for, and what happens while nobody answers there."""

    class About(models.TextChoices):
        ACCOUNT = "account", _("only whoever is signed in, as the account says")
        ANSWERS = "answers", _("whoever the answers name: only for public registers")

    class WhenDown(models.TextChoices):
        CHECK = "check", _("the person types the answer; the officer is asked to check it")
        TYPE = "type", _("the person types the answer")

    code = models.CharField(
        _("code"), max_length=40, unique=True, validators=[RegexValidator(r"^[a-z][a-z0-9_]*$")],
        help_text=_("Small letters, digits and _. Forms name the source by it."),
    )  # fmt: skip
    name = models.CharField(_("name"), max_length=120, help_text=_("Shown beside answers that come from it."))
    name_en = models.CharField(_("name in English"), max_length=120, blank=True)
    plugin = models.CharField(_("kind of source"), max_length=40, choices=plugin_choices, default="json_api")
    options = models.JSONField(
        _("options"), default=dict, blank=True,
        help_text=_(
            "JSON. For an HTTP API: url, send, headers, seconds, result. Secrets are only named here."
        ),
    )  # fmt: skip
    about = models.CharField(
        _("who may be asked about"), max_length=10, choices=About, default=About.ACCOUNT,
        help_text=_("A source that tells private things must not answer about numbers anybody can type."),
    )  # fmt: skip
    when_down = models.CharField(
        _("while it gives no answer"), max_length=10, choices=WhenDown, default=WhenDown.CHECK
    )
    active = models.BooleanField(_("in use"), default=True)

    class Meta:
        verbose_name = _("data source")
        verbose_name_plural = _("data sources")
        ordering: ClassVar[list[str]] = ["name"]

    def __str__(self) -> str:
        return self.name

    def clean(self) -> None:
        """Options must be an object with no problem the plugin can see."""
        options.refuse(self.options, PLUGINS.get(self.plugin), active=self.active)
