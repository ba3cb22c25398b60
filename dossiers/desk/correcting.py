"""An officer corrects an evident slip: choose the question, then its own field of the form and the reason."""

from __future__ import annotations

import uuid
from datetime import datetime
from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods

from accounts.access import allow, holds, user_of
from dossiers.actors import Actor
from dossiers.correcting import answers_of, correctable, facts_of
from dossiers.desk.case import seen_by
from dossiers.desk.navigation import beside
from dossiers.doing import do
from dossiers.models import Dossier
from dossiers.transitions import available
from eforms.fields import TYPES
from eforms.fields.contract import Definition
from eforms.pages.asked_fields import field_of, shown_of
from eforms.wording import said


class CorrectForm(forms.Form):
    """The question as the form asks it, under its own key, and why it is corrected."""

    action_key = forms.CharField(widget=forms.HiddenInput, max_length=100)
    seen = forms.IntegerField(widget=forms.HiddenInput, required=False)
    reason = forms.CharField(
        label=gettext_lazy("Reason"),
        help_text=gettext_lazy("The applicant will read it. Say which paper shows the right answer."),
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=2000,
    )

    use_required_attribute = False

    def __init__(self, dossier: Dossier, definition: Definition, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("initial", {"action_key": str(uuid.uuid4()), "seen": dossier.last_sequence})
        super().__init__(*args, **kwargs)
        self.key = definition["key"]
        known = answers_of(dossier).get(self.key)
        shown = shown_of(definition, known, None)
        self.fields[self.key] = field_of(definition, facts_of(dossier), known=known, shown=shown)
        self.order_fields([self.key, "reason"])


@allow(holds("dossier.view"))
@never_cache
@require_GET
def questions(request: HttpRequest, dossier_id: uuid.UUID) -> HttpResponse:
    """What can be corrected, as it stands."""
    dossier = _open(request, dossier_id, timezone.now())
    answers = answers_of(dossier)
    rows = [
        {
            "key": one["key"],
            "label": said(one, "label"),
            "text": TYPES[one["type"]].text(one, answers[one["key"]]) if one["key"] in answers else "",
            "url": reverse("dossiers:correct", args=[dossier.pk, one["key"]]),
        }
        for one in correctable(dossier)
    ]
    return render(request, "dossiers/desk/correctable.html", {**_page(request, dossier), "rows": rows})


@allow(holds("dossier.view"))
@never_cache
@require_http_methods(["GET", "POST"])
def correct(request: HttpRequest, dossier_id: uuid.UUID, question: str) -> HttpResponse:
    """One question. A button of the field itself (communes of a province) draws the page anew."""
    at = timezone.now()
    dossier = _open(request, dossier_id, at)
    definition = next((one for one in correctable(dossier) if one["key"] == question), None)
    if definition is None:
        raise Http404
    sent = request.method == "POST"
    form = CorrectForm(dossier, definition, request.POST if sent else None)
    saving = sent and "wizard-do" not in request.POST
    if saving and form.is_valid() and _done(request, dossier, form, at):
        messages.success(request, _("The slip was corrected. The applicant is told of it."))
        return redirect("dossiers:case", dossier.pk)
    if sent and not saving:
        form.errors.clear()
    context = {**_page(request, dossier), "form": form, "label": said(definition, "label")}
    return render(request, "dossiers/desk/correct.html", context, status=422 if form.errors else 200)


def _open(request: HttpRequest, dossier_id: uuid.UUID, at: datetime) -> Dossier:
    """The dossier, where this officer may correct it now. Raises PermissionDenied."""
    dossier = seen_by(request, dossier_id)
    if "correct" not in {one.name for one in available(dossier, Actor.officer(user_of(request)), at)}:
        raise PermissionDenied
    return dossier


def _done(request: HttpRequest, dossier: Dossier, form: CorrectForm, at: datetime) -> bool:
    given = form.cleaned_data
    try:
        do(
            dossier.pk,
            "correct",
            actor=Actor.officer(user_of(request)),
            key=given["action_key"],
            seen=given["seen"],
            at=at,
            question=form.key,
            value=given[form.key],
            reason=given["reason"],
        )
    except ValidationError as refused:
        beside = getattr(refused, "code", "") in ("correction_unfit", "nothing_changed")
        form.add_error(form.key if beside else None, refused)
        return False
    return True


def _page(request: HttpRequest, dossier: Dossier) -> dict[str, Any]:
    crumbs = [
        (_("Desk"), reverse("dossiers:inbox")),
        (dossier.shown_code, reverse("dossiers:case", args=[dossier.pk])),
        (_("Correct a slip"), None),
    ]
    return {"dossier": dossier, "crumbs": crumbs, **beside(user_of(request), timezone.now())}
