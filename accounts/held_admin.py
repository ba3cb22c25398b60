"""Rows of the admin for whoever holds an action: begun, filled in, switched off, never deleted."""

from __future__ import annotations

from typing import Any, ClassVar

from django.core.exceptions import PermissionDenied
from django.db.models import Model, Q, QuerySet
from django.utils import timezone
from wagtail.admin.views.generic import CreateView, EditView, IndexView
from wagtail.admin.viewsets.model import ModelViewSet
from wagtail.permission_policies import BasePermissionPolicy
from wagtail.permissions import register_permission_policy

from accounts.access import WAGTAIL_ADMIN, allow
from accounts.permissions import holds_anywhere, may, scope_filter


class WhoHolds(BasePermissionPolicy):
    """`held`: the action that decides, at the row's agency_code, else for the whole portal."""

    def __init__(self, model: type[Model], held: str, *, by_agency: bool) -> None:
        super().__init__(model)
        self.held, self.by_agency = held, by_agency

    def user_has_permission(self, user: Any, action: str) -> bool:
        if action == "delete":
            return False
        ask = holds_anywhere if self.by_agency else may
        return ask(user, self.held, at=timezone.now())

    def user_has_permission_for_instance(self, user: Any, action: str, instance: Any) -> bool:
        code = instance.agency_code if self.by_agency else ""
        return action != "delete" and may(user, self.held, agency_code=code, at=timezone.now())

    def instances_user_has_any_permission_for(self, user: Any, actions: Any) -> QuerySet[Any]:
        rows: QuerySet[Any] = super().instances_user_has_any_permission_for(user, actions)
        return rows.filter(scope_filter(user, self.held, at=timezone.now()) if self.by_agency else Q())


def held_by(action: str, *models: type[Model], by_agency: bool = False) -> None:
    """Whoever holds the action writes rows of these models; with `by_agency` those of its agencies only."""
    for model in models:
        register_permission_policy(model, WhoHolds(model, action, by_agency=by_agency))


@allow(WAGTAIL_ADMIN)
class HeldIndexView(IndexView):
    def get_base_queryset(self) -> QuerySet[Any]:
        """Those the person may change."""
        found: QuerySet[Any] = super().get_base_queryset()
        return found & self.permission_policy.instances_user_has_permission_for(self.request.user, "change")


@allow(WAGTAIL_ADMIN)
class AddView(CreateView):
    """All of it is written at once."""


@allow(WAGTAIL_ADMIN)
class BeginView(CreateView):
    def get_success_url(self) -> str:
        """On to what there is to fill in of what was chosen."""
        return str(self.get_edit_url())


@allow(WAGTAIL_ADMIN)
class FillInView(EditView):
    def get_object(self, queryset: Any = None) -> Any:
        """Raises PermissionDenied: the row is of an agency somebody else sets up."""
        found = super().get_object(queryset)
        if not self.permission_policy.user_has_permission_for_instance(self.request.user, "change", found):
            raise PermissionDenied
        return found


class HeldViewSet(ModelViewSet):
    """In the admin's menu; `held_by` says who may."""

    index_view_class: ClassVar[Any] = HeldIndexView
    add_view_class: ClassVar[Any] = BeginView
    edit_view_class: ClassVar[Any] = FillInView
    add_to_admin_menu = True
    copy_view_enabled = False
