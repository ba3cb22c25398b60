"""Reception takes a filing in from paper: begun, its papers looked at, filed; the form is the usual one.

The citizen is the applicant and the officer the one who acts: no account of the officer ever has the dossier.
"""

from __future__ import annotations

import uuid
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any

from django.core.files.base import File
from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.permissions import may, scope_filter
from documents.errors import FileRefused
from documents.files import store
from documents.models import StoredFile
from dossiers import start
from dossiers.checking import variant_of
from dossiers.destination import reception_unit_of
from dossiers.errors import CannotFile
from dossiers.models import Dossier, PaperFiling
from dossiers.paper_filings import ACCEPT, SEEN, accept_now
from dossiers.submit import Filing, Person, open_dossier
from dossiers.ways import Way
from eforms.drafts import discard, new_link
from eforms.models import Draft
from procedures.agencies import units_open
from procedures.models import Agency, ReceptionUnit, Release
from procedures.releases import in_force

ACTION = "dossier.accept"
KEYS = uuid.UUID("6f1c2b4e-5d0a-4a43-9a5e-2f0f7f1f9d11")  # namespace of filings that programs begin
SUBJECT = "paper_filing"  # of scans, until there is a dossier


def units(officer: User, at: datetime) -> QuerySet[ReceptionUnit]:
    """Reception units of the agencies at which the officer may accept dossiers."""
    here = scope_filter(officer, ACTION, field="agency__code", at=at)
    return units_open(timezone.localdate(at)).filter(here).order_by("name")


def unit_by_id(officer: User, key: int | None, at: datetime) -> ReceptionUnit | None:
    """The unit a program names; none: its only one. Raises CannotFile (not_yours)."""
    found = units(officer, at)
    if key is None:
        return found.get() if found.count() == 1 else None
    unit = found.filter(pk=key).first()
    if unit is None:
        raise _not_yours()
    return unit


def release_of(code: str, on: date) -> Release:
    """The release in force; an electronic form is not needed. Raises CannotFile (not_in_force)."""
    release = in_force(code, on)
    if release is None:
        raise CannotFile(_("This procedure is not in force today."), code="not_in_force")
    return release


def agencies(release: Release, officer: User, at: datetime, text: str = "") -> list[Agency]:
    """Competent agencies, the officer's own first; others only for who sits at a reception unit."""
    found = start.agencies(release, timezone.localdate(at), text)
    own = [one for one in found if may(officer, ACTION, agency_code=one.scope_code, at=at)]
    others = [one for one in found if one not in own] if units(officer, at).exists() else []
    return own + others


def begin(  # noqa: PLR0913  everything one chooses before the papers
    release: Release,
    agency: Agency,
    *,
    unit: ReceptionUnit | None,
    way: str,
    variant: str,
    officer: User,
    at: datetime,
    key: str = "",
) -> PaperFiling:
    """A filing from paper, with a draft of the procedure's form where it has one.

    `unit`: where it is taken in; without one, the agency's own. `key`: of a program; asked again, the same
    filing. Raises CannotFile (not_yours).
    """
    number = uuid.uuid5(KEYS, f"{officer.pk}:{key}") if key else uuid.uuid4()
    if key and (known := PaperFiling.objects.filter(pk=number).first()):
        return known
    own = may(officer, ACTION, agency_code=agency.scope_code, at=at)
    if unit is None and not own or unit is not None and not units(officer, at).filter(pk=unit.pk).exists():
        raise _not_yours()
    unit = unit or reception_unit_of(agency, timezone.localdate(at))
    filing = PaperFiling(
        id=number, officer=officer, release=release, agency=agency, reception_unit=unit, way=way,
        variant=variant, created_at=at,
    )  # fmt: skip
    with transaction.atomic():
        if release.form_version_id:
            filing.draft, _secret = start.begin_filing(
                release, agency, variant=variant, channel=Way(way).channel, user=None, at=at, desk=filing
            )
        filing.save(force_insert=True)
    return filing


def begun(officer: User) -> QuerySet[PaperFiling]:
    """The officer's own filings from paper that are no dossiers yet, newest first."""
    found = PaperFiling.objects.filter(officer=officer, dossier=None)
    still = Q(draft=None) | Q(draft__state=Draft.State.OPEN)
    return found.filter(still).select_related("release", "agency").order_by("-created_at")


def own(filing_id: uuid.UUID | str, officer: User) -> PaperFiling | None:
    """One of `begun`."""
    related = ("release", "agency", "draft", "officer", "reception_unit__agency")
    return begun(officer).select_related(*related).filter(pk=filing_id).first()


def asked_papers(filing: PaperFiling) -> list[dict[str, Any]]:
    """The papers the release names for the case: {"name", "originals", "copies", "required", …}."""
    return list(variant_of(filing.release.content, filing.variant).get("papers") or [])


def note_papers(
    filing: PaperFiling,
    counts: Sequence[Mapping[str, Any]],
    uploads: Mapping[int, Sequence[File[bytes]]],
    *,
    at: datetime,
) -> dict[int, list[FileRefused]]:
    """Keep what came: `counts` as `PaperFiling.papers` says, `uploads`: more scans, by place in `counts`.

    Files named in `counts` stay when they were scanned here. Returns why others were not kept.
    """
    known = set(map(str, scans(filing).values_list("pk", flat=True)))
    refused: dict[int, list[FileRefused]] = {}
    rows = []
    for place, one in enumerate(counts):
        files = [str(file_id) for file_id in one.get("files", []) if str(file_id) in known]
        for upload in uploads.get(place, ()):
            try:
                kept = store(
                    upload, name=upload.name or "", subject=(SUBJECT, str(filing.pk)), owner=None, at=at
                )
                files.append(str(kept.pk))
            except FileRefused as reason:
                refused.setdefault(place, []).append(reason)
        rows.append({"name": one["name"], **{name: one.get(name) or 0 for name in SEEN}, "files": files})
    filing.papers = rows
    filing.save(update_fields=["papers"])
    return refused


def scans(filing: PaperFiling) -> QuerySet[StoredFile]:
    return StoredFile.objects.filter(subject_kind=SUBJECT, subject_id=str(filing.pk))


def form_link(filing: PaperFiling, *, at: datetime) -> str:
    """A secret by which the officer's browser opens the form's draft."""
    assert filing.draft is not None
    return new_link(filing.draft, at=at)


def file_plain(
    filing: PaperFiling, applicant: Person, *, at: datetime, wish: str = "", language: str = ""
) -> Dossier:
    """File what has no electronic form. Asked again, the same dossier."""
    with transaction.atomic():
        now = PaperFiling.objects.select_for_update(no_key=True).get(pk=filing.pk)
        if now.dossier is not None:
            return now.dossier
        said = Filing(
            release=filing.release,
            agency=filing.agency,
            channel=Way(filing.way).channel,
            applicant=applicant,
            variant=filing.variant,
            reception_unit=filing.reception_unit,
            language=language,
            taken_in=filing,
        )
        dossier = open_dossier(said, key=f"paper_filing:{filing.pk}", at=at)
        if wish == ACCEPT:
            accept_now(filing, dossier, key=f"paper_filing:{filing.pk}:accept", at=at)
    dossier.refresh_from_db()
    return dossier


def give_up(filing: PaperFiling, *, at: datetime) -> None:
    """Drop what was begun; the draft is kept as given up, like any other."""
    with transaction.atomic():
        if filing.draft is not None:
            discard(filing.draft, at=at)
        else:
            PaperFiling.objects.filter(pk=filing.pk, dossier=None).delete()


def _not_yours() -> CannotFile:
    return CannotFile(_("Choose a reception unit of yours."), code="not_yours")
