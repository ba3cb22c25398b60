"""A register on the desk: a page of it, and all of it as a file, which the access log tells."""

from __future__ import annotations

from datetime import datetime
from typing import IO, Any

from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils import timezone, translation

from accounts.access import user_of
from accounts.access_log import record
from accounts.models import User
from documents.kinds import XLSX
from documents.registers import book
from documents.registers.book import Register
from documents.registers.period import Period
from documents.serving import pdf_response
from themes.paging import LongPaginator

PER_PAGE = 50


def register_page(request: HttpRequest, register: Register, **more: Any) -> HttpResponse:
    """As many lines as a PDF may have are paged; a wrong period shows none and says why (422)."""
    officer, at = user_of(request), timezone.now()
    form = register.form(request.GET.dict(), officer, at)
    context: dict[str, Any] = {"register": register, "columns": register.line.COLUMNS, "form": form, **more}
    if form.is_valid():
        period = form.period()
        pages = LongPaginator(register.found(officer, period, at), PER_PAGE, most=book.MOST_IN_PDF)
        page = pages.get_page(request.GET.get("page"))
        context |= {
            "page_obj": page,
            "lines": register.lines(page.object_list, page.start_index()),
            "asked": form.address(),
            "figures": register.figures(officer, period, at),
        }
    return render(request, register.page, context, status=200 if form.is_valid() else 422)


def register_file(request: HttpRequest, register: Register, kind: str) -> HttpResponseBase:
    """The whole period as "xlsx" or "pdf". Raises Http404: another kind, a wrong period, too long a PDF."""
    officer, at = user_of(request), timezone.now()
    form = register.form(request.GET.dict(), officer, at)
    if kind not in ("xlsx", "pdf") or not form.is_valid():
        raise Http404
    period = form.period()
    found = register.found(officer, period, at)
    count = found.count()
    if kind == "pdf" and count > book.MOST_IN_PDF:
        raise Http404
    narrowed = [value for name in form.told if (value := form.cleaned_data[name])]
    purpose = ", ".join([kind, str(count), *narrowed])
    note_taken(officer, period, register.action, register.subject, purpose=purpose, at=at)
    headed, name = register.book(form, officer, at), f"{register.name}-{period.since}-{period.until}.{kind}"
    with translation.override("vi"):
        figures = register.figures(officer, period, at)
    if kind == "pdf":
        return pdf_response(book.as_pdf(register, headed, found, figures), name)
    return xlsx_response(book.as_xlsx(register, headed, found, figures), name)


def note_taken(
    officer: User, period: Period, action: str, subject: str, *, purpose: str, at: datetime
) -> None:
    """To the access log: what of a period was taken away."""
    record(
        user_id=officer.pk,
        action=action,
        subject=f"{subject}:{period.since}:{period.until}",
        agency=period.agency,
        at=at,
        purpose=purpose,
    )


def xlsx_response(made: IO[bytes], name: str) -> FileResponse:
    return FileResponse(made, as_attachment=True, filename=name, content_type=XLSX.media_type)
