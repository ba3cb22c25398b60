"""The access log in the admin, in words: who looked, and what they did."""

from __future__ import annotations

from typing import Any, ClassVar

from django.db.models import OuterRef, QuerySet, Subquery
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.tables import Column
from wagtail.admin.views.generic import IndexView, InspectView
from wagtail.admin.viewsets.model import ModelViewSet

from accounts.access import WAGTAIL_ADMIN, allow
from accounts.models import AccessRecord, User
from accounts.permissions import actions

NAME = User.objects.filter(pk=OuterRef("user_id")).values("full_name")[:1]


@allow(WAGTAIL_ADMIN)
class LogIndex(IndexView):
    def get_base_queryset(self) -> QuerySet[AccessRecord]:
        return super().get_base_queryset().annotate(person=Subquery(NAME))


@allow(WAGTAIL_ADMIN)
class LogInspect(InspectView):
    def get_user_id_display_value(self) -> Any:
        return User.objects.filter(pk=self.object.user_id).values_list("full_name", flat=True).first()

    def get_action_display_value(self) -> Any:
        return action_said(self.object)


def action_said(row: Any) -> Any:
    """The action's label; its code when no room knows it any more."""
    return actions().get(row.action, row.action)


class AccessLog(ModelViewSet):
    model = AccessRecord
    menu_label = _("Access log")
    icon = "history"
    form_fields: ClassVar[list[str]] = ["subject"]
    list_display: ClassVar[list[Any]] = [
        "at",
        Column("person", label=capfirst(_("user")), accessor=lambda row: row.person or row.user_id),
        "role",
        "agency",
        Column("action", label=capfirst(_("action")), accessor=action_said, sort_key="action"),
        "subject",
        "purpose",
    ]
    list_filter: ClassVar[list[str]] = ["subject", "agency"]
    search_fields: ClassVar[list[str]] = ["person", "subject"]
    search_backend_name = None
    list_per_page = 50
    copy_view_enabled = False
    index_view_class = LogIndex
    inspect_view_class = LogInspect
    inspect_view_enabled = True
