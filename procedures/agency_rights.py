"""Administrators keep agencies, calendars, places, data sources: permissions of their group."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.models import Group, Permission
from django.db.models import Q

from accounts.group_rights import give
from accounts.roles import ADMINISTRATORS

MODELS = {
    "procedures": ("agency", "receptionunit", "workingcalendar"),
    "eforms": ("place", "datasource"),
}


def permit_after_migrate(using: str = "default", **_kwargs: Any) -> None:
    """After migrations of all rooms."""
    group = Group.objects.using(using).filter(name=ADMINISTRATORS).first()
    if group is None:
        return
    ours = Q()
    for room, models in MODELS.items():
        ours |= Q(content_type__app_label=room, content_type__model__in=models)
    found = Permission.objects.using(using).select_related("content_type").filter(ours)
    give(group, "procedures", found, using=using)
