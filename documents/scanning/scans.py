"""Working on a scan: pages come, are put in order, turned, cleaned, taken out, and bound to one file."""

from __future__ import annotations

import io
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from functools import partial
from typing import IO, Any

from django.core.files.base import ContentFile, File
from django.db import transaction
from django.db.models import F, Max
from django.http import HttpRequest
from PIL import Image
from pypdf import PdfReader
from pypdf.errors import PyPdfError

from accounts.models import User
from documents.errors import FileRefused
from documents.files import Subject, inspect, store
from documents.models import Cleaning, Scan, ScanPage, StoredFile
from documents.names import extension_of
from documents.pictures import HEIC, MOST_PIXELS, opened
from documents.scanning.binding import bind
from documents.scanning.places import PLACES, SUBJECT
from documents.scanning.rasterise import LONG, QUALITY, TooHeavy, drawn
from documents.stumbles import STUMBLES

ACCEPT = ("jpg", "jpeg", "png", "pdf")
MOST_PAGES = 100
KEPT = timedelta(days=30)
"""The pages; the bound file is the room's."""
QUARTER, WHOLE = 90, 360


def begin(*, subject: Subject, place: str, title: str, owner: User | None, at: datetime) -> Scan:
    """The pile for this place that is being worked on, or a new one."""
    open_one = Scan.objects.filter(
        subject_kind=subject[0], subject_id=str(subject[1]), place=place, bound_at=None
    )
    return open_one.last() or Scan.objects.create(
        subject_kind=subject[0],
        subject_id=str(subject[1]),
        place=place,
        title=title[:200],
        owner=owner,
        created_at=at,
    )


def add(scan: Scan, upload: File[bytes], *, by: User | None, at: datetime) -> bool:
    """The picture, or the pages of the PDF, at the end. True when the PDF held scripts, which are left out.

    Raises FileRefused.
    """
    name = upload.name or ""
    if extension_of(name) in HEIC:
        _put(scan, [_picture(upload, name, ("HEIF",))], name, by=by, at=at)
        return False
    name, kind = inspect(upload, name=name, accept=ACCEPT)
    if kind.media_type != "application/pdf":
        _put(scan, [_picture(upload, name, ("JPEG", "PNG"))], name, by=by, at=at)
        return False
    upload.seek(0)
    content = upload.read()
    try:
        scripts = _look_into(scan, PdfReader(io.BytesIO(content)), name)
    except (PyPdfError, *STUMBLES) as damage:
        raise FileRefused("damaged", name=name) from damage
    try:
        _put(scan, drawn(content), name, by=by, at=at)
    except TooHeavy:
        raise FileRefused("too_heavy", name=name) from None
    return scripts


def _look_into(scan: Scan, reader: PdfReader, name: str) -> bool:
    """Whether the PDF holds scripts. Raises FileRefused for too many pages, or pictures nobody can unpack."""
    pages = len(reader.pages)
    if scan.pages.count() + pages > MOST_PAGES:
        raise FileRefused("too_many_pages", name=name, pages=pages, most=MOST_PAGES)
    if any(width * height > MOST_PIXELS for page in reader.pages for width, height in _pictures(page)):
        raise FileRefused("too_heavy", name=name)
    root: Any = reader.trailer["/Root"]
    names, action = root.get("/Names"), root.get("/OpenAction")
    opens = action.get_object() if action is not None else None
    runs = isinstance(opens, dict) and opens.get("/S") == "/JavaScript"
    return runs or "/AA" in root or bool(names and "/JavaScript" in names.get_object())


def _pictures(page: Any) -> Iterator[tuple[int, int]]:
    """Width and height of the pictures a page of a PDF draws."""
    resources: Any = page.get("/Resources")
    held = resources.get_object().get("/XObject") if resources is not None else None
    for one in held.get_object().values() if held is not None else ():
        drawn_one = one.get_object()
        yield int(drawn_one.get("/Width", 0)), int(drawn_one.get("/Height", 0))


def _picture(upload: IO[bytes], name: str, formats: tuple[str, ...]) -> bytes:
    """Upright, as large as 200 dpi of A4 ask, without what the camera wrote of place and time."""
    with opened(upload, name, side=LONG // 2, formats=formats) as picture:
        flat = picture.convert("RGBA") if picture.mode in ("P", "LA", "PA") else picture
        if flat.mode == "RGBA":
            flat = Image.alpha_composite(Image.new("RGBA", flat.size, "white"), flat)
        flat = flat.convert("RGB")
        flat.thumbnail((LONG, LONG))
        target = io.BytesIO()
        flat.save(target, "JPEG", quality=QUALITY)
    return target.getvalue()


def _put(scan: Scan, pictures: Any, name: str, *, by: User | None, at: datetime) -> None:
    stem = name.rpartition(".")[0] or "trang"
    with _locked(scan):
        last = scan.pages.aggregate(last=Max("order"))["last"] or 0
        for number, picture in enumerate(pictures, start=1):
            if scan.pages.count() >= MOST_PAGES:
                raise FileRefused("too_many_pages", name=name, pages=number, most=MOST_PAGES)
            stored = store(
                ContentFile(picture),
                name=f"{stem}-{number}.jpg",
                subject=(SUBJECT, str(scan.pk)),
                owner=by,
                at=at,
                accept=("jpg",),
            )
            ScanPage.objects.create(scan=scan, file=stored, order=last + number)


def turn(page: ScanPage) -> None:
    """By a quarter, clockwise; pressed twice at once, by two."""
    ScanPage.objects.filter(pk=page.pk).update(turn=(F("turn") + QUARTER) % WHOLE)


def clean(scan: Scan, how: str, page: ScanPage | None = None) -> None:
    """One page, or all; a way there is not changes nothing."""
    if how in Cleaning.values:
        pages = scan.pages.filter(pk=page.pk) if page else scan.pages.all()
        pages.update(cleaning=how)


def move(page: ScanPage, by: int) -> None:
    """One place to the front (-1) or to the end (1)."""
    with _locked(page.scan):
        order = list(page.scan.pages.all())
        here = order.index(page) if page in order else -1  # taken out in another window
        there = here + by
        if here >= 0 and 0 <= there < len(order):
            order.insert(there, order.pop(here))
            for place, one in enumerate(order, start=1):
                one.order = place
            ScanPage.objects.bulk_update(order, ["order"])


def arrange(scan: Scan, ids: list[str]) -> None:
    """The pages in this order; those not named keep theirs behind them."""
    with _locked(scan):
        known = {str(one.pk): one for one in scan.pages.all()}
        named = [known.pop(one) for one in dict.fromkeys(ids) if one in known]
        for place, one in enumerate([*named, *known.values()], start=1):
            one.order = place
            one.save(update_fields=["order"])


def remove(page: ScanPage) -> None:
    """The page and its picture."""
    _forget([page])


def finish(request: HttpRequest, scan: Scan, *, at: datetime) -> None:
    """Bind the pages and hand the file to the place; of two presses at once one does.

    scan: as it was when the button was pressed. Raises FileRefused and what the place refuses.
    """
    if not scan.pages.exists():
        raise FileRefused("no_pages")
    content = bind(scan, scan.title, at)
    file = ContentFile(content, name=f"{scan.title or 'ban-quet'}.pdf"[:120].replace("/", "-"))
    with _locked(scan) as now:
        if now.bound_at == scan.bound_at:
            PLACES[scan.subject_kind].take(request, scan, file, at)
            Scan.objects.filter(pk=scan.pk).update(bound_at=at)


def forget_old(at: datetime) -> None:
    """Pictures of pages are kept for a month from the day they came: a duty of the worker."""
    pages = ScanPage.objects.filter(file__created_at__lt=at - KEPT).select_related("file")[:500]
    _forget(list(pages))
    Scan.objects.filter(created_at__lt=at - KEPT, pages=None).delete()


def _forget(pages: list[ScanPage]) -> None:
    for page in pages:
        stored: StoredFile = page.file
        with transaction.atomic():
            page.delete()
            stored.delete()
            name, storage = str(stored.content.name), stored.content.storage
            transaction.on_commit(partial(storage.delete, name))


@contextmanager
def _locked(scan: Scan) -> Iterator[Scan]:
    """The scan as it is now: two windows on one wait for each other."""
    with transaction.atomic():
        yield Scan.objects.select_for_update(no_key=True).get(pk=scan.pk)
