"""Entries in step with the releases, and the engine in step with the entries."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from django.db import transaction

from procedures.models import Release
from search.engines import engine
from search.engines.contract import NoIndex
from search.entries import entry_of
from search.knowledge import count_anew, count_words
from search.models import SearchEntry, SearchEntryQuerySet

ONE_DAY = timedelta(days=1)
CHUNK = 500


def index_release(release_id: int, *, on: date) -> None:
    """Bring what is kept of the release's procedure up to date; a release that is gone is not an error."""
    code = Release.objects.filter(pk=release_id).values_list("code", flat=True).first()
    if code is not None:
        index_code(code, on=on)


def index_code(code: str, *, on: date) -> int:
    """Entries of one procedure, for the day and those to come, in the database and in the engine.

    Returns how many there are now. Raises EngineAway when the engine cannot take them: the rows stay.
    """
    with transaction.atomic():
        before = list(SearchEntry.objects.filter(code=code))
        entries = write_entries(code, on=on)
        count_words([words_of(entry) for entry in before], [words_of(entry) for entry in entries])
    put(code)
    return len(entries)


def write_entries(code: str, *, on: date) -> list[SearchEntry]:
    """The rows of one procedure, written anew."""
    windows = shown_windows(list(Release.objects.filter(code=code).defer("content")), on)
    releases = Release.objects.filter(pk__in=windows).select_related("procedure")
    entries = [entry_of(release, *windows[release.pk]) for release in releases]
    SearchEntry.objects.filter(code=code).delete()
    return SearchEntry.objects.bulk_create(entries)


def put(code: str) -> None:
    """What people may see of a procedure, into the engine: nothing of a page that was taken down.

    An engine with nothing in it yet gets everything.
    """
    try:
        engine().put(code, list(visible().filter(code=code)))
    except NoIndex:
        engine().build(visible().iterator(CHUNK))


def visible() -> SearchEntryQuerySet:
    """Entries whose page has not been taken down."""
    return SearchEntry.objects.filter(release__procedure__live=True)


def words_of(entry: SearchEntry) -> str:
    """The text from which the vocabulary is counted."""
    return f"{entry.name}\n{entry.name_en}\n{entry.keywords_folded.replace('|', ' ')}"


def shown_windows(releases: list[Release], on: date) -> dict[int, tuple[date, date | None]]:
    """{release: (first day, last day or None)} of those still to be shown on the day or later.

    As everywhere, the newest release that has begun is the one in force, and one that has ended brings no
    older one back.
    """
    windows: dict[int, tuple[date, date | None]] = {}
    superseded_from: date | None = None
    for release in sorted(releases, key=lambda one: -one.number):
        ends = [release.effective_to, superseded_from - ONE_DAY if superseded_from else None]
        last = min((end for end in ends if end), default=None)
        if last is None or last >= max(release.effective_from, on):
            windows[release.pk] = (release.effective_from, last)
        superseded_from = min(filter(None, (superseded_from, release.effective_from)))
    return windows


# -- all of it -----------------------------------------------------------------------------------------


def rewrite(*, on: date, told: Callable[[int, int], None] = lambda done, all_of: None) -> int:
    """All rows from the releases; told: (procedures done, procedures). Returns how many rows there are."""
    codes = list(Release.objects.order_by("code").values_list("code", flat=True).distinct())
    SearchEntry.objects.exclude(code__in=codes).delete()
    written = 0
    for number, code in enumerate(codes, start=1):
        with transaction.atomic():
            written += len(write_entries(code, on=on))
        told(number, len(codes))
    return written


def rebuild(told: Callable[[int], None] = lambda done: None) -> int:
    """The vocabulary and the engine's index from the rows, then what changed meanwhile; how many entries.

    The old index serves until the new one is whole. Raises EngineAway.
    """
    rows = SearchEntry.objects.only("name", "name_en", "keywords_folded")
    count_anew(words_of(entry) for entry in rows.iterator(CHUNK))
    number = engine().build(_with_progress(visible().iterator(CHUNK), told))
    mend(drift())
    return number


def _with_progress(entries: Iterable[SearchEntry], told: Callable[[int], None]) -> Iterator[SearchEntry]:
    for number, entry in enumerate(entries, start=1):
        yield entry
        told(number)


@dataclass(frozen=True, slots=True)
class Drift:
    """Codes of procedures: not in the engine, only there, there in another state."""

    missing: list[str]
    left_over: list[str]
    changed: list[str]

    @property
    def codes(self) -> list[str]:
        return sorted({*self.missing, *self.left_over, *self.changed})


def drift() -> Drift:
    """Where engine and database disagree. Raises EngineAway."""
    kept: dict[str, set[str]] = {}
    for code, stamp in engine().stamps():
        kept.setdefault(code, set()).add(stamp)
    there: dict[str, set[str]] = {}
    for code, stamp in visible().values_list("code", "stamp").iterator(CHUNK):
        there.setdefault(code, set()).add(stamp)
    return Drift(
        missing=sorted(there.keys() - kept.keys()),
        left_over=sorted(kept.keys() - there.keys()),
        changed=sorted(code for code in there.keys() & kept.keys() if there[code] != kept[code]),
    )


def mend(found: Drift) -> None:
    """Bring the engine in step again, procedure by procedure."""
    for code in found.codes:
        put(code)
