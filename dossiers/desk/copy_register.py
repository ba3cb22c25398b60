"""The register of certified copies on the desk: a page of it with figures, and all of it as XLSX or PDF."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from accounts.access import allow, holds, user_of
from accounts.models import User
from documents.registers.book import Book, Register
from documents.registers.pages import register_file, register_page
from documents.registers.period import PeriodForm
from dossiers.copies.book import Asked, Entry, agencies, figures, found, lines
from dossiers.desk.navigation import beside


class CopiesForm(PeriodForm):
    """First and last day, agency, words."""

    text = forms.CharField(label=_("Number, name or paper"), required=False, max_length=100)

    def __init__(self, asked: dict[str, Any], officer: User, at: datetime) -> None:
        super().__init__(asked, agencies=agencies(officer, at), at=at)

    def period(self) -> Asked:
        return Asked(**self.cleaned_data)


REGISTER = Register(
    title=_("Register of certified copies"),
    line=Entry,
    form=CopiesForm,
    found=found,
    lines=lines,
    book=lambda form, officer, at: Book(
        "Sổ chứng thực bản sao từ bản chính", form.agency_name(), form.period(), officer.full_name, at
    ),
    page="dossiers/desk/copy_register.html",
    printed="dossiers/copy_register.typ",
    widths=(10, 16, 16, 26, 40, 26, 8, 8, 12, 28, 16, 40),
    name="so-chung-thuc",
    action="copies.download",
    subject="copies",
    figures=figures,
)


@allow(holds("copies.register"))
@never_cache
@require_GET
def register(request: HttpRequest) -> HttpResponse:
    """Fifty lines a page; a wrong period shows none and says why."""
    about = beside(user_of(request), timezone.now(), "copy_register")
    return register_page(request, REGISTER, **about)


@allow(holds("copies.register"))
@never_cache
@require_GET
def download(request: HttpRequest, kind: str) -> HttpResponseBase:
    """The whole period as "xlsx" or "pdf", written to the access log. 404 for a wrong period or kind."""
    return register_file(request, REGISTER, kind)
