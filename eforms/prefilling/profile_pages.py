"""Pages "My profiles": households and organisations one files for; everybody sees only their own."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods

from accounts.access import SIGNED_IN, allow, user_of
from accounts.models import Profile
from accounts.profiles import delete_profile, own_profile, profiles_of, save_profile
from accounts.representing import organizations_of
from eforms.fields.contract import Facts
from eforms.pages.row_changes import change_rows
from eforms.prefilling.profiles import content_of, form_of, parts_of

SAVE = "save"


@allow(SIGNED_IN)
@never_cache
@require_GET
def profiles(request: HttpRequest) -> HttpResponse:
    context = {
        "profiles": profiles_of(request.user),
        "organizations": organizations_of(request.user, timezone.now()),
    }
    return render(request, "eforms/profiles/list.html", context)


@allow(SIGNED_IN)
@never_cache
@require_http_methods(["GET", "POST"])
def add(request: HttpRequest, kind: str) -> HttpResponse:
    kinds = {"ho-gia-dinh": Profile.Kind.HOUSEHOLD, "to-chuc": Profile.Kind.ORGANIZATION}
    if kind not in kinds:
        raise Http404
    return _page(request, kinds[kind], None)


@allow(SIGNED_IN)
@never_cache
@require_http_methods(["GET", "POST"])
def edit(request: HttpRequest, key: int) -> HttpResponse:
    profile = _own(request, key)
    return _page(request, profile.kind, profile)


@allow(SIGNED_IN)
@never_cache
@require_http_methods(["GET", "POST"])
def delete(request: HttpRequest, key: int) -> HttpResponse:
    profile = _own(request, key)
    if request.method == "GET":
        return render(request, "eforms/profiles/delete.html", {"profile": profile})
    delete_profile(profile)
    messages.success(request, _("The profile was deleted."))
    return redirect("eforms:profiles")


def _own(request: HttpRequest, key: int) -> Profile:
    """Another person's profile is not there."""
    profile = own_profile(request.user, key)
    if profile is None:
        raise Http404
    return profile


def _page(request: HttpRequest, kind: str, profile: Profile | None) -> HttpResponse:
    at = timezone.now()
    asked = request.POST.get("wizard-do", SAVE)
    data = request.POST.copy() if request.method == "POST" else None
    if data is not None:
        change_rows(data, content_of(kind)["steps"][0])
    form = form_of(kind, profile, Facts(on=timezone.localdate(at)), data, quiet=asked != SAVE)
    if data is not None and asked == SAVE and form.is_valid():
        try:
            save_profile(profile, owner=user_of(request), kind=kind, facts=parts_of(form.values), at=at)
        except ValidationError as refused:
            messages.error(request, " ".join(refused.messages))
        else:
            messages.success(request, _("The profile is saved."))
            return redirect("eforms:profiles")
    status = 422 if data is not None and asked == SAVE else 200
    context = {"form": form, "profile": profile, "kind": kind}
    return render(request, "eforms/profiles/edit.html", context, status=status)
