"""Numbers the law sets for handling dossiers, as an administrator keeps them: they change, code does not.

First values: NĐ 45/2020 (answer within 8 working hours), NĐ 61/2018 Điều 19 and its successors (one new
appointment, asked for a working day before the term ends), NĐ 23/2015 and NĐ 61/2018 (15:00).
"""

from __future__ import annotations

from datetime import time

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.contrib.settings.models import BaseGenericSetting, register_setting

from procedures import carriers


class FormSet(models.TextChoices):
    """The circular whose printed forms the agencies use: their numbers, names and order."""

    TT2025 = "2025", _("Thông tư 03/2025/TT-VPCP: forms 01 to 07")
    TT2018 = "2018", _("Thông tư 01/2018/TT-VPCP: forms 01 to 06")


@register_setting(icon="time")
class ProcessingRules(BaseGenericSetting):
    """One row for the portal. What an event was decided by is kept with the event."""

    reception_hours = models.PositiveSmallIntegerField(
        _("working hours to answer a new dossier"),
        default=8,
        help_text=_("From filing until it is accepted, refused or more papers are asked for."),
    )
    reappointments = models.PositiveSmallIntegerField(
        _("new appointments at most"),
        default=1,
        help_text=_("How often the day of the result may be put off (Mẫu 04)."),
    )
    reappointment_notice = models.PositiveSmallIntegerField(
        _("working days before the due date"),
        default=1,
        help_text=_("An extension must be approved so many working days before the term ends."),
    )
    cutoff = models.TimeField(
        _("hour after which the next working day counts"),
        default=time(15),
        help_text=_(
            "Paper dossiers accepted later are passed on at the start of the next working day, "
            "and results promised for the same day are due on the next one."
        ),
    )
    escalation_hours = models.PositiveSmallIntegerField(
        _("working hours late until the next level above is told"),
        default=16,
        help_text=_(
            "Leaders of the agency are told when the due date passes; after so many working hours those of "
            "the agency above, and so on. 0: nobody above is told."
        ),
    )
    officer_names = models.BooleanField(
        _("applicants see the names of officers"),
        default=False,
        help_text=_("Else they see the role and the agency only."),
    )
    undo_hours = models.PositiveSmallIntegerField(
        _("hours in which a step may be taken back"),
        default=24,
        help_text=_("By the officer who finished it, while nobody has gone on with the dossier. 0: never."),
    )
    form_set = models.CharField(
        _("printed forms"),
        max_length=4,
        choices=FormSet,
        default=FormSet.TT2025,
        help_text=_(
            "Papers issued from now on follow it. The set of 2018 has no notice that processing stops: "
            "for that the form of 2025 is used."
        ),
    )

    carriers = models.TextField(
        _("carriers of results sent by post"),
        default=carriers.FIRST,
        blank=True,
        validators=[carriers.validate],
        help_text=_(
            "One a line: its name, a bar | and the address where a parcel is followed, with {ma} in the "
            "place of its code."
        ),
    )

    class Meta:
        verbose_name = _("rules of processing")

    def __str__(self) -> str:
        return str(self._meta.verbose_name)


def rules() -> ProcessingRules:
    """The rules as they stand now; one query."""
    return ProcessingRules.load()
