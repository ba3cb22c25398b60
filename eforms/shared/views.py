"""Pages of shared questions in the admin: who uses them, publishing anew, and what a free copy is made of."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from accounts.access import allow, user_of
from eforms.builder.access import EDITS_FORMS
from eforms.shared.models import SharedQuestions
from eforms.shared.uses import republish, uses_of


@allow(EDITS_FORMS)
@require_http_methods(["GET", "POST"])
def uses(request: HttpRequest, pk: int) -> HttpResponse:
    """Forms that use the questions; publishers bring those that are behind up to date."""
    shared = get_object_or_404(SharedQuestions, pk=pk)
    may = request.user.has_perm("eforms.publish_eform")
    if request.method == "POST":
        if not may:
            raise PermissionDenied
        published, refused = republish(pk, by=user_of(request))
        for eform in published:
            messages.success(request, _("“%(title)s” was published anew.") % {"title": eform.title})
        for eform, error in refused:
            reason = " ".join(error.messages)
            messages.error(
                request, _("“%(title)s” cannot be published: %(why)s") % {"title": eform.title, "why": reason}
            )
        return redirect("eforms_builder:shared", pk)
    context = {"shared": shared, "uses": uses_of(pk), "may": may}
    return render(request, "eforms/shared/uses.html", context)


@allow(EDITS_FORMS)
@require_GET
def questions(request: HttpRequest, pk: int) -> HttpResponse:
    """The questions as blocks of the editor: for menus that read them, and for a copy to edit freely."""
    shared = get_object_or_404(SharedQuestions, pk=pk)
    block = SharedQuestions.questions.field.stream_block
    return JsonResponse({"title": shared.title, "questions": block.get_form_state(shared.questions)})
