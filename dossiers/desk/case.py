"""One dossier on the desk: answers, papers, clock, timeline, and exactly what this officer may do."""

from __future__ import annotations

import uuid

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET
from rest_framework.request import Request

from accounts.access import allow, holds, user_of
from accounts.models import User
from documents.proving.revoking import to_ask_for
from dossiers import duplicates, looks, people_store, tracking
from dossiers.actions import MAIN, OWN_PAGE
from dossiers.actors import Actor
from dossiers.desk.navigation import queues
from dossiers.forms import ActForm, NoteForm, new_note
from dossiers.inbox import counts
from dossiers.lights import shown
from dossiers.models import Dossier
from dossiers.moments import process_of_dossier
from dossiers.reach import may_reach
from dossiers.step_forms import to_fill
from procedures.process_picture import drawn


@allow(holds("dossier.view"))
@never_cache
@require_GET
def case(request: HttpRequest, dossier_id: uuid.UUID) -> HttpResponse:
    """Opening a dossier is written to the access log."""
    dossier = seen_by(request, dossier_id)
    looks.note(user_of(request), "dossier.view", dossier, at=timezone.now())
    return page(request, dossier, None)


def seen_by(request: HttpRequest | Request, dossier_id: uuid.UUID) -> Dossier:
    """The dossier, for an officer who may see it. Raises PermissionDenied, also where there is none."""
    dossier = tracking.related().filter(pk=dossier_id).first()
    at = timezone.now()
    if dossier is None or not may_reach(request.user, "dossier.view", dossier, at):
        raise PermissionDenied
    return dossier


def page(
    request: HttpRequest, dossier: Dossier, wrong: ActForm | None, note: NoteForm | None = None
) -> HttpResponse:
    """The page, with the form or the note that was refused as it was typed."""
    at = timezone.now()
    officer = request.user
    assert isinstance(officer, User)
    actor = Actor.officer(officer)
    view = tracking.for_officer(dossier, actor, at)
    forms = [
        wrong if wrong and wrong.action.name == action.name else ActForm(action, dossier, at=at, actor=actor)
        for action in view.actions
        if action.name not in OWN_PAGE
    ]
    context = {
        "view": view,
        "dossier": dossier,
        "forms": sorted(forms, key=lambda form: form.action.name not in MAIN),
        "main": MAIN,
        "wrong": wrong or note,
        "may_compare": any(action.name == "compare" for action in view.actions),
        "may_correct": any(action.name == "correct" for action in view.actions),
        "alike": duplicates.alike(dossier, officer, at),
        "opinions": dossier.opinions.select_related("asked", "asker"),
        "notes": dossier.notes.select_related("mentioned"),
        "note": note or new_note(),
        "row": shown(dossier, at),
        "stages": drawn(process_of_dossier(dossier), {one.step: one.state for one in view.steps}),
        "to_fill": to_fill(dossier, actor, at),
        "own": dossier.applicant_id == officer.pk,
        "may_look": people_store.may_look(officer, dossier, at),
        "may_print": may_reach(officer, "dossier.print", dossier, at),
        "revocable": to_ask_for(officer, view.documents, at),
        "queues": queues(counts(officer, at), {"status": "none"}),
        "crumbs": [(_("Desk"), reverse("dossiers:inbox")), (dossier.shown_code, None)],
    }
    return render(request, "dossiers/desk/case.html", context, status=422 if wrong or note else 200)
