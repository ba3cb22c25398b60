"""Columns of the admin's lists, in the words of the page."""

from __future__ import annotations

from typing import Any

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from wagtail.admin.ui.tables import Column


def yes_no(name: str, label: Any) -> Column:
    """Whether it is so: Có, Không."""
    return Column(
        name, label=label, accessor=lambda row: _("Yes") if getattr(row, name) else _("No"), sort_key=name
    )


def last_saved(label: Any) -> Column:
    """When the newest revision was saved, in local time."""
    return Column("saved", label=label, accessor=_saved, sort_key="latest_revision__created_at")


def _saved(row: Any) -> str:
    revision = row.latest_revision
    return date_format(timezone.localtime(revision.created_at), "d/m/Y H:i") if revision else "–"
