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
        help_text=_("A PDF. It is checked, and not kept."),
        allow_empty_file=True,  # our own message says what to do
        widget=forms.FileInput(attrs={"accept": ".pdf,application/pdf"}),
    )


class QrPhotoForm(forms.Form):
    """Read by the portal, for browsers that find no QR codes themselves."""

    photo = forms.FileField(
        label=_("A photo of the QR code"),
        help_text=_(
            "Take one with the camera or choose one: the whole code, sharp, in good light. It is not kept."
        ),
        allow_empty_file=True,
        widget=forms.FileInput(attrs={"accept": "image/*"}),
    )


class PasteForm(forms.Form):
    """Read by the page's script only, never sent."""

    address = forms.CharField(
        label=_("Address in the QR code"),
        help_text=_("The camera of your phone shows it: copy and paste it here."),
        widget=forms.Textarea(attrs={"rows": 3, "spellcheck": "false", "autocomplete": "off"}),
    )


class PictureForm(forms.Form):
    """As above, where the browser can find QR codes in pictures."""

    picture = forms.FileField(
        label=_("A picture of the QR code"), widget=forms.FileInput(attrs={"accept": "image/*"})
    )
