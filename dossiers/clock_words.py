"""The clock's explanation in the reader's language."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from dossiers.clock import Line, Reading
from procedures import due_reasons
from procedures.calendar import MINUTES_OF_A_DAY
from procedures.calendars import sentence
from procedures.choices import PauseReason


@dataclass(frozen=True)
class Row:
    """One row of "why this date": when (None: belongs to the row above) and what."""

    at: datetime | None
    text: str


def rows(reading: Reading) -> list[Row]:
    return [Row(line.at, text) for line in reading.lines if (text := _text(line))]


def _text(line: Line) -> str:
    if line.code in WORDS:
        return WORDS[line.code](line.data)
    if line.code == "due":
        return _("The result is due at this time.")
    if line.data.get("resumed") and line.code in RESUMED:
        return RESUMED[line.code]() % {"day": date_format(line.data["day"], "d/m/Y")}
    return sentence(due_reasons.Line(line.code, line.data["day"], line.data["name"], line.data["days"]))  # type: ignore[arg-type]


def _moment(at: datetime) -> str:
    return date_format(timezone.localtime(at), "SHORT_DATETIME_FORMAT")


def amount(number: float | None, unit: str) -> str:
    """A number of a unit in words: "4 working days", "22 working hours"."""
    if number is None or unit == "none":
        return _("no time limit")
    if unit in ("working_minute", "minute"):
        number, unit = number / 60, "working_hour" if unit == "working_minute" else "hour"
    whole = int(number) if float(number).is_integer() else round(number, 1)
    count = int(whole)
    words = {
        "working_day": ngettext("%(n)s working day", "%(n)s working days", count),
        "day": ngettext("%(n)s day", "%(n)s days", count),
        "working_hour": ngettext("%(n)s working hour", "%(n)s working hours", count),
        "hour": ngettext("%(n)s hour", "%(n)s hours", count),
        "month": ngettext("%(n)s month", "%(n)s months", count),
    }
    return words[unit] % {"n": whole}


def distance(reading: Reading) -> str:
    """How far what runs is away: working time left, or gone since it was due; "" when none runs."""
    return span(reading.minutes_late if reading.light == "late" else reading.minutes_left)


def span(minutes: float | None) -> str:
    """Working minutes in words, in days of eight hours when there is more than one."""
    if minutes is None:
        return ""
    if minutes > MINUTES_OF_A_DAY:
        return amount(int(minutes // MINUTES_OF_A_DAY), "working_day")
    hours = int(minutes // 60)
    return amount(hours, "working_hour") if hours else _("less than one working hour")


def _answer_due(data: Any) -> str:
    text = _("Received. The agency answers within %(hours)s working hours, by %(due)s.")
    return text % {"hours": data["hours"], "due": _moment(data["due"])}


def _accepted(data: Any) -> str:
    return _("Accepted. Time limit of the procedure: %(limit)s.") % {
        "limit": amount(data["amount"], data["unit"])
    }


def pause_words(data: Any) -> str:
    """Why an agency stopped the time: "Field inspection, survey"; "" for what is no such pause."""
    reason = data.get("pause")
    return str(PauseReason(reason).label) if reason in PauseReason.values else str(reason or "")


def _paused(data: Any) -> str:
    why = pause_words(data) or _("something was asked of the applicant")
    if data.get("legal"):
        why = f"{why} ({data['legal']})"
    if "used" not in data:
        return _("Time stopped: %(why)s.") % {"why": why}
    text = _("Time stopped: %(why)s. Used so far: %(used)s.")
    return text % {"why": why, "used": amount(data["used"], data["unit"])}


def _extended(data: Any) -> str:
    return _("The term was extended by %(more)s.") % {"more": amount(data["amount"], data["unit"])}


def _restarted(data: Any) -> str:
    return _("The whole term begins anew: %(left)s.") % {"left": amount(data["left"], data["unit"])}


def _resumed(data: Any) -> str:
    if "left" not in data:
        return _("Time runs again.")
    return _("Time runs again. Left: %(left)s.") % {"left": amount(data["left"], data["unit"])}


WORDS: dict[str, Callable[[Any], str]] = {
    "answer_due": _answer_due,
    "accepted": _accepted,
    "after_cutoff": lambda data: (
        _("Received after %(hour)s: the result of the day is due on the next working day.")
        % {"hour": data["cutoff"]}
    ),
    "paused": _paused,
    "resumed": _resumed,
    "restarted": _restarted,
    "extended": _extended,
    "resumed_late": lambda data: _("Time runs again. It had been used up before, so the date stays."),
    "ended": lambda data: _("Processing ended; time no longer runs."),
    "reopened": lambda data: _("The result went back for correction; the same term goes on."),
}

RESUMED: dict[str, Callable[[], str]] = {
    "received_after_hours": lambda: _("That was after closing on %(day)s."),
    "received_on_day_off": lambda: _("That was on a day off, %(day)s."),
    "received_before_opening": lambda: _("That was before opening on %(day)s."),
    "first_day_not_counted": lambda: _("Counts as %(day)s; that day is not counted."),
}
"""What is said of receiving a dossier, where its time runs again instead."""
