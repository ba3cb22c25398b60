"""What cashiers and accountants fill in."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from documents.registers.period import PeriodForm
from payments.ask_back_form import AskBackForm
from payments.cashier import CARD, CASH
from payments.desk.lists import Wanted
from payments.errors import REFUSALS, PaymentRefused
from payments.models import Invoice, Payment
from payments.money_field import CountField, MoneyField, plain_sum
from payments.paying import fresh_key
from payments.refunding import left_of
from payments.sessions import MOST_NOTES, NOTES, counted_of
from rules.money import format_vnd

HELD = "held"
"""Money that settled nothing, among what may go back."""


class FindForm(forms.Form):
    q = forms.CharField(
        label=_("Reference, dossier code or name of the payer"), required=False, max_length=100
    )


class TakeForm(forms.Form):
    """How the money came. key: made when the page is drawn, so that a double press takes once."""

    way = forms.ChoiceField(
        label=_("How is it paid?"),
        widget=forms.RadioSelect,
        choices=[(CASH, _("Cash")), (CARD, _("Card terminal"))],
        initial=CASH,
    )
    given = MoneyField(
        label=_("Cash given"),
        help_text=_("To reckon the change. Leave empty when it fits."),
        required=False,
    )
    slip = forms.CharField(label=_("Number of the terminal's slip"), required=False, max_length=40)
    key = forms.CharField(widget=forms.HiddenInput, max_length=64)

    def __init__(self, data: Any, chosen: Iterable[Invoice] = ()) -> None:
        super().__init__(data, initial={"key": fresh_key(), "way": CASH})
        self.total = sum(one.amount for one in chosen)

    def clean(self) -> dict[str, Any]:
        said = super().clean() or self.cleaned_data
        if said.get("way") == CARD and not said.get("slip", "").strip():
            self.add_error("slip", PaymentRefused("slip_missing"))
        given = said.get("given")
        if said.get("way") == CASH and given is not None and given < self.total:
            short = _("%(total)s are due: less was given.") % {"total": format_vnd(self.total)}
            self.add_error("given", ValidationError(short, code="too_little"))
        return said

    def change(self) -> int:
        """What goes back to the payer; of a valid form."""
        given = self.cleaned_data.get("given")
        return given - self.total if given is not None and self.cleaned_data["way"] == CASH else 0


class OpenForm(forms.Form):
    agency = forms.ChoiceField(label=_("Agency"))
    change = MoneyField(label=_("Change in the drawer"), initial=0)

    def __init__(self, data: Any, places: Sequence[tuple[str, str]]) -> None:
        super().__init__(data)
        field: Any = self.fields["agency"]
        field.choices = places


class CloseForm(forms.Form):
    """So many notes of each kind, who takes over, and why it differs."""

    handed_to = forms.CharField(label=_("Handed over to"), required=False, max_length=150)
    note = forms.CharField(
        label=_("Reason for a difference"),
        required=False,
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 2}),
    )

    def __init__(self, data: Any = None) -> None:
        super().__init__(data)
        counts = {
            f"n{kind}": CountField(label=format_vnd(kind), min_value=0, max_value=MOST_NOTES, required=False)
            for kind in NOTES
        }
        self.fields = {**counts, **self.fields}

    def notes(self) -> list[forms.BoundField]:
        return [self[f"n{kind}"] for kind in NOTES]

    def counts(self) -> dict[int, int]:
        """{500000: 3}; of a valid form."""
        return {kind: self.cleaned_data.get(f"n{kind}") or 0 for kind in NOTES}

    def counted(self) -> int:
        return counted_of(self.counts())

    def refuse(self, error: ValidationError) -> None:
        self.add_error("note" if error.code == "reason_missing" else None, error)


class RefundForm(AskBackForm):
    """Of what it goes back. of: the invoice's id, or HELD."""

    of = forms.ChoiceField(label=_("Of what"))
    key = forms.CharField(widget=forms.HiddenInput, max_length=64)
    field_order = ("of", "amount", "reason", "note", "key")

    def __init__(self, data: Any, payment: Payment) -> None:
        super().__init__(data, initial={"key": fresh_key()})
        self.invoices = {
            str(part.invoice_id): part.invoice
            for part in payment.parts.select_related("invoice")
            if part.settles
        }
        open_ = [(key, one.reference, left_of(payment, one)) for key, one in self.invoices.items()]
        rest = (HELD, str(_("What settled nothing")), left_of(payment, None))
        possible = [one for one in [*open_, rest] if one[2] > 0]
        field: Any = self.fields["of"]
        field.choices = [(key, f"{name} ({format_vnd(most)})") for key, name, most in possible]
        self.possible = bool(possible)
        if possible:
            self.fields["amount"].initial = plain_sum(possible[0][2])

    def invoice(self) -> Invoice | None:
        return self.invoices.get(self.cleaned_data["of"])


class ReasonForm(forms.Form):
    reason = forms.CharField(
        label=_("Reason"),
        max_length=200,
        widget=forms.Textarea(attrs={"rows": 2}),
        error_messages={"required": REFUSALS["reason_missing"]},
    )


class BankReferenceForm(forms.Form):
    reference = forms.CharField(label=_("Number of the bank's transaction"), max_length=100)


class ReplaceForm(ReasonForm):
    """What the new receipt says instead."""

    payer = forms.CharField(label=_("Payer"), max_length=250)
    number = forms.CharField(label=_("Personal number or tax code"), max_length=20, required=False)
    address = forms.CharField(label=_("Address"), max_length=250, required=False)
    field_order = ["payer", "number", "address", "reason"]


class SeriesForm(forms.Form):
    agency = forms.ChoiceField(label=_("Agency"))
    letters = forms.CharField(
        label=_("Letters of the symbol"), help_text=_("Two capital letters: AB gives AB-26E."), max_length=2
    )

    def __init__(self, data: Any, places: Sequence[tuple[str, str]]) -> None:
        super().__init__(data)
        field: Any = self.fields["agency"]
        field.choices = places


class ReceiptsForm(PeriodForm):
    """Days, agency, symbol, number, payer; the payer is sent by POST alone."""

    symbol = forms.ChoiceField(label=_("Symbol"), required=False)
    number = forms.CharField(label=_("Number of the receipt"), required=False, max_length=7)
    payer = forms.CharField(label=_("Payer"), required=False, max_length=100)
    private = ("payer",)

    def __init__(
        self,
        asked: dict[str, Any],
        *,
        agencies: Iterable[tuple[str, str]],
        symbols: Iterable[str],
        at: datetime,
    ) -> None:
        super().__init__(asked, agencies=agencies, at=at)
        self.offer("symbol", [(one, one) for one in sorted(set(symbols))])

    def period(self) -> Wanted:
        return Wanted(**self.cleaned_data)
