"""What a stranger gives us to check a document."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _


class CodeForm(forms.Form):
    code = forms.CharField(
        label=_("Verification code"),
        help_text=_("Twelve letters and digits printed below the QR code of the document."),
        max_length=40,
        widget=forms.TextInput(
            attrs={"autocomplete": "off", "autocapitalize": "characters", "spellcheck": "false"}
        ),
    )


class FileForm(forms.Form):
    file = forms.FileField(
        label=_("The file you received"),
        help_text=_("It is compared with the document issued, and not kept."),
        allow_empty_file=True,  # our own message says what to do
        widget=forms.FileInput(attrs={"accept": ".pdf,application/pdf"}),
    )
