"""Entries in step with the releases: each is shown from its first day until a newer one begins."""

from __future__ import annotations

from datetime import date, timedelta

from django.db import transaction

from procedures.models import Release
from search.entries import entry_of
from search.models import SearchEntry

ONE_DAY = timedelta(days=1)


def index_release(release_id: int, *, on: date) -> None:
    """Bring the entries of the release's procedure up to date; a release that is gone is not an error."""
    code = Release.objects.filter(pk=release_id).values_list("code", flat=True).first()
    if code is not None:
        index_code(code, on=on)


@transaction.atomic
def index_code(code: str, *, on: date) -> int:
    """Entries of one procedure, for the day and those to come. Returns how many there are now."""
    windows = shown_windows(list(Release.objects.filter(code=code).defer("content")), on)
    releases = Release.objects.filter(pk__in=windows).select_related("procedure")
    entries = [entry_of(release, *windows[release.pk]) for release in releases]
    remove(code)
    SearchEntry.objects.bulk_create(entries)
    return len(entries)


def remove(code: str) -> None:
    """Forget a procedure."""
    SearchEntry.objects.filter(code=code).delete()


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
