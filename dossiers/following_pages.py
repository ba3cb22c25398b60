"""The page of somebody who follows a dossier: a code by e-mail, then its status; each look is logged."""

from __future__ import annotations

import uuid

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from accounts.access import PUBLIC, allow
from dossiers import following, looks, tracking
from dossiers.forms import CodeForm
from dossiers.models import Follower


@allow(PUBLIC)
@never_cache
@require_http_methods(["GET", "POST"])
def followed(request: HttpRequest, follower_id: uuid.UUID) -> HttpResponse:
    """The link alone shows nothing of the dossier: neither its code nor whose it is."""
    follower = get_object_or_404(Follower, pk=follower_id, ended_at=None)
    at = timezone.now()
    if following.is_in(request, follower) and request.method == "GET":
        view = tracking.for_follower(follower, at)
        looks.note_follower(follower, at=at)
        context = {"view": view, "dossier": view.dossier, "follower": follower}
        return render(request, "dossiers/followed.html", context)
    if request.method == "POST" and "send" in request.POST:
        following.send_code(follower.pk, at=at)
        messages.success(request, _("A code was sent by e-mail. It is valid for ten minutes."))
        return redirect("dossiers:followed", follower.pk)
    form = CodeForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            following.let_in(request, follower.pk, form.cleaned_data["code"], at=at)
        except ValidationError as refused:
            form.add_error("code", refused)
        else:
            return redirect("dossiers:followed", follower.pk)
    context = {"form": form}
    return render(request, "dossiers/follower_code.html", context, status=422 if form.errors else 200)
