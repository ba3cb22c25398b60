"""Filters of the dossier pages."""

from __future__ import annotations

from django import template

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
