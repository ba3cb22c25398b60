"""What of a dossier goes into its applicant's store: results in force, and papers an officer vouches for.

Done after commit and by `manage.py keep_papers` for what there was before; asked twice, nothing twice.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from django.db.models import QuerySet

from accounts.models import Profile, User
from accounts.permissions import day_of
from documents.copies.making import KIND as COPY
from documents.keeping.keeping import keep
from documents.models import IssuedDocument, KeptPaper, PaperKind
from dossiers.checking import Finding
from dossiers.models import Dossier, SubmittedPaper
from dossiers.papers import RESULT, SCAN
from dossiers.statuses import OPEN, Status
from dossiers.words import folded
from eforms.judging.answers import questions_of
from eforms.prefilling.papers_again import paper_of

ORGANISATION = Profile.Kind.ORGANIZATION.value
KINDS = {RESULT: PaperKind.RESULT, SCAN: PaperKind.SCANNED, COPY: PaperKind.CERTIFIED}


def owner_of(dossier: Dossier) -> User | None:
    """The applicant's account. Of what was taken in from paper: the one with the e-mail address (which its
    holder proved) and the personal number that were given at the counter."""
    if dossier.applicant_id:
        return dossier.applicant
    filing = getattr(dossier, "paper_filing", None)
    if filing is None or not dossier.applicant_email or not dossier.applicant_number:
        return None
    found = User.objects.filter(personal_number=dossier.applicant_number, is_active=True)
    proved = found.filter(emailaddress__email__iexact=dossier.applicant_email, emailaddress__verified=True)
    return proved.exclude(pk=filing.officer_id).first()


def keep_of(dossier: Dossier, at: datetime) -> int:
    """Put into the store what belongs there by now. Returns how many papers there are of it."""
    owner = owner_of(dossier)
    if owner is None or not dossier.accepted_at:
        return 0
    return sum(1 for _one in (*_documents(dossier, owner, at), *_checked(dossier, owner, at)))


def _documents(dossier: Dossier, owner: User, at: datetime) -> Iterator[KeptPaper]:
    found = IssuedDocument.objects.filter(
        subject_kind="dossier",
        subject_id=str(dossier.pk),
        kind__in=KINDS,
        state=IssuedDocument.State.IN_FORCE,
    )
    over = dossier.status in (Status.FINISHED, Status.RETURNED)
    for one in found.select_related("file"):
        if one.kind == RESULT and not over:
            continue
        first = one.signatures.select_related("by").first() if one.kind == SCAN else None
        yield keep(
            owner,
            file=one.file,
            kind=KINDS[one.kind],
            title=one.title,
            issuer=one.agency_name,
            number=one.number,
            issued_on=day_of(one.issued_at),
            document=one,
            source=("dossier", str(dossier.pk)),
            answers=_plain(one.title),
            digitised_by=first.by if first else None,
            tax_code=_organisation(dossier),
            at=at,
        )


def _checked(dossier: Dossier, owner: User, at: datetime) -> Iterator[KeptPaper]:
    """Files of papers whose last check, before or since acceptance, says that they are valid."""
    valid: set[str] = set()
    for event in dossier.events.filter(action="check_papers"):
        for one in event.payload["checks"]:
            change = valid.add if one["state"] == Finding.VALID else valid.discard
            change(folded(one["paper"]))
    if not valid:
        return
    answered = _answered(dossier)
    digitised = set(_scans(dossier).values_list("key", flat=True))
    for paper in dossier.papers.exclude(file=None).select_related("file"):
        if f"scan:{paper.file_id}" in digitised:
            continue
        if folded(paper.label) in valid and paper.file is not None:
            yield keep(
                owner,
                file=paper.file,
                kind=PaperKind.CHECKED,
                title=paper.label,
                source=("dossier", str(dossier.pk)),
                answers=answered.get(paper.field) or _plain(paper.label),
                tax_code=_organisation(dossier),
                at=at,
            )


def _scans(dossier: Dossier) -> QuerySet[IssuedDocument]:
    return IssuedDocument.objects.filter(subject_kind="dossier", subject_id=str(dossier.pk), kind=SCAN)


def _organisation(dossier: Dossier) -> str:
    """The tax code of the organisation it was filed for; "" when for a person."""
    filing = dossier.submission
    if filing is None or filing.draft is None or filing.draft.context.get("applicant") != ORGANISATION:
        return ""
    asked = (one["key"] for one in questions_of(filing.version.content) if one["type"] == "tax_code")
    return next((str(dossier.answers[key])[:14] for key in asked if dossier.answers.get(key)), "")


def _answered(dossier: Dossier) -> dict[str, str]:
    """{question: the required paper it is answered by}."""
    if dossier.submission is None:
        return {}
    return {one["key"]: paper_of(one) for one in questions_of(dossier.submission.version.content)}


def _plain(name: str) -> str:
    """As eforms writes a paper that no editor bound."""
    return " ".join(name.casefold().split())


def in_process(paper: KeptPaper) -> bool:
    """Registered with the store: a dossier of the owner that has not ended has this very content."""
    using = SubmittedPaper.objects.filter(
        dossier__applicant=paper.owner_id, dossier__status__in=sorted(OPEN), file__sha256=paper.sha256
    )
    return using.exists()
