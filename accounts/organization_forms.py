"""What is typed about who speaks for an organisation: at the desk, or by its legal representative."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.functional import lazy
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from accounts.fields import PersonalNumberField, WordsField
from accounts.models import Representation
from accounts.representing import Proof
from accounts.tax_codes import read_tax_code
from themes.widgets import DayPicker

CAPITALISED = lazy(capfirst, str)
BESIDE = {
    "no_account": "personal_number",
    "oneself": "personal_number",
    "already": "valid_from",
    "last_day": "valid_to",
    "days_past": "valid_from",
    "days_order": "valid_to",
    "too_long": "valid_to",
}


class TaxCodeField(forms.CharField):
    """Of an organisation, as it is kept: `0100109106`, of a branch `0100109106-001`."""

    def __init__(self, **kwargs: Any) -> None:
        attrs = {"inputmode": "numeric", "autocomplete": "off"}
        kwargs.setdefault("label", _("Tax code of the organisation"))
        super().__init__(max_length=20, widget=forms.TextInput(attrs=attrs), **kwargs)

    def clean(self, value: Any) -> str:
        said = super().clean(value)
        return read_tax_code(said) if said else ""


class PersonForm(forms.Form):
    """Whom, from which day to which, by which paper."""

    email = forms.EmailField(
        label=_("E-mail of their account"), widget=forms.EmailInput(attrs={"autocomplete": "off"})
    )
    personal_number = PersonalNumberField(help_text=_("As in their account and on their identity card."))
    paper = WordsField(label=_("Paper that proves it"), max_length=200)
    paper_number = WordsField(label=_("Number of the paper"), max_length=60, required=False)
    paper_day = forms.DateField(label=_("Day of the paper"), required=False, widget=DayPicker())
    valid_from = forms.DateField(label=_("First day"), widget=DayPicker())
    valid_to = forms.DateField(label=_("Last day"), required=False, widget=DayPicker())

    def said(self) -> dict[str, Any]:
        """What was typed, as `representing.confirm` and `authorise` take it."""
        given = dict(self.cleaned_data)
        proof = Proof(given.pop("paper"), given.pop("paper_number"), given.pop("paper_day"))
        return {**given, "proof": proof}

    def refuse(self, error: ValidationError) -> None:
        """Beside the field it is about, else above the form."""
        self.add_error(BESIDE.get(getattr(error, "code", "") or ""), error)


class AuthoriseForm(PersonForm):
    """A legal representative authorises; the last day is required."""

    valid_to = forms.DateField(label=_("Last day"), widget=DayPicker())
    field_order = ("email", "personal_number", "valid_from", "valid_to", "paper", "paper_number", "paper_day")


class ConfirmForm(PersonForm):
    """An officer saw the papers of the person and of the organisation."""

    tax_code = TaxCodeField()
    name = WordsField(label=_("Name of the organisation, as on the paper"), max_length=250)
    basis = forms.ChoiceField(
        label=_("The person is"),
        choices=[(one.value, CAPITALISED(one.label)) for one in Representation.Basis],
        widget=forms.RadioSelect,
    )
    field_order = (
        "email", "personal_number", "tax_code", "name", "basis", "paper", "paper_number", "paper_day",
        "valid_from", "valid_to",
    )  # fmt: skip

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["valid_to"].help_text = _("Needed for an authorised person.")
        self.fields["paper"].help_text = _(
            "Such as “Giấy chứng nhận đăng ký doanh nghiệp” or “Giấy ủy quyền”. You have seen the original."
        )


class FindForm(forms.Form):
    """An organisation by its tax code."""

    tax_code = TaxCodeField()


class EndForm(forms.Form):
    """Why somebody does not speak for it any more."""

    reason = WordsField(label=_("Why it ends"), max_length=200)
