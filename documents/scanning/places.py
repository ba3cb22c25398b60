"""Where a scan is for: the room that asked for it says who works on it and takes the bound file."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.core.files.base import ContentFile
from django.http import HttpRequest

from documents.errors import ReaderTaken
from documents.models import Scan

SUBJECT = "scan"
"""Kind of subject of the pictures of a scan's pages."""


@dataclass(frozen=True)
class Place:
    """may: whether whoever asks may work on the scan. take: the bound PDF, where it belongs; may raise
    ValidationError. back: the page the scan was begun on."""

    may: Callable[[HttpRequest, Scan], bool]
    take: Callable[[HttpRequest, Scan, ContentFile[bytes], datetime], None]
    back: Callable[[Scan], str]


PLACES: dict[str, Place] = {}


def register_place(subject_kind: str, place: Place) -> None:
    """From AppConfig.ready() of the room that has such subjects. Raises ReaderTaken for a second one."""
    if PLACES.get(subject_kind, place) is not place:
        raise ReaderTaken(f"Scans of {subject_kind!r} already have a place.")
    PLACES[subject_kind] = place


def may_work(request: HttpRequest, scan: Scan | None) -> bool:
    """A scan whose place nobody registered is worked on by nobody."""
    place = PLACES.get(scan.subject_kind) if scan else None
    return scan is not None and place is not None and place.may(request, scan)


def may_read(user: Any, request: HttpRequest, scan_id: str) -> bool:
    """Registered with documents.files for the pictures of the pages."""
    return may_work(request, Scan.objects.filter(pk=scan_id).first())
