"""Who speaks for an organisation: confirmed by an officer who saw the papers, looked up, ended."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods

from accounts import representing
from accounts.access import allow, holds, user_of
from accounts.models import Organization, User
from accounts.organization_forms import ConfirmForm, EndForm, FindForm
from accounts.organization_pages import rows_of
from accounts.permissions import day_of, scope_filter
from accounts.representing import CONFIRM
from dossiers.desk.navigation import beside
from procedures.models import Agency
from themes.pressing import by_button

HERE = "representatives"


@allow(holds(CONFIRM))
@never_cache
@require_http_methods(["GET", "POST"])
def representatives(request: HttpRequest) -> HttpResponse:
    """An organisation is found by its tax code; POST confirms somebody."""
    officer, at = user_of(request), timezone.now()
    places = _places(officer)
    form = ConfirmForm(request.POST or None, initial={"valid_from": day_of(at)})
    find = FindForm(request.GET if "tax_code" in request.GET else None, auto_id="find_%s")
    if request.method == "POST" and form.is_valid():
        try:
            made = representing.confirm(by=officer, agency_code=_place(request, places), at=at, **form.said())
        except ValidationError as refused:
            form.refuse(refused)
        else:
            messages.success(request, _("It is entered. The person has been told."))
            return redirect("dossiers:representatives_of", made.organization_id)
    elif find.is_valid():
        known = Organization.objects.filter(tax_code=find.cleaned_data["tax_code"]).first()
        if known:
            return redirect("dossiers:representatives_of", known.pk)
        messages.info(request, _("Nobody was ever confirmed for an organisation with this tax code."))
    context = {
        **beside(officer, at, HERE),
        "form": form,
        "find": find,
        "places": places,
        "agency": next((one for one in places if one.code == _place(request, places)), None),
    }
    return render(request, "dossiers/desk/representatives.html", context, status=422 if form.errors else 200)


@allow(holds(CONFIRM))
@never_cache
@require_GET
def representatives_of(request: HttpRequest, organization_id: int) -> HttpResponse:
    """Who speaks for it and who did; the look is logged."""
    officer = user_of(request)
    found = get_object_or_404(Organization, pk=organization_id)
    representing.note_look(officer, found, _place(request, _places(officer)), timezone.now())
    return _page(request, found)


@allow(holds(CONFIRM))
@never_cache
@by_button("dossiers:representatives_of", "organization_id")
def end(request: HttpRequest, organization_id: int, representation_id: int) -> HttpResponse:
    """With a reason."""
    officer, at = user_of(request), timezone.now()
    one = get_object_or_404(
        representing.history(get_object_or_404(Organization, pk=organization_id)), pk=representation_id
    )
    form = EndForm(request.POST, prefix=f"end{one.pk}")
    if form.is_valid():
        place = _place(request, _places(officer))
        try:
            representing.end_at_desk(one, by=officer, agency_code=place, at=at, **form.cleaned_data)
        except ValidationError as refused:
            form.add_error("reason", refused)
        else:
            messages.success(request, _("From now on this person does not represent the organisation."))
            return redirect("dossiers:representatives_of", organization_id)
    return _page(request, one.organization, wrong=form)


def _page(request: HttpRequest, organization: Organization, wrong: EndForm | None = None) -> HttpResponse:
    officer, at = user_of(request), timezone.now()
    rows = rows_of(organization, officer, at)
    for row in rows:
        one = row["one"]
        prefix = f"end{one.pk}"
        if one.ended_at is None and one.user_id != officer.pk:
            row["form"] = wrong if wrong and wrong.prefix == prefix else EndForm(prefix=prefix)
        row["may_end"] = False  # one's own is ended on one's own page
        row["end_url"] = reverse("dossiers:end_representation", args=[organization.pk, one.pk])
    context: dict[str, Any] = {
        **beside(officer, at, HERE),
        "organization": organization,
        "rows": rows,
        "wrong": wrong,
        "crumbs": [
            (_("Desk"), reverse("dossiers:inbox")),
            (_("Representatives of organisations"), reverse("dossiers:representatives")),
            (organization.name, None),
        ],
    }
    return render(request, "dossiers/desk/representatives_of.html", context, status=422 if wrong else 200)


def _places(officer: User) -> list[Agency]:
    """Where the officer may confirm; by code."""
    reached = scope_filter(officer, CONFIRM, field="code", at=timezone.now())
    return list(Agency.objects.filter(reached, code__isnull=False).order_by("code"))


def _place(request: HttpRequest, places: list[Agency]) -> str:
    """Code of the agency the address names, else of the first. Raises PermissionDenied without any."""
    wanted = request.GET.get("agency", "")
    chosen = next((one.code for one in places if one.code == wanted), places[0].code if places else "")
    if not chosen:
        raise PermissionDenied
    return chosen
