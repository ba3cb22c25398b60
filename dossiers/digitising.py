"""Papers scanned at the counter, signed by the officer who took them in: they count like the original's copy.

Where the officer has a key and a one-time code opened it, each scan becomes a document of the kind SH, which
their key signs by itself; it enters the applicant's store once the dossier is accepted.
"""

from __future__ import annotations

from datetime import datetime

from django.core.exceptions import ValidationError
from PIL import Image

from accounts.models import User
from documents.errors import FileRefused
from documents.files import open_file
from documents.issue import issue
from documents.models import IssuedDocument, Signature, SignatureKind, SigningKey, SigningSession, StoredFile
from documents.scanning.binding import bound, fitted, packed, room_for
from documents.signing.asking import Wanted
from documents.signing.sessions import open_session, session_of
from dossiers.models import Dossier, PaperFiling
from dossiers.papers import SCAN
from effects.outbox import send

EFFECT = "digitise_papers"
PDF = "application/pdf"
PICTURES = ("image/jpeg", "image/png")


def has_key(officer: User) -> bool:
    return SigningKey.objects.filter(owner=officer, kind=SignatureKind.PERSONAL, on=True).exists()


def asks_code(officer: User, at: datetime) -> bool:
    """Whether a code would let the officer's key sign the scans; not while a session is open."""
    return has_key(officer) and session_of(officer, at) is None


def open_for_scans(officer: User, code: str, at: datetime) -> ValidationError | None:
    """Outside any transaction. What was wrong with the code, for the page; None when the key is open."""
    try:
        open_session(officer, code, at)
    except ValidationError as refused:
        return refused
    return None


def promise(filing: PaperFiling, at: datetime) -> None:
    """In the transaction that makes the dossier: the scans are signed after it, if the key is open now."""
    session = session_of(filing.officer, at)
    if session is None or not has_key(filing.officer) or not any(one["files"] for one in filing.papers):
        return
    send(EFFECT, key=f"{EFFECT}:{filing.pk}", filing=str(filing.pk), session=str(session.pk))


def digitise(filing_id: str, session_id: str, at: datetime) -> list[IssuedDocument]:
    """Each scan once. Its signature is promised by issuing it."""
    related = ("dossier__agency", "dossier__release", "officer", "reception_unit__agency")
    filing = PaperFiling.objects.select_related(*related).get(pk=filing_id)
    session = SigningSession.objects.get(pk=session_id)
    if filing.dossier is None:
        return []
    names = {str(file_id): one["name"] for one in filing.papers for file_id in one["files"]}
    files = StoredFile.objects.filter(
        pk__in=names, subject_kind="dossier", media_type__in=(PDF, *PICTURES)
    ).order_by("created_at")
    issued = [_issue(filing, file, names[str(file.pk)], session, at) for file in files]
    return [one for one in issued if one]


def _issue(
    filing: PaperFiling, file: StoredFile, name: str, session: SigningSession, at: datetime
) -> IssuedDocument | None:
    """None: it cannot be signed, such as a PDF locked against changes; it stays as it came."""
    dossier = filing.dossier
    assert dossier is not None
    place = _place(filing, dossier)
    try:
        document = issue(
            kind=SCAN,
            title=name[:200],
            content=as_pdf(file, name, at),
            subject=("dossier", str(dossier.pk)),
            agency_name=place[1],
            agency_code=place[0],
            certifies=f"{name} – {dossier.procedure_name}"[:500],
            key=f"scan:{file.pk}",
            at=at,
            wanted=[Wanted(SignatureKind.PERSONAL, place[0], automatic=True)],
        )
    except FileRefused:
        return None
    Signature.objects.filter(document=document, by=None).update(by=filing.officer, session=session)
    return document


def _place(filing: PaperFiling, dossier: Dossier) -> tuple[str, str]:
    """(code, name) of the agency at whose counter it was scanned."""
    at_counter = filing.reception_unit.agency if filing.reception_unit else dossier.agency
    return at_counter.scope_code, at_counter.name


def as_pdf(file: StoredFile, name: str, at: datetime) -> bytes:
    """A PDF stays what it is, a picture becomes a page. Raises FileRefused."""
    with open_file(file) as content:
        if file.media_type == PDF:
            return bytes(content.read())
        with Image.open(content, formats=("PNG", "JPEG")) as picture:
            return bound([packed(fitted(picture.convert("RGB")), room_for(1))], name, at)


def on_signed(document: IssuedDocument, _signature: Signature, _at: datetime) -> None:
    """Registered for SH: into the store, if the dossier is accepted already."""
    send("keep_papers", key=f"keep_papers:{document.pk}", dossier=document.subject_id)


def on_refused(_document: IssuedDocument, _signature: Signature, _at: datetime) -> None:
    """Nothing: the scan is still there as it came."""
