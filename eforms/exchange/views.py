"""Beginning a form from something, taking one out, comparing versions: pages of the admin."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods

from accounts.access import allow, user_of
from eforms.compile import compile_content
from eforms.exchange import library
from eforms.exchange.access import ADDS_FORMS, READS_FORMS
from eforms.exchange.forms import CopyForm, KeptForm, LibraryForm, UploadForm
from eforms.exchange.portable import as_text, exported
from eforms.exchange.taking_in import ImportRefused, save
from eforms.exchange.uploads import Uploaded, again, understand
from eforms.models import EForm
from eforms.spreadsheet.template import MEDIA_TYPE, template
from eforms.versions.comparing import compare
from themes.pressing import by_button

NEWEST = "moi"  # the draft, in the address of a comparison


def _new_page(request: HttpRequest, status: int = 200, **more: Any) -> HttpResponse:
    context: dict[str, Any] = {
        "upload": UploadForm(),
        "copy": CopyForm(),
        "entries": library.entries(),
        "empty": reverse("wagtailsnippets_eforms_eform:add"),
        **more,
    }
    return render(request, "eforms/exchange/new.html", context, status=status)


@allow(ADDS_FORMS)
@require_GET
def new(request: HttpRequest) -> HttpResponse:
    """What a form can be begun from."""
    return _new_page(request)


@allow(ADDS_FORMS)
@by_button("eforms_exchange:new")
def copy(request: HttpRequest) -> HttpResponse:
    """A copy of a form, under a code of its own."""
    form = CopyForm(request.POST)
    if not form.is_valid():
        return _new_page(request, copy=form)
    source = exported(form.cleaned_data["source"])
    return _made(
        request, lambda: library.copy(source, title=form.cleaned_data["title"], user=user_of(request))
    )


@allow(ADDS_FORMS)
@by_button("eforms_exchange:new")
def from_library(request: HttpRequest) -> HttpResponse:
    """A copy of a ready form."""
    form = LibraryForm(request.POST)
    data = library.ready(form.cleaned_data["code"]) if form.is_valid() else None
    if data is None:
        messages.error(request, _("The library has no such form."))
        return redirect("eforms_exchange:new")
    return _made(request, lambda: library.copy(data, user=user_of(request)))


def _made(request: HttpRequest, make: Any) -> HttpResponse:
    try:
        eform = make()
    except ImportRefused as refused:
        for message in refused.messages:
            messages.error(request, message)
        return redirect("eforms_exchange:new")
    messages.success(request, _("The form “%(title)s” was made as a draft.") % {"title": eform.title})
    return redirect("wagtailsnippets_eforms_eform:edit", eform.pk)


@allow(ADDS_FORMS)
@never_cache
@by_button("eforms_exchange:new")
def bring_in(request: HttpRequest) -> HttpResponse:
    """A file: first what would come of it, then, when asked, saved."""
    if request.POST.get("do") == "save":
        return _save(request)
    form = UploadForm(request.POST, request.FILES)
    if not form.is_valid():
        return _new_page(request, upload=form)
    file = form.cleaned_data["file"]
    try:
        found = understand(file, file.name, title=form.cleaned_data["title"], user=user_of(request))
    except ValidationError as refused:
        form.add_error("file", refused)
        return _new_page(request, upload=form)
    return _preview(request, found, file.name)


def _save(request: HttpRequest) -> HttpResponse:
    form = KeptForm(request.POST)
    if not form.is_valid():
        return redirect("eforms_exchange:new")
    try:
        found = again(form.cleaned_data["text"], user_of(request))
        if found.wrong or not _may_change(request, found):
            return _preview(request, found, "")
        eform = save(found.data, user=user_of(request))
    except ValidationError as refused:
        for message in refused.messages:
            messages.error(request, message)
        return redirect("eforms_exchange:new")
    messages.success(request, _("The form “%(title)s” was saved as a draft.") % {"title": eform.title})
    return redirect("wagtailsnippets_eforms_eform:edit", eform.pk)


def _may_change(request: HttpRequest, found: Uploaded) -> bool:
    existing = found.checked.existing if found.checked else None
    return existing is None or request.user.has_perm("eforms.change_eform")


def _preview(request: HttpRequest, found: Uploaded, name: str) -> HttpResponse:
    context = {
        "found": found,
        "checked": found.checked,
        "name": name,
        "kept": KeptForm(initial={"text": as_text(found.data)}),
        "allowed": _may_change(request, found),
    }
    return render(request, "eforms/exchange/preview.html", context)


@allow(ADDS_FORMS)
@require_GET
def sheet(request: HttpRequest) -> HttpResponse:
    """The empty spreadsheet to fill."""
    answer = HttpResponse(template(), content_type=MEDIA_TYPE)
    answer["Content-Disposition"] = 'attachment; filename="to-khai-mau.xlsx"'
    return answer


@allow(READS_FORMS)
@require_GET
def export(request: HttpRequest, pk: int) -> HttpResponse:
    """The form as a JSON file, as its newest draft stands."""
    eform = get_object_or_404(EForm, pk=pk)
    answer = HttpResponse(as_text(exported(eform)), content_type="application/json; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="{eform.code}.json"'
    return answer


@allow(READS_FORMS)
@never_cache
@require_http_methods(["GET"])
def versions(request: HttpRequest, pk: int) -> HttpResponse:
    """Two versions in plain words; without a choice: the newest published one and the draft."""
    eform = get_object_or_404(EForm, pk=pk)
    known = list(eform.versions.order_by("-number"))
    contents: dict[str, Any] = {str(one.number): one.content for one in known}
    contents[NEWEST] = compile_content(eform.get_latest_revision_as_object())
    newest = str(known[0].number) if known else NEWEST
    before = request.GET.get("tu", newest)
    after = request.GET.get("den", NEWEST)
    if before not in contents or after not in contents:
        before, after = newest, NEWEST
    context = {
        "eform": eform,
        "before": before,
        "after": after,
        "choices": [(NEWEST, _("the draft in the editor")), *((str(one.number), one) for one in known)],
        "changes": compare(contents[before], contents[after]),
        "published": bool(known),
    }
    return render(request, "eforms/exchange/versions.html", context)
