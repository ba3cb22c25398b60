"""The applicant's store, as an officer may see it from a dossier: with a purpose, and logged."""

from __future__ import annotations

import uuid

from django import forms
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods

from accounts.access import allow, holds, user_of
from accounts.permissions import day_of
from documents.keeping.words import shown_state
from documents.serving import file_response
from dossiers import people_store
from dossiers.desk.case import seen_by
from dossiers.desk.navigation import queues
from dossiers.inbox import counts


class PurposeForm(forms.Form):
    purpose = forms.CharField(
        label=gettext_lazy("What you look for, and why"),
        help_text=gettext_lazy("The owner sees this, with your role, your agency and the time."),
        max_length=140,
    )


@allow(holds(people_store.ACTION))
@never_cache
@require_http_methods(["GET", "POST"])
def store(request: HttpRequest, dossier_id: uuid.UUID) -> HttpResponse:
    """First the purpose, then the papers; a purpose opens them for some hours."""
    dossier, officer, at = seen_by(request, dossier_id), user_of(request), timezone.now()
    purpose, found = people_store.seen(officer, dossier, at)
    form = PurposeForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            people_store.look(officer, dossier, form.cleaned_data["purpose"], at)
        except forms.ValidationError as refused:
            form.add_error("purpose", refused)
        else:
            return redirect("dossiers:person_store", dossier.pk)
    context = {
        "dossier": dossier,
        "organization": people_store.organization_of(dossier, at),
        "purpose": purpose,
        "rows": [{"paper": one, "state": shown_state(one, day_of(at))} for one in found],
        "form": form,
        "queues": queues(counts(officer, at), {"status": "none"}),
        "crumbs": [
            (_("Desk"), reverse("dossiers:inbox")),
            (dossier.shown_code, reverse("dossiers:case", args=[dossier.pk])),
            (_("Papers in the applicant's store"), None),
        ],
    }
    return render(request, "dossiers/desk/store.html", context, status=422 if form.errors else 200)


@allow(holds(people_store.ACTION))
@never_cache
@require_GET
def paper(request: HttpRequest, dossier_id: uuid.UUID, paper_id: uuid.UUID) -> HttpResponseBase:
    dossier = seen_by(request, dossier_id)
    found = people_store.read(user_of(request), dossier, paper_id, timezone.now())
    if found is None or found.current_file is None:
        raise Http404
    return file_response(found.current_file, inline=True)
