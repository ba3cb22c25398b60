"""What programs send."""

from __future__ import annotations

import uuid
from datetime import date
from typing import Any

from rest_framework import serializers

from dossiers.checking import Finding
from dossiers.ways import Way
from procedures.choices import Channel

START_CHANNELS = [(Channel.ONLINE.value, Channel.ONLINE.label)]
"""How a program may begin to file."""


class DeskSearchShape(serializers.Serializer[Any]):
    """What to look for. text: a code, words of the applicant's name, or a whole phone number, personal number
    or tax code, for those who may; the rest as in the inbox.
    """

    text = serializers.CharField(max_length=300)
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


class LookUpShape(serializers.Serializer[Any]):
    code = serializers.CharField(max_length=80)
    secret = serializers.CharField(max_length=40)


class CheckShape(serializers.Serializer[Any]):
    """How a paper was found. paper: its name as the procedure or the applicant calls it."""

    paper = serializers.CharField(max_length=500)
    state = serializers.ChoiceField(Finding.choices)
    comment = serializers.CharField(max_length=500, required=False, default="", allow_blank=True)


class ActShape(serializers.Serializer[Any]):
    """What comes with an action; which of it, `available_actions[].takes` says.

    fee: id of a fee of the release that is asked for, "postal" for postage, left out for another one; days:
    within which it is to be paid. pause: a reason of the procedure (release: `pauses`). more: days or hours,
    as the term is counted.
    brought: lines of the request that came to the counter, bearer: with whom.
    until: the new day of an apology, or by when an opinion is wanted. step, to: ids of steps. checked: what
    the step had to look at. code: the officer's one-time code, where a step is confirmed with it.
    name, email, in_full: of a person who is to follow; follower: the id of one.
    questions: keys of questions of the form, to be corrected by the applicant (ask_supplement) or shown to a
    colleague (ask_opinion). shown: ids of papers shown to them. colleague: their e-mail. question, value:
    what an officer corrects. opinion: number of the question answered.
    seen: `last_sequence` as you know it; when somebody was faster, nothing is done.
    make: id of a result made from its text (`results`); gaps: even where placeholders have no value.
    page, place: where the signatures of a PDF handed in to be signed are seen (submit_result): number of the
    page; "found" (where the text names the signer), "right", "middle", "left" (at its foot), or "x,y", the
    middle of the last signature in hundredths of the page's width and height from its top left. Left out: as
    found, else at the right of the last page.
    pages: of each page of the scan, whether the original was seen; refusal: why the copy is refused, one of
    /desk/certified-copies/reasons.
    carrier, tracking: of a result sent by post (hand_result).
    files, result: multipart only.
    """

    seen = serializers.IntegerField(required=False)
    pages = serializers.ListField(child=serializers.BooleanField(), required=False, max_length=200)
    refusal = serializers.CharField(required=False, max_length=500)
    reason = serializers.CharField(required=False, max_length=2000)
    papers = serializers.ListField(
        child=serializers.CharField(max_length=500), required=False, max_length=100
    )
    message = serializers.CharField(required=False, max_length=4000)
    note = serializers.CharField(required=False, max_length=500)
    assignee = serializers.IntegerField(required=False)
    amount = serializers.IntegerField(required=False, min_value=1, max_value=10**12)
    fee = serializers.CharField(required=False, max_length=64)
    days = serializers.IntegerField(required=False, min_value=1, max_value=365)
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
    make = serializers.CharField(required=False, max_length=64)
    gaps = serializers.BooleanField(required=False, allow_null=True)
    page = serializers.IntegerField(required=False, min_value=1, max_value=100_000)
    place = serializers.CharField(required=False, max_length=20)
    carrier = serializers.CharField(required=False, max_length=100)
    tracking = serializers.CharField(required=False, max_length=50)

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
