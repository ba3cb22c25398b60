"""An officer acts: parse, one verb, back to the dossier; a stale page or a refusal does nothing."""

from __future__ import annotations

import uuid
from datetime import datetime

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from accounts.access import allow, holds, user_of
from accounts.models import User
from dossiers import result_placing
from dossiers.actions import APPLICANTS, LABELS, Action
from dossiers.actors import Actor
from dossiers.desk.case import page, seen_by
from dossiers.doing import do
from dossiers.errors import ActionNotAllowed
from dossiers.forms import ActForm
from dossiers.made_results import SUBMIT
from dossiers.models import Dossier
from dossiers.step_forms import begin
from dossiers.transitions import TABLE, available
from themes.pressing import by_button


@allow(holds("dossier.view"))
@never_cache
@by_button("dossiers:case", "dossier_id")
def act(request: HttpRequest, dossier_id: uuid.UUID, action: str) -> HttpResponse:
    """Permission for the action itself is asked by the verb, under its lock."""
    row = next((row for row in TABLE if row.action == action and action not in APPLICANTS), None)
    if row is None:
        raise Http404
    dossier, at, officer = seen_by(request, dossier_id), timezone.now(), request.user
    assert isinstance(officer, User)
    actor = Actor.officer(officer)
    form = ActForm(
        Action(action, LABELS[action], row.takes), dossier, request.POST, request.FILES, at=at, actor=actor
    )
    if form.is_valid():
        key, seen = form.cleaned_data["key"], form.cleaned_data["seen"]
        try:
            if action == SUBMIT and form.cleaned_data.get("result"):
                return _place_first(dossier, officer, form, at)
            do(dossier.pk, action, actor=actor, key=key, at=at, seen=seen, **form.given())
        except ValidationError as refused:
            form.refuse(refused)
        else:
            messages.success(request, _("“%(action)s” has been done.") % {"action": LABELS[action]})
            return redirect("dossiers:case", dossier.pk)
    return page(request, seen_by(request, dossier_id), form)


def _place_first(dossier: Dossier, officer: User, form: ActForm, at: datetime) -> HttpResponse:
    """A file is signed where somebody looked: on to the page that shows it. Raises FileRefused,
    PermissionDenied."""
    if not available(dossier, Actor.officer(officer), at, only=(SUBMIT,)):
        raise ActionNotAllowed
    given = form.given()
    upload = given.pop("result")
    said = {name: value for name, value in given.items() if value} | {"seen": form.cleaned_data["seen"]}
    stored = result_placing.hold(dossier, upload, said, by=officer, at=at)
    return redirect("dossiers:place_signatures", dossier.pk, stored.pk)


@allow(holds("dossier.view"))
@never_cache
@by_button("dossiers:case", "dossier_id")
def fill(request: HttpRequest, dossier_id: uuid.UUID, step: str) -> HttpResponse:
    """On to the form of the officer's step, where they left it; it is filed in the pages of forms."""
    dossier = seen_by(request, dossier_id)
    try:
        draft = begin(dossier.pk, step, actor=Actor.officer(user_of(request)), at=timezone.now())
    except ValidationError as refused:
        messages.error(request, " ".join(refused.messages))
        return redirect("dossiers:case", dossier.pk)
    return redirect("eforms:draft", draft.pk)
