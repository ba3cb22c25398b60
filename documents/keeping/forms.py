"""What people type about the papers they keep."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.functional import lazy
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from documents.keeping.keeping import ACCEPTED
from documents.keeping.sharing import MOST_DAYS, MOST_TIMES
from documents.models import PaperKind
from themes.widgets import DayPicker

CAPITALISED = lazy(capfirst, str)


class FindForm(forms.Form):
    """Words and a kind; nothing of a person needs to be typed."""

    q = forms.CharField(label=_("Words of the title, issuer or number"), required=False, max_length=100)
    kind = forms.ChoiceField(
        label=_("Kind"),
        required=False,
        choices=[("", _("All kinds")), *((kind.value, CAPITALISED(kind.label)) for kind in PaperKind)],
    )
    organisation = forms.ChoiceField(label=_("Organisation"), required=False)

    def __init__(self, *args: Any, organisations: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["organisation"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [("", _("All")), *organisations]
        if not organisations:
            del self.fields["organisation"]


class AddForm(forms.Form):
    """A paper of one's own."""

    title = forms.CharField(
        label=_("Name of the paper"),
        max_length=300,
        help_text=_("As procedures call it, such as “Giấy khai sinh”: forms that ask for it will offer it."),
    )
    file = forms.FileField(
        label=_("File"),
        help_text=_("PDF, JPG or PNG."),
        allow_empty_file=True,
        widget=forms.FileInput(attrs={"accept": ",".join(f".{ending}" for ending in ACCEPTED)}),
    )
    issuer = forms.CharField(label=_("Issued by"), required=False, max_length=250)
    number = forms.CharField(label=_("Number of the paper"), required=False, max_length=60)
    issued_on = forms.DateField(label=_("Day of issue"), required=False, widget=DayPicker())
    valid_until = forms.DateField(label=_("Valid until"), required=False, widget=DayPicker())

    def clean(self) -> dict[str, Any]:
        said = super().clean() or self.cleaned_data
        issued, until = said.get("issued_on"), said.get("valid_until")
        if issued and until and until < issued:
            self.add_error("valid_until", _("This day lies before the day of issue."))
        return said


class ShareForm(forms.Form):
    """How long, how often, and a note of one's own for whom."""

    days = forms.IntegerField(label=_("Days the link holds"), min_value=1, max_value=MOST_DAYS, initial=7)
    most = forms.IntegerField(label=_("Times it may be opened"), min_value=1, max_value=MOST_TIMES, initial=5)
    note = forms.CharField(
        label=_("For whom"),
        required=False,
        max_length=200,
        help_text=_("Who gets the link does not read this."),
    )
