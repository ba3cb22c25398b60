"""Opening a dossier in status 1: from what a person submitted, or whatever else fills a Filing."""

from __future__ import annotations

import uuid
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction
from django.urls import reverse

from accounts.models import User
from documents.files import hand_over
from dossiers import tracking_secret
from dossiers.actors import Actor
from dossiers.charges import charge
from dossiers.costs import quote_of
from dossiers.destination import destination_of
from dossiers.models import Dossier, PaperFiling, SubmittedPaper
from dossiers.numbering import request_code
from dossiers.paper_filings import ACCEPT, accept_now, close, filing_of, said_of
from dossiers.people import filed_by, hands_in
from dossiers.stepping import agencies_at_filing
from dossiers.transitions import begin
from eforms.drafts import day_of, filed_facts
from eforms.errors import FilingRefused
from eforms.judging.attached import attached
from eforms.models import Submission
from eforms.pages.review import person
from eforms.prefilling.representing import for_another
from payments.fees.rule import FILING
from payments.fees.wording import problem_text
from procedures.models import Agency, ReceptionUnit, Release
from procedures.processing_rules import rules


@dataclass(frozen=True)
class Person:
    """The applicant as the form names them; `name` is required. address: only where no form asks for it."""

    name: str
    phone: str = ""
    email: str = ""
    number: str = ""
    address: str = ""


@dataclass(frozen=True)
class Paper:
    """A stored file, the form field it answers and what that field is called."""

    file_id: str
    field: str = ""
    label: str = ""


@dataclass(frozen=True)
class Origin:
    """The dossier a step of which opens this one (liên thông). id: of the new one; run, step: which."""

    id: uuid.UUID
    dossier: Dossier
    run: int
    step: str


@dataclass(frozen=True)
class Filing:
    """Everything needed to open a dossier. `user`: the account it belongs to, None when filed without one.

    `taken_in`: what an officer took in from paper; who filed is then that officer, and no account owns it.
    `wanted_agency`: code of the agency the form asked for, when that one cannot receive it.
    """

    release: Release
    agency: Agency
    channel: str
    applicant: Person
    variant: str = ""
    reception_unit: ReceptionUnit | None = None
    user: User | None = None
    submission: Submission | None = None
    papers: tuple[Paper, ...] = ()
    language: str = ""
    wanted_agency: str = ""
    taken_in: PaperFiling | None = None
    origin: Origin | None = None


def open_dossier(filing: Filing, *, key: str, at: datetime) -> Dossier:
    """Store the dossier, its first event and its papers in one transaction."""
    content = filing.release.content
    key_of_dossier = filing.origin.id if filing.origin else uuid.uuid4()
    dossier = Dossier(
        id=key_of_dossier,
        secret_hash=tracking_secret.digest(key_of_dossier, tracking_secret.derive(key_of_dossier)),
        release=filing.release,
        submission=filing.submission,
        agency=filing.agency,
        reception_unit=filing.reception_unit,
        agency_code=filing.agency.scope_code,
        reception_code=elsewhere(filing),
        procedure_code=filing.release.code,
        procedure_name=content["name"][:500],
        channel=filing.channel,
        variant=filing.variant,
        clock_policy=content.get("clock_policy") or "P1",
        applicant=filing.user,
        parent=filing.origin.dossier if filing.origin else None,
        parent_run=filing.origin.run if filing.origin else None,
    )
    who = filing.applicant
    payload = {
        "request_code": request_code(),
        "applicant": {
            "name": who.name[:200],
            "phone": who.phone[:20],
            "email": who.email[:254],
            "number": who.number[:20],
            **({"address": who.address[:300]} if who.address else {}),
        },
        "submission": str(filing.submission.pk) if filing.submission else None,
        "language": filing.language,
        "reception_hours": rules().reception_hours,
        **filed_by(filing.submission),
    }
    if others := agencies_at_filing(content, filing.agency, day_of(at)):
        payload["agencies"] = others
    if filing.wanted_agency:
        payload["wanted_agency"] = filing.wanted_agency
    taken = filing.taken_in
    if taken:
        payload["taken_in"] = said_of(taken)
    if filing.origin:
        payload["origin"] = _origin(filing.origin)
    with transaction.atomic():
        begin(dossier, actor=_who_files(filing, payload), key=key, at=at, payload=payload)
        SubmittedPaper.objects.bulk_create(
            SubmittedPaper(dossier=dossier, file_id=paper.file_id, field=paper.field, label=paper.label[:500])
            for paper in filing.papers
        )
        if taken:
            close(taken, dossier)
        charge(dossier, FILING, at=at)
    return dossier


def _who_files(filing: Filing, payload: dict[str, Any]) -> Actor:
    if filing.origin:
        return Actor.system()
    if filing.taken_in:
        return Actor.officer(filing.taken_in.officer)
    return Actor("applicant", filing.user, hands_in(payload)[:200])


def _origin(origin: Origin) -> dict[str, str]:
    dossier = origin.dossier
    return {
        "dossier": str(dossier.pk),
        "code": dossier.shown_code,
        "agency": dossier.agency.name,
        "procedure": dossier.procedure_name,
        "step": origin.step,
    }


def elsewhere(filing: Filing) -> str:
    """Code of the reception unit's agency, where it is not the one that decides."""
    unit = filing.reception_unit
    code = unit.agency.scope_code if unit else ""
    return "" if code == filing.agency.scope_code else code


def on_submitted(submission: Submission, at: datetime) -> dict[str, Any]:
    """Called by eforms inside the submitting transaction. Returns the receipt {"reference", "url"}.

    Raises FilingRefused when the answers do not say what it costs.
    """
    filing = _filing_of(submission, at)
    dossier = open_dossier(filing, key=f"submission:{submission.pk}", at=at)
    if undecidable := quote_of(dossier).undecidable:
        raise FilingRefused([problem_text(line.stored()) for line in undecidable])
    hand_over(
        [paper.file_id for paper in filing.papers],
        ("draft", str(submission.draft_id)),
        ("dossier", str(dossier.pk)),
    )
    if filing.taken_in:
        if submission.draft.context.get("wish") == ACCEPT:
            accept_now(filing.taken_in, dossier, key=f"submission:{submission.pk}:accept", at=at)
        return {"reference": dossier.request_code, "url": reverse("dossiers:case", args=[dossier.pk])}
    return {"reference": dossier.request_code, "url": reverse("dossiers:receipt", args=[dossier.pk])}


def _filing_of(submission: Submission, at: datetime) -> Filing:
    context = submission.draft.context
    goes = destination_of(submission.draft, submission.answers, day_of(at))
    said = person(submission.version.content, submission.answers, facts=filed_facts(submission))
    by = submission.by
    # Who files for another is not the applicant: only how to reach them is theirs.
    self_filed = by if by and not for_another(submission.answers) else None
    return Filing(
        release=goes.release,
        agency=goes.agency,
        wanted_agency=goes.wanted,
        channel=context.get("channel", "online"),
        variant=context.get("variant") or "",
        reception_unit=goes.reception_unit,
        applicant=Person(
            name=said.get("full_name") or (self_filed.full_name if self_filed else "") or "—",
            phone=said.get("phone") or (by.phone if by else ""),
            email=said.get("email") or (by.email if by else ""),
            number=said.get("personal_number") or (self_filed.personal_number if self_filed else ""),
        ),
        user=by,
        submission=submission,
        taken_in=filing_of(submission.draft),
        language=context.get("language") or "",
        papers=tuple(_papers(submission.version.content, submission.answers)),
    )


def _papers(content: Mapping[str, Any], answers: Mapping[str, Any]) -> Iterator[Paper]:
    for field, file_id in attached(content, answers):
        yield Paper(file_id, field["key"], field["label"])
