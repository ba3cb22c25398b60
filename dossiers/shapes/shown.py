"""What programs get."""

from __future__ import annotations

from typing import Any

from django.utils import timezone
from rest_framework import serializers

from dossiers.models import Dossier
from dossiers.shapes.money import CostShape, InvoiceShape
from dossiers.statuses import Status
from dossiers.timing import light_of
from procedures.choices import Channel


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
    the other dossier, null for a system. waits: why it stands still.
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
    waits = serializers.CharField()
    ended_at = serializers.DateTimeField(source="link.ended", allow_null=True)
    outcome = serializers.CharField(source="link.outcome")
    said = serializers.CharField(source="link.said")


class IssuedShape(serializers.Serializer[Any]):
    """A slip or a result. Read it at files/{file}. state: signing, in_force, refused, revoked, replaced."""

    id = serializers.UUIDField()
    kind = serializers.CharField()
    number = serializers.CharField()
    state = serializers.CharField()
    title = serializers.CharField()
    file = serializers.UUIDField(source="file_id")
    verify_code = serializers.CharField()
    issued_at = serializers.DateTimeField()


class ParcelShape(serializers.Serializer[Any]):
    """A result sent by post."""

    carrier = serializers.CharField()
    tracking = serializers.CharField()
    tracking_link = serializers.CharField()


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
    there: minutes of those while it was passed on to others.
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
    there = serializers.FloatField()
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
    parcel = ParcelShape(allow_null=True)
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


class MadeShape(serializers.Serializer[Any]):
    """A result that can be made from its text when the dossier is finished, as it would be now.

    signed: it needs electronic signatures, so it is handed in to be signed (submit_result).
    missing: placeholders without a value; dots stand there.
    """

    id = serializers.CharField()
    name = serializers.CharField()
    title = serializers.CharField()
    paragraphs = serializers.ListField(child=serializers.CharField())
    signer = serializers.CharField()
    missing = serializers.ListField(child=serializers.CharField())
    signed = serializers.BooleanField()


class DeskView(DossierView):
    """A dossier as an officer sees it: `answers` are the form's as they stand, by question.

    national_status: the code the national system is told. national_judgement: on_time, overdue or open, as
    the national portal counts, which takes the applicant's time off the end.
    forms: what officers filled in for steps.
    """

    dossier = DeskSummary()
    applicant = ApplicantShape(source="dossier")
    answers = serializers.SerializerMethodField()
    origins = serializers.SerializerMethodField()
    people = serializers.DictField()
    national_status = serializers.IntegerField()
    national_judgement = serializers.CharField()
    forms = FilledShape(many=True)
    results = MadeShape(many=True)
    costs = CostShape(many=True, source="cost_lines")

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


class ReceptionBegunShape(serializers.Serializer[Any]):
    """The draft of the form with its secret, or the id of the dossier."""

    draft = serializers.DictField(allow_null=True)
    dossier = serializers.UUIDField(allow_null=True)


class ReceiptShape(serializers.Serializer[Any]):
    """What the holder of a filed draft gets: keep the secret to follow the dossier without an account."""

    dossier = serializers.UUIDField()
    request_code = serializers.CharField()
    secret = serializers.CharField(allow_blank=True)
