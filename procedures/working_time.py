"""Working calendars as an editor keeps them: hours of each weekday, and the days that are not as usual."""

from __future__ import annotations

from datetime import time

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from modelcluster.models import ClusterableModel

from procedures.calendar import Windows


class WorkingCalendar(ClusterableModel):
    """Working time of agencies; `version` grows with every change, so a slip can name the one it used."""

    name = models.CharField(_("name"), max_length=150, unique=True)
    version = models.PositiveIntegerField(_("version"), default=1, editable=False)
    valid_from = models.DateField(_("valid from"), null=True, blank=True)
    is_default = models.BooleanField(
        _("default"),
        default=False,
        help_text=_("Used by every agency that has no calendar, nor one above it."),
    )

    class Meta:
        verbose_name = _("working calendar")
        verbose_name_plural = _("working calendars")
        ordering = ["-is_default", "name"]
        constraints = [
            models.UniqueConstraint(
                fields=["is_default"],
                condition=models.Q(is_default=True),
                name="one_default_calendar",
                violation_error_message=_("Another calendar is the default already."),
            )
        ]

    def __str__(self) -> str:
        return self.name


class TwoWindows(models.Model):
    """Opening hours of a day, in one window or two (before and after the midday break)."""

    opens = models.TimeField(_("opens"), null=True, blank=True)
    closes = models.TimeField(_("closes"), null=True, blank=True)
    reopens = models.TimeField(_("reopens"), null=True, blank=True)
    closes_again = models.TimeField(_("closes again"), null=True, blank=True)

    class Meta:
        abstract = True

    @property
    def windows(self) -> Windows:
        pairs = ((self.opens, self.closes), (self.reopens, self.closes_again))
        return tuple((_minutes(start), _minutes(end)) for start, end in pairs if start and end)

    def set_windows(self, windows: Windows) -> None:
        edges = [time(*divmod(minute, 60)) for window in windows for minute in window]
        self.opens, self.closes, self.reopens, self.closes_again = (*edges, None, None, None, None)[:4]

    def clean(self) -> None:
        super().clean()
        for start, end in (("opens", "closes"), ("reopens", "closes_again")):
            if (getattr(self, start) is None) != (getattr(self, end) is None):
                missing = end if getattr(self, end) is None else start
                message = _("Give both the opening and the closing hour.")
                raise ValidationError({missing: message}, code="half_window")
        edges = [minute for window in self.windows for minute in window]
        if edges != sorted(set(edges)):
            raise ValidationError(
                {"opens": _("Each hour must be later than the one before it.")}, code="hours_out_of_order"
            )


def _minutes(at: time) -> int:
    return at.hour * 60 + at.minute


class WorkingHours(TwoWindows):
    """Usual hours of one weekday; a weekday without a row is off."""

    class Weekday(models.IntegerChoices):
        MONDAY = 0, _("Monday")
        TUESDAY = 1, _("Tuesday")
        WEDNESDAY = 2, _("Wednesday")
        THURSDAY = 3, _("Thursday")
        FRIDAY = 4, _("Friday")
        SATURDAY = 5, _("Saturday")
        SUNDAY = 6, _("Sunday")

    calendar = ParentalKey(WorkingCalendar, on_delete=models.CASCADE, related_name="hours")
    weekday = models.PositiveSmallIntegerField(_("weekday"), choices=Weekday)

    class Meta:
        verbose_name = _("working hours")
        verbose_name_plural = _("working hours")
        ordering = ["weekday"]
        constraints = [
            models.UniqueConstraint(
                fields=["calendar", "weekday"],
                name="one_row_per_weekday",
                violation_error_message=_("This weekday is listed already."),
            )
        ]

    def __str__(self) -> str:
        return self.get_weekday_display()

    def clean(self) -> None:
        super().clean()
        if not self.windows:
            raise ValidationError({"opens": _("Give the hours of this weekday.")}, code="no_hours")


class CalendarDay(TwoWindows):
    """A day that is not as usual. A make-up day without hours has those of the first working weekday."""

    class Kind(models.TextChoices):
        OFF = "off", _("Day off")
        MAKE_UP = "make_up", _("Make-up working day")
        HALF = "half", _("Half day")

    calendar = ParentalKey(WorkingCalendar, on_delete=models.CASCADE, related_name="days")
    date = models.DateField(_("date"))
    kind = models.CharField(_("kind"), max_length=10, choices=Kind, default=Kind.OFF)
    name = models.CharField(_("name"), max_length=150, blank=True)

    class Meta:
        verbose_name = _("special day")
        verbose_name_plural = _("special days")
        ordering = ["date"]
        constraints = [
            models.UniqueConstraint(
                fields=["calendar", "date"],
                name="one_kind_per_day",
                violation_error_message=_("A date may be listed once: it cannot be off and a working day."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.date:%d/%m/%Y}"

    def clean(self) -> None:
        super().clean()
        if self.kind == self.Kind.OFF and self.windows:
            raise ValidationError({"opens": _("A day off has no working hours.")}, code="hours_on_day_off")
