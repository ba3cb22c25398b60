"""Documents the agencies issue: stored once, findable by the code printed on them."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from django.core.files.base import ContentFile
from django.db import IntegrityError, transaction

from documents.codes import new_code
from documents.files import Subject, store
from documents.models import IssuedDocument
from documents.names import clean_name

Content = bytes | Callable[[str], bytes]


def issue(  # noqa: PLR0913  what a document says about itself
    *,
    kind: str,
    title: str,
    content: Content,
    subject: Subject,
    agency_name: str,
    key: str,
    at: datetime,
    number: str = "",
) -> IssuedDocument:
    """Keep a PDF as a document of an agency; the same `key` gives the first one, unchanged.

    `content`: the bytes, or a function of the verify code that makes them (so that the code can be printed on
    the page). `kind`: short code of the form ("M01"); `title` and `agency_name` are shown to strangers who
    check the document, so they hold no personal data. Raises FileRefused when the content is no sound PDF.
    """
    if known := IssuedDocument.objects.filter(key=key).select_related("file").first():
        return known
    code = new_code()
    pdf = content(code) if callable(content) else content
    name = clean_name(f"{title}.pdf".replace("/", "-"))
    try:
        with transaction.atomic():
            file = store(ContentFile(pdf), name=name, subject=subject, owner=None, at=at, accept=("pdf",))
            return IssuedDocument.objects.create(
                kind=kind,
                title=title,
                agency_name=agency_name,
                number=number,
                subject_kind=subject[0],
                subject_id=str(subject[1]),
                file=file,
                key=key,
                verify_code=code,
                issued_at=at,
            )
    except IntegrityError:
        # Somebody issued it under the same key in the meantime: theirs is the document.
        return IssuedDocument.objects.select_related("file").get(key=key)
