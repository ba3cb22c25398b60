"""Scanning for a question of a draft: pages are piled up here and come back as a file of the answer."""

from __future__ import annotations

from datetime import datetime

from django.core.files.base import ContentFile
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from accounts.models import User
from documents.models import Scan
from documents.scanning import scans
from documents.scanning.places import Place
from eforms import drafts
from eforms.fields.contract import is_file
from eforms.judging.answers import step_of
from eforms.models import Draft
from eforms.wording import said

ASKED = "scan:"
"""How the button of a question for files begins."""


def begin(request: HttpRequest, draft: Draft, step: str, asked: str, *, at: datetime) -> HttpResponse:
    """On to the scan for the question of this step. Raises Http404 for no such question."""
    key = asked.removeprefix(ASKED)
    fields = step_of(draft.version.content, step)["fields"]
    question = next((one for one in fields if one["key"] == key and is_file(one)), None)
    if question is None:
        raise Http404
    scan = scans.begin(
        subject=(drafts.SUBJECT, str(draft.pk)),
        place=key,
        title=said(question, "label"),
        owner=_person(request),
        at=at,
    )
    return redirect("documents:scan", scan.pk)


def _draft(scan: Scan) -> Draft | None:
    return Draft.objects.select_related("version__eform").filter(pk=scan.subject_id).first()


def _may(request: HttpRequest, scan: Scan) -> bool:
    draft = _draft(scan)
    return draft is not None and draft.state == Draft.State.OPEN and drafts.may_fill(request, draft)


def _take(request: HttpRequest, scan: Scan, file: ContentFile[bytes], at: datetime) -> None:
    drafts.attach(drafts.open_draft(request, scan.subject_id), scan.place, file, by=_person(request), at=at)


def _back(scan: Scan) -> str:
    draft = _draft(scan)
    steps = draft.version.content["steps"] if draft else []
    step = next((one["id"] for one in steps if any(f["key"] == scan.place for f in one["fields"])), None)
    if step is None:
        return reverse("eforms:draft", args=[scan.subject_id])
    return reverse("eforms:step", args=[scan.subject_id, step]) + f"#question-{scan.place}"


def _person(request: HttpRequest) -> User | None:
    return request.user if isinstance(request.user, User) else None


PLACE = Place(may=_may, take=_take, back=_back)
