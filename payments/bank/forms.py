"""What an accountant gives: a statement, filters, where the money of a transfer goes."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from payments.bank.cells import amount_of
from payments.bank.transfers import WHY, accounts
from payments.models import ProviderAccount, Refund

NOT_AN_AMOUNT = _("Enter an amount in whole đồng above zero, such as 58.000.")


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


class AmountField(forms.CharField):
    """Whole đồng, typed with or without dots."""

    def clean(self, value: Any) -> Any:
        text = super().clean(value)
        if not text:
            return None
        try:
            amount = amount_of(text)
        except ValueError:
            amount = None
        if not amount or amount < 0:
            raise ValidationError(NOT_AN_AMOUNT, code="invalid")
        return amount


class FilterForm(forms.Form):
    why = forms.ChoiceField(label=_("Why"), required=False)
    agency = forms.ChoiceField(label=_("Agency"), required=False)
    amount = AmountField(label=_("Amount transferred"), required=False, max_length=30)

    def __init__(self, asked: dict[str, Any], *, agencies: Sequence[str]) -> None:
        super().__init__(asked)
        choices: dict[str, list[tuple[Any, Any]]] = {
            "why": list(WHY.items()),
            "agency": [(code, code) for code in agencies],
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


class GiveBackForm(forms.Form):
    amount = AmountField(
        label=_("Amount to give back"), max_length=30, error_messages={"required": NOT_AN_AMOUNT}
    )
    reason = forms.ChoiceField(label=_("Reason"), choices=Refund.Reason.choices)
    note = forms.CharField(
        label=_("Note"), required=False, max_length=500, widget=forms.Textarea(attrs={"rows": 3})
    )
