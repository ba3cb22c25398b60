"""Pictures of pages, and the logo: kept where all files are, shown at an address of the portal's own.

The folder of all files is never public, nor is the bucket; only what Wagtail made to be shown is read here.
"""

from __future__ import annotations

import mimetypes
from typing import Any

from django.core.files.base import File
from django.core.files.storage import Storage, default_storage
from django.http import FileResponse, Http404, HttpRequest
from django.urls import reverse
from django.utils.deconstruct import deconstructible
from wagtail.images import get_image_model

from accounts.access import PUBLIC, allow

A_YEAR = 365 * 24 * 3600  # a changed picture gets another name


@deconstructible
class PictureStorage(Storage):
    """The storage of all files, with public addresses: Wagtail's WAGTAILIMAGES_RENDITION_STORAGE."""

    def _open(self, name: str, mode: str = "rb") -> File[Any]:
        return default_storage.open(name, mode)

    def _save(self, name: str, content: File[Any]) -> str:
        return default_storage.save(name, content)

    def delete(self, name: str) -> None:
        default_storage.delete(name)

    def exists(self, name: str) -> bool:
        return default_storage.exists(name)

    def size(self, name: str) -> int:
        return default_storage.size(name)

    def url(self, name: str | None) -> str:
        return reverse("picture", args=[name])


@allow(PUBLIC)
def picture(request: HttpRequest, name: str) -> FileResponse:
    """One picture as Wagtail made it for showing; anything else in the storage is not found."""
    renditions = get_image_model().get_rendition_model()
    found = renditions.objects.filter(file=name).only("file").first()
    if found is None or not default_storage.exists(name):
        raise Http404
    response = FileResponse(found.file.open("rb"), content_type=mimetypes.guess_type(name)[0])
    response["Cache-Control"] = f"public, max-age={A_YEAR}, immutable"
    return response
