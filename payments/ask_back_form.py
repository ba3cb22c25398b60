"""Money is asked to go back: from the cashier's payments and from transfers nobody expected."""

from __future__ import annotations

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from payments.models import Refund
from payments.money_field import MoneyField


class AskBackForm(forms.Form):
    """How much goes back, and why; a second person approves."""

    amount = MoneyField(label=_("Sum of money"), least=1)
    reason = forms.ChoiceField(label=_("Reason"), choices=[("", _("Choose")), *Refund.Reason.choices])
    note = forms.CharField(
        label=_("Note"), required=False, max_length=500, widget=forms.Textarea(attrs={"rows": 2})
    )

    def refuse(self, error: ValidationError) -> None:
        self.add_error("amount" if error.code == "refund_too_large" else None, error)
