"""An editor's theme: one row a site; what is left empty comes from the shipped theme chosen."""

from __future__ import annotations

from dataclasses import fields, replace
from typing import TYPE_CHECKING

from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel, HelpPanel, MultiFieldPanel
from wagtail.contrib.settings.models import BaseSiteSetting, register_setting

from themes.contrast import HEX, ratio
from themes.errors import ContrastTooLow
from themes.palette import PAIRS
from themes.presets import DEFAULT, PRESETS, Colours, Look

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

is_colour = RegexValidator(HEX.pattern, _("Write a colour as # and six digits, for example #8c1d20."))


class Font(models.TextChoices):
    SANS = "sans", _("Sans serif")
    SERIF_HEADINGS = "serif_headings", _("Sans serif, headings with serifs")
    SERIF = "serif", _("Serif")


class Rounding(models.TextChoices):
    SQUARE = "square", _("Square")
    SOFT = "soft", _("Slightly rounded")
    ROUND = "round", _("Rounded")


class Density(models.TextChoices):
    COMPACT = "compact", _("Compact")
    REGULAR = "regular", _("Regular")
    ROOMY = "roomy", _("Roomy")


class Preset(models.TextChoices):
    SON = "son", _("Sơn (lacquer red and gold)")
    LAM = "lam", _("Lam (river blue and bronze)")


def colour(name: StrOrPromise, help_text: StrOrPromise = "") -> models.CharField:
    return models.CharField(name, max_length=7, blank=True, validators=[is_colour], help_text=help_text)


@register_setting(icon="view", order=10)
class Theme(BaseSiteSetting):
    """Colours, logo, font, rounding and density of a site. Two colours too alike are refused."""

    preset = models.CharField(
        _("shipped theme"),
        max_length=10,
        choices=Preset.choices,
        default=DEFAULT,
        help_text=_("What you leave empty below is taken from it."),
    )
    brand = colour(_("brand colour"), _("Header, main buttons. For example #8c1d20."))
    brand_text = colour(_("text on the brand colour"))
    accent = colour(_("accent colour"), _("Marks on the brand colour: the current menu entry, the band."))
    link = colour(_("link colour"))
    surface = colour(_("page background"))
    text = colour(_("text colour"))
    logo = models.ForeignKey(
        "wagtailimages.Image",
        verbose_name=_("logo"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        help_text=_("Shown in the header, 48 pixels high. Empty: the gate of Một Cửa."),
    )
    font = models.CharField(_("font"), max_length=20, choices=Font.choices, blank=True)
    rounding = models.CharField(_("corners"), max_length=10, choices=Rounding.choices, blank=True)
    density = models.CharField(_("density"), max_length=10, choices=Density.choices, blank=True)

    panels = [
        FieldPanel("preset"),
        MultiFieldPanel(
            [
                FieldRowPanel([FieldPanel("brand"), FieldPanel("brand_text"), FieldPanel("accent")]),
                FieldRowPanel([FieldPanel("link"), FieldPanel("surface"), FieldPanel("text")]),
            ],
            heading=_("Colours"),
        ),
        FieldPanel("logo"),
        FieldRowPanel([FieldPanel("font"), FieldPanel("rounding"), FieldPanel("density")]),
        HelpPanel(template="themes/preview.html", heading=_("Preview")),
    ]

    class Meta:
        verbose_name = _("theme")
        verbose_name_plural = _("themes")

    def __str__(self) -> str:
        return self.get_preset_display()

    def look(self) -> Look:
        """What the editor chose, with the shipped theme in the gaps."""
        base = PRESETS.get(self.preset, PRESETS[DEFAULT])
        chosen = {name: value for name in _names() if (value := getattr(self, name))}
        return Look(
            colours=replace(base.colours, **chosen),
            font=self.font or base.font,
            rounding=self.rounding or base.rounding,
            density=self.density or base.density,
        )

    def clean(self) -> None:
        """Raises ContrastTooLow beside each colour that cannot be read on its background."""
        super().clean()
        colours = self.look().colours
        if any(not HEX.match(getattr(colours, name)) for name in _names()):
            return  # the field itself has said so
        refused: dict[str, list[ValidationError]] = {}
        for foreground, background, least in PAIRS:
            found = ratio(getattr(colours, foreground), getattr(colours, background))
            if found < least:
                theirs = getattr(self, foreground) or not getattr(self, background)
                beside = foreground if theirs else background
                refused.setdefault(beside, []).append(
                    ContrastTooLow(
                        foreground=_label(foreground), background=_label(background), ratio=found, least=least
                    )
                )
        if refused:
            raise ValidationError(refused)


def _names() -> list[str]:
    return [field.name for field in fields(Colours)]


def _label(name: str) -> object:
    return Theme._meta.get_field(name).verbose_name
