"""Papers a person, or the organisation they file for, has here already; a copy of one for another use."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils import timezone

from accounts.models import Organization, User
from accounts.representing import organizations_of
from documents.errors import ReaderTaken
from documents.files import Subject, open_file, store
from documents.keeping.keeping import fit_and_unfit
from documents.models import StoredFile


@dataclass(frozen=True)
class Paper:
    """A file the person handed in or was given. `answers`: the required paper it is, "" when unknown.

    `origin`: where it comes from, in words; "" for what was simply handed in before. `tax_code`: of the
    organisation it was handed in for, "" when for a person.
    """

    file: StoredFile
    title: str
    at: datetime
    answers: str = ""
    origin: str = ""
    tax_code: str = ""


Shelf = Callable[[User], Iterable[Paper]]
SHELVES: dict[str, Shelf] = {}


def register_shelf(name: str, shelf: Shelf) -> None:
    """Say who knows papers of a person; from AppConfig.ready(). Raises ReaderTaken for a second one."""
    if SHELVES.get(name, shelf) is not shelf:
        raise ReaderTaken(f"Two rooms name the papers {name!r}.")
    SHELVES[name] = shelf


def papers_of(user: Any, tax_code: str = "") -> list[Paper]:
    """What is in a person's store, and what else rooms know of, newest first, one for each content. Filing
    for an organisation they represent now (`tax_code`): what is in its store too.

    Nothing that was revoked, replaced, has expired, or was deleted by its holder. What was handed in for an
    organisation is offered for that one alone, to who represents it. [] for a stranger.
    """
    if not isinstance(user, User):
        return []
    at = timezone.now()
    ours = [one for one in organizations_of(user, at) if one.tax_code == tax_code]
    fit, unfit = fit_and_unfit([user, *ours], at)
    found = sorted((one for shelf in SHELVES.values() for one in shelf(user)), key=lambda one: one.at)
    closed = _organizations(found) - {one.tax_code for one in ours}
    known = {
        one.file.sha256: one for one in found if one.file.sha256 not in unfit and one.tax_code not in closed
    }
    for one in fit:
        if file := one.current_file:
            known[file.sha256] = Paper(
                file, one.title, one.added_at, one.answers, str(one.get_kind_display())
            )
    return sorted(known.values(), key=lambda one: one.at, reverse=True)


def _organizations(found: Iterable[Paper]) -> set[str]:
    """Tax codes of what was handed in for organisations that have a store."""
    codes = {one.tax_code for one in found if one.tax_code}
    return set(Organization.objects.filter(tax_code__in=codes).values_list("tax_code", flat=True))


def copy(
    stored: StoredFile, *, subject: Subject, by: User, at: datetime, accept: Iterable[str]
) -> StoredFile:
    """The same content as a file of another subject: each lives for itself. Raises FileRefused."""
    with open_file(stored) as content:
        content.size = stored.size
        return store(content, name=stored.name, subject=subject, owner=by, at=at, accept=accept)
