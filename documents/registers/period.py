"""The period of a register: its days, its agency, and the form that asks for them."""

from __future__ import annotations

import calendar
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, ClassVar

from django import forms
from django.db.models import Q
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.translation import gettext_lazy as _

from rules.days import span
from themes.widgets import DayPicker


@dataclass(frozen=True)
class Period:
    """Both days belong to it, in Việt Nam. agency: a code, "" for all one may see."""

    since: date
    until: date
    agency: str = ""

    def covers(self, moment: str) -> Q:
        """Condition for the rows whose `moment`, a field of theirs, lies in it."""
        begin, end = span(self.since, self.until)
        return Q(**{f"{moment}__gte": begin, f"{moment}__lt": end})


class PeriodForm(forms.Form):
    """First and last day, agency; without any, this month. A room's own form adds what else narrows it.

    longest: days of a period, None for any. private: fields that stand in no address. told: fields that
    the access log names.
    """

    since = forms.DateField(label=_("First day"), widget=DayPicker)
    until = forms.DateField(label=_("Last day"), widget=DayPicker)
    agency = forms.ChoiceField(label=_("Agency"), required=False)
    longest: ClassVar[int | None] = None
    private: ClassVar[tuple[str, ...]] = ()
    told: ClassVar[tuple[str, ...]] = ()

    def __init__(self, asked: dict[str, Any], *, agencies: Iterable[tuple[str, str]], at: datetime) -> None:
        super().__init__({**this_month(at), **asked})
        self.names = dict(agencies)
        self.offer("agency", self.names.items())

    def offer(self, name: str, options: Iterable[tuple[str, Any]]) -> None:
        """What the menu `name` holds beside "All"."""
        field: Any = self.fields[name]
        field.choices = [("", _("All")), *options]

    def clean(self) -> dict[str, Any]:
        said = super().clean() or self.cleaned_data
        if "since" in said and "until" in said:
            days = (said["until"] - said["since"]).days
            if days < 0:
                self.refuse(_("This day is before the first."), "order")
            elif self.longest and days > self.longest:
                self.refuse(_("Choose a year at most."), "long")
        return said

    def refuse(self, words: Any, code: str) -> None:
        self.add_error("until", forms.ValidationError(words, code=code))

    def period(self) -> Period:
        """Only of a valid form."""
        return Period(**self.cleaned_data)

    def agency_name(self) -> str:
        """The agency chosen, or the only one there is; "" for several. Only of a valid form."""
        chosen = self.cleaned_data["agency"] or (next(iter(self.names)) if len(self.names) == 1 else "")
        return self.names.get(chosen, "")

    def address(self) -> str:
        """What is asked for, as it may stand in an address."""
        said = {name: self[name].value() or "" for name in self.fields if name not in self.private}
        return urlencode({name: text for name, text in said.items() if text})


def this_month(at: datetime) -> dict[str, str]:
    """Its first and last day, as a form is asked."""
    today = timezone.localdate(at)
    last = calendar.monthrange(today.year, today.month)[1]
    return {"since": today.replace(day=1).isoformat(), "until": today.replace(day=last).isoformat()}
