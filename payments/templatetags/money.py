"""Money in templates: figures, and how a line of an invoice came about."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import template
from django.template.context import Context
from django.utils import timezone

from payments.desk.navigation import money_pages
from payments.fees.wording import how_reckoned
from payments.models import Invoice
from payments.providers.registry import way_of
from rules.money import format_vnd

register = template.Library()
register.filter("vnd", format_vnd)


@register.filter
def reckoned(line: Mapping[str, Any]) -> list[str]:
    """Sentences that say how the amount of a stored line came about."""
    return how_reckoned(line)


@register.filter
def overdue(invoice: Invoice) -> bool:
    """Whether the day to pay it has passed."""
    return invoice.expires_at is not None and invoice.expires_at <= timezone.now()


@register.filter
def way_of_payment(name: str) -> str:
    """How a way of payment is called."""
    return str(way_of(name).label)


@register.filter
def called(code: str, names: Mapping[str, str]) -> str:
    """{{ one.agency_code|called:agencies }}: an agency by its name (documents.places.names_of)."""
    return names.get(code, code)


@register.simple_tag(takes_context=True)
def desk_money_pages(context: Context) -> list[dict[str, Any]]:
    """Officers' pages of the money that the reader may open."""
    return money_pages(context["request"].user, timezone.now())
