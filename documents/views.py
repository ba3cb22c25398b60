"""Reading a file one may read, and what the authorities publish."""

from __future__ import annotations

import uuid

from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.views.decorators.http import require_safe

from accounts.access import PUBLIC, allow
from documents.files import readable
from documents.models import Authority, StoredFile
from documents.serving import file_response, small_response
from documents.signing import demo
from documents.signing.trust import trusted


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
def revocation_list(request: HttpRequest, authority_id: int) -> HttpResponse:
    """Which certificates of the demo's authority were revoked; other authorities publish their own."""
    row = get_object_or_404(Authority.objects.exclude(key=""), pk=authority_id)
    content = demo.revocation_list(row, timezone.now())
    return HttpResponse(content, content_type="application/pkix-crl")


@allow(PUBLIC)
@require_safe
def authority_certificate(request: HttpRequest, authority_id: int) -> HttpResponse:
    """The root, for whoever checks signatures with a program of their own."""
    row = get_object_or_404(trusted(), pk=authority_id)
    return HttpResponse(row.certificate, content_type="application/x-pem-file")
