"""Ways of payment of agencies in the admin, for whoever holds payments.accounts.

A way is begun (which, for which agency), then filled in: what there is to fill in, its provider says.
"""

from __future__ import annotations

from typing import Any, ClassVar

from django import forms
from django.conf import settings
from django.core.exceptions import PermissionDenied, ValidationError
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin.forms import WagtailAdminModelForm
from wagtail.admin.ui.tables import Column, TitleColumn
from wagtail.admin.views.generic import CreateView, EditView, IndexView
from wagtail.admin.viewsets.model import ModelViewSet
from wagtail.permission_policies import ModelPermissionPolicy
from wagtail.permissions import register_permission_policy

from accounts.access import WAGTAIL_ADMIN, allow
from accounts.permissions import holds_anywhere, may, scope_filter
from payments.models import ProviderAccount
from payments.places import agencies, names_of
from payments.providers.contract import Option
from payments.providers.registry import known_ways, online, problems_of, way_of

MANAGE = "payments.accounts"
PREFIX = "option_"
EVERYWHERE = gettext_lazy("All agencies without one of their own")


class WhoHoldsAccounts(ModelPermissionPolicy):
    """The action payments.accounts at the agency decides; a way is switched off, never deleted."""

    def user_has_permission(self, user: Any, action: str) -> bool:
        return action != "delete" and holds_anywhere(user, MANAGE, timezone.now())

    def user_has_any_permission(self, user: Any, actions: Any) -> bool:
        return any(self.user_has_permission(user, action) for action in actions)

    def user_has_permission_for_instance(self, user: Any, action: str, instance: Any) -> bool:
        return action != "delete" and may(user, MANAGE, agency_code=instance.agency_code, at=timezone.now())

    def user_has_any_permission_for_instance(self, user: Any, actions: Any, instance: Any) -> bool:
        return any(self.user_has_permission_for_instance(user, one, instance) for one in actions)

    def instances_user_has_any_permission_for(self, user: Any, actions: Any) -> QuerySet[ProviderAccount]:
        if not self.user_has_any_permission(user, actions):
            return ProviderAccount.objects.none()
        return ProviderAccount.objects.filter(scope_filter(user, MANAGE, at=timezone.now()))


register_permission_policy(ProviderAccount, WhoHoldsAccounts(ProviderAccount))


class WayForm(WagtailAdminModelForm):
    """provider and agency_code: menus. Once it is begun, one field for each option of the provider."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        begun = self.instance.pk is not None
        self._menus(begun=begun)
        if not begun:
            del self.fields["on"]
            return
        for option in self.options:
            self.fields[f"{PREFIX}{option.name}"] = _field(option, self.instance.options.get(option.name))
        if problems := problems_of(self.instance):
            self.fields["on"].help_text = _("Not offered yet, because of: %(problems)s") % {
                "problems": " ".join(problems)
            }

    @property
    def options(self) -> tuple[Option, ...]:
        return way_of(self.instance.provider).options

    def _menus(self, *, begun: bool) -> None:
        known = online().keys() | {self.instance.provider}
        self.fields["provider"] = forms.ChoiceField(
            label=gettext_lazy("Way of payment"),
            choices=[(name, one.label) for name, one in known_ways().items() if name in known],
            disabled=begun,
        )
        field = self.fields["agency_code"]
        self.fields["agency_code"] = forms.ChoiceField(
            label=gettext_lazy("Agency"),
            choices=self._places(),
            required=False,
            help_text=field.help_text,
            disabled=begun,
        )

    def _places(self) -> list[tuple[str, str]]:
        user, at, mine = self.for_user, timezone.now(), self.instance.agency_code
        offered = [("", str(EVERYWHERE)), *agencies(timezone.localdate(at))]
        kept = [
            (code, f"{name} ({code})" if code else name)
            for code, name in offered
            if user is None or may(user, MANAGE, agency_code=code, at=at)
        ]
        if mine not in dict(kept) and self.instance.pk is not None:
            kept.append((mine, names_of([mine]).get(mine, "")))
        return kept

    def clean(self) -> dict[str, Any]:
        said = super().clean() or self.cleaned_data
        if self.instance.pk is None:
            known = ProviderAccount.objects.filter(
                provider=said.get("provider"), agency_code=said.get("agency_code") or ""
            )
            if known.exists():
                raise ValidationError(_("This agency has this way of payment already."), code="known")
            return said
        given = {option.name: said.get(f"{PREFIX}{option.name}", "") for option in self.options}
        self.instance.options = {name: value for name, value in given.items() if value}
        if said.get("on"):
            self._refuse_what_cannot_work()
        return said

    def _refuse_what_cannot_work(self) -> None:
        """Beside the field where it is known, else beside the switch."""
        missing = [one for one in self.options if one.required and not self.instance.options.get(one.name)]
        for option in missing:
            self.add_error(f"{PREFIX}{option.name}", ValidationError(_("This is needed."), code="required"))
        if not missing:
            for problem in way_of(self.instance.provider).check_config(self.instance.options):
                self.add_error("on", ValidationError(problem, code="config"))


def _field(option: Option, kept: Any) -> forms.Field:
    """A menu for what has choices, and for secrets: only their names can be chosen, never written."""
    said: dict[str, Any] = {"label": option.label, "help_text": option.help, "required": False}
    if option.secret:
        names = sorted({*settings.PAYMENT_SECRETS, *([str(kept)] if kept else [])})
        return forms.ChoiceField(
            choices=[("", "–"), *((one, one) for one in names)], initial=kept or "", **said
        )
    initial = kept if kept is not None else option.default
    if option.choices:
        return forms.ChoiceField(choices=option.choices, initial=initial, **said)
    return forms.CharField(max_length=500, initial=initial, **said)


class AgencyColumn(Column):
    """Names of all agencies of the page by one query."""

    def get_cell_context_data(self, instance: Any, parent_context: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_cell_context_data(instance, parent_context)
        table = parent_context["table"]
        if not hasattr(table, "agencies"):
            table.agencies = names_of(one.agency_code for one in table.data)
        context["value"] = table.agencies.get(instance.agency_code) or EVERYWHERE
        return context


def _standing(account: ProviderAccount) -> str:
    if problems_of(account):
        return _("Something is missing")
    return _("Offered") if account.on else _("Switched off")


@allow(WAGTAIL_ADMIN)
class Ways(IndexView):
    def get_base_queryset(self) -> QuerySet[ProviderAccount]:
        """Of the agencies whose ways the person sets up."""
        found: QuerySet[ProviderAccount] = super().get_base_queryset()
        mine = self.permission_policy.instances_user_has_any_permission_for(self.request.user, ["change"])
        return found & mine

    @cached_property
    def columns(self) -> list[Column]:
        title = self._get_title_column_class(TitleColumn)
        way = {"label": gettext_lazy("Way of payment"), "accessor": lambda one: way_of(one.provider).label}
        return [
            title("provider", get_url=self.get_edit_url, **way),
            AgencyColumn("agency_code", label=gettext_lazy("Agency")),
            Column("on", label=gettext_lazy("State"), accessor=_standing),
        ]


@allow(WAGTAIL_ADMIN)
class BeginWay(CreateView):
    def get_success_url(self) -> str:
        """On to what the provider wants to know."""
        return str(self.get_edit_url())


@allow(WAGTAIL_ADMIN)
class FillWayIn(EditView):
    def get_object(self, queryset: Any = None) -> ProviderAccount:
        """Raises PermissionDenied: the way is of an agency somebody else sets up."""
        found: ProviderAccount = super().get_object(queryset)
        if not self.permission_policy.user_has_permission_for_instance(self.request.user, "change", found):
            raise PermissionDenied
        return found


class WaysOfPayment(ModelViewSet):
    model = ProviderAccount
    index_view_class = Ways
    add_view_class = BeginWay
    edit_view_class = FillWayIn
    icon = "tag"
    menu_label = gettext_lazy("Ways of payment")
    menu_order = 560
    add_to_admin_menu = True
    name = "ways_of_payment"
    url_prefix = "cach-thanh-toan"
    form_fields: ClassVar[list[str]] = ["provider", "agency_code", "on", "order"]
    list_filter: ClassVar[list[str]] = ["on"]
    copy_view_enabled = False

    def get_form_class(self, for_update: bool = False) -> type:
        return forms.modelform_factory(ProviderAccount, form=WayForm, fields=self.form_fields)
