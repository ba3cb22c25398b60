"""Agencies as a list that questions of forms choose from."""

from __future__ import annotations

from datetime import date

from procedures.agencies import in_force
from procedures.models import Agency


def entries(on: date) -> list[tuple[str, str]]:
    """(code, name) of the agencies in force on the day, by code; those without a code cannot be chosen."""
    found = in_force(on).filter(code__isnull=False).order_by("code").select_related("parent")
    return [(str(one.code), _named(one)) for one in found]


def names(codes: set[str]) -> dict[str, str]:
    """Names by code, of closed agencies too: an old answer must stay readable."""
    return {
        str(one.code): _named(one) for one in Agency.objects.filter(code__in=codes).select_related("parent")
    }


def _named(agency: Agency) -> str:
    """With the agency above it: many wards have the same name."""
    return f"{agency.name} – {agency.parent.name}" if agency.parent else agency.name
