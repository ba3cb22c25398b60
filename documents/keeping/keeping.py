"""A store of papers: put into it, found again, taken out. Its holder is a person or an organisation, whose
papers everybody who represents it now reads and changes as their own.

Whoever fills it calls `keep`; which papers may not go yet, other rooms say (register_hold).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date, datetime
from typing import Any

from django.core.files.base import File
from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils import timezone

from accounts.models import Organization, User
from accounts.permissions import day_of
from accounts.profiles import profiles_of
from documents.errors import PaperHeld, ReaderTaken
from documents.files import Subject, store
from documents.keeping.holders import Holder, in_reach, name_of, of, open_to
from documents.models import IssuedDocument, KeptPaper, PaperKind, Share, StoredFile
from rules.text import fold

SUBJECT = "kept"
"""Kind of subject of files people put into a store themselves; its id is `holders.name_of` the holder."""
ACCEPTED = ("pdf", "jpg", "jpeg", "png")
MOST_OFFERED = 200
MOST_GONE = 100

Hold = Callable[[KeptPaper], bool]
HOLDS: dict[str, Hold] = {}


def register_hold(name: str, hold: Hold) -> None:
    """Say when a paper has to stay, because something in process uses it; from AppConfig.ready().

    Raises ReaderTaken.
    """
    if HOLDS.get(name, hold) is not hold:
        raise ReaderTaken(f"Two rooms hold papers as {name!r}.")
    HOLDS[name] = hold


def keep(  # noqa: PLR0913  what a paper says about itself
    owner: User,
    *,
    file: StoredFile,
    kind: str,
    title: str,
    at: datetime,
    source: Subject = ("", ""),
    issuer: str = "",
    number: str = "",
    issued_on: date | None = None,
    valid_until: date | None = None,
    document: IssuedDocument | None = None,
    answers: str = "",
    digitised_by: User | None = None,
    tax_code: str = "",
    organization: Organization | None = None,
) -> KeptPaper:
    """Put a paper into the owner's store, or into that of the organisation the owner brings it for; the same
    content again is the paper that is there, unchanged.

    A paper its holder has deleted stays deleted, unless they add it themselves.
    """
    given = {
        "file": file, "kind": kind, "title": title[:500], "issuer": issuer, "number": number,
        "issued_on": issued_on, "valid_until": valid_until, "source_kind": source[0],
        "source_id": str(source[1]), "document": document, "answers": answers[:500],
        "digitised_by": digitised_by, "tax_code": tax_code, "added_at": at,
        "find_text": fold(f"{title} {issuer} {number}")[:900],
    }  # fmt: skip
    with transaction.atomic():
        whose = {"organization": organization} if organization else {"owner": owner, "organization": None}
        paper, created = KeptPaper.objects.get_or_create(
            **whose, sha256=file.sha256, defaults={**given, "owner": owner}
        )
        if not created and _says_more(paper, kind, document):
            before = paper.file
            for name, value in given.items():
                setattr(paper, name, value)
            paper.removed_at, paper.removed_why, paper.removed_by, paper.warned_at = None, "", None, None
            paper.save()
            if before and before.pk != file.pk and before.subject_kind == SUBJECT:
                _forget(before)
    return paper


def _says_more(paper: KeptPaper, kind: str, document: IssuedDocument | None) -> bool:
    """Whether what comes replaces what is there: deleted and added anew, or now vouched for or issued."""
    if paper.removed_at:
        return kind == PaperKind.OWN
    vouched = paper.kind == PaperKind.OWN and kind != PaperKind.OWN
    return vouched or (paper.document_id is None and document is not None)


def add_own(
    owner: User,
    upload: File[bytes],
    *,
    title: str,
    at: datetime,
    organization: Organization | None = None,
    **facts: Any,
) -> KeptPaper:
    """A paper its holder uploads: nobody has verified it. Raises FileRefused."""
    with transaction.atomic():
        file = store(
            upload,
            name=upload.name or "",
            subject=(SUBJECT, name_of(organization or owner)),
            owner=owner,
            at=at,
            accept=ACCEPTED,
        )
        about = {"title": title, "organization": organization, **facts}
        paper = keep(owner, file=file, kind=PaperKind.OWN, at=at, **about)
        if paper.file_id != file.pk:  # its content is there already
            _forget(file)
    return paper


def papers(holder: Holder, *, kind: str = "", text: str = "", tax_code: str = "") -> QuerySet[KeptPaper]:
    """What is in the store, newest first; of one kind, with all these words, filed with one tax code."""
    found = _there().filter(of(holder))
    if kind:
        found = found.filter(kind=kind)
    if tax_code:
        found = found.filter(tax_code=tax_code)
    for word in fold(text).split():
        found = found.filter(find_text__contains=word)
    return found.order_by("-added_at", "-pk")


def removed(holder: Holder) -> QuerySet[KeptPaper]:
    """What is no longer in the store, and when, why and by whom it went: the last hundred, newest first."""
    gone = KeptPaper.objects.filter(of(holder), removed_at__isnull=False).select_related("removed_by")
    return gone.order_by("-removed_at", "-pk")[:MOST_GONE]


def _there() -> QuerySet[KeptPaper]:
    return KeptPaper.objects.filter(removed_at=None).select_related(
        "organization", "owner", "file", "document__file", "document__replaced_by"
    )


def organisations(owner: User) -> list[tuple[str, str]]:
    """(tax code, name) of the organisations the owner filed for; named as in the owner's profiles."""
    codes = tax_codes(owner)
    names = dict(profiles_of(owner).filter(tax_code__in=codes).values_list("tax_code", "name"))
    return [(code, names.get(code, code)) for code in codes]


def tax_codes(owner: User) -> list[str]:
    """Tax codes of papers in the store."""
    found = KeptPaper.objects.filter(of(owner), removed_at=None).exclude(tax_code="")
    return sorted(set(found.values_list("tax_code", flat=True)))


def own_paper(user: Any, key: Any, at: datetime) -> KeptPaper | None:
    """One of the person's own, or of an organisation they represent at that moment; None for anybody else's,
    as if it did not exist."""
    return _there().filter(in_reach(user, at), pk=key).first()


def held(paper: KeptPaper) -> bool:
    """Whether a matter in process still uses it."""
    return any(hold(paper) for hold in HOLDS.values())


def remove(paper: KeptPaper, *, why: str = KeptPaper.Why.OWNER, at: datetime, by: User | None = None) -> None:
    """Out of the store; its links end. What an agency issued can be verified as before. Raises PaperHeld."""
    with transaction.atomic():
        now = KeptPaper.objects.select_for_update(no_key=True).get(pk=paper.pk)
        if now.removed_at:
            return
        if held(now):
            raise PaperHeld
        Share.objects.filter(paper=now, ended_at=None).update(ended_at=at)
        mine = now.file if now.file and now.file.subject_kind == SUBJECT else None
        now.removed_at, now.removed_why, now.removed_by = at, why, by
        if mine:
            now.file = None
        now.save(update_fields=["removed_at", "removed_why", "removed_by", "file"])
        if mine:
            _forget(mine)


def _forget(file: StoredFile) -> None:
    storage, name = file.content.storage, str(file.content.name)
    file.delete()
    transaction.on_commit(lambda: storage.delete(name))


def may_read(user: Any, _request: Any, name: str) -> bool:
    """Registered with documents.files: files people put into a store are read by who may open it now."""
    return any(name == name_of(one) for one in open_to(user, timezone.now()))


# -- what a paper is worth now


def state_of(paper: KeptPaper, on: date) -> str:
    """ "in_force", "signing", "refused", "revoked", "replaced" of a document; else "expired", "checked",
    "own"."""
    if paper.document and paper.document.state != IssuedDocument.State.IN_FORCE:
        return str(paper.document.state)
    if paper.valid_until and paper.valid_until < on:
        return "expired"
    if paper.document:
        return "in_force"
    return "own" if paper.kind == PaperKind.OWN else "checked"


GOOD = ("in_force", "checked", "own")
"""States in which a paper may be used."""


def _unfit(on: date) -> Q:
    """For queries: papers that were removed, or are in none of these states."""
    ended = Q(document__isnull=False) & ~Q(document__state=IssuedDocument.State.IN_FORCE)
    return Q(removed_at__isnull=False) | ended | Q(valid_until__lt=on)


def fit_and_unfit(holders: Iterable[Holder], at: datetime) -> tuple[list[KeptPaper], set[str]]:
    """The papers that may be used now, and the contents (SHA-256) that must not be offered any more."""
    whose, day = Q(pk__in=[]), day_of(at)
    for holder in holders:
        whose |= of(holder)
    papers = KeptPaper.objects.filter(whose, Q(removed_at=None) | Q(removed_why=KeptPaper.Why.OWNER))
    rows = papers.filter(removed_at=None).select_related("file", "document__file").order_by("-added_at")
    fit = [one for one in rows.exclude(_unfit(day))[:MOST_OFFERED] if state_of(one, day) in GOOD]
    ended = papers.filter(_unfit(day)).values_list("sha256", "document__file__sha256")
    unfit = {content for row in ended for content in row if content}
    files = [one.current_file for one in fit]
    return fit, unfit - {one.sha256 for one in fit} - {file.sha256 for file in files if file}
