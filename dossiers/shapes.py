"""Dossiers as JSON: what the API sends and takes."""

from __future__ import annotations

import uuid
from datetime import date
from typing import Any

from django.utils import timezone
from rest_framework import serializers

from dossiers.checking import Finding
from dossiers.models import Dossier
from dossiers.statuses import Status
from dossiers.timing import light_of
from dossiers.ways import Way
from procedures.choices import Channel

START_CHANNELS = [(Channel.ONLINE.value, Channel.ONLINE.label)]
"""How a program may begin to file."""


class NamedCode(serializers.Serializer[Any]):
    code = serializers.CharField()
    name = serializers.CharField()


class StatusShape(serializers.Serializer[Any]):
    """National code and its label in the language asked for."""

    code = serializers.IntegerField(source="value")
    label = serializers.CharField()  # type: ignore[assignment]


class DossierSummary(serializers.Serializer[Dossier]):
    """A row of a list. variant: id of the case in the release.

    light: ok, soon, late, paused, none, done, done_late.
    """

    id = serializers.UUIDField()
    code = serializers.CharField(allow_null=True)
    request_code = serializers.CharField()
    procedure = serializers.SerializerMethodField()
    agency = serializers.SerializerMethodField()
    status = serializers.SerializerMethodField()
    channel = serializers.ChoiceField(Channel.choices)
    variant = serializers.CharField()
    filed_at = serializers.DateTimeField()
    accepted_at = serializers.DateTimeField(allow_null=True)
    reception_due_at = serializers.DateTimeField(allow_null=True)
    first_due_at = serializers.DateTimeField(allow_null=True)
    due_at = serializers.DateTimeField(allow_null=True)
    paused_at = serializers.DateTimeField(allow_null=True)
    ended_at = serializers.DateTimeField(allow_null=True)
    returned_at = serializers.DateTimeField(allow_null=True)
    light = serializers.SerializerMethodField()
    last_sequence = serializers.IntegerField()

    def get_procedure(self, dossier: Dossier) -> NamedCode:
        return NamedCode({"code": dossier.procedure_code, "name": dossier.procedure_name}).data  # type: ignore[return-value]

    def get_agency(self, dossier: Dossier) -> NamedCode:
        return NamedCode({"code": dossier.agency_code, "name": dossier.agency.name}).data  # type: ignore[return-value]

    def get_status(self, dossier: Dossier) -> StatusShape:
        return StatusShape(Status(dossier.status)).data  # type: ignore[return-value]

    def get_light(self, dossier: Dossier) -> str:
        return light_of(dossier, timezone.now())


class DeskSummary(DossierSummary):
    """A row of the inbox."""

    applicant_name = serializers.CharField()
    assignee = serializers.CharField(allow_null=True)


class DeskSearchShape(serializers.Serializer[Any]):
    """What to look for. text: a code, or words of the applicant's name; the rest as in the inbox."""

    text = serializers.CharField(max_length=100)
    status = serializers.CharField(default="open", max_length=10)
    agency = serializers.CharField(default="", allow_blank=True, max_length=100)
    procedure = serializers.CharField(default="", allow_blank=True, max_length=100)
    step = serializers.CharField(default="", allow_blank=True, max_length=64)
    role = serializers.CharField(default="", allow_blank=True, max_length=40)
    light = serializers.CharField(default="", allow_blank=True, max_length=10)
    mine = serializers.BooleanField(default=False)
    waiting = serializers.BooleanField(default=False)
    hosted = serializers.BooleanField(default=False)
    asked = serializers.BooleanField(default=False)


class DetailShape(serializers.Serializer[Any]):
    label = serializers.CharField()  # type: ignore[assignment]
    text = serializers.CharField()
    items = serializers.ListField(child=serializers.CharField())


class EntryShape(serializers.Serializer[Any]):
    """Something that happened, newest first."""

    sequence = serializers.IntegerField()
    action = serializers.CharField()
    at = serializers.DateTimeField()
    title = serializers.CharField()
    who = serializers.CharField()
    status = serializers.IntegerField(source="to_status")
    details = DetailShape(many=True)


class ReasonShape(serializers.Serializer[Any]):
    at = serializers.DateTimeField(allow_null=True)
    text = serializers.CharField()


class PaperShape(serializers.Serializer[Any]):
    """round: 0 filed, n with the n-th answer. A file is read at files/{file}; without one the paper itself
    lies at the counter: how many originals, certified copies, copies.
    """

    file = serializers.UUIDField(source="file_id", allow_null=True)
    name = serializers.CharField(source="file.name", default="")
    size = serializers.IntegerField(source="file.size", default=0)
    originals = serializers.IntegerField()
    certified = serializers.IntegerField()
    copies = serializers.IntegerField()
    label = serializers.CharField()  # type: ignore[assignment]
    round = serializers.IntegerField()


class PassedShape(serializers.Serializer[Any]):
    """A step passed on to another agency's dossier or to an outside system.

    outcome: "" while it is there, then done, failed or taken_back; said: in the others' words. status: of
    the other dossier, null for a system.
    """

    step = serializers.CharField(source="link.step")
    to = serializers.CharField(source="link.to")
    at = serializers.DateTimeField(source="link.at")
    dossier = serializers.CharField(source="link.dossier")
    code = serializers.CharField()
    procedure = serializers.CharField(source="link.procedure")
    system = serializers.CharField(source="link.system")
    status = serializers.IntegerField(allow_null=True)
    due = serializers.DateTimeField(allow_null=True)
    late = serializers.BooleanField()
    ended_at = serializers.DateTimeField(source="link.ended", allow_null=True)
    outcome = serializers.CharField(source="link.outcome")
    said = serializers.CharField(source="link.said")


class IssuedShape(serializers.Serializer[Any]):
    """A slip or a result. Read it at files/{file}."""

    kind = serializers.CharField()
    title = serializers.CharField()
    file = serializers.UUIDField(source="file_id")
    verify_code = serializers.CharField()
    issued_at = serializers.DateTimeField()


class InvoiceShape(serializers.Serializer[Any]):
    """amount: đồng."""

    reference = serializers.CharField()
    amount = serializers.IntegerField()
    state = serializers.CharField()


class MessageShape(serializers.Serializer[Any]):
    """What the portal wrote to the applicant. to: masked.

    channel: email, sms, zalo. state: waiting, sent, kept, failed.
    """

    id = serializers.IntegerField()
    at = serializers.DateTimeField(source="created_at")
    channel = serializers.CharField()
    to = serializers.CharField(source="masked_to")
    subject = serializers.CharField()
    state = serializers.CharField()
    sent_at = serializers.DateTimeField(allow_null=True)


class ActionShape(serializers.Serializer[Any]):
    """An action on offer and the names of what it takes."""

    name = serializers.CharField()
    label = serializers.CharField()  # type: ignore[assignment]
    takes = serializers.ListField(child=serializers.CharField())


class StepShape(serializers.Serializer[Any]):
    """A step of the process. state: done, active, late, returned, waiting. minutes, over: working minutes.

    agency: name of another agency that does it, "" for the dossier's own. step: its id in the release.
    """

    name = serializers.CharField()
    who = serializers.CharField()
    branch = serializers.CharField()
    state = serializers.CharField()
    entered = serializers.DateTimeField(allow_null=True)
    left = serializers.DateTimeField(allow_null=True)
    due = serializers.DateTimeField(allow_null=True)
    minutes = serializers.FloatField(allow_null=True)
    over = serializers.FloatField()
    agency = serializers.CharField()
    step = serializers.CharField()


class StandingShape(serializers.Serializer[Any]):
    """Work that is being done now. officer: "" where the portal does not show names."""

    what = serializers.CharField()
    who = serializers.CharField()
    agency = serializers.CharField()
    officer = serializers.CharField()
    until = serializers.DateTimeField(allow_null=True)


class FollowerShape(serializers.Serializer[Any]):
    """Somebody the applicant lets follow the dossier; ended_at: until when."""

    id = serializers.UUIDField()
    name = serializers.CharField()
    in_full = serializers.BooleanField()
    named_at = serializers.DateTimeField()
    ended_at = serializers.DateTimeField(allow_null=True)


class LookShape(serializers.Serializer[Any]):
    """Somebody opened or printed the dossier. who: role, with the name where the portal shows it."""

    at = serializers.DateTimeField()
    who = serializers.CharField()
    agency = serializers.CharField()
    what = serializers.CharField()


class FileIds(serializers.ListField):
    """Ids of stored files; read them at files/{file}."""

    child = serializers.UUIDField()

    def to_representation(self, data: Any) -> list[str]:
        return [str(one.pk) for one in data]


class ChangedShape(serializers.Serializer[Any]):
    """A question whose answer changed; of a question for files, the files."""

    label = serializers.CharField()  # type: ignore[assignment]
    old = serializers.CharField()
    new = serializers.CharField()
    old_files = FileIds()
    new_files = FileIds()


class RoundShape(serializers.Serializer[Any]):
    """An answer to a request, or a correction by an officer: what stood there and what stands there now."""

    sequence = serializers.IntegerField()
    at = serializers.DateTimeField()
    title = serializers.CharField()
    asked = serializers.ListField(child=serializers.CharField())
    message = serializers.CharField()
    rows = ChangedShape(many=True)
    papers = PaperShape(many=True)


class DossierView(serializers.Serializer[Any]):
    """A dossier as its applicant sees it. variant: the name of the case it was filed as, "" without one."""

    dossier = DossierSummary()
    variant = serializers.CharField(source="dossier.variant_name")
    minutes_left = serializers.FloatField(source="clock.minutes_left", allow_null=True)
    minutes_late = serializers.FloatField(source="clock.minutes_late", allow_null=True)
    why = ReasonShape(many=True)
    events = EntryShape(many=True, source="entries")
    steps = StepShape(many=True)
    standing = StandingShape(many=True)
    sentence = serializers.CharField()
    followers = FollowerShape(many=True, source="dossier.followers.all")
    papers = PaperShape(many=True)
    documents = IssuedShape(many=True)
    invoices = InvoiceShape(many=True)
    messages = MessageShape(many=True)
    passed = PassedShape(many=True)
    changes = RoundShape(many=True)
    available_actions = ActionShape(many=True, source="actions")


class ApplicantShape(serializers.Serializer[Dossier]):
    name = serializers.CharField(source="applicant_name")
    phone = serializers.CharField(source="applicant_phone")
    email = serializers.CharField(source="applicant_email")
    personal_number = serializers.CharField(source="applicant_number")


class FilledShape(serializers.Serializer[Any]):
    """A form filled in for a step; `answers` by question. done: the step was finished with it."""

    step = serializers.CharField()
    name = serializers.CharField()
    by = serializers.CharField()
    at = serializers.DateTimeField()
    done = serializers.BooleanField()
    answers = serializers.DictField(source="raw")


class DeskView(DossierView):
    """A dossier as an officer sees it: `answers` are the form's as they stand, by question.

    national_status: the code the national system is told. forms: what officers filled in for steps.
    """

    dossier = DeskSummary()
    applicant = ApplicantShape(source="dossier")
    answers = serializers.SerializerMethodField()
    origins = serializers.SerializerMethodField()
    people = serializers.DictField()
    national_status = serializers.IntegerField()
    forms = FilledShape(many=True)

    def get_origins(self, view: Any) -> dict[str, Any]:
        """Where answers came from, and which were changed or are to be checked."""
        submission = view.dossier.submission
        return dict(submission.origins) if submission else {}

    def get_answers(self, view: Any) -> dict[str, Any]:
        answers: dict[str, Any] = view.dossier.answers
        return answers


class UsedShape(serializers.Serializer[Any]):
    """Where most time went. what: the step, "" without a process. over: working minutes beyond the budget."""

    what = serializers.CharField()
    role = serializers.CharField()
    agency_code = serializers.CharField()
    minutes = serializers.FloatField()
    over = serializers.FloatField(allow_null=True)


class StopShape(serializers.Serializer[Any]):
    why = serializers.CharField()
    since = serializers.DateTimeField()
    until = serializers.DateTimeField(allow_null=True)


class LateShape(serializers.Serializer[Any]):
    """An overdue dossier. late_by: working time in words."""

    dossier = DeskSummary()
    late_by = serializers.CharField()
    worst = UsedShape(allow_null=True)
    stops = StopShape(many=True)


class RootShape(serializers.Serializer[Any]):
    """hash: SHA-256 of {day, dossiers, events, previous, tree} as compact JSON with sorted names."""

    day = serializers.DateField()
    dossiers = serializers.IntegerField()
    events = serializers.IntegerField()
    tree = serializers.CharField()
    previous = serializers.CharField()
    hash = serializers.CharField()
    made_at = serializers.DateTimeField()


class StartShape(serializers.Serializer[Any]):
    """procedure, agency: codes. variant: id in the release, the first when left out.

    acting: "self" (or "") for oneself, "household" or "organization", or the id of one of one's own profiles.
    """

    procedure = serializers.CharField()
    agency = serializers.CharField()
    channel = serializers.ChoiceField(START_CHANNELS, default=Channel.ONLINE)
    variant = serializers.CharField(required=False, default="", allow_blank=True)
    acting = serializers.CharField(required=False, default="", allow_blank=True, max_length=20)


class ReceptionPaperShape(serializers.Serializer[Any]):
    """A paper at the counter. compared: copies were held against the original."""

    name = serializers.CharField(max_length=500)
    originals = serializers.IntegerField(default=0, min_value=0, max_value=99)
    certified = serializers.IntegerField(default=0, min_value=0, max_value=99)
    copies = serializers.IntegerField(default=0, min_value=0, max_value=99)
    compared = serializers.BooleanField(default=False)


class ReceptionApplicantShape(serializers.Serializer[Any]):
    """Whose papers they are, where no electronic form asks."""

    name = serializers.CharField(max_length=200)
    phone = serializers.CharField(default="", allow_blank=True, max_length=20)
    email = serializers.EmailField(default="", allow_blank=True, max_length=254)
    number = serializers.CharField(default="", allow_blank=True, max_length=20)
    address = serializers.CharField(default="", allow_blank=True, max_length=300)


class ReceptionShape(serializers.Serializer[Any]):
    """procedure, agency: codes; agency is the one that decides. unit: id of the reception unit; left out, the
    only one there is. way: how the papers came. accept: at once, where there is no form.
    """

    procedure = serializers.CharField()
    agency = serializers.CharField()
    unit = serializers.IntegerField(default=None, allow_null=True)
    way = serializers.ChoiceField(Way.choices, default=Way.DIRECT.value)
    variant = serializers.CharField(default="", allow_blank=True)
    papers = ReceptionPaperShape(many=True, default=list)
    applicant = ReceptionApplicantShape(required=False)
    accept = serializers.BooleanField(default=False)


class ReceptionBegunShape(serializers.Serializer[Any]):
    """The draft of the form with its secret, or the id of the dossier."""

    draft = serializers.DictField(allow_null=True)
    dossier = serializers.UUIDField(allow_null=True)


class LookUpShape(serializers.Serializer[Any]):
    code = serializers.CharField(max_length=80)
    secret = serializers.CharField(max_length=40)


class ReceiptShape(serializers.Serializer[Any]):
    """What the holder of a filed draft gets: keep the secret to follow the dossier without an account."""

    dossier = serializers.UUIDField()
    request_code = serializers.CharField()
    secret = serializers.CharField(allow_blank=True)


class CheckShape(serializers.Serializer[Any]):
    """How a paper was found. paper: its name as the procedure or the applicant calls it."""

    paper = serializers.CharField(max_length=500)
    state = serializers.ChoiceField(Finding.choices)
    comment = serializers.CharField(max_length=500, required=False, default="", allow_blank=True)


class ActShape(serializers.Serializer[Any]):
    """What comes with an action; which of it, `available_actions[].takes` says.

    pause: a reason of the procedure (release: `pauses`). more: days or hours, as the term is counted.
    brought: lines of the request that came to the counter, bearer: with whom.
    until: the new day of an apology, or by when an opinion is wanted. step, to: ids of steps. checked: what
    the step had to look at. code: the officer's one-time code, where a step is confirmed with it.
    name, email, in_full: of a person who is to follow; follower: the id of one.
    questions: keys of questions of the form, to be corrected by the applicant (ask_supplement) or shown to a
    colleague (ask_opinion). shown: ids of papers shown to them. colleague: their e-mail. question, value:
    what an officer corrects. opinion: number of the question answered.
    seen: `last_sequence` as you know it; when somebody was faster, nothing is done.
    files, result: multipart only.
    """

    seen = serializers.IntegerField(required=False)
    reason = serializers.CharField(required=False, max_length=2000)
    papers = serializers.ListField(
        child=serializers.CharField(max_length=500), required=False, max_length=100
    )
    message = serializers.CharField(required=False, max_length=4000)
    note = serializers.CharField(required=False, max_length=500)
    assignee = serializers.IntegerField(required=False)
    amount = serializers.IntegerField(required=False, min_value=1, max_value=10**12)
    time_limit = serializers.CharField(required=False)
    pause = serializers.CharField(required=False, max_length=20)
    more = serializers.IntegerField(required=False, min_value=1, max_value=365)
    until = serializers.DateField(required=False)
    step = serializers.CharField(required=False, max_length=64)
    to = serializers.CharField(required=False, max_length=64)
    checked = serializers.ListField(
        child=serializers.CharField(max_length=300), required=False, max_length=100
    )
    code = serializers.CharField(required=False, max_length=20)
    checks = CheckShape(many=True, required=False)
    brought = serializers.ListField(
        child=serializers.CharField(max_length=500), required=False, max_length=100
    )
    bearer = serializers.CharField(required=False, max_length=200)
    name = serializers.CharField(required=False, max_length=200)
    email = serializers.EmailField(required=False)
    in_full = serializers.BooleanField(required=False, allow_null=True)
    follower = serializers.UUIDField(required=False, format="hex_verbose")
    files = serializers.ListField(child=serializers.FileField(), required=False, max_length=10)
    result = serializers.FileField(required=False)

    def validate_follower(self, key: uuid.UUID) -> str:
        return str(key)

    question = serializers.CharField(required=False, max_length=64)
    value = serializers.JSONField(required=False, allow_null=True)
    questions = serializers.ListField(
        child=serializers.CharField(max_length=64), required=False, max_length=200
    )
    shown = serializers.ListField(child=serializers.UUIDField(), required=False, max_length=200)
    colleague = serializers.EmailField(required=False)
    opinion = serializers.IntegerField(required=False, min_value=1)
    files = serializers.ListField(child=serializers.FileField(), required=False, max_length=10)
    result = serializers.FileField(required=False)

    def validate_shown(self, ids: list[Any]) -> list[str]:
        """As the event keeps them."""
        return [str(one) for one in ids]

    def validate_until(self, day: date) -> str:
        """As the event keeps it."""
        return day.isoformat()
