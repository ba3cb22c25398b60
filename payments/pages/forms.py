"""What a payer fills in: hardly anything."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from documents.codes import plain_code
from payments.models import ProviderAccount
from payments.paying import fresh_key
from payments.providers.registry import way_of


class PayForm(forms.Form):
    """One way of those on offer. key: made when the page is drawn, so that a double press pays once."""

    way = forms.ChoiceField(
        label=_("How do you want to pay?"),
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose how you want to pay.")},
    )
    key = forms.CharField(widget=forms.HiddenInput, max_length=64)

    def __init__(self, data: Any, *, ways: Sequence[ProviderAccount], auto_id: str = "id_%s") -> None:
        first = {"key": fresh_key(), "way": ways[0].provider if ways else ""}
        super().__init__(data, initial=first, auto_id=auto_id)
        field: Any = self.fields["way"]
        field.choices = [(one.provider, way_of(one.provider).label) for one in ways]
        self.says = [(way_of(one.provider).label, way_of(one.provider).says) for one in ways]


class ReceiptCodeForm(forms.Form):
    code = forms.CharField(
        label=_("Look-up code of the receipt"),
        max_length=40,
        help_text=_("Twelve letters and digits, printed at the foot of the receipt."),
        error_messages={"required": _("Enter the code.")},
    )

    def clean_code(self) -> str:
        return plain_code(self.cleaned_data["code"])
