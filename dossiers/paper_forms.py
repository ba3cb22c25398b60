"""What reception types when papers come in: where they go, what lies there, and whose they are."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from dossiers.act_fields import FilesField
from dossiers.models import PaperFiling
from dossiers.paper_filings import COUNTS
from dossiers.taking_in import asked_papers, scans
from dossiers.ways import Way
from procedures.models import Agency, ReceptionUnit
from themes.widgets import CodeInput

MOST = 99


class WhereForm(forms.Form):
    """Reception unit, agency, way and case, as far as there is a choice."""

    unit = forms.ChoiceField(label=_("Reception unit"), widget=forms.RadioSelect)
    agency = forms.ChoiceField(label=_("Agency that decides"), widget=forms.RadioSelect)
    way = forms.ChoiceField(
        label=_("How the papers came"), choices=Way, initial=Way.DIRECT, widget=forms.RadioSelect
    )
    variant = forms.ChoiceField(label=_("Case"), widget=forms.RadioSelect)

    def __init__(
        self,
        *args: Any,
        units: list[ReceptionUnit],
        agencies: list[Agency],
        variants: list[tuple[str, str]],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.units = {str(one.pk): one for one in units}
        self.agencies = {str(one.pk): one for one in agencies}
        lists = {
            "unit": [(key, one.name) for key, one in self.units.items()],
            "agency": [(key, one.name) for key, one in self.agencies.items()],
            "variant": variants if len(variants) > 1 else [],
        }
        for name, choices in lists.items():
            field = self.fields[name]
            assert isinstance(field, forms.ChoiceField)
            field.choices = choices
            field.initial = choices[0][0] if choices else None
        for name in ("unit", "variant"):
            if not lists[name]:
                del self.fields[name]

    def clean_unit(self) -> ReceptionUnit:
        return self.units[self.cleaned_data["unit"]]

    def clean_agency(self) -> Agency:
        return self.agencies[self.cleaned_data["agency"]]


class PaperForm(forms.Form):
    """One paper: how many of which kind lie there, and scans of it. Without a name it is none."""

    title = forms.CharField(label=_("Name of the paper"), required=False, max_length=300)
    originals = forms.IntegerField(label=_("Originals"), required=False, min_value=0, max_value=MOST)
    certified = forms.IntegerField(label=_("Certified copies"), required=False, min_value=0, max_value=MOST)
    copies = forms.IntegerField(label=_("Copies"), required=False, min_value=0, max_value=MOST)
    compared = forms.BooleanField(label=_("Compared with the original"), required=False)
    scans = FilesField(
        label=_("Scans"),
        help_text=_("PDF, JPG, PNG. Not needed when the paper itself is kept."),
        required=False,
        allow_empty_file=True,
    )
    photo = FilesField(label=_("Photograph it"), required=False, allow_empty_file=True)

    def __init__(self, *args: Any, paper: dict[str, Any] | None, kept: dict[str, str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.paper = paper
        if paper:
            del self.fields["title"]
        self.fields["photo"].widget.attrs |= {"accept": "image/*", "capture": "environment"}
        if kept:
            self.fields["kept"] = forms.MultipleChoiceField(
                label=_("Scans kept already"),
                choices=list(kept.items()),
                initial=list(kept),
                required=False,
                widget=forms.CheckboxSelectMultiple,
            )

    @property
    def name(self) -> str:
        """As the procedure calls it, else as the officer does."""
        return str(self.paper["name"] if self.paper else self.cleaned_data.get("title", ""))

    def said(self) -> dict[str, Any]:
        said = self.cleaned_data
        counts = {name: said.get(name) or 0 for name in COUNTS}
        compared = said.get("compared", False)
        return {"name": self.name, **counts, "compared": compared, "files": said.get("kept", [])}

    def uploads(self) -> list[UploadedFile]:
        return [*self.cleaned_data.get("scans", []), *self.cleaned_data.get("photo", [])]


def paper_forms(filing: PaperFiling, data: Any, files: Any) -> list[PaperForm]:
    """A form for each paper of the case, for each other paper noted, and an empty one for a further."""
    kept = {str(one.pk): one.name for one in scans(filing)}
    noted = {one["name"]: one for one in filing.papers}
    asked = asked_papers(filing)
    known = [*asked, *({"name": name} for name in noted if name not in {one["name"] for one in asked}), None]
    found = []
    for place, paper in enumerate(known):
        before = noted.get(paper["name"], {}) if paper else {}
        own = {key: kept[key] for key in before.get("files", []) if key in kept}
        initial = {name: before.get(name) or None for name in (*COUNTS, "compared")}
        found.append(PaperForm(data, files, prefix=f"p{place}", paper=paper, kept=own, initial=initial))
    return found


def typed_again(filing: PaperFiling, forms: list[PaperForm], data: QueryDict) -> list[PaperForm]:
    """The same forms, once what could be kept is: as typed, with what was refused and the scans that stay."""
    again = data.copy()
    noted = {one["name"]: one["files"] for one in filing.papers}
    for form in forms:
        again.setlist(form.add_prefix("kept"), noted.get(form.name, []))
    found = paper_forms(filing, again, None)
    for form, before in zip(found, forms, strict=False):
        form.is_valid()
        for field, errors in before.errors.as_data().items():
            for error in errors if field not in form.errors else ():
                form.add_error(field if field in form.fields else None, error)
    return found


class ScanCodeForm(forms.Form):
    """The officer's one-time code, with which their key signs the scans."""

    code = forms.CharField(
        label=_("One-time code to sign the scans"),
        help_text=_(
            "With it your key signs the scans of the next 15 minutes, and they enter the applicant's store. "
            "Empty: they stay unsigned."
        ),
        required=False,
        max_length=10,
        widget=CodeInput,
    )


class ApplicantForm(forms.Form):
    """Whose papers they are, where no electronic form asks."""

    name = forms.CharField(label=_("Full name or name of the organisation"), max_length=200)
    phone = forms.CharField(label=_("Phone"), max_length=20, required=False)
    number = forms.CharField(label=_("Personal number"), max_length=20, required=False)
    address = forms.CharField(label=_("Address"), max_length=300, required=False)
    email = forms.EmailField(label=_("E-mail"), max_length=254, required=False)
