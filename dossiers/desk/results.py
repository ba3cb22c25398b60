"""A result made from its text, before it is one: what it says of this dossier, what is missing, its draft."""

from __future__ import annotations

import uuid
from datetime import datetime

from django.core.exceptions import PermissionDenied
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from accounts.access import allow, holds, user_of
from accounts.models import User
from documents.files import UNFINISHED
from documents.models import IssuedDocument
from documents.serving import file_response, pdf_response
from dossiers import looks
from dossiers.actors import Actor
from dossiers.desk.case import seen_by
from dossiers.desk.navigation import queues
from dossiers.forms import ActForm
from dossiers.inbox import counts
from dossiers.made_results import SUBMIT, draft_of, made_one, signer_for
from dossiers.models import Dossier
from dossiers.reach import may_reach
from dossiers.result_signing import results_of, to_sign
from dossiers.transitions import available
from rules.placeholders import said_as


@allow(holds("dossier.view"))
@never_cache
@require_GET
def draft(request: HttpRequest, dossier_id: uuid.UUID, result: str) -> HttpResponse:
    """The text filled in; whoever may finish, or hand it in to be signed, does it here with this document."""
    dossier, officer, at = seen_by(request, dossier_id), user_of(request), timezone.now()
    action = action_of(dossier, result)
    made = made_one(dossier, result, at=at, signer=signer_for(dossier, action, officer.full_name, at))
    if made is None:
        raise Http404
    looks.note(officer, "dossier.draft_result", dossier, at=at)
    actor = Actor.officer(officer)
    offered = next(iter(available(dossier, actor, at, only=(action,))), None)
    form = ActForm(offered, dossier, at=at, actor=actor, initial={"make": result}) if offered else None
    here = (_("Draft of the result"), None)
    context = {
        "dossier": dossier,
        "made": made,
        "missing": said_as(made.missing),
        "form": form,
        "queues": queues(counts(officer, at), {"status": "none"}),
        "crumbs": [
            (_("Desk"), reverse("dossiers:inbox")),
            (dossier.shown_code, reverse("dossiers:case", args=[dossier.pk])),
            here,
        ],
    }
    return render(request, "dossiers/desk/result.html", context)


@allow(holds("dossier.view"))
@never_cache
@require_GET
def draft_pdf(request: HttpRequest, dossier_id: uuid.UUID, result: str) -> HttpResponse:
    """The page as it would be printed, marked DỰ THẢO, without number."""
    return drafted(seen_by(request, dossier_id), result, officer=user_of(request), at=timezone.now())


def drafted(dossier: Dossier, result: str, *, officer: User, at: datetime) -> HttpResponse:
    """The PDF; the look is written to the access log. Raises Http404 where there is no such text."""
    signer = signer_for(dossier, action_of(dossier, result), officer.full_name, at)
    content = draft_of(dossier, result, at=at, signer=signer)
    if content is None:
        raise Http404
    looks.note(officer, "dossier.draft_result", dossier, at=at)
    return pdf_response(content, f"du-thao-{dossier.shown_code}.pdf")


def action_of(dossier: Dossier, result: str) -> str:
    """What is done with a result made from its text: handed in to be signed, or the dossier finished."""
    return SUBMIT if any(one["id"] == result for one in to_sign(dossier)) else "finish"


@allow(holds("dossier.view"))
@never_cache
@require_GET
def reprint(request: HttpRequest, dossier_id: uuid.UUID, document_id: uuid.UUID) -> FileResponse:
    """The result as it was issued, printed once more."""
    dossier = seen_by(request, dossier_id)
    return file_response(
        printed_again(dossier, document_id, user_of(request), timezone.now()).file, inline=True
    )


def printed_again(dossier: Dossier, document_id: uuid.UUID, officer: User, at: datetime) -> IssuedDocument:
    """The look is written to the access log. Raises PermissionDenied, Http404."""
    if not may_reach(officer, "dossier.print", dossier, at):
        raise PermissionDenied
    found = results_of(dossier).exclude(state__in=UNFINISHED).select_related("file")
    document = found.filter(pk=document_id).first()
    if document is None:
        raise Http404
    looks.note(officer, looks.REPRINTED, dossier, at=at)
    return document
