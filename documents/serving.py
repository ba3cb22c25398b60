"""A stored file as an answer that a browser shows or saves, and never runs."""

from __future__ import annotations

from django.http import FileResponse, Http404, HttpResponse

from documents.errors import FileRefused
from documents.files import open_file
from documents.models import StoredFile
from documents.pictures import small
from documents.scanning.rasterise import TooHeavy, drawn

SHOWN_IN_PAGE = ("application/pdf", "image/png", "image/jpeg")
LOCKED_DOWN = "default-src 'none'; sandbox"
# Browsers show a PDF by a program of their own, which a sandbox would switch off.
PDF_SHOWN = "default-src 'none'; object-src 'self'; style-src 'unsafe-inline'; frame-ancestors 'self'"


def small_response(stored: StoredFile, *, middle: bool) -> HttpResponse:
    """A small picture of a picture, for lists. Http404 when there is none."""
    try:
        with open_file(stored) as content:
            picture = small(stored, content, middle=middle)
    except (FileNotFoundError, FileRefused):
        raise Http404 from None
    return picture_response(picture)


def page_response(stored: StoredFile, number: int) -> HttpResponse:
    """A page of a PDF, from 1, as a picture at 200 dpi. Http404 when there is none or it cannot be drawn."""
    if not 0 < number <= int(stored.about.get("pages", 1)):
        raise Http404
    try:
        with open_file(stored) as content:
            return picture_response(next(drawn(content.read(), number - 1, number - 1)))
    except (FileNotFoundError, TooHeavy, StopIteration):
        raise Http404 from None


def picture_response(jpeg: bytes) -> HttpResponse:
    response = HttpResponse(jpeg, content_type="image/jpeg")
    response["Content-Security-Policy"] = LOCKED_DOWN
    response["X-Content-Type-Options"] = "nosniff"
    response["Cache-Control"] = "private, no-store"
    return response


def file_response(stored: StoredFile, *, inline: bool = False) -> FileResponse:
    """The content under its own name; `inline` shows PDF and pictures in the page. Http404 when lost."""
    inline = inline and stored.media_type in SHOWN_IN_PAGE
    try:
        content = open_file(stored)
    except FileNotFoundError:
        raise Http404 from None
    response = FileResponse(
        content, as_attachment=not inline, filename=stored.name, content_type=stored.media_type
    )
    shown_pdf = inline and stored.media_type == "application/pdf"
    response["Content-Security-Policy"] = PDF_SHOWN if shown_pdf else LOCKED_DOWN
    response["X-Content-Type-Options"] = "nosniff"
    response["Cache-Control"] = "private, no-store"
    return response


def pdf_response(content: bytes, name: str) -> HttpResponse:
    """A PDF just made, shown in the browser."""
    response = HttpResponse(content, content_type="application/pdf")
    response["Content-Disposition"] = f'inline; filename="{name}"'
    return response
