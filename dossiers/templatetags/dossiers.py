"""Filters of the dossier pages."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django import template
from django.template import Context
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.timezone import localtime
from django.utils.translation import gettext_lazy as _

from accounts.permissions import holds_anywhere
from documents.desk.navigation import document_pages
from dossiers import checking, clock_words, saved_views, statuses
from dossiers.copies.rules import PLACEHOLDERS as OF_COPIES
from dossiers.document_texts import PLACEHOLDERS
from dossiers.models import SubmittedPaper
from dossiers.notices import wording
from dossiers.paper_filings import SEEN
from payments.desk.navigation import money_pages
from rules.money import format_vnd

register = template.Library()

STEP_STATES = {
    "done": (_("finished"), "success"),
    "active": (_("being worked on"), "info"),
    "late": (_("overdue"), "danger"),
    "returned": (_("sent back"), "warning"),
    "waiting": (_("still to come"), "neutral"),
}


register.filter("vnd", format_vnd)


@register.filter
def tone(status: int) -> str:
    """Tone of a status tag."""
    return statuses.tone(status)


@register.filter
def moment(text: str | None) -> str:
    """A moment as an event keeps it, in Việt Nam: "17:30 05/09/2025"."""
    return f"{localtime(datetime.fromisoformat(text)):%H:%M %d/%m/%Y}" if text else ""


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
def copy_placeholders() -> list[tuple[str, str | Promise]]:
    """The same for the words of a certification."""
    return [(f"{{{name}}}", meaning) for name, meaning in OF_COPIES.items()]


@register.simple_tag
def notice_placeholders() -> list[tuple[str, str | Promise]]:
    """The same for texts of messages."""
    return [(wording.said_as([name]), meaning) for name, meaning in wording.PLACEHOLDERS.items()]


@register.simple_tag(takes_context=True)
def desk_pages(context: Context) -> list[dict[str, Any]]:
    """Pages of the desk beside the queues that the officer reading may open: [{"title", "url", "name"}]."""
    user, at = context["request"].user, timezone.now()
    known = [
        ("reception", _("Take in a paper dossier"), holds_anywhere(user, "dossier.accept", at)),
        ("late", _("Overdue: to be dealt with"), holds_anywhere(user, "dossier.view", at)),
        ("asked", _("Asked of me"), True),
        ("register", _("Register of dossiers"), holds_anywhere(user, "register.view", at)),
        ("copy_register", _("Register of certified copies"), holds_anywhere(user, "copies.register", at)),
        (
            "representatives",
            _("Representatives of organisations"),
            holds_anywhere(user, "organization.confirm", at),
        ),
        ("absences", _("Absence and standing in"), True),
        ("assignment_rules", _("Rules of assignment"), holds_anywhere(user, "assignment.manage", at)),
        ("roots", _("Daily roots"), holds_anywhere(user, "audit.view", at)),
    ]
    own = [
        {"title": title, "url": reverse(f"dossiers:{name}"), "name": name}
        for name, title, may_open in known
        if may_open
    ]
    return own + document_pages(user, at) + money_pages(user, at)


@register.simple_tag(takes_context=True)
def views_of(context: Context) -> list[dict[str, Any]]:
    """The officer's saved views and those shared with them: [{"title", "url", "current"}]."""
    request = context["request"]
    here = saved_views.kept_of(request.GET)
    return [
        {"title": view.name, "url": saved_views.address(view), "current": view.filters == here}
        for view in saved_views.seen_by(request.user, timezone.now())
    ]
