"""What an accountant gives: a statement, filters, where the money of a transfer goes."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from payments.bank.transfers import WHY, accounts
from payments.models import ProviderAccount
from payments.money_field import MoneyField
from payments.reach import named


class AccountField(forms.ModelChoiceField):
    """Accounts by bank, number and holder."""

    def label_from_instance(self, obj: ProviderAccount) -> str:
        said = obj.options
        return f"{said.get('bank_name', '')} {said.get('account', '')} – {said.get('holder', '')}"


class StatementForm(forms.Form):
    """With one account only there is nothing to choose, but it is said."""

    account = AccountField(
        label=_("Bank account"), queryset=ProviderAccount.objects.none(), empty_label=None,
        error_messages={"required": _("Choose the account of the statement.")},
    )  # fmt: skip
    file = forms.FileField(
        label=_("Statement of the bank"),
        help_text=_(
            "CSV, XLSX or CAMT.053 as the bank gives it. Giving the same lines twice does nothing twice."
        ),
        widget=forms.FileInput(attrs={"accept": ".csv,.txt,.xlsx,.xml"}),
        error_messages={"required": _("Choose the file."), "empty": _("The file is empty.")},
    )

    def __init__(self, *args: Any, officer: User, at: datetime) -> None:
        super().__init__(*args)
        field = self.fields["account"]
        assert isinstance(field, AccountField)
        field.queryset = accounts(officer, at)
        self.initial["account"] = field.queryset.first()


class FilterForm(forms.Form):
    why = forms.ChoiceField(label=_("Why"), required=False)
    agency = forms.ChoiceField(label=_("Agency"), required=False)
    amount = MoneyField(label=_("Amount transferred"), required=False, least=1)

    def __init__(self, asked: dict[str, Any], *, agencies: Sequence[str]) -> None:
        super().__init__(asked)
        choices: dict[str, list[tuple[Any, Any]]] = {
            "why": [(code, why.short) for code, why in WHY.items()],
            "agency": named(agencies),
        }
        for name, known in choices.items():
            field = self.fields[name]
            assert isinstance(field, forms.ChoiceField)
            field.choices = [("", _("All")), *known]


class GiveForm(forms.Form):
    reference = forms.CharField(
        label=_("Reference of the invoice or payment"),
        max_length=40,
        help_text=_("Such as YC261121K7QM2X or TT261121K7QM2X."),
        error_messages={"required": _("Enter the reference.")},
    )
