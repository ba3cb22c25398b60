"""Papers of an organisation that lie in the store of the person who filed for it: they go to the organisation
when that person begins to represent it."""

from __future__ import annotations

from datetime import datetime

from django.db.models import QuerySet

from accounts.models import Organization, Representation, User
from documents.models import KeptPaper, Share


def theirs(user: User, organization: Organization) -> QuerySet[KeptPaper]:
    """What of the person's store is the organisation's: from dossiers filed with its tax code, no other."""
    return KeptPaper.objects.filter(
        owner=user,
        organization=None,
        tax_code=organization.tax_code,
        source_kind="dossier",
        removed_at=None,
    )


def take_over(beginning: Representation, at: datetime) -> None:
    """Registered with accounts.representing. What the organisation has already only leaves the person's
    store; links to the others go on, and every representative sees them."""
    organization = beginning.organization
    found = theirs(beginning.user, organization).select_for_update(no_key=True)
    there = set(KeptPaper.objects.filter(organization=organization).values_list("sha256", flat=True))
    for paper in found:
        if paper.sha256 in there:
            Share.objects.filter(paper=paper, ended_at=None).update(ended_at=at)
            paper.removed_at, paper.removed_why = at, KeptPaper.Why.MOVED
        else:
            paper.organization, paper.warned_at = organization, None
        paper.save(update_fields=["organization", "warned_at", "removed_at", "removed_why"])
