"""Administrators keep agencies, calendars, places, data sources: permissions of their group, given once."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.models import Group, Permission
from django.db.models import Q

from accounts.roles import ADMINISTRATORS

MODELS = ("agency", "receptionunit", "workingcalendar")


def permit_after_migrate(using: str = "default", **_kwargs: Any) -> None:
    """After migrations of all rooms; a group that may already change agencies is left as people set it."""
    group = Group.objects.using(using).filter(name=ADMINISTRATORS).first()
    for models in (
        Q(content_type__app_label="procedures", content_type__model__in=MODELS)
        | Q(content_type__app_label="eforms", content_type__model="place"),
        Q(content_type__app_label="eforms", content_type__model="datasource"),
    ):
        ours = Permission.objects.using(using).filter(models)
        if group is not None and not group.permissions.filter(pk__in=ours).exists():
            group.permissions.add(*ours)
