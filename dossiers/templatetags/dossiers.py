"""Filters of the dossier pages."""

from __future__ import annotations

from django import template
from django.template import Context
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from accounts.permissions import holds_anywhere
from dossiers import checking, clock_words, statuses
from dossiers.document_texts import PLACEHOLDERS
from dossiers.models import SubmittedPaper
from dossiers.notices import wording
from dossiers.paper_filings import SEEN
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
def counted(paper: SubmittedPaper) -> str:
    """A paper at the counter: "Giấy chứng sinh: 1 original"."""
    return checking.counted({"name": paper.label, **{name: getattr(paper, name) for name in SEEN}})


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


@register.simple_tag
def notice_placeholders() -> list[tuple[str, str | Promise]]:
    """The same for texts of messages."""
    return [(wording.said_as([name]), meaning) for name, meaning in wording.PLACEHOLDERS.items()]


@register.simple_tag(takes_context=True)
def may_take_in(context: Context) -> bool:
    """Whether the officer reading the page sits where dossiers are taken in."""
    return holds_anywhere(context["request"].user, "dossier.accept", timezone.now())


@register.simple_tag(takes_context=True)
def may_see_register(context: Context) -> bool:
    """Whether the officer reading the page may see the register of some agency."""
    return holds_anywhere(context["request"].user, "register.view", timezone.now())
