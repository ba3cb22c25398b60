"""A result made from its text, before it is one: what it says of this dossier, what is missing, its draft."""

from __future__ import annotations

import uuid
from datetime import datetime

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from accounts.access import allow, holds, user_of
from accounts.models import User
from dossiers import looks
from dossiers.actors import Actor
from dossiers.desk.case import seen_by
from dossiers.desk.navigation import queues
from dossiers.forms import ActForm
from dossiers.inbox import counts
from dossiers.made_results import draft_of, made_one
from dossiers.models import Dossier
from dossiers.transitions import available
from eforms.paper.views import pdf_answer
from rules.placeholders import said_as


@allow(holds("dossier.view"))
@never_cache
@require_GET
def draft(request: HttpRequest, dossier_id: uuid.UUID, result: str) -> HttpResponse:
    """The text filled in; whoever may finish does it here with this document."""
    dossier, officer, at = seen_by(request, dossier_id), user_of(request), timezone.now()
    made = made_one(dossier, result, at=at, signer=officer.full_name)
    if made is None:
        raise Http404
    looks.note(officer, "dossier.draft_result", dossier, at=at)
    actor = Actor.officer(officer)
    finish = next(iter(available(dossier, actor, at, only=("finish",))), None)
    form = ActForm(finish, dossier, at=at, actor=actor, initial={"make": result}) if finish else None
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
    content = draft_of(dossier, result, at=at, signer=officer.full_name)
    if content is None:
        raise Http404
    looks.note(officer, "dossier.draft_result", dossier, at=at)
    return pdf_answer(content, f"du-thao-{dossier.shown_code}.pdf")
