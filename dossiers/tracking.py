"""Everything an applicant sees of a dossier, for the tracking page and the API alike."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from documents.files import UNFINISHED
from documents.models import IssuedDocument
from dossiers import clock_words, comparing, made_results, stepping, timeline
from dossiers.actions import Action
from dossiers.actors import Actor
from dossiers.clock import Reading
from dossiers.costs import Costs, costs_of
from dossiers.invoices import invoices
from dossiers.linked.shown import Passed, passed_on
from dossiers.models import Dossier, DossierEvent, Follower, SubmittedPaper
from dossiers.moments import filed_with, moment_of
from dossiers.national import judged
from dossiers.notices.telling import subject_of
from dossiers.parcels import parcel_of
from dossiers.people import people_of
from dossiers.standing import Standing, sentence, standing_of
from dossiers.statuses import IN_PLAIN_WORDS, WITHDRAWN, Status, tone
from dossiers.step_forms import Filled, forms_filled
from dossiers.timing import reading
from dossiers.transitions import available
from effects.messages import about
from effects.models import Message
from eforms.drafts import filed_facts
from eforms.judging.sensitive import masked
from eforms.pages.review import review
from payments.models import Invoice, Receipt


@dataclass(frozen=True)
class View:
    """What is known of a dossier at a moment, for one reader."""

    dossier: Dossier
    events: list[DossierEvent]
    clock: Reading
    why: list[clock_words.Row]
    distance: str
    entries: list[timeline.Entry]
    steps: list[stepping.Shown]
    papers: list[SubmittedPaper]
    answers: list[dict[str, Any]]
    documents: list[IssuedDocument]
    invoices: list[Invoice]
    actions: list[Action]
    people: dict[str, Any]
    forms: list[Filled]
    messages: list[Message]
    passed: list[Passed]
    standing: list[Standing]
    changes: list[comparing.Round]
    results: list[made_results.Made]
    costs: Costs
    follows: bool = False

    @property
    def national_status(self) -> int:
        return stepping.national_status(self.dossier)

    @property
    def national_judgement(self) -> str:
        """On time or overdue as the national portal counts (national.py)."""
        return judged(map(moment_of, self.events), self.clock.first_due, timezone.now())

    @property
    def sentence(self) -> str:
        return sentence(self.dossier, self.standing, follows=self.follows)

    @property
    def status(self) -> Status:
        return Status(self.dossier.status)

    @property
    def tone(self) -> str:
        return tone(self.dossier.status)

    @property
    def in_plain_words(self) -> Any:
        withdrawn = self.status == Status.STOPPED and any(
            event.action == "grant_withdrawal" for event in self.events
        )
        return WITHDRAWN if withdrawn else IN_PLAIN_WORDS[self.status]

    @property
    def cost_lines(self) -> list[dict[str, Any]]:
        return list(self.costs.get("lines", []))

    @property
    def due(self) -> list[Invoice]:
        """What waits to be paid, newest first."""
        return [invoice for invoice in self.invoices if invoice.state == Invoice.State.DUE]

    @property
    def parcel(self) -> dict[str, str] | None:
        """Where the result is, sent by post."""
        return parcel_of(self.events)

    @property
    def to_pay(self) -> Invoice | None:
        """What the cashier is offered."""
        return next(iter(self.due), None)

    @property
    def receipts(self) -> list[Receipt]:
        """Of what was paid, the newest first; also those that no longer hold."""
        found = [receipt for invoice in self.invoices for receipt in invoice.receipts.all()]
        return sorted(found, key=lambda one: one.issued_at, reverse=True)

    @property
    def reason(self) -> timeline.Entry | None:
        """The entry that says why the dossier is refused, stopped or waiting for an answer."""
        held = self.status == Status.PROCESSING and self.dossier.paused_at
        asked = ("pause",) if held else EXPLAINED_BY.get(self.status, ())
        return next((entry for entry in self.entries if entry.action in asked and entry.details), None)


EXPLAINED_BY = {
    Status.REFUSED: ("refuse",),
    Status.SUPPLEMENT: ("ask_supplement",),
    Status.PAYMENT: ("ask_payment",),
    Status.STOPPED: ("stop", "grant_withdrawal"),
}


def related() -> Any:
    """Dossiers with what every page shows beside them."""
    return Dossier.objects.select_related(
        "release",
        "agency",
        "reception_unit",
        "submission__version",
        "submission__draft",
        "assignee",
        "parent__agency",
        "parent__submission__version",
        "parent__submission__draft",
    )


def for_applicant(dossier: Dossier, actor: Actor, at: datetime) -> View:
    events = list(dossier.events.all())
    return _view(dossier, events, timeline.for_applicant(dossier, events), actor, at)


def for_follower(follower: Follower, at: datetime) -> View:
    """Without answers, papers and what was written, unless the applicant allows it; never with an action."""
    dossier = related().get(pk=follower.dossier_id)
    events = list(dossier.events.all())
    entries = timeline.for_applicant(dossier, events, applicant=_("The person who filed"))
    view = replace(_view(dossier, events, entries, Actor.applicant(None), at), follows=True)
    if follower.in_full:
        return view
    bare = [replace(entry, details=[]) for entry in view.entries]
    return replace(
        view,
        entries=bare,
        papers=[],
        answers=[],
        documents=[],
        invoices=[],
        people={},
        messages=[],
        passed=[],
        costs={},
    )


def for_officer(dossier: Dossier, actor: Actor, at: datetime) -> View:
    events = list(dossier.events.all())
    view = _view(dossier, events, timeline.for_officer(dossier, events), actor, at)
    offered = {action.name for action in view.actions}
    found: list[made_results.Made] = []
    for action in ("finish", made_results.SUBMIT):
        if action in offered:
            signer = made_results.signer_for(dossier, action, actor.name, at)
            made = made_results.made_of(dossier, at=at, signer=signer)
            found += [one for one in made if one.signed == (action == made_results.SUBMIT)]
    return replace(view, results=found) if found else view


def _view(
    dossier: Dossier, events: list[DossierEvent], entries: list[timeline.Entry], actor: Actor, at: datetime
) -> View:
    clock = reading(dossier, events, at)
    steps = stepping.shown(dossier, events, at)
    papers = list(dossier.papers.select_related("file"))
    issued = IssuedDocument.objects.filter(subject_kind="dossier", subject_id=str(dossier.pk))
    if actor.kind != "officer":
        issued = issued.exclude(state__in=UNFINISHED)
    return View(
        dossier=dossier,
        events=events,
        clock=clock,
        why=clock_words.rows(clock),
        distance=clock_words.distance(clock),
        entries=entries,
        steps=steps,
        papers=papers,
        answers=answers_of(dossier, with_origins=actor.kind == "officer", in_full=actor.user is not None),
        documents=list(issued.select_related("file").order_by("issued_at")),
        invoices=list(invoices(dossier.pk)),
        actions=available(dossier, actor, at),
        people=people_of(dossier, events),
        forms=forms_filled(dossier, events) if actor.kind == "officer" else [],
        messages=list(about(subject_of(dossier))),
        passed=passed_on(events, at),
        standing=standing_of(dossier, steps, clock),
        changes=comparing.rounds(dossier, events, papers, in_full=actor.user is not None),
        results=[],
        costs=costs_of(dossier) if actor.kind == "officer" else {},
    )


def answers_of(
    dossier: Dossier, *, with_origins: bool = False, in_full: bool = False
) -> list[dict[str, Any]]:
    """The form as it stands, for a person to read; [] without one. `in_full`: sensitive answers too."""
    submission = filed_with(dossier)
    if submission is None:
        return []
    origins = submission.origins if with_origins else None
    facts = filed_facts(submission)
    parts = review(submission.version.content, dossier.answers, facts=facts, origins=origins)
    return parts if in_full else masked(parts, submission.version.content)
