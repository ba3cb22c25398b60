"""What of a dossier goes into a store: results in force, and papers an officer vouches for. It is that of
the organisation it was filed for, when the applicant spoke for it; else the applicant's own.

Done after commit and by `manage.py keep_papers` for what there was before; asked twice, nothing twice.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from django.db.models import Q, QuerySet

from accounts.models import Organization, Representation, User
from accounts.permissions import day_of
from accounts.representing import account_of, represented_since
from documents.copies.making import KIND as COPY
from documents.keeping.holders import Holder
from documents.keeping.keeping import keep
from documents.models import IssuedDocument, KeptPaper, PaperKind
from dossiers.checking import Finding
from dossiers.models import Dossier, SubmittedPaper
from dossiers.papers import RESULT, SCAN
from dossiers.statuses import OPEN, Status
from dossiers.words import folded
from eforms.judging.answers import questions_of
from eforms.prefilling.filed_for import filed_tax_code
from eforms.prefilling.papers_again import paper_of

KINDS = {RESULT: PaperKind.RESULT, SCAN: PaperKind.SCANNED, COPY: PaperKind.CERTIFIED}


def owner_of(dossier: Dossier) -> User | None:
    """The applicant's account. Of what was taken in from paper: the one with the e-mail address (which its
    holder proved) and the personal number that were given at the counter."""
    if dossier.applicant_id:
        return dossier.applicant
    filing = getattr(dossier, "paper_filing", None)
    if filing is None or not dossier.applicant_email or not dossier.applicant_number:
        return None
    found = account_of(dossier.applicant_email, dossier.applicant_number)
    return None if found is None or found.pk == filing.officer_id else found


def holder_of(dossier: Dossier, at: datetime) -> Holder | None:
    """Whose store the dossier has to do with: the organisation it was filed for, if the applicant spoke for
    it at some moment between the filing and now; else the applicant; None without an account."""
    owner = owner_of(dossier)
    return (_organization(dossier, owner, at) or owner) if owner else None


def _organization(dossier: Dossier, owner: User, at: datetime) -> Organization | None:
    code = _tax_code(dossier)
    found = Organization.objects.filter(tax_code=code).first() if code else None
    return found if found and represented_since(owner, found, dossier.filed_at, at) else None


def keep_of(dossier: Dossier, at: datetime) -> int:
    """Put into the store what belongs there by now. Returns how many papers there are of it."""
    owner = owner_of(dossier)
    if owner is None or not dossier.accepted_at:
        return 0
    facts = {
        "owner": owner,
        "organization": _organization(dossier, owner, at),
        "tax_code": _tax_code(dossier),
        "source": ("dossier", str(dossier.pk)),
        "at": at,
    }
    return sum(1 for _one in (*_documents(dossier, facts), *_checked(dossier, facts)))


def _documents(dossier: Dossier, facts: dict[str, Any]) -> Iterator[KeptPaper]:
    found = IssuedDocument.objects.filter(
        subject_kind="dossier",
        subject_id=str(dossier.pk),
        kind__in=KINDS,
        state=IssuedDocument.State.IN_FORCE,
    )
    over = dossier.status in (Status.FINISHED, Status.RETURNED)
    for one in found.select_related("file", "copy"):
        if one.kind == RESULT and not over:
            continue
        first = one.signatures.select_related("by").first() if one.kind == SCAN else None
        yield keep(
            file=one.file,
            kind=KINDS[one.kind],
            title=_name(one),
            issuer=one.agency_name,
            number=one.number,
            issued_on=day_of(one.issued_at),
            document=one,
            answers=_plain(_name(one)),
            digitised_by=first.by if first else None,
            **facts,
        )


def _name(document: IssuedDocument) -> str:
    """Of a certified copy the original's: by it people look for it, and forms ask for it."""
    copy = getattr(document, "copy", None)
    return str(copy.title) if copy and copy.title else document.title


def _checked(dossier: Dossier, facts: dict[str, Any]) -> Iterator[KeptPaper]:
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
                file=paper.file,
                kind=PaperKind.CHECKED,
                title=paper.label,
                answers=answered.get(paper.field) or _plain(paper.label),
                **facts,
            )


def _scans(dossier: Dossier) -> QuerySet[IssuedDocument]:
    return IssuedDocument.objects.filter(subject_kind="dossier", subject_id=str(dossier.pk), kind=SCAN)


def _tax_code(dossier: Dossier) -> str:
    """Of the organisation it was filed for; "" when for a person."""
    return filed_tax_code(dossier.submission, dossier.answers) if dossier.submission else ""


def _answered(dossier: Dossier) -> dict[str, str]:
    """{question: the required paper it is answered by}."""
    if dossier.submission is None:
        return {}
    return {one["key"]: paper_of(one) for one in questions_of(dossier.submission.version.content)}


def _plain(name: str) -> str:
    """As eforms writes a paper that no editor bound."""
    return " ".join(name.casefold().split())


def in_process(paper: KeptPaper) -> bool:
    """Registered with the store: a dossier that has not ended has this very content, filed by its owner, or
    by anybody who ever spoke for the organisation whose it is."""
    who = Q(dossier__applicant=paper.owner_id)
    if paper.organization_id:
        spoke = Representation.objects.filter(organization=paper.organization_id)
        who = Q(dossier__applicant__in=spoke.values("user"))
    using = SubmittedPaper.objects.filter(who, dossier__status__in=sorted(OPEN), file__sha256=paper.sha256)
    return using.exists()
