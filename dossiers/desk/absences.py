"""Who is away and who stands in: entered by oneself, or by who manages absences at the agency."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from accounts import delegating
from accounts.access import Rule, allow, user_of
from accounts.errors import CannotStandIn
from accounts.models import User
from accounts.permissions import holds_anywhere, is_officer, may, roles_of, scope_filter
from dossiers.desk.navigation import queues
from dossiers.inbox import counts
from procedures.models import Agency
from themes.pressing import by_button
from themes.widgets import DayPicker

OFFICERS = Rule(
    "officer, or holds absence.manage",
    check=lambda request, **_: (
        is_officer(request.user, timezone.now())
        or holds_anywhere(request.user, delegating.MANAGE, timezone.now())
    ),
)
BESIDE = {
    "no_role": "absent",
    "no_colleague": "to",
    "oneself": "to",
    "days_past": "first",
    "days_order": "last",
    "too_long": "last",
    "away_already": "first",
    "delegate_away": "to",
}


class AbsenceForm(forms.Form):
    """Who, from when to when, who stands in: all of one agency. Officers choose only for themselves."""

    absent = forms.ModelChoiceField(
        label=_("Who is away"), queryset=User.objects.none(), empty_label=_("Choose")
    )
    first = forms.DateField(label=_("First day"), widget=DayPicker)
    last = forms.DateField(label=_("Last day"), widget=DayPicker)
    to = forms.ModelChoiceField(
        label=_("Who stands in"),
        help_text=_("On these days they may do what the absent colleague may, and see their dossiers."),
        queryset=User.objects.none(),
        empty_label=_("Choose"),
    )

    def __init__(self, agency_code: str, officer: User, at: datetime, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        people = delegating.colleagues(agency_code, timezone.localdate(at))
        for name in ("absent", "to"):
            field = self.fields[name]
            assert isinstance(field, forms.ModelChoiceField)
            field.queryset = people
        if not may(officer, delegating.MANAGE, agency_code=agency_code, at=at):
            self.fields["to"].queryset = people.exclude(pk=officer.pk)  # type: ignore[attr-defined]
            del self.fields["absent"]

    def refuse(self, error: ValidationError) -> None:
        """Beside the field it is about, else above the form."""
        beside = BESIDE.get(getattr(error, "code", "") or "")
        self.add_error(beside if beside in self.fields else None, error)


@allow(OFFICERS)
@never_cache
@require_http_methods(["GET", "POST"])
def absences(request: HttpRequest) -> HttpResponse:
    """Those of one agency; POST enters another."""
    officer, at = user_of(request), timezone.now()
    places = agencies_of(officer, delegating.MANAGE, at)
    agency = chosen_agency(request, places)
    if request.method == "GET" or agency is None:
        return _page(request, agency, places, AbsenceForm(_code(agency), officer, at))
    form = AbsenceForm(_code(agency), officer, at, request.POST)
    if form.is_valid():
        said = {"absent": officer, **form.cleaned_data}
        try:
            delegating.delegate(agency_code=_code(agency), by=officer, at=at, **said)
        except CannotStandIn as refused:
            form.refuse(refused)
        else:
            messages.success(request, _("The absence has been entered."))
            return _back(_code(agency))
    return _page(request, agency, places, form)


@allow(OFFICERS)
@never_cache
@by_button("dossiers:absences")
def end(request: HttpRequest, absence_id: int) -> HttpResponse:
    """The colleague is back."""
    officer, at = user_of(request), timezone.now()
    absence = absence_of(officer, absence_id, at)
    delegating.end(absence, by=officer, at=at)
    messages.success(request, _("The absence has been ended."))
    return _back(absence.agency_code)


def absence_of(officer: User, absence_id: int, at: datetime) -> delegating.Absence:
    """One of an agency the officer has to do with. Raises PermissionDenied, also when there is none."""
    places = [_code(place) for place in agencies_of(officer, delegating.MANAGE, at)]
    absence = next((one for one in delegating.absences(places, at) if one.id == absence_id), None)
    if absence is None:
        raise PermissionDenied
    return absence


def agencies_of(officer: User, action: str, at: datetime) -> list[Agency]:
    """Where the officer holds a role, and where they may do `action`; by code."""
    own = {held.agency_code for held in roles_of(officer, at) if held.agency_code}
    reached = Agency.objects.filter(scope_filter(officer, action, field="code", at=at), code__isnull=False)
    return list((reached | Agency.objects.filter(code__in=own)).order_by("code"))


def chosen_agency(request: HttpRequest, places: list[Agency]) -> Agency | None:
    """The one the address names, else the first."""
    wanted = request.GET.get("agency", "")
    return next((place for place in places if place.code == wanted), places[0] if places else None)


def _code(agency: Agency | None) -> str:
    return (agency.code if agency else "") or ""


def _back(code: str) -> HttpResponse:
    return redirect(f"{reverse('dossiers:absences')}?{urlencode({'agency': code})}")


def _page(
    request: HttpRequest, agency: Agency | None, places: list[Agency], form: AbsenceForm
) -> HttpResponse:
    officer, at = user_of(request), timezone.now()
    found = delegating.absences([_code(agency)], at) if agency else []
    context = {
        "agency": agency,
        "places": places,
        "form": form,
        "wrong": form if form.errors else None,
        "rows": [(one, delegating.may_enter(officer, one.absent, one.agency_code, at)) for one in found],
        "queues": queues(counts(officer, at), {"status": "none"}),
        "here": "absences",
    }
    return render(request, "dossiers/desk/absences.html", context, status=422 if form.errors else 200)
