"""Pages beside the form's editor: its trial, its map, and a look at a formula while it is being written."""

from __future__ import annotations

import json
from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import translation
from django.views.decorators.cache import never_cache
from django.views.decorators.clickjacking import xframe_options_sameorigin
from django.views.decorators.http import require_GET, require_POST, require_safe

from accounts.access import WAGTAIL_ADMIN, allow, user_of
from eforms.builder import tryout
from eforms.builder.access import EDITS_FORMS
from eforms.builder.formulas import described, verdict
from eforms.builder.map import draw
from eforms.models import EForm

LARGEST_REQUEST = 500_000


@allow(EDITS_FORMS)
@never_cache
@require_POST
@xframe_options_sameorigin
def trial(request: HttpRequest, form: str) -> HttpResponse:
    """A step of the trial was sent: judge it, go on, show; or only draw its questions anew."""
    user = user_of(request)
    state = tryout.load(user.pk, form)
    if state is None:
        return render(request, "eforms/builder/trial_over.html")
    with translation.override(state.language):
        if request.POST.get("do") == "questions":
            if state.step == tryout.END or request.POST.get("step") != state.step:
                return HttpResponse(status=204)
            context = {"form": tryout.bound(state, request.POST, quiet=True), "draft": None}
            return render(request, "eforms/parts/questions.html", context)
        wrong = tryout.go(state, request.POST.get("do", "continue"), request.POST.copy())
        tryout.keep(user.pk, form, state)
        shown = wrong or tryout.fresh(state)
        saving = form.removeprefix("kich-ban-") if form.startswith("kich-ban-") else ""
        page = {**tryout.page(state, shown), "form_name": form, "saving": saving}
        return render(request, "eforms/preview.html", page)


@allow(EDITS_FORMS)
@require_GET
def map_of_rules(request: HttpRequest, pk: int) -> HttpResponse:
    """Steps, questions and the rules between them, of the form's newest draft."""
    eform = get_object_or_404(EForm, pk=pk).get_latest_revision_as_object()
    context = {
        "eform": eform,
        "map": draw(eform),
        "editor": reverse("wagtailsnippets_eforms_eform:edit", args=[pk]),
    }
    return render(request, "eforms/builder/map.html", context)


@allow(WAGTAIL_ADMIN)  # what is published may be read by everybody
@require_safe
def asked(request: HttpRequest, pk: int) -> HttpResponse:
    """What the published form asks, for formulas outside its editor: [{"key", "label", "type", …}]."""
    eform = get_object_or_404(EForm, pk=pk)
    version = eform.versions.order_by("-number").first()
    return JsonResponse({"questions": described(version.content) if version else []})


@allow(WAGTAIL_ADMIN)  # it reads nothing but what is sent
@require_POST
def formula(request: HttpRequest) -> HttpResponse:
    """What is wrong with a formula, or what it reads: {"formula", "questions": [{"key", "label"}]}."""
    if len(request.body) > LARGEST_REQUEST:
        return JsonResponse({"ok": False, "message": ""}, status=413)
    try:
        asked: Any = json.loads(request.body)
        source, questions = str(asked["formula"]), list(asked["questions"])
    except (ValueError, KeyError, TypeError, RecursionError):
        return JsonResponse({"ok": False, "message": ""}, status=400)
    return JsonResponse(verdict(source, questions))
