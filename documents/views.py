"""Reading a file one may read, and checking a document anybody may check."""

from __future__ import annotations

import uuid
from typing import Any

from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from accounts.access import PUBLIC, allow
from documents.codes import shown_code
from documents.errors import FileRefused
from documents.files import readable
from documents.forms import CodeForm, FileForm
from documents.models import StoredFile
from documents.serving import file_response, small_response
from documents.verify import compare, find


@allow(PUBLIC)  # who may read is asked of the room that has the file; to everybody else it does not exist
@require_safe
def file(request: HttpRequest, file_id: uuid.UUID) -> FileResponse:
    stored = get_object_or_404(StoredFile, pk=file_id)
    if not readable(request, stored):
        raise Http404
    return file_response(stored, inline=request.GET.get("inline") == "1")


@allow(PUBLIC)  # as above
@require_safe
def small_picture(request: HttpRequest, file_id: uuid.UUID) -> HttpResponse:
    """What a picture looks like, for lists; `?cat=3x4`: its middle as a photo 3×4."""
    stored = get_object_or_404(StoredFile, pk=file_id)
    if not readable(request, stored):
        raise Http404
    return small_response(stored, middle=request.GET.get("cat") == "3x4")


@allow(PUBLIC)
@require_safe
def verify(request: HttpRequest) -> HttpResponse:
    form = CodeForm(request.GET or None)
    if form.is_valid():
        document = find(form.cleaned_data["code"])
        if document:
            return redirect("documents:verify_code", document.verify_code)
        return _not_found(request, form)
    return render(request, "documents/verify.html", {"form": form})


@allow(PUBLIC)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def verify_code(request: HttpRequest, code: str) -> HttpResponse:
    document = find(code)
    if document is None:
        return _not_found(request, CodeForm({"code": code}))
    form = FileForm(request.POST, request.FILES) if request.method == "POST" else FileForm()
    context: dict[str, Any] = {"document": document, "code": shown_code(document.verify_code), "form": form}
    if request.method == "POST" and form.is_valid():
        try:
            context["comparison"] = compare(document, form.cleaned_data["file"])
        except FileRefused as refused:
            form.add_error("file", refused)
    return render(request, "documents/document.html", context, status=422 if form.errors else 200)


def _not_found(request: HttpRequest, form: CodeForm) -> HttpResponse:
    return render(request, "documents/verify.html", {"form": form, "unknown": True}, status=404)
