"""Results an applicant was given, offered again where another form asks for such a paper."""

from __future__ import annotations

from collections.abc import Iterator

from accounts.models import User
from documents.again import Paper
from documents.models import IssuedDocument
from dossiers.models import Dossier
from dossiers.results import KIND

MOST = 50


def shelf(user: User) -> Iterator[Paper]:
    """Registered with documents.again: results of the account's own dossiers, by their title."""
    own = Dossier.objects.filter(applicant=user).order_by("-filed_at").values_list("pk", flat=True)[:MOST]
    ids = [str(key) for key in own]
    for one in IssuedDocument.objects.filter(
        kind=KIND, subject_kind="dossier", subject_id__in=ids
    ).select_related("file"):
        yield Paper(one.file, one.title, one.issued_at)
