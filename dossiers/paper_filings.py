"""What was taken in from paper, as the dossier it becomes keeps it."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction

from accounts.permissions import may
from documents.files import hand_over
from dossiers import digitising
from dossiers.actors import Actor
from dossiers.errors import ActionRefused
from dossiers.models import Dossier, PaperFiling, SubmittedPaper
from dossiers.timing import limits
from dossiers.transitions import act
from dossiers.ways import Way
from eforms.models import Draft

COUNTS = ("originals", "certified", "copies")
SEEN = (*COUNTS, "compared")
ACCEPT = "accept"
"""What an officer may wish for when filing: accepted at once."""


def filing_of(draft: Draft) -> PaperFiling | None:
    """The filing from paper that a draft is the form of; None for what people file themselves."""
    if not draft.context.get("desk"):
        return None
    return PaperFiling.objects.select_related("officer", "reception_unit__agency").get(draft=draft)


def said_of(filing: PaperFiling) -> dict[str, Any]:
    """For the first event: {"way", "unit", "agency", "papers"}; names as they were that day."""
    unit = filing.reception_unit
    papers = [{name: one[name] for name in ("name", *SEEN)} for one in filing.papers if _counted(one)]
    return {
        "way": filing.way,
        "unit": unit.name if unit else "",
        "agency": unit.agency.name if unit else filing.agency.name,
        "papers": papers,
    }


def papers_of(filing: PaperFiling) -> Iterable[dict[str, Any]]:
    """Columns of SubmittedPaper: one row for what lies at the counter, one for each scan."""
    for one in filing.papers:
        if _counted(one):
            yield {"label": one["name"][:500], **{name: one[name] for name in SEEN}}
        for file_id in one["files"]:
            yield {"label": one["name"][:500], "file_id": file_id}


def close(filing: PaperFiling, dossier: Dossier) -> None:
    """The dossier is there: papers and scans are its own now. Inside the caller's transaction."""
    SubmittedPaper.objects.bulk_create(
        SubmittedPaper(dossier=dossier, **columns) for columns in papers_of(filing)
    )
    scans = [file_id for one in filing.papers for file_id in one["files"]]
    hand_over(scans, ("paper_filing", str(filing.pk)), ("dossier", str(dossier.pk)))
    PaperFiling.objects.filter(pk=filing.pk).update(dossier=dossier)
    digitising.promise(filing, dossier.filed_at)


def may_accept(filing: PaperFiling, at: datetime) -> bool:
    """Whether accepting at once may be offered: nothing else is to be chosen, and the agency has a code."""
    places = {filing.agency.scope_code}
    if filing.reception_unit:
        places.add(filing.reception_unit.agency.scope_code)
    one_limit = len(limits(filing.release.content, Way(filing.way).channel)) < 2
    allowed = any(may(filing.officer, "dossier.accept", agency_code=code, at=at) for code in places)
    return bool(filing.agency.code) and one_limit and allowed


def accept_now(filing: PaperFiling, dossier: Dossier, *, key: str, at: datetime) -> None:
    """Accept what was just filed. Refused, it stays filed: its page says why when it is tried again."""
    try:
        with transaction.atomic():
            act(dossier.pk, ACCEPT, actor=Actor.officer(filing.officer), key=key, at=at)
    except (ActionRefused, PermissionDenied):
        return


def _counted(one: dict[str, Any]) -> bool:
    return any(one[name] for name in COUNTS)
