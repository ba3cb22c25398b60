"""What administrators see of the outbox: one query a page, and one to count."""

from __future__ import annotations

from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import Case, QuerySet, Value, When

from effects.models import Effect, Message

PER_PAGE = 25


def messages_page(number: str | None) -> Page[Message]:
    """Messages, the newest first."""
    return _page(Message.objects.defer("body", "html"), number)


def stopped_page(number: str | None) -> Page[Effect]:
    """Effects that failed for good, then those that wait or run; never those done."""
    failed_first = Case(When(state=Effect.State.FAILED, then=Value(0)), default=Value(1))
    return _page(Effect.objects.exclude(state=Effect.State.DONE).order_by(failed_first, "id"), number)


def _page(rows: QuerySet[Any], number: str | None) -> Page[Any]:
    return Paginator(rows, PER_PAGE).get_page(number)
