"""The page on which a pile of pages is put together: every button is a plain form."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from datetime import datetime

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from accounts.access import PUBLIC, allow
from accounts.models import User
from documents.errors import FileRefused
from documents.models import Cleaning, Scan, ScanPage
from documents.scanning import scans
from documents.scanning.binding import preview
from documents.scanning.places import PLACES, may_work
from documents.serving import picture_response

LONGEST_NUMBER = 18
"""Digits of a number the database can keep."""
Do = Callable[[ScanPage], None]
ON_PAGE: dict[str, Do] = {
    "turn": scans.turn,
    "up": lambda page: scans.move(page, -1),
    "down": lambda page: scans.move(page, 1),
    "remove": scans.remove,
}


@allow(PUBLIC)  # who may work on it is asked of its place; to everybody else there is no such scan
@never_cache
@require_http_methods(["GET", "POST"])
def scan(request: HttpRequest, scan_id: uuid.UUID) -> HttpResponse:
    """The pages in order; what a button asks is done at once, and files that came with it are kept."""
    found, at = _found(request, scan_id), timezone.now()
    if request.method == "POST":
        refused = _take(request, found, at)
        what, _colon, which = request.POST.get("do", "").partition(":")
        if not refused:
            return _done(request, found, what, which, at)
        return _page(request, found, refused)
    return _page(request, found, [])


@allow(PUBLIC)  # as above
@never_cache
@require_safe
def look(request: HttpRequest, scan_id: uuid.UUID, page_id: int) -> HttpResponse:
    """A page as it will be bound, small."""
    page = _found(request, scan_id).pages.select_related("file").filter(pk=page_id).first()
    if page is None:
        raise Http404
    try:
        return picture_response(preview(page))
    except (FileRefused, FileNotFoundError):
        raise Http404 from None


def _found(request: HttpRequest, scan_id: uuid.UUID) -> Scan:
    found = Scan.objects.filter(pk=scan_id).first()
    if found is None or not may_work(request, found):
        raise Http404
    return found


def _take(request: HttpRequest, found: Scan, at: datetime) -> list[ValidationError]:
    """The files that came, each for itself: one that is refused takes no other with it."""
    by = request.user if isinstance(request.user, User) else None
    refused: list[ValidationError] = []
    for upload in [*request.FILES.getlist("chosen"), *request.FILES.getlist("photos")]:
        assert isinstance(upload, UploadedFile)
        try:
            if scans.add(found, upload, by=by, at=at):
                words = _("“%(name)s” holds scripts: they were left out, only how its pages look was kept.")
                messages.info(request, words % {"name": upload.name})
        except FileRefused as reason:
            refused.append(reason)
    return refused


def _done(request: HttpRequest, found: Scan, what: str, which: str, at: datetime) -> HttpResponse:
    here, _colon, how = which.partition(":")
    if what == "bind":
        try:
            scans.finish(request, found, at=at)
        except ValidationError as refused:
            return _page(request, found, [refused])
        messages.success(request, _("The pages are one file now: it is attached below."))
        return redirect(PLACES[found.subject_kind].back(found))
    if what == "clean" and here == "all":
        scans.clean(found, how)
    if what == "arrange":
        scans.arrange(found, which.split(","))
    page = _named(found, here)
    if page is not None and what == "clean":
        scans.clean(found, how, page)
    elif page is not None and what in ON_PAGE:
        ON_PAGE[what](page)
    anchor = f"#trang-{page.pk}" if page is not None and what != "remove" else ""
    return redirect(request.path + anchor)


def _named(found: Scan, number: str) -> ScanPage | None:
    """The page of this number, whatever was sent for one."""
    if not number.isdecimal() or len(number) > LONGEST_NUMBER:
        return None
    return found.pages.filter(pk=int(number)).select_related("file").first()


class FilesForm(forms.Form):
    """Only its errors are drawn: the choosers stand in the template."""

    chosen = forms.FileField(required=False)


def _page(request: HttpRequest, found: Scan, refused: list[ValidationError]) -> HttpResponse:
    form = FilesForm({})
    for reason in refused:
        form.add_error("chosen", reason)
    pages = list(found.pages.select_related("file"))
    context = {
        "scan": found,
        "pages": pages,
        "form": form,
        "ways": Cleaning.choices,
        "most": scans.MOST_PAGES,
        "room": len(pages) < scans.MOST_PAGES,
        "back": PLACES[found.subject_kind].back(found),
    }
    return render(request, "documents/scan.html", context, status=422 if refused else 200)
