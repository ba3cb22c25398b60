"""The organisations one represents: who else does, since when and why; whom one authorises."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods

from accounts import representing
from accounts.access import SIGNED_IN, allow, user_of
from accounts.models import Organization, User
from accounts.organization_forms import AuthoriseForm
from accounts.permissions import day_of
from themes.pressing import by_button


@allow(SIGNED_IN)
@never_cache
@require_GET
def organizations(request: HttpRequest) -> HttpResponse:
    """Those one represents now."""
    user, at = user_of(request), timezone.now()
    rows = representing.running(at).filter(user=user).order_by("organization__name", "pk")
    return render(request, "accounts/organizations.html", {"rows": rows})


@allow(SIGNED_IN)
@never_cache
@require_http_methods(["GET", "POST"])
def organization(request: HttpRequest, organization_id: int) -> HttpResponse:
    """Everybody who ever spoke for it; POST: its legal representative authorises somebody."""
    user, at = user_of(request), timezone.now()
    found = representing.own_organization(user, organization_id, at)
    leads = representing.leads(user, found, at)
    form = AuthoriseForm(request.POST or None, initial={"valid_from": day_of(at)}) if leads else None
    if form and request.method == "POST" and form.is_valid():
        try:
            representing.authorise(found, by=user, at=at, **form.said())
        except ValidationError as refused:
            form.refuse(refused)
        else:
            messages.success(request, _("The person represents the organisation from that day on."))
            return redirect("accounts:organization", found.pk)
    context = {
        "organization": found,
        "rows": rows_of(found, user, at),
        "form": form,
        "crumbs": [(_("Organisations you represent"), reverse("accounts:organizations")), (found.name, None)],
    }
    wrong = bool(form and form.errors)
    return render(request, "accounts/organization.html", context, status=422 if wrong else 200)


@allow(SIGNED_IN)
@never_cache
@by_button("accounts:organization", "organization_id")
def end(request: HttpRequest, organization_id: int, representation_id: int) -> HttpResponse:
    """One's own, or that of somebody authorised."""
    user, at = user_of(request), timezone.now()
    found = representing.own_organization(user, organization_id, at)
    one = representing.history(found).filter(pk=representation_id).first()
    if one is None or one.pk not in representing.endable(found, user, at):
        raise Http404
    representing.end(one, by=user, at=at)
    messages.success(request, _("From now on this person does not represent the organisation."))
    if representing.represents(user, found, at):
        return redirect("accounts:organization", found.pk)
    return redirect("accounts:organizations")


def rows_of(organization: Organization, user: User, at: datetime) -> list[dict[str, Any]]:
    """[{"one", "runs", "may_end"}], newest first."""
    running = set(representing.running(at).filter(organization=organization).values_list("pk", flat=True))
    endable = representing.endable(organization, user, at)
    return [
        {"one": one, "runs": one.pk in running, "may_end": one.pk in endable}
        for one in representing.history(organization)
    ]
