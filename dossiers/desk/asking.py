""" "Asked of me": opinions that colleagues want, notes that mention one; and the page of one opinion."""

from __future__ import annotations

import uuid
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods

from accounts.access import OFFICER, allow, holds, user_of
from accounts.access_log import record
from documents.serving import file_response
from dossiers import noting, opinions, tracking
from dossiers.actions import LABELS, Action
from dossiers.actors import Actor
from dossiers.desk.case import page, seen_by
from dossiers.desk.navigation import beside
from dossiers.doing import do
from dossiers.forms import ActForm, NoteForm
from dossiers.models import Dossier, DossierOpinion
from dossiers.opinions import ASKED_BY_NAME
from themes.pressing import by_button

GIVE = Action("give_opinion", LABELS["give_opinion"], ("message", "files"))


@allow(holds("dossier.view"))
@never_cache
@by_button("dossiers:case", "dossier_id")
def note(request: HttpRequest, dossier_id: uuid.UUID) -> HttpResponse:
    """Add a note to a dossier the officer may see."""
    dossier = seen_by(request, dossier_id)
    form = NoteForm(request.POST, prefix="note")
    if form.is_valid():
        given = form.cleaned_data
        try:
            noting.add_note(
                dossier,
                given["text"],
                by=user_of(request),
                mention=given["mention"],
                key=given["key"],
                at=timezone.now(),
            )
        except ValidationError as refused:
            form.add_error(None, refused)
        else:
            return redirect(reverse("dossiers:case", args=[dossier.pk]) + "#notes")
    return page(request, dossier, None, note=form)


@allow(OFFICER)
@never_cache
@require_GET
def asked(request: HttpRequest) -> HttpResponse:
    """What waits for an answer of this officer, and what colleagues wrote to them."""
    officer = user_of(request)
    context = {
        "open": opinions.asked_of(officer),
        "given": opinions.given_by(officer),
        "notes": noting.mentioning(officer),
        **beside(officer, timezone.now(), "asked"),
        "crumbs": [(_("Desk"), reverse("dossiers:inbox")), (_("Asked of me"), None)],
    }
    return render(request, "dossiers/desk/asked.html", context)


@allow(ASKED_BY_NAME)
@never_cache
@require_http_methods(["GET", "POST"])
def opinion(request: HttpRequest, opinion_id: int) -> HttpResponse:
    """The question, what was chosen for it, and the answer. Opening it is written to the access log."""
    found, at = asked_for(request, opinion_id), timezone.now()
    dossier = tracking.related().get(pk=found.dossier_id)
    posted = (request.POST, request.FILES) if request.method == "POST" else ()
    form = ActForm(GIVE, dossier, *posted, at=at)
    if posted and form.is_valid():
        given = form.given()
        try:
            do(
                dossier.pk,
                "give_opinion",
                actor=Actor.officer(user_of(request)),
                key=form.cleaned_data["key"],
                at=at,
                opinion=found.number,
                **given,
            )
        except ValidationError as refused:
            form.refuse(refused)
        else:
            messages.success(request, _("Your opinion was sent to %(name)s.") % {"name": found.asker})
            return redirect("dossiers:asked")
    record(
        user_id=user_of(request).pk, action="dossier.opinion", subject=f"dossier:{dossier.pk}",
        agency=dossier.agency_code, at=at,
    )  # fmt: skip
    context = {**_shown(found, dossier), "form": form, **beside(user_of(request), at, "asked")}
    return render(request, "dossiers/desk/opinion.html", context, status=422 if form.errors else 200)


@allow(ASKED_BY_NAME)
@never_cache
@require_GET
def paper(request: HttpRequest, opinion_id: int, file_id: uuid.UUID) -> FileResponse:
    """A paper that was chosen for the one who is asked."""
    found = asked_for(request, opinion_id)
    chosen = found.dossier.papers.filter(file_id=file_id).select_related("file").first()
    if chosen is None or chosen.file is None or str(file_id) not in found.shown:
        raise Http404
    return file_response(chosen.file)


def asked_for(request: Any, opinion_id: int) -> DossierOpinion:
    """What was asked of whoever looks. Raises PermissionDenied, also for one that does not exist."""
    found = DossierOpinion.objects.select_related("dossier", "asker").filter(pk=opinion_id).first()
    if found is None or found.asked_id != request.user.pk:
        raise PermissionDenied
    return found


def _shown(found: DossierOpinion, dossier: Dossier) -> dict[str, Any]:
    papers = dossier.papers.filter(file__in=found.shown).select_related("file")
    return {
        "opinion": found,
        "dossier": dossier,
        "rows": opinions.answers_shown(found, dossier),
        "papers": papers,
        "can_answer": found.answered_at is None and dossier.status in opinions.ANSWERABLE,
        "crumbs": [
            (_("Desk"), reverse("dossiers:inbox")),
            (_("Asked of me"), reverse("dossiers:asked")),
            (dossier.shown_code, None),
        ],
    }
