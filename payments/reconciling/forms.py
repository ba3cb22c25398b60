"""What an accountant fills in: which day, which file, what became of a row, which period."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from accounts.permissions import scope_filter
from documents.places import names_of
from documents.registers.period import Period, PeriodForm
from payments.models import ProviderAccount, ReceiptSeries
from payments.providers.registry import way_of
from payments.reach import VIEW
from payments.reconciling.sight import accounts_seen
from payments.reconciling.totals import BY, LONGEST
from themes.widgets import DayPicker


class AccountField(forms.ModelChoiceField):
    """An account by its way of payment and its agency's name."""

    names: Mapping[str, str]

    def label_from_instance(self, obj: ProviderAccount) -> str:
        agency = self.names.get(obj.agency_code) or _("all agencies")
        return f"{way_of(obj.provider).label} – {agency}"


class CompareForm(forms.Form):
    """A day of an account; with a file, where the provider gives no report of its own."""

    account = AccountField(
        label=_("Way of payment"),
        queryset=ProviderAccount.objects.none(),
        empty_label=None,
        error_messages={"required": _("Choose the way of payment.")},
    )
    day = forms.DateField(label=_("Day"), widget=DayPicker, error_messages={"required": _("Choose the day.")})
    file = forms.FileField(
        label=_("Report of the provider (CSV or XLSX)"),
        help_text=_(
            "As downloaded from its merchant portal. Columns are known by their names: order reference,"
            " amount, transaction number, time, kind, status. Without a file the provider is asked."
        ),
        required=False,
    )

    def __init__(self, *args: Any, officer: User, at: datetime, **kwargs: Any) -> None:
        yesterday = timezone.localdate(at) - timedelta(days=1)
        super().__init__(*args, **{"initial": {"day": yesterday}, **kwargs})
        self.today = timezone.localdate(at)
        field: Any = self.fields["account"]
        field.queryset = accounts_seen(officer, at)
        field.names = names_of(field.queryset.values_list("agency_code", flat=True))

    def clean_day(self) -> Any:
        day = self.cleaned_data["day"]
        if day > self.today:
            raise forms.ValidationError(_("This day has not come yet."), code="future")
        return day


class ResolveForm(forms.Form):
    reason = forms.CharField(
        label=_("What became of it"),
        max_length=500,
        error_messages={"required": _("Say what became of it.")},
    )


class TotalsForm(PeriodForm):
    """First and last day, agency, and by what to add up; left out, by agency."""

    by = forms.ChoiceField(label=_("Add up by"), choices=list(BY.items()))
    longest = LONGEST

    def __init__(self, asked: dict[str, Any], *, officer: User, at: datetime) -> None:
        super().__init__({"by": "agency", **asked}, agencies=agencies_paid(officer, at), at=at)

    def period(self) -> Period:
        return Period(self.cleaned_data["since"], self.cleaned_data["until"], self.cleaned_data["agency"])


def agencies_paid(officer: User, at: datetime) -> list[tuple[str, str]]:
    """(code, name) of the agencies that have ever been paid (they have receipts) and the officer sees."""
    codes = ReceiptSeries.objects.filter(scope_filter(officer, VIEW, at=at)).exclude(agency_code="")
    named = names_of(codes.order_by().values_list("agency_code", flat=True).distinct())
    return sorted(named.items(), key=lambda one: one[1].casefold())
