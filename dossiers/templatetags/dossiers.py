"""Filters of the dossier pages."""

from __future__ import annotations

from datetime import date, datetime

from django import template
from django.template import Context
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.timezone import localtime
from django.utils.translation import gettext_lazy as _

from accounts.permissions import holds_anywhere
from dossiers import clock_words, statuses
from dossiers.document_texts import PLACEHOLDERS
from rules.money import format_vnd

register = template.Library()

STEP_STATES = {
    "done": (_("finished"), "success"),
    "active": (_("being worked on"), "info"),
    "late": (_("overdue"), "danger"),
    "returned": (_("sent back"), "warning"),
    "waiting": (_("still to come"), "neutral"),
}


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


@register.filter
def working_time(minutes: float) -> str:
    """Working minutes in words: "2 working days"."""
    return clock_words.span(minutes)


@register.filter
def step_state(state: str) -> str:
    """State of a step in words."""
    return str(STEP_STATES[state][0])


@register.filter
def step_tone(state: str) -> str:
    return STEP_STATES[state][1]


@register.simple_tag
def placeholders() -> list[tuple[str, str | Promise]]:
    """Names editors may write into the texts of papers, in braces, with their meaning."""
    return [(f"{{{name}}}", meaning) for name, meaning in PLACEHOLDERS.items()]


@register.simple_tag(takes_context=True)
def may_see_register(context: Context) -> bool:
    """Whether the officer reading the page may see the register of some agency."""
    return holds_anywhere(context["request"].user, "register.view", timezone.now())


@register.simple_tag(takes_context=True)
def may_see_audit(context: Context) -> bool:
    """Whether the reader of the page checks what others did, at some agency."""
    return holds_anywhere(context["request"].user, "audit.view", timezone.now())
