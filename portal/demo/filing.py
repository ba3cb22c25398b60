"""Lets the planned dossiers happen, in the order of time, through the same verbs as the pages."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from random import Random
from typing import Any

from django.utils import timezone

from accounts.models import Profile, RoleAssignment, User
from dossiers.actors import Actor
from dossiers.doing import do
from dossiers.models import Dossier
from dossiers.moments import process_of_dossier
from dossiers.start import begin_filing, variant_id
from dossiers.submit import Filing, Person, open_dossier
from eforms.drafts import attach, save_step
from eforms.models import Submission
from eforms.submit import submit
from portal.demo import answers
from portal.demo.accounts import WARD
from portal.demo.cases import SEED, Case
from portal.demo.papers import Papers
from portal.demo.plans import Move
from portal.demo.reasons import said
from portal.demo.stories import STORIES
from portal.demo.words import Somebody, somebody
from procedures.calendars import calendars_kept
from procedures.models import Agency, Release
from procedures.releases import in_force

KEY = "demo:"
AGES = {"1.001193": (21, 41), "1.000894": (21, 45), "1.000656": (30, 65)}
FILLING = timedelta(minutes=12)
"""How long people sit at the form before they file."""


def filed_before() -> bool:
    """Whether the demo's dossiers are there already."""
    return Submission.objects.filter(key__startswith=KEY).exists()


@dataclass
class Office:
    """What is looked up once: releases, agencies, who holds which role where, papers people attach.

    company: for which its account files. key: what the keys of all that happens begin with.
    """

    now: datetime
    papers: Papers
    company: Profile | None = None
    key: str = KEY
    releases: dict[str, Release] = field(default_factory=dict)
    agencies: dict[str, Agency] = field(default_factory=dict)
    officers: dict[tuple[str, str], User] = field(default_factory=dict)
    owners: dict[str, User] = field(default_factory=dict)

    def release(self, code: str) -> Release:
        if code not in self.releases:
            found = in_force(code, timezone.localdate(self.now))
            if found is None:
                raise LookupError(f"Procedure {code} is not published.")
            self.releases[code] = found
        return self.releases[code]

    def agency(self, code: str) -> Agency:
        if code not in self.agencies:
            self.agencies[code] = Agency.objects.get(code=code)
        return self.agencies[code]

    def officer(self, role: str, agency: str) -> User:
        if (role, agency) not in self.officers:
            held = RoleAssignment.objects.filter(role__code=role, agency_code=agency).order_by("pk")
            self.officers[role, agency] = held.select_related("user")[0].user
        return self.officers[role, agency]

    def owner(self, email: str) -> User | None:
        if email and email not in self.owners:
            self.owners[email] = User.objects.get(email=email)
        return self.owners.get(email)

    def brought(self, code: str, person: Person, owner: User | None, *, key: str, at: datetime) -> Dossier:
        """A dossier brought to the ward's counter, where no form is asked for."""
        release = self.release(code)
        filing = Filing(
            release, self.agency(WARD), "in_person", person, user=owner, variant=variant_id(release, "")
        )
        return open_dossier(filing, key=key, at=at)


def happen(cases: Iterable[Case], office: Office, say: Callable[[str], None]) -> int:
    """Everything that happens to the cases, oldest first. Returns how many dossiers there are now."""
    moves = sorted(
        ((move, case) for case in cases for move in case.moves), key=lambda one: (one[0].at, one[1].number)
    )
    opened: dict[int, Dossier] = {}
    with calendars_kept():
        for count, (move, case) in enumerate(moves, start=1):
            if move.action == "file":
                opened[case.number] = _file(case, move.at, office)
            else:
                _act(opened[case.number], case, move, office)
            if count % 250 == 0 or count == len(moves):
                say(f"  {len(opened)} dossiers, {count} of {len(moves)} events")
    return len(opened)


def _file(case: Case, at: datetime, office: Office) -> Dossier:
    """Fill the form, attach papers, submit."""
    rng = Random(f"{SEED}/{case.number}")  # noqa: S311
    release, owner = office.release(case.procedure), office.owner(case.owner)
    today = timezone.localdate(at)
    person = _applicant(case, owner, rng, at)
    named = somebody(rng, today) if office.company else person
    told = {**answers.applicant(person), **STORIES[case.procedure](named, rng, today), **_for(office.company)}
    draft, _secret = begin_filing(
        release,
        office.agency(case.agency),
        variant=release.content["variants"][0]["id"],
        acting=str(office.company.pk) if office.company else "",
        user=owner,
        at=at - FILLING,
    )
    content = draft.version.content
    filled = answers.fill(content, told, rng=rng, today=today)
    pace = Random(f"{SEED}/{case.number}/pace").gauss(17, 5)  # noqa: S311
    for step in content["steps"]:
        own = {one["key"]: filled[one["key"]] for one in step["fields"] if one["key"] in filled}
        seconds = round(max(pace, 5) * len(own))
        save_step(draft, step["id"], own, at=at - FILLING / 2, seconds=seconds)
    for question in answers.files_wanted(content, filled, rng):
        upload = office.papers.of(question["key"], question["label"])
        attach(draft, question["key"], upload, by=owner, at=at - FILLING / 2)
    submission = submit(draft, by=owner, key=f"{office.key}{case.number}", at=at)
    return Dossier.objects.get(submission=submission)


def _for(company: Profile | None) -> dict[str, Any]:
    return {"quan_he": "co-quan", "ten_co_quan": company.name} if company else {}


def _applicant(case: Case, owner: User | None, rng: Random, at: datetime) -> Somebody:
    person = somebody(rng, timezone.localdate(at), ages=AGES.get(case.procedure, (20, 68)))
    return person if owner is None else person.with_account(owner)


def _act(dossier: Dossier, case: Case, move: Move, office: Office) -> None:
    if move.who == "applicant":
        actor = Actor.applicant(office.owner(case.owner), frozenset({str(dossier.pk)}))
    else:
        actor = Actor.officer(office.officer(move.who, case.agency))
    key = f"{office.key}{case.number}:{move.action}"
    if move.action == "finish":
        _go_through_steps(dossier, case, move.at, office)
    do(
        dossier.pk,
        move.action,
        actor=actor,
        key=key,
        at=move.at,
        **_given(dossier, case, move.action, office),
    )


def _go_through_steps(dossier: Dossier, case: Case, until: datetime, office: Office) -> None:
    """Every step of the process but the last, each by its role, spread over the time there was."""
    began = dossier.events.latest("sequence").at
    left = list(process_of_dossier(dossier).steps())[:-1]
    for place, step in enumerate(left, start=1):
        if not dossier.steps.filter(step=step.id, left_at=None).exists():
            continue
        do(
            dossier.pk,
            "complete_step",
            actor=Actor.officer(office.officer(step.role, case.agency)),
            key=f"{office.key}{case.number}:step:{place}",
            at=began + (until - began) * place / (len(left) + 1),
            step=step.id,
            checked=list(step.checks),
        )


def _given(dossier: Dossier, case: Case, action: str, office: Office) -> dict[str, Any]:
    """What comes with the action: words, and the officer, answer or result it needs."""
    given = said(action, case.procedure, Random(f"{SEED}/{case.number}/{action}"))  # noqa: S311
    if action == "assign":
        given["assignee"] = office.officer("specialist", case.agency).pk
    if action == "supplement":
        given["uploads"] = [office.papers.of("giay_to_bo_sung", "Giấy tờ bổ sung")]
    if action == "finish":
        name = dossier.release.content["results"][0]["name"]
        given["result"] = office.papers.of(f"ket_qua_{case.procedure.replace('.', '_')}", name)
    return given
