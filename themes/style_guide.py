"""What the living style guide shows: a form with and without errors, steps, pages; invented people only."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.paginator import Paginator
from django.utils.translation import gettext_lazy as _

from themes.widgets import DateText, FileChooser

STEPS = [
    {"title": _("The child"), "url": "#steps", "state": "done"},
    {"title": _("Father and mother"), "url": "#steps", "state": "done"},
    {"title": _("The person who declares"), "url": "#steps", "state": "current"},
    {"title": _("Papers"), "url": None, "state": "todo"},
    {"title": _("Review and submit"), "url": None, "state": "todo"},
]

COLOURS = ["brand", "brand-dark", "accent", "link", "text", "text-soft", "surface", "paper", "sunken"]
ROWS = [
    {
        "code": "H08.16-260821-0001",
        "procedure": "Đăng ký khai sinh",
        "applicant": "Nguyễn Thị Hường",
        "status": _("Being processed"),
        "tone": "info",
        "clock": _("3 working days left"),
        "fee": "0 đ",
    },
    {
        "code": "H08.16-260819-0017",
        "procedure": "Đăng ký thành lập hộ kinh doanh",
        "applicant": "Trần Quốc Vượng",
        "status": _("Overdue"),
        "tone": "danger",
        "clock": _("2 working days late"),
        "fee": "100.000 đ",
    },
]


class SampleForm(forms.Form):
    full_name = forms.CharField(label=_("Full name"), help_text=_("As written on the identity card."))
    personal_number = forms.CharField(label=_("Personal number"), max_length=12, help_text=_("12 digits."))
    birth_date = forms.DateField(
        label=_("Date of birth"),
        help_text=_("For example 05/09/1990"),
        widget=DateText(),
        input_formats=["%d/%m/%Y"],
    )
    relation = forms.ChoiceField(
        label=_("You are"),
        choices=[("father", _("The father")), ("mother", _("The mother")), ("other", _("Another relative"))],
        widget=forms.RadioSelect,
    )
    agency = forms.ChoiceField(
        label=_("Where to file"),
        choices=[("", "—"), ("1", _("The commune of the father")), ("2", _("The commune of the mother"))],
    )
    copies = forms.MultipleChoiceField(
        label=_("You also need"),
        choices=[("extract", _("An extract copy")), ("health", _("A health insurance card"))],
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    note = forms.CharField(
        label=_("Note for the officer"), widget=forms.Textarea(attrs={"rows": 3}), required=False
    )
    paper = forms.FileField(
        label=_("Birth certificate paper"), widget=FileChooser(), help_text=_("PDF or photo, up to 20 MB.")
    )
    sure = forms.BooleanField(label=_("I declare that what I wrote is true"))


WRONG = {"wrong-full_name": "", "wrong-personal_number": "0792", "wrong-birth_date": "31/02/1990"}


def sample() -> dict[str, Any]:
    """Template context of themes/style_guide.html."""
    wrong = SampleForm(WRONG, prefix="wrong")
    paginator = Paginator(range(240), 20)
    return {
        "form": SampleForm(initial={"full_name": "Nguyễn Thị Hường", "relation": "mother"}),
        "wrong": wrong,
        "steps": STEPS,
        "rows": ROWS,
        "page_obj": paginator.page(6),
        "crumbs": [(_("Civil status"), "#"), (_("Birth registration"), None)],
        "kinds": ["info", "success", "warning", "error"],
        "colours": COLOURS,
    }
