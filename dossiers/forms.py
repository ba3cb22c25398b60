"""What a person types to act on a dossier: one form, with the fields the action takes."""

from __future__ import annotations

import uuid
from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from documents.errors import FileRefused
from dossiers import case_fields
from dossiers.actions import Action
from dossiers.assigning import candidates
from dossiers.clock_words import amount as in_words
from dossiers.guards import MOST_MORE
from dossiers.models import Dossier
from dossiers.pausing import clock, pauses_of
from dossiers.stepping import active, back_to, process_of_dossier
from dossiers.supplements import held
from dossiers.timing import limits
from procedures.choices import PauseReason

MOST_FILES = 10


class ManyFiles(forms.FileInput):
    """A file chooser that takes several files at once."""

    allow_multiple_selected = True

    def __init__(self) -> None:
        super().__init__(attrs={"multiple": True})

    def value_from_datadict(self, data: Any, files: Any, name: str) -> Any:
        return files.getlist(name) if hasattr(files, "getlist") else files.get(name)


class FilesField(forms.FileField):
    """Several files; cleans to a list."""

    widget = ManyFiles

    def clean(self, data: Any, initial: Any = None) -> list[UploadedFile]:
        given = (
            [one for one in data or [] if one] if isinstance(data, list | tuple) else [data] if data else []
        )
        if len(given) > MOST_FILES:
            raise forms.ValidationError(
                _("At most %(most)s files at once."), code="too_many_files", params={"most": MOST_FILES}
            )
        single = super().clean
        return [single(one, initial) for one in given] if given else []


class ActForm(forms.Form):
    """Fields of one action on one dossier, as `Action.takes` names them; `given()` is for the verb.

    kept: files held from an answer that was refused. key: made when the page is drawn, so that a click
    repeated is one action. seen: the state the page showed.
    """

    key = forms.CharField(widget=forms.HiddenInput, max_length=100)
    seen = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, action: Action, dossier: Dossier, *args: Any, at: datetime, **kwargs: Any) -> None:
        kwargs.setdefault("prefix", action.name)
        kwargs.setdefault("initial", {"key": str(uuid.uuid4()), "seen": dossier.last_sequence})
        super().__init__(*args, **kwargs)
        self.action, self.dossier, self.at = action, dossier, at
        for name in action.takes:
            if name in FIELDS:
                field = FIELDS[name](dossier, at, action.name)
                if field is not None:
                    self.fields[FORM_NAMES.get(name, name)] = field
        if "uploads" in self.fields:
            self._offer_kept(dossier)

    def _offer_kept(self, dossier: Dossier) -> None:
        """Beside the chooser: the files that are here already, ticked."""
        ids = self.data.getlist(self.add_prefix("kept")) if isinstance(self.data, QueryDict) else []
        files = [(str(one.pk), one.name) for one in held(dossier.pk) if str(one.pk) in ids]
        if files:
            self.fields["kept"] = forms.MultipleChoiceField(
                label=_("Files received already"),
                help_text=_("They go along; untick what you do not want to send."),
                choices=files,
                required=False,
                widget=forms.CheckboxSelectMultiple,
            )

    def clean_papers(self) -> list[str]:
        lines = str(self.cleaned_data["papers"]).splitlines()
        return [line.strip(" -•\t") for line in lines if line.strip(" -•\t")]

    def clean_until(self) -> str:
        """As the event keeps it."""
        day = self.cleaned_data["until"]
        return str(day.isoformat()) if day else ""

    def refuse(self, error: forms.ValidationError) -> None:
        """Show what the verb said beside the field it is about, else above the form."""
        code = getattr(error, "code", "") or ""
        beside = "uploads" if isinstance(error, FileRefused) else BESIDE.get(code)
        if isinstance(error, FileRefused) and "result" in self.fields:
            beside = "result"
        self.add_error(beside if beside in self.fields else None, error)

    def keep(self, kept: Sequence[str], refused: Sequence[FileRefused]) -> ActForm:
        """The same form with the sound files held, and beside the chooser why the others were refused."""
        assert isinstance(self.data, QueryDict)
        data = self.data.copy()
        data.setlist(self.add_prefix("kept"), [*data.getlist(self.add_prefix("kept")), *kept])
        again = type(self)(self.action, self.dossier, data, at=self.at, prefix=self.prefix)
        again.is_valid()
        for field, errors in self.errors.as_data().items():
            for error in errors if field not in again.errors else ():
                if not isinstance(error, FileRefused):
                    again.add_error(field, error)
        for reason in refused:
            again.add_error("uploads", reason)
        return again

    def given(self, uploads: Sequence[str] = ()) -> dict[str, Any]:
        """What goes to the verb; `uploads`: ids of files that were held in place of those uploaded."""
        given = {name: value for name, value in self.cleaned_data.items() if name not in ("key", "seen")}
        if kept := [*given.pop("kept", []), *uploads]:
            given["uploads"] = kept
        return given


FORM_NAMES = {"files": "uploads"}
BESIDE = {
    "reason_missing": "reason",
    "papers_not_listed": "papers",
    "officer_missing": "assignee",
    "officer_cannot": "assignee",
    "officer_has_it": "assignee",
    "amount_missing": "amount",
    "answer_empty": "message",
    "time_limit_unknown": "time_limit",
    "step_unknown": "step",
    "checks_missing": "checked",
    "back_step_unknown": "to",
    "pause_unknown": "pause",
    "more_missing": "more",
    "until_past": "until",
    **case_fields.BESIDE,
}
WIDE = forms.Textarea(attrs={"rows": 3})


def _reason(dossier: Dossier, at: datetime, action: str) -> forms.Field:
    needed = action not in ("ask_withdrawal", "grant_withdrawal")
    hint = _("The applicant will read it. Say what is wrong and what to do.") if needed else ""
    return forms.CharField(label=_("Reason"), help_text=hint, widget=WIDE, required=needed, max_length=2000)


def _papers(dossier: Dossier, at: datetime, action: str) -> forms.Field:
    hint = _("One item a line. Ask for everything at once.")
    only = dossier.submission is None  # else answers may be what is to be put right
    return forms.CharField(
        label=_("What is missing"), help_text=hint, widget=WIDE, max_length=4000, required=only
    )


def _message(dossier: Dossier, at: datetime, action: str) -> forms.Field:
    label = {"ask_opinion": _("Your question"), "give_opinion": _("Your opinion")}
    return forms.CharField(
        label=label.get(action, _("Your answer")), widget=WIDE, required=action in label, max_length=4000
    )


def _files(dossier: Dossier, at: datetime, action: str) -> forms.Field:
    hint = _("PDF, JPG, PNG, DOCX or XLSX. You can choose several at once.")
    return FilesField(label=_("Files"), help_text=hint, required=False, allow_empty_file=True)


def _note(dossier: Dossier, at: datetime, action: str) -> forms.Field:
    hint = (
        _("The applicant will read it.")
        if action == "finish"
        else _("For colleagues; the applicant does not see it.")
    )
    return forms.CharField(
        label=_("Note"), help_text=hint, widget=forms.TextInput, required=False, max_length=500
    )


def _assignee(dossier: Dossier, at: datetime, action: str) -> forms.Field:
    people = [(str(user.pk), user.full_name) for user in candidates(dossier, at)]
    nobody = (
        _("Nobody else processes dossiers at this agency: the administrator gives roles.")
        if not people
        else ""
    )
    return forms.ChoiceField(label=_("Officer"), choices=[("", _("Choose")), *people], help_text=nobody)


def _amount(dossier: Dossier, at: datetime, action: str) -> forms.Field | None:
    if action == "pay":
        return None
    return forms.IntegerField(label=_("Sum (đồng)"), min_value=1, max_value=10**12)


def _time_limit(dossier: Dossier, at: datetime, action: str) -> forms.Field | None:
    known = limits(dossier.release.content, dossier.channel)
    if len(known) < 2:
        return None
    choices = [
        (one["id"], one.get("text") or in_words(one.get("amount"), one.get("unit") or "none"))
        for one in known
    ]
    return forms.ChoiceField(label=_("Time limit"), choices=choices)


def _step(dossier: Dossier, at: datetime, action: str) -> forms.Field | None:
    """Which of the steps that are worked on now; a single one is named by the dossier's page."""
    rows = active(dossier)
    if len(rows) < 2:
        return None
    return forms.ChoiceField(label=_("Step"), choices=[(row.step, row.name) for row in rows])


def _checked(dossier: Dossier, at: datetime, action: str) -> forms.Field | None:
    process, rows = process_of_dossier(dossier), active(dossier)
    checks = [one for row in rows if (step := process.step(row.step)) for one in step.checks]
    if not checks:
        return None
    return forms.MultipleChoiceField(
        label=_("What was checked"),
        choices=[(one, one) for one in dict.fromkeys(checks)],
        widget=forms.CheckboxSelectMultiple,
        required=len(rows) == 1,
    )


def _to(dossier: Dossier, at: datetime, action: str) -> forms.Field:
    found = {step.id: step.name for row in active(dossier) for step in back_to(dossier, row)}
    return forms.ChoiceField(label=_("Back to step"), choices=[("", _("Choose")), *found.items()])


def _pause(dossier: Dossier, at: datetime, action: str) -> forms.Field:
    choices = [
        (one["reason"], f"{PauseReason(one['reason']).label} ({one['legal']})") for one in pauses_of(dossier)
    ]
    hint = _("As the procedure allows it. Missing papers and payment are asked for with their own actions.")
    return forms.ChoiceField(
        label=_("Why the time stops"), choices=[("", _("Choose")), *choices], help_text=hint
    )


def _more(dossier: Dossier, at: datetime, action: str) -> forms.Field:
    label = {"working_day": _("Working days more"), "day": _("Days more")}
    unit = clock(dossier).measure()
    return forms.IntegerField(label=label.get(unit, _("Hours more")), min_value=1, max_value=MOST_MORE)


def _until(dossier: Dossier, at: datetime, action: str) -> forms.Field:
    picker = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    if action == "ask_opinion":
        return forms.DateField(label=_("Answer wanted by"), widget=picker, required=False)
    hint = _("The day the applicant can expect the result. It does not move the due date.")
    return forms.DateField(label=_("New day"), help_text=hint, widget=picker)


def _result(dossier: Dossier, at: datetime, action: str) -> forms.Field:
    hint = _("PDF. It becomes an issued document that anybody can check by its code.")
    return forms.FileField(label=_("File of the result"), help_text=hint, required=False)


FIELDS: dict[str, Callable[[Dossier, datetime, str], forms.Field | None]] = {
    "reason": _reason,
    "papers": _papers,
    "message": _message,
    "files": _files,
    "note": _note,
    "assignee": _assignee,
    "amount": _amount,
    "time_limit": _time_limit,
    "result": _result,
    "pause": _pause,
    "step": _step,
    "checked": _checked,
    "to": _to,
    "more": _more,
    "until": _until,
    **case_fields.FIELDS,
}


class NoteForm(forms.Form):
    """A note for colleagues, and perhaps whom it is meant for."""

    key = forms.CharField(widget=forms.HiddenInput, max_length=100)
    text = forms.CharField(
        label=_("Note"),
        help_text=_("For colleagues; the applicant does not see it. A note cannot be changed later."),
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=2000,
    )
    mention = forms.EmailField(
        label=_("For a colleague"),
        help_text=_("E-mail address; they find the note under “Asked of me”."),
        required=False,
    )


def new_note() -> NoteForm:
    return NoteForm(prefix="note", initial={"key": str(uuid.uuid4())})


class LookUpForm(forms.Form):
    """Code and secret."""

    code = forms.CharField(
        label=_("Dossier code or request code"),
        help_text=_("For example H08.16-250829-0001 or YC-7K3M9Q2P."),
        max_length=80,
    )
    secret = forms.CharField(
        label=_("Secret"),
        help_text=_("Twelve letters and digits, shown when you filed and sent by e-mail."),
        max_length=40,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )


class StartForm(forms.Form):
    """For whom, agency and variant, as far as there is a choice."""

    acting = forms.ChoiceField(label=_("For whom do you file?"), widget=forms.RadioSelect, initial="self")
    agency = forms.ChoiceField(label=_("Agency that will handle the dossier"), widget=forms.RadioSelect)
    variant = forms.ChoiceField(label=_("Your case"), widget=forms.RadioSelect)

    def __init__(
        self,
        *args: Any,
        agencies: list[tuple[str, str]],
        variants: list[tuple[str, str]],
        acting: list[tuple[str, str]],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        acting = acting if len(acting) > 1 else []
        for name, choices in (("acting", acting), ("agency", agencies), ("variant", variants)):
            field = self.fields[name]
            assert isinstance(field, forms.ChoiceField)
            field.choices = choices
            if len(choices) == 1:
                field.initial = choices[0][0]
            if not choices:
                del self.fields[name]
