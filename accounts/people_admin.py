"""People & roles in the admin: who holds what where, what roles may do, code apps, the access log."""

from __future__ import annotations

from typing import Any, ClassVar

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Model
from django.template.defaultfilters import yesno
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms import WagtailAdminModelForm
from wagtail.admin.ui.tables import Column, DateColumn
from wagtail.admin.views.generic import DeleteView
from wagtail.admin.viewsets.model import ModelViewSet, ModelViewSetGroup
from wagtail.permission_policies import ModelPermissionPolicy
from wagtail.permissions import register_permission_policy

from accounts.access import WAGTAIL_ADMIN, allow
from accounts.access_log_admin import AccessLog, action_said
from accounts.assign import overlapping, roles_changed
from accounts.errors import AlreadyHeld
from accounts.models import AccessRecord, Role, RoleAssignment, RolePermission, SecondFactor
from accounts.permissions import actions


class NothingToWrite(ModelPermissionPolicy):
    """Rows nobody writes by hand: only what `allowed` names can be done, by whoever has that permission."""

    def __init__(self, model: type[Model], allowed: set[str]) -> None:
        super().__init__(model)
        self.allowed = allowed

    def user_has_permission(self, user: Any, action: str) -> bool:
        return action in self.allowed and super().user_has_permission(user, action)


register_permission_policy(SecondFactor, NothingToWrite(SecondFactor, {"view", "delete"}))
register_permission_policy(AccessRecord, NothingToWrite(AccessRecord, {"view"}))


class RaisesNobodysOwnRights(WagtailAdminModelForm):
    """What a role may do is not changed by people who hold it themselves; a superuser may."""

    def role_changed(self) -> Any:
        """The role, or its key."""
        raise NotImplementedError

    def clean(self) -> dict[str, Any] | None:
        cleaned = super().clean()
        giver, role = self.for_user, self.role_changed()
        if giver and not giver.is_superuser and RoleAssignment.objects.filter(user=giver, role=role).exists():
            raise ValidationError(_("Nobody changes a role they hold themselves."), code="own_role")
        return cleaned


class RoleForm(RaisesNobodysOwnRights):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not self.instance._state.adding:
            self.fields["code"].disabled = True  # assignments and releases name the role by it

    def role_changed(self) -> Any:
        return self.instance.pk


class RolePermissionForm(RaisesNobodysOwnRights):
    action = forms.ChoiceField(label=_("action"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        known = {code: f"{label} ({code})" for code, label in actions().items()}
        if self.instance.action:
            known.setdefault(self.instance.action, self.instance.action)
        self.fields["action"].choices = list(known.items())

    def role_changed(self) -> Any:
        return self.cleaned_data.get("role")


class RoleAssignmentForm(WagtailAdminModelForm):
    def clean(self) -> dict[str, Any] | None:
        cleaned = super().clean()
        giver = self.for_user
        if giver and self.cleaned_data.get("user") == giver and not giver.is_superuser:
            self.add_error("user", ValidationError(_("Nobody gives roles to themselves."), code="own_role"))
        return cleaned

    def _post_clean(self) -> None:
        super()._post_clean()
        if not self.errors and overlapping(self.instance):
            self.add_error("valid_from", AlreadyHeld())

    def save(self, commit: bool = True) -> RoleAssignment:
        self.instance.granted_by = self.instance.granted_by or self.for_user
        held: RoleAssignment = super().save(commit)
        if commit:
            roles_changed(held.user, timezone.now())
        return held


@allow(WAGTAIL_ADMIN)
class RemoveAssignment(DeleteView):
    def delete_action(self) -> None:
        user = self.object.user
        super().delete_action()
        roles_changed(user, timezone.now())


class RoleAssignments(ModelViewSet):
    model = RoleAssignment
    menu_label = _("Roles held")
    icon = "user"
    form_fields: ClassVar[list[str]] = ["user", "role", "agency_code", "valid_from", "valid_to"]
    list_display: ClassVar[list[Any]] = [
        "user",
        "role",
        "agency_code",
        "valid_from",
        "valid_to",
        "delegated_from",
    ]
    list_filter: ClassVar[list[str]] = ["role", "agency_code"]
    search_fields: ClassVar[list[str]] = ["user__full_name", "user__email", "agency_code"]
    search_backend_name = None
    copy_view_enabled = False
    delete_view_class = RemoveAssignment
    ordering = "-pk"

    def get_form_class(self, for_update: bool = False) -> type:
        return forms.modelform_factory(RoleAssignment, form=RoleAssignmentForm, fields=self.form_fields)


class Roles(ModelViewSet):
    model = Role
    menu_label = _("Roles")
    icon = "group"
    form_fields: ClassVar[list[str]] = ["code", "name", "name_en", "officer", "group", "order"]
    list_display: ClassVar[list[Any]] = [
        "name",
        "code",
        Column("officer", label=capfirst(_("officer")), accessor=lambda role: yesno(role.officer)),
        "group",
    ]
    copy_view_enabled = False

    def get_form_class(self, for_update: bool = False) -> type:
        return forms.modelform_factory(Role, form=RoleForm, fields=self.form_fields)


action_column = Column("action", label=capfirst(_("action")), accessor=action_said, sort_key="action")
scope_column = Column("scope", label=capfirst(_("scope")), accessor="get_scope_display", sort_key="scope")


class RolePermissions(ModelViewSet):
    model = RolePermission
    menu_label = _("What roles may do")
    icon = "key"
    form_fields: ClassVar[list[str]] = ["role", "action", "scope"]
    list_display: ClassVar[list[Any]] = ["role", action_column, scope_column]
    list_filter: ClassVar[list[str]] = ["role", "action", "scope"]
    list_per_page = 50
    copy_view_enabled = False

    def get_form_class(self, for_update: bool = False) -> type:
        return forms.modelform_factory(RolePermission, form=RolePermissionForm, fields=self.form_fields)


class CodeApps(ModelViewSet):
    model = SecondFactor
    menu_label = _("Code apps")
    icon = "lock"
    form_fields: ClassVar[list[str]] = ["confirmed_at"]
    list_display: ClassVar[list[Any]] = [
        "user",
        DateColumn("confirmed_at", label=capfirst(_("confirmed"))),
        DateColumn("locked_until", label=capfirst(_("locked until"))),
    ]
    search_fields: ClassVar[list[str]] = ["user__full_name", "user__email"]
    search_backend_name = None
    copy_view_enabled = False


class PeopleAndRoles(ModelViewSetGroup):
    menu_label = _("People & roles")
    menu_icon = "group"
    menu_order = 550
    items = (RoleAssignments, Roles, RolePermissions, CodeApps, AccessLog)
