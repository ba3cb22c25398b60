"""What a person types to act on a dossier: one form, with the fields the action takes."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from accounts.errors import CodeRefused
from documents.errors import FileRefused
from dossiers import case_fields
from dossiers.act_fields import FIELDS
from dossiers.actions import Action
from dossiers.actors import Actor
from dossiers.checking import Finding, papers_to_check
from dossiers.models import Dossier, DossierStep
from dossiers.step_fields import OF_STEPS
from dossiers.stepping import active, mine
from dossiers.supplements import held
from themes.widgets import CodeInput


class ActForm(forms.Form):
    """Fields of one action on one dossier, as `Action.takes` names them; `given()` is for the verb.

    kept: files held from an answer that was refused. key: made when the page is drawn, so that a click
    repeated is one action. seen: the state the page showed. actor: an officer, whose steps are on offer.
    """

    key = forms.CharField(widget=forms.HiddenInput, max_length=100)
    seen = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(
        self,
        action: Action,
        dossier: Dossier,
        *args: Any,
        at: datetime,
        actor: Actor | None = None,
        **kwargs: Any,
    ) -> None:
        kwargs.setdefault("prefix", action.name)
        kwargs["initial"] = {
            "key": str(uuid.uuid4()),
            "seen": dossier.last_sequence,
            **kwargs.get("initial", {}),
        }
        super().__init__(*args, **kwargs)
        self.action, self.dossier, self.at, self.actor = action, dossier, at, actor
        if "checks" in action.takes:
            self.fields.update(check_fields(dossier))
        steps = self._steps() if OF_STEPS.keys() & set(action.takes) else []
        for name in action.takes:
            field = None
            if name in OF_STEPS:
                field = OF_STEPS[name](dossier, steps)
            elif name in FIELDS:
                field = FIELDS[name](dossier, at, action.name)
            if field is not None:
                self.fields[FORM_NAMES.get(name, name)] = field
        if "uploads" in self.fields:
            self._offer_kept(dossier)

    def _steps(self) -> list[DossierStep]:
        """The open steps it can be about: the officer's own; finishing is about the last, whosever it is."""
        if self.action.name == "finish" or self.actor is None:
            return active(self.dossier)
        return mine(self.dossier, self.actor, self.at, self.action.name)

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

    def clean(self) -> dict[str, Any]:
        """Findings of a check become one list, as the event keeps it."""
        cleaned = super().clean() or self.cleaned_data
        if "checks" in self.action.takes:
            checks = found_in(self.dossier, cleaned)
            cleaned = {name: value for name, value in cleaned.items() if name in ("key", "seen")}
            cleaned["checks"] = checks
        return cleaned

    def clean_until(self) -> str:
        """As the event keeps it."""
        day = self.cleaned_data["until"]
        return str(day.isoformat()) if day else ""

    def refuse(self, error: forms.ValidationError) -> None:
        """Show what the verb said beside the field it is about, else above the form."""
        code = getattr(error, "code", "") or ""
        beside = "uploads" if isinstance(error, FileRefused) else BESIDE.get(code)
        if isinstance(error, CodeRefused):
            beside = "code"
        if isinstance(error, FileRefused) and "result" in self.fields:
            beside = "result"
        self.add_error(beside if beside in self.fields else None, error)

    def keep(self, kept: Sequence[str], refused: Sequence[FileRefused]) -> ActForm:
        """The same form with the sound files held, and beside the chooser why the others were refused."""
        assert isinstance(self.data, QueryDict)
        data = self.data.copy()
        data.setlist(self.add_prefix("kept"), [*data.getlist(self.add_prefix("kept")), *kept])
        again = type(self)(self.action, self.dossier, data, at=self.at, actor=self.actor, prefix=self.prefix)
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


def check_fields(dossier: Dossier) -> dict[str, forms.Field]:
    """Two questions about each paper: how it was found, and what is wrong with it."""
    fields: dict[str, forms.Field] = {}
    for place, one in enumerate(papers_to_check(dossier)):
        fields[f"state-{place}"] = forms.ChoiceField(
            label=one["paper"],
            choices=[("", _("Not checked")), *Finding.choices],
            initial=one["state"],
            required=False,
        )
        fields[f"comment-{place}"] = forms.CharField(
            label=_("What is wrong with it"), initial=one["comment"], required=False, max_length=500
        )
    return fields


def found_in(dossier: Dossier, cleaned: dict[str, Any]) -> list[dict[str, str]]:
    """The findings of the papers that were checked."""
    rows = [
        {
            "paper": one["paper"],
            "state": cleaned.get(f"state-{place}"),
            "comment": cleaned.get(f"comment-{place}", ""),
        }
        for place, one in enumerate(papers_to_check(dossier))
    ]
    return [row for row in rows if row["state"]]


FORM_NAMES = {"files": "uploads"}
BESIDE = {
    "reason_missing": "reason",
    "papers_not_listed": "papers",
    "officer_missing": "assignee",
    "officer_cannot": "assignee",
    "officer_has_it": "assignee",
    "amount_missing": "amount",
    "fee_unknown": "fee",
    "answer_empty": "message",
    "nothing_brought": "brought",
    "checks_empty": "state-0",
    "time_limit_unknown": "time_limit",
    "step_unknown": "step",
    "code_missing": "code",
    "checks_missing": "checked",
    "back_step_unknown": "to",
    "pause_unknown": "pause",
    "more_missing": "more",
    "until_past": "until",
    "question_empty": "message",
    "reply_empty": "message",
    "follower_missing": "email",
    "follower_unknown": "follower",
    **case_fields.BESIDE,
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


class CodeForm(forms.Form):
    """The one-time code of somebody who follows."""

    code = forms.CharField(
        label=_("Code from the e-mail"),
        max_length=10,
        widget=CodeInput,
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
