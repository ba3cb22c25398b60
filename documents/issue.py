"""Documents the agencies issue: stored once, findable by the code printed on them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime

from django.core.files.base import ContentFile
from django.db import IntegrityError, transaction

from documents.codes import Marks, new_code
from documents.errors import FileRefused
from documents.files import Subject, store
from documents.models import IssuedDocument
from documents.names import clean_name
from documents.proving.token import token_for
from documents.signing.asking import Wanted, want

Content = bytes | Callable[[Marks], bytes]


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
    agency_code: str = "",
    certifies: str = "",
    wanted: Sequence[Wanted] = (),
) -> IssuedDocument:
    """Keep a PDF as a document of an agency; the same `key` gives the first one, unchanged.

    `content`: the bytes, or a function of the marks (code, token, QR) that makes them, so that they can be
    printed on the page. `kind`: short code of the form ("M01"); `title` and `agency_name` are shown to
    strangers who check the document, so they hold no personal data. `wanted`: signatures it needs, in order;
    it is in force when the last is given, without any at once. Raises FileRefused for what is no sound PDF,
    or cannot be signed.
    """
    if known := IssuedDocument.objects.filter(key=key).select_related("file").first():
        return known
    code = new_code()
    token = ""
    if not callable(content):
        pdf = content
    else:
        said = certifies or title
        token = token_for(code=code, kind=kind, number=number, agency=agency_name, title=said, at=at)
        pdf = content(Marks(code, token))
    name = clean_name(f"{title}.pdf".replace("/", "-"))
    try:
        with transaction.atomic():
            file = store(ContentFile(pdf), name=name, subject=subject, owner=None, at=at, accept=("pdf",))
            if wanted and file.about.get("locked"):  # it opens without a password, but takes no signature
                raise FileRefused("locked", name=name)
            document = IssuedDocument.objects.create(
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
                agency_code=agency_code,
                certifies=certifies,
                token=token,
                state=IssuedDocument.State.SIGNING if wanted else IssuedDocument.State.IN_FORCE,
            )
            want(document, wanted)
            return document
    except IntegrityError:
        # Somebody issued it under the same key in the meantime: theirs is the document.
        return IssuedDocument.objects.select_related("file").get(key=key)
