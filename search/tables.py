"""Tables that editors and operators give: everyday names (CSV or XLSX), judged queries (TSV)."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, BinaryIO

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from documents.tables import UnreadableTable
from eforms.spreadsheet.rows import numbered
from rules.text import fold, normalise
from search.models import JudgedQuery, Synonym

COLUMNS = {"typed": "typed", "official": "official", "both_ways": "both_ways"}
"""{attribute: heading}, as the list of everyday names is exported; more columns are passed by."""
YES = {"true", "1", "yes", "x", "co", "two way"}
MOST = 5000


@dataclass(frozen=True)
class Read:
    """synonyms: new ones, not saved; known: how many are there already; problems: [(row, words)]."""

    synonyms: list[Synonym] = field(default_factory=list)
    problems: list[tuple[int, str]] = field(default_factory=list)
    known: int = 0


def read_synonyms(file: BinaryIO, name: str) -> Read:
    """Of a table with the columns typed, official, both_ways. One that cannot be read is a problem too."""
    try:
        rows = [(number, cells) for number, cells in numbered(file, name) if any(cells)]
    except UnreadableTable as error:
        return Read(problems=[(1, " ".join(error.messages))])
    headings = [fold(str(cell or "")).replace(" ", "_") for cell in rows[0][1]] if rows else []
    if not {"typed", "official"} <= set(headings):
        return Read(problems=[(1, _("The first row must name the columns “typed” and “official”."))])
    if len(rows) - 1 > MOST:
        return Read(problems=[(MOST, _("At most %(most)d rows at once.") % {"most": MOST})])
    return _checked((number, dict(zip(headings, cells, strict=False))) for number, cells in rows[1:])


def _checked(rows: Iterable[tuple[int, dict[str, Any]]]) -> Read:
    there = {(fold(one.typed), fold(one.official)) for one in Synonym.objects.only("typed", "official")}
    read, known = Read(), 0
    for number, cells in rows:
        made = Synonym(
            typed=_text(cells, "typed"),
            official=_text(cells, "official"),
            both_ways=fold(_text(cells, "both_ways")) in YES,
        )
        key = fold(made.typed), fold(made.official)
        try:
            made.full_clean(exclude=["typed_folded"])
        except ValidationError as error:
            read.problems.append((number, " ".join(error.messages)))
            continue
        if key in there:
            known += 1
        else:
            there.add(key)
            read.synonyms.append(made)
    return Read(read.synonyms, read.problems, known)


def _text(cells: dict[str, Any], name: str) -> str:
    return normalise(str(cells.get(name) or "")).strip()


@transaction.atomic
def save_synonyms(synonyms: Sequence[Synonym], user: User, *, publish: bool) -> None:
    """As drafts, or in force at once."""
    for one in synonyms:
        one.live = False
        one.save()
        revision = one.save_revision(user=user)
        if publish:
            revision.publish(user=user)


# -- judged queries ------------------------------------------------------------------------------------


@transaction.atomic
def import_judged(path: Path) -> tuple[int, int]:
    """A TSV with the columns query and codes, and note or kind. Returns (new, changed).

    Codes that are not in the catalogue stay: it may come later. Raises ValidationError for a wrong file.
    """
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))
    if not rows or not {"query", "codes"} <= set(rows[0]):
        raise ValidationError("The file needs the columns query and codes, separated by tabs.")
    new = changed = 0
    for row in rows:
        query = normalise(row["query"] or "").strip()[:200]
        codes = " ".join((row["codes"] or "").split())
        if not fold(query) or not codes:
            raise ValidationError(f"A row without query or codes: {row}")
        values = {"codes": codes, "note": row.get("note") or row.get("kind") or ""}
        before = JudgedQuery.objects.filter(query=query).first()
        if before is None:
            JudgedQuery.objects.create(query=query, **values)
            new += 1
        elif (before.codes, before.note) != (values["codes"], values["note"]):
            before.codes, before.note = values["codes"], values["note"]
            before.save()
            changed += 1
    return new, changed
