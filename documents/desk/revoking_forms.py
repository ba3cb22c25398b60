"""What officers fill in about documents."""

from __future__ import annotations

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from documents.models import IssuedDocument, Revocation
from documents.verify import find
from themes.widgets import CodeInput


class WhichForm(forms.Form):
    code = forms.CharField(
        label=_("Verification code of the document"),
        max_length=40,
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
    )


class AskForm(forms.Form):
    reason = forms.ChoiceField(label=_("Reason"), choices=Revocation.Reason, widget=forms.RadioSelect)
    words = forms.CharField(
        label=_("What happened"),
        help_text=_("For whoever decides; it is not shown to the public."),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    replacement = forms.CharField(
        label=_("Verification code of the document that replaces it"),
        help_text=_("Leave empty when nothing replaces it."),
        required=False,
        max_length=40,
    )

    def clean_replacement(self) -> IssuedDocument | None:
        typed: str = self.cleaned_data["replacement"].strip()
        found = find(typed) if typed else None
        if typed and found is None:
            raise ValidationError(_("No document has this code."), code="unknown_code")
        return found


class ApproveForm(forms.Form):
    code = forms.CharField(
        label=_("One-time code"),
        help_text=_("Six digits, shown by the app on your phone."),
        max_length=20,
        required=False,
        widget=CodeInput,
    )


class DenyForm(forms.Form):
    why = forms.CharField(label=_("Why not"), max_length=500, widget=forms.Textarea(attrs={"rows": 2}))
