"""A file somebody holds: is it one of ours, in which version, and what do its own signatures prove?"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from django.core.files.base import File

from documents.errors import FileRefused
from documents.models import IssuedDocument, Signature, StoredFile
from documents.proving.guarded import examine_guarded
from documents.proving.report import Report, Verdict
from documents.signing import trust
from documents.signing.giving import FORMER
from documents.verify import PUBLIC_STATES


class Version(StrEnum):
    """SAME: byte by byte as it stands. EARLIER: as it was before its last signature; without a document, one
    that was never signed by all."""

    SAME = "same"
    EARLIER = "earlier"
    NONE = ""


@dataclass(frozen=True)
class Checked:
    """document: whose file it is, None when it is not one of ours."""

    report: Report
    document: IssuedDocument | None
    version: Version

    @property
    def sound(self) -> bool:
        """Whether to rely on the file: ours as issued and in force, or signed by people we trust."""
        if self.document:
            in_force = self.document.state == IssuedDocument.State.IN_FORCE
            return in_force and self.version == Version.SAME
        return self.version == Version.NONE and self.report.verdict == Verdict.UNCHANGED


def check(upload: File[bytes], at: datetime, meant: IssuedDocument | None = None) -> Checked:
    """Examine a file and forget it; meant: the document it is held against, of several with this content.

    Raises FileRefused (empty, too_large), guarded.Busy.
    """
    if not upload.size:
        raise FileRefused("empty", name=upload.name)
    pdf = b"".join(upload.chunks())
    roots = [one.dump() for one in trust.roots()]
    report = examine_guarded(pdf, roots, trust.revocation_lists(at), at)
    document, version = by_content(report.sha256, meant)
    return Checked(report, document, version)


def by_content(sha256: str, meant: IssuedDocument | None = None) -> tuple[IssuedDocument | None, Version]:
    """The document a content belongs to, as it is or as it was while signatures were added. Of several (one
    decision for many dossiers) the one that is meant, else one in force."""
    ours = IssuedDocument.objects.filter(state__in=PUBLIC_STATES).select_related("file", "replaced_by")
    same = ours.filter(file__sha256=sha256)
    own = same.filter(pk=meant.pk).first() if meant else None
    if found := own or same.filter(state=IssuedDocument.State.IN_FORCE).first() or same.first():
        return found, Version.SAME
    if signature := Signature.objects.filter(file__sha256=sha256).first():
        return ours.filter(pk=signature.document_id).first(), Version.EARLIER
    former = StoredFile.objects.filter(sha256=sha256, subject_kind=FORMER).first()
    found = ours.filter(pk=former.subject_id).first() if former else None
    return found, Version.EARLIER if found else Version.NONE
