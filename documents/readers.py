"""Who reads the files a document had before its latest signature: whoever reads the document."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest

from documents.files import readable
from documents.models import IssuedDocument


def may_read_former(user: Any, request: HttpRequest, document_id: str) -> bool:
    """A link to the unsigned paper, opened a moment ago, still works."""
    found = IssuedDocument.objects.select_related("file").filter(pk=document_id).first()
    return found is not None and readable(request, found.file)
