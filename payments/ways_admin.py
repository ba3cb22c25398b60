"""Ways of payment of agencies in the admin, for whoever holds payments.accounts.

A way is begun (which, for which agency), then filled in: what there is to fill in, its provider says.
"""

from __future__ import annotations

from typing import Any, ClassVar

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin.forms import WagtailAdminModelForm
from wagtail.admin.ui.tables import Column, TitleColumn

from accounts.access import WAGTAIL_ADMIN, allow
from accounts.held_admin import HeldIndexView, HeldViewSet, held_by
from accounts.permissions import may
from documents.places import agencies, names_of
from payments.models import ProviderAccount
from payments.providers.contract import wrong_addresses
from payments.providers.registry import known_ways, online, problems_of, way_of
from themes.options import PREFIX, OptionsForm

MANAGE = "payments.accounts"
EVERYWHERE = gettext_lazy("All agencies without one of their own")


held_by(MANAGE, ProviderAccount, by_agency=True)


class WayForm(OptionsForm, WagtailAdminModelForm):
    """provider and agency_code: menus. Once it is begun, one field for each option of the provider."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        begun = self.instance.pk is not None
        self._menus(begun=begun)
        if not begun:
            del self.fields["on"]
            return
        self.ask(way_of(self.instance.provider).options, self.instance.options)
        if problems := problems_of(self.instance):
            self.fields["on"].help_text = _("Not offered yet, because of: %(problems)s") % {
                "problems": " ".join(problems)
            }

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
        self.instance.options = self.filled_in(said)
        if not self._refuse_addresses() and said.get("on"):
            self._refuse_what_cannot_work()
        return said

    def _refuse_addresses(self) -> bool:
        """Beside each, also while the way is off: reports are asked for all the same."""
        wrong = wrong_addresses(self.asked, self.instance.options)
        for one in wrong:
            self.add_error(PREFIX + one.name, ValidationError(one.refusal, code="address"))
        return bool(wrong)

    def _refuse_what_cannot_work(self) -> None:
        """Beside the field where it is known, else beside the switch."""
        if self.refuse_missing(self.instance.options):
            return
        for problem in way_of(self.instance.provider).check_config(self.instance.options):
            self.add_error("on", ValidationError(problem, code="config"))


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
class Ways(HeldIndexView):
    @cached_property
    def columns(self) -> list[Column]:
        title = self._get_title_column_class(TitleColumn)
        way = {"label": gettext_lazy("Way of payment"), "accessor": lambda one: way_of(one.provider).label}
        return [
            title("provider", get_url=self.get_edit_url, **way),
            AgencyColumn("agency_code", label=gettext_lazy("Agency")),
            Column("on", label=gettext_lazy("State"), accessor=_standing),
        ]


class WaysOfPayment(HeldViewSet):
    model = ProviderAccount
    index_view_class = Ways
    icon = "tag"
    menu_label = gettext_lazy("Ways of payment")
    menu_order = 560
    name = "ways_of_payment"
    url_prefix = "cach-thanh-toan"
    form_fields: ClassVar[list[str]] = ["provider", "agency_code", "on", "order"]
    list_filter: ClassVar[list[str]] = ["on"]

    def get_form_class(self, for_update: bool = False) -> type:
        return forms.modelform_factory(ProviderAccount, form=WayForm, fields=self.form_fields)
