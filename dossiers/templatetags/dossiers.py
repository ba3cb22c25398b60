"""Filters of the dossier pages."""

from __future__ import annotations

from datetime import date, datetime

from django import template
from django.utils.timezone import localtime

from dossiers import statuses
from rules.money import format_vnd

register = template.Library()


@register.filter
def vnd(amount: int) -> str:
    """120000 -> "120.000 đ"."""
    return format_vnd(amount)


@register.filter
def tone(status: int) -> str:
    """Tone of a status tag."""
    return statuses.tone(status)


@register.filter
def moment(text: str | None) -> str:
    """A moment as an event keeps it, in Việt Nam: "17:30 05/09/2025"."""
    return f"{localtime(datetime.fromisoformat(text)):%H:%M %d/%m/%Y}" if text else ""


@register.filter
def day(text: str | None) -> str:
    """A day as an event keeps it: "05/09/2025"."""
    return f"{date.fromisoformat(text):%d/%m/%Y}" if text else ""
