"""Documents in templates: the officers' pages, why something could not be signed."""

from __future__ import annotations

from typing import Any

from django import template
from django.template.context import Context
from django.utils import timezone

from documents.desk.navigation import document_pages
from documents.errors import SIGNING

register = template.Library()


@register.simple_tag(takes_context=True)
def desk_document_pages(context: Context) -> list[dict[str, Any]]:
    """Officers' pages of the documents that the reader may open."""
    return document_pages(context["request"].user, timezone.now())


@register.filter
def why_not_signed(note: str) -> str:
    """The message of a code kept with a signature that failed."""
    return str(SIGNING.get(note, note))


@register.filter
def of_role(code: str, roles: dict[str, str]) -> str:
    """What the reader's role is called that a signature is for."""
    return roles.get(code, code)
