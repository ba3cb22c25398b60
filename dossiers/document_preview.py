"""Closing words of the printed forms in the admin, filled in with samples or with a real dossier."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from accounts.access import Rule, allow, user_of
from dossiers import looks
from dossiers.document_texts import words_of
from dossiers.made_results import GAP
from dossiers.models import Dossier
from dossiers.notices.facts import SAMPLE
from dossiers.preview_form import PreviewForm
from dossiers.slips.facts import Case, head, words_for_texts
from dossiers.slips.sets import heading
from procedures.processing_rules import rules
from rules.placeholders import put_in, said_as

OF_A_DOSSIER = ("M01", "M02", "M03", "M04", "M05")


def _may_change(request: HttpRequest, **_named: object) -> bool:
    user = request.user
    return user.has_perm("wagtailadmin.access_admin") and user.has_perm("dossiers.change_documenttexts")


CHANGES_TEXTS = Rule("may change texts of documents (Wagtail's permission)", check=_may_change)


@allow(CHANGES_TEXTS)
@never_cache
@require_http_methods(["GET", "POST"])
def preview(request: HttpRequest) -> HttpResponse:
    """Forms 01 to 05 of the set in use, as saved; a look into a real dossier is written to the access log."""
    officer, at = user_of(request), timezone.now()
    form = PreviewForm(request.POST or None, procedure="", user=officer, at=at)
    dossier = form.cleaned_data["code"] if form.is_valid() else None
    if dossier:
        looks.note(officer, "dossier.view", dossier, at=at, purpose="preview of a text")
    values = _values(dossier) if dossier else {**SAMPLE, "ngay_nhan": "ngày 07 tháng 7 năm 2025"}
    titles = [heading(kind, rules().form_set) for kind in OF_A_DOSSIER]
    filled = [(one, *put_in(words_of(one.kind, one.form_set), values, GAP)) for one in titles]
    context = {
        "form": form,
        "dossier": dossier,
        "editor": reverse("wagtailsettings:edit", args=["dossiers", "documenttexts"]),
        "texts": [(one, text, said_as(missing)) for one, text, missing in filled],
    }
    return render(
        request, "dossiers/admin/document_preview.html", context, status=422 if form.errors else 200
    )


def _values(dossier: Dossier) -> dict[str, str]:
    events = list(dossier.events.all())
    return words_for_texts(head(Case(dossier, events[-1], events)))
