"""What an editor gives to begin a form: a file, a title, a form to copy."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from eforms.definition import EForm
from eforms.exchange.shape import MOST_BYTES


class UploadForm(forms.Form):
    """A JSON file or a spreadsheet; a spreadsheet needs a title, a JSON file brings its own."""

    file = forms.FileField(
        label=_("File"),
        help_text=_("An e-form that was exported (.json), or a spreadsheet (.xlsx, .csv) of at most 2 MB."),
        widget=forms.FileInput(attrs={"accept": ".json,.xlsx,.csv"}),
    )
    title = forms.CharField(
        label=_("Title of the form"),
        max_length=250,
        required=False,
        help_text=_("For a spreadsheet. An exported form has its own title."),
    )

    def clean_file(self) -> Any:
        file = self.cleaned_data["file"]
        if file.size > MOST_BYTES:
            raise forms.ValidationError(_("The file is too large: at most 2 MB."), code="large")
        if not file.name.lower().endswith((".json", ".xlsx", ".csv")):
            raise forms.ValidationError(_("Give a file that ends in .json, .xlsx or .csv."), code="ending")
        return file

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        file = cleaned.get("file")
        if file and not file.name.lower().endswith(".json") and not cleaned.get("title", "").strip():
            self.add_error("title", _("Write the title of the form."))
        return cleaned


class CopyForm(forms.Form):
    """Which form to copy, and what the copy is called."""

    source = forms.ModelChoiceField(EForm.objects.order_by("title"), label=_("Form to copy"))
    title = forms.CharField(label=_("Title of the copy"), max_length=250)


class LibraryForm(forms.Form):
    """Which ready form to take."""

    code = forms.CharField(max_length=60)


class KeptForm(forms.Form):
    """What was checked, to be saved now; checked once more, as it comes back from the page."""

    text = forms.CharField(max_length=MOST_BYTES, strip=False, widget=forms.HiddenInput)
