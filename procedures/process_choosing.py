"""The page of the editor on which a ready process is chosen for a procedure."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from accounts.access import Rule, allow, user_of
from procedures.pages import ProcedurePage
from procedures.process_panels import picture
from procedures.process_templates import ProcessTemplate, copy_into


def _may_open(request: HttpRequest, pk: int) -> bool:
    page = ProcedurePage.objects.filter(pk=pk).first()
    user = request.user
    if page is None or not user.has_perm("wagtailadmin.access_admin"):
        return False
    return bool(page.permissions_for_user(user).can_edit())


def _may_edit(request: HttpRequest, pk: int) -> bool:
    return _may_open(request, pk) and not ProcedurePage.objects.get(pk=pk).get_lock()


OPENS_PROCEDURE = Rule("may open this procedure in the editor, locked or not", check=_may_open)
EDITS_PROCEDURE = Rule("may edit this procedure (Wagtail's permission)", check=_may_edit)


@allow(EDITS_PROCEDURE)
@require_http_methods(["GET", "POST"])
def templates(request: HttpRequest, pk: int) -> HttpResponse:
    """Every ready process, those of its levels first; the one chosen is copied into a new draft."""
    page = get_object_or_404(ProcedurePage, pk=pk).get_latest_revision_as_object()
    editor = reverse("wagtailadmin_pages:edit", args=[pk])
    if request.method == "POST":
        template = get_object_or_404(ProcessTemplate, pk=_number(request.POST.get("template", "")))
        copy_into(page, template, by=user_of(request))
        words = _("The steps of “%(name)s” are in the draft now. Look at them and publish.")
        messages.success(request, words % {"name": template.name})
        return redirect(editor)
    found = sorted(ProcessTemplate.objects.all(), key=lambda one: one.level not in page.levels)
    context = {
        "page": page,
        "editor": editor,
        "has_own": bool(page.process),
        "templates": [(one, picture(one)) for one in found],
    }
    return render(request, "procedures/admin/process_templates.html", context)


def _number(text: str) -> int:
    return int(text) if text.isdecimal() and len(text) < 10 else 0
