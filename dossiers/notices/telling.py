"""Telling people about an event: in the language the dossier was filed in, by the channels they chose."""

from __future__ import annotations

from datetime import datetime

from django.conf import settings
from django.core.exceptions import PermissionDenied

from accounts.channels import Way, ways_to
from accounts.models import User
from dossiers.invoices import still_to_pay
from dossiers.models import Dossier, DossierEvent
from dossiers.moments import process_of_dossier
from dossiers.notices import wording
from dossiers.notices.facts import values
from dossiers.notices.shipped import LONG, SHORT, WORDS
from dossiers.notices.texts import text_for
from dossiers.reach import may_reach
from effects.channels import Channel
from effects.messages import about, queue, try_again
from effects.models import Message

ONLY_THERE = "ma_bi_mat"
STEP = "complete_step"
"""Words for steps that begin, whatever event they begin with."""


def subject_of(dossier: Dossier) -> str:
    """What messages about a dossier are found by."""
    return f"dossier:{dossier.pk}"


def tell_step(event: DossierEvent) -> list[Message]:
    """The messages about the steps that began with an event, where the process says so."""
    process = process_of_dossier(event.dossier)
    begun = event.dossier.steps.filter(entered_at=event.at)
    told = [row.name for row in begun if (step := process.step(row.step)) and step.tell]
    return tell(event, steps=", ".join(told)) if told else []


def tell(event: DossierEvent, *, steps: str = "") -> list[Message]:
    """Queue the messages about an event to its applicant; none when no way leads there."""
    dossier, occasion = event.dossier, STEP if steps else event.action
    if occasion not in WORDS or dossier.parent_id:  # the dossier it comes from tells the applicant
        return []
    if occasion == "recount" and _same_due(event):
        return []
    facts, language = values(event, steps=steps, to_pay=still_to_pay(dossier.pk)), language_of(dossier)
    given = {"email": dossier.applicant_email, "phone": dossier.applicant_phone}
    ways = ways_to(dossier.applicant, "dossier", **given)
    return [queue(_message(event, occasion, way, facts, language)) for way in ways]


def send_again(dossier: Dossier, message_id: int, *, officer: User, at: datetime) -> bool:
    """Try a message that failed once more; False when it has not failed.

    Whoever may print a dossier's papers may: both give the applicant what the portal has written. Raises
    PermissionDenied, and Message.DoesNotExist for a message about something else.
    """
    if not may_reach(officer, "dossier.print", dossier, at):
        raise PermissionDenied
    return try_again(about(subject_of(dossier)).get(pk=message_id))


def _message(event: DossierEvent, occasion: str, way: Way, facts: dict[str, str], language: str) -> Message:
    """One occasion is one message a channel: the e-mail has the event's key, the others add their names."""
    long = way.channel == Channel.EMAIL
    subject, text = text_for(occasion, LONG if long else SHORT, language)
    body = wording.filled(text, facts).text
    return Message(
        channel=way.channel,
        to=way.to,
        subject=wording.filled(subject, facts).text,
        body=f"{body}\n" if long else wording.in_one_line(body),
        key=f"dossier-event:{event.pk}" + ("" if long else f":{way.channel.value}"),
        about=subject_of(event.dossier),
        confidential=bool(facts[ONLY_THERE]),
    )


def _same_due(event: DossierEvent) -> bool:
    """Whether the day promised for the result stayed, and only dates for officers moved."""
    before, now = event.payload.get("before"), event.payload["clock"]["due"]
    return bool(before and now) and datetime.fromisoformat(before) == datetime.fromisoformat(now)


def language_of(dossier: Dossier) -> str:
    first = dossier.events.first()
    return str(first.payload.get("language") or settings.LANGUAGE_CODE) if first else settings.LANGUAGE_CODE
