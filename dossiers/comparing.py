"""What changed after the filing, old and new side by side: for officers and applicants alike."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext as _

from documents.models import StoredFile
from dossiers.correcting import content_of
from dossiers.models import Dossier, DossierEvent, SubmittedPaper
from dossiers.timeline import TITLES
from eforms.fields import TYPES
from eforms.fields.contract import Definition, is_file
from eforms.judging.answers import questions_of
from eforms.judging.sensitive import is_sensitive
from eforms.pages.asked_fields import is_told
from eforms.wording import said


@dataclass(frozen=True)
class Row:
    """One question: what was answered before and what now; of a question for files, the files."""

    label: str
    old: str
    new: str
    old_files: list[StoredFile] = field(default_factory=list)
    new_files: list[StoredFile] = field(default_factory=list)


@dataclass(frozen=True)
class Round:
    """One event that changed something. asked: what the agency wanted. papers: files of no question."""

    sequence: int
    at: datetime
    title: str | Promise
    asked: list[str]
    message: str
    rows: list[Row]
    papers: list[SubmittedPaper]


def rounds(
    dossier: Dossier,
    events: Iterable[DossierEvent],
    papers: Sequence[SubmittedPaper],
    *,
    in_full: bool,
) -> list[Round]:
    """Newest first. `in_full`: sensitive answers too; `papers`: all of the dossier."""
    found: list[Round] = []
    asked: list[str] = []
    number = 0
    stored = _files(events := list(events))
    for event in events:
        said_of = event.payload
        if event.action == "ask_supplement":
            asked = [*said_of.get("papers", []), *said_of.get("question_names", [])]
        if event.action not in ("supplement", "correct"):
            continue
        number += event.action == "supplement"
        loose = [one for one in papers if one.round == number and not one.field]
        found.append(
            Round(
                event.sequence,
                event.at,
                TITLES[event.action],
                asked if event.action == "supplement" else [],
                said_of.get("message", "") or said_of.get("reason", ""),
                _rows(dossier, said_of.get("changes") or [], stored, in_full),
                loose if event.action == "supplement" else [],
            )
        )
    return [one for one in reversed(found) if one.rows or one.papers]


def _rows(
    dossier: Dossier, changes: Iterable[Mapping[str, Any]], stored: Mapping[str, StoredFile], in_full: bool
) -> list[Row]:
    known = {one["key"]: one for one in questions_of(content_of(dossier)) if is_told(one)}
    return [
        _row(known[one["question"]], one["old"], one["new"], stored, in_full)
        for one in changes
        if one["question"] in known
    ]


def _row(definition: Definition, old: Any, new: Any, stored: Mapping[str, StoredFile], in_full: bool) -> Row:
    label = said(definition, "label")
    if is_sensitive(definition) and not in_full:
        hidden = _("Not shown here: sign in to read it.")
        return Row(label, hidden, hidden)
    if is_file(definition):
        before, now = ([stored[one] for one in value or () if one in stored] for value in (old, new))
        return Row(label, "", "", before, now)
    kind = TYPES[definition["type"]]
    then, since = ("" if value is None else kind.text(definition, value) for value in (old, new))
    return Row(label, then, since)


def _files(events: Iterable[DossierEvent]) -> dict[str, StoredFile]:
    """Every file named in changed answers, by id, in one query."""
    ids = {
        one
        for event in events
        for change in event.payload.get("changes") or ()
        for value in (change["old"], change["new"])
        if isinstance(value, list)
        for one in value
        if isinstance(one, str) and len(one) == 36
    }
    return {str(key): stored for key, stored in StoredFile.objects.in_bulk(ids).items()} if ids else {}
