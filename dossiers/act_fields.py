"""Fields of the forms of actions: each takes the dossier, the moment and the action. None: not asked."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _

from dossiers import case_fields
from dossiers.assigning import candidates
from dossiers.charges import LONGEST, POSTAL, fees_to_ask
from dossiers.checking import faults
from dossiers.clock_words import amount as in_words
from dossiers.copies.comparing import refusal_of
from dossiers.costs import quote_of
from dossiers.guards import MOST_MORE
from dossiers.models import Dossier
from dossiers.pausing import clock, pauses_of
from dossiers.timeline import UNSEEN
from dossiers.timing import limits
from dossiers.watch.lateness import draft
from payments.fees.quote import BY_TEXT
from payments.money_field import MoneyField
from procedures.choices import PauseReason
from themes.widgets import DayPicker

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


WIDE = forms.Textarea(attrs={"rows": 3})


def _reason(dossier: Dossier, at: datetime, action: str) -> forms.Field:
    needed = action not in ("ask_withdrawal", "grant_withdrawal")
    read = _("The applicant will read it. Say what is wrong and what to do.") if needed else ""
    hint = _("For colleagues; the applicant does not see it.") if action in UNSEEN else read
    found = None
    if action == "ask_supplement":
        found = faults(dossier)[1] or None
    elif action == "stop":
        found = refusal_of(dossier) or None
    elif action == "apologise":
        found = draft(dossier, at)["reason"]
    elif action == "ask_payment":
        found = next((line.label for line in quote_of(dossier).lines if line.why == BY_TEXT), None)
    return forms.CharField(
        label=_("Reason"), help_text=hint, widget=WIDE, required=needed, max_length=2000, initial=found
    )


def _papers(dossier: Dossier, at: datetime, action: str) -> forms.Field:
    hint = _("One item a line. Ask for everything at once.")
    found = "\n".join(faults(dossier)[0])
    only = dossier.submission is None  # else answers may be what is to be put right
    return forms.CharField(
        label=_("What is missing"),
        help_text=hint,
        widget=WIDE,
        max_length=4000,
        initial=found or None,
        required=only,
    )


def _message(dossier: Dossier, at: datetime, action: str) -> forms.Field:
    labels = {
        "supplement": _("Your answer"),
        "ask": _("Your question"),
        "reply": _("Reply"),
        "take_supplement": _("What the applicant says"),
        "ask_opinion": _("Question to the colleague"),
        "give_opinion": _("Your opinion"),
    }
    needed = action in ("ask", "reply", "ask_opinion", "give_opinion")
    hint = _("The applicant will read it.") if action == "reply" else ""
    return forms.CharField(
        label=labels[action], help_text=hint, widget=WIDE, required=needed, max_length=4000
    )


def _brought(dossier: Dossier, at: datetime, action: str) -> forms.Field | None:
    asked = dossier.events.filter(action="ask_supplement").last()
    lines = asked.payload["papers"] if asked else []
    return forms.MultipleChoiceField(
        label=_("What was brought"),
        choices=[(one, one) for one in lines],
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )


def _bearer(dossier: Dossier, at: datetime, action: str) -> forms.Field:
    return forms.CharField(
        label=_("Who brought it"), initial=dossier.applicant_name, required=False, max_length=200
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
    hint = _("Empty: the sum that stands beside the fee.")
    return MoneyField(label=_("Sum (đồng)"), help_text=hint, required=False, least=1, most=10**12)


def _fee(dossier: Dossier, at: datetime, action: str) -> forms.Field:
    known = fees_to_ask(dossier)
    first = known[0][0] if known[0][0] != POSTAL else ""
    return forms.ChoiceField(
        label=_("What is to be paid"),
        choices=[("", _("Another fee: the reason says which")), *known],
        initial=first,
        required=False,
    )


def _days(dossier: Dossier, at: datetime, action: str) -> forms.Field:
    hint = _("Empty: without a day. Afterwards it can be asked for anew, or processing be stopped.")
    return forms.IntegerField(
        label=_("To be paid within (days)"), help_text=hint, required=False, min_value=1, max_value=LONGEST
    )


def _time_limit(dossier: Dossier, at: datetime, action: str) -> forms.Field | None:
    known = limits(dossier.release.content, dossier.channel)
    if len(known) < 2:
        return None
    choices = [
        (one["id"], one.get("text") or in_words(one.get("amount"), one.get("unit") or "none"))
        for one in known
    ]
    return forms.ChoiceField(label=_("Time limit"), choices=choices)


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
    if action == "ask_opinion":
        return forms.DateField(label=_("Answer wanted by"), widget=DayPicker, required=False)
    hint = _("The day the applicant can expect the result. It does not move the due date.")
    first = draft(dossier, at)["until"]
    return forms.DateField(label=_("New day"), help_text=hint, widget=DayPicker, initial=first)


def _result(dossier: Dossier, at: datetime, action: str) -> forms.Field:
    hint = _("PDF. It becomes an issued document that anybody can check by its code.")
    if action == "submit_result":
        hint = _("PDF, where none is made from a text. It is issued once all signatures are given.")
    return forms.FileField(label=_("File of the result"), help_text=hint, required=False)


def _name(dossier: Dossier, at: datetime, action: str) -> forms.Field:
    return forms.CharField(label=_("Full name of the person"), max_length=200)


def _email(dossier: Dossier, at: datetime, action: str) -> forms.Field:
    hint = _("A link goes to this address, and a one-time code each time it is opened anew.")
    return forms.EmailField(label=_("E-mail of the person"), help_text=hint)


def _in_full(dossier: Dossier, at: datetime, action: str) -> forms.Field:
    hint = _("Without it the person sees only the status and what has happened.")
    return forms.BooleanField(label=_("May also see answers and papers"), help_text=hint, required=False)


def _follower(dossier: Dossier, at: datetime, action: str) -> forms.Field:
    people = [(str(one.pk), f"{one.name} ({one.email})") for one in dossier.followers.filter(ended_at=None)]
    return forms.ChoiceField(label=_("Person"), choices=[("", _("Choose")), *people])


FIELDS: dict[str, Callable[[Dossier, datetime, str], forms.Field | None]] = {
    "reason": _reason,
    "papers": _papers,
    "message": _message,
    "brought": _brought,
    "bearer": _bearer,
    "files": _files,
    "note": _note,
    "assignee": _assignee,
    "fee": _fee,
    "amount": _amount,
    "days": _days,
    "time_limit": _time_limit,
    "result": _result,
    "pause": _pause,
    "more": _more,
    "until": _until,
    "name": _name,
    "email": _email,
    "in_full": _in_full,
    "follower": _follower,
    **case_fields.FIELDS,
}
