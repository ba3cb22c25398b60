"""Rules of assignment on the desk: to whom an agency's accepted dossiers go by themselves."""

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

from accounts.access import allow, holds, user_of
from accounts.models import User
from accounts.permissions import scope_filter
from dossiers.assigning import processing_at
from dossiers.assignment_rules import MANAGE, drop, label, lay_down, rules_of
from dossiers.desk.absences import chosen_agency
from dossiers.desk.navigation import queues
from dossiers.inbox import counts
from dossiers.models import AssignmentRule
from procedures.models import Agency, FieldPage, ProcedurePage
from themes.pressing import by_button


class RuleForm(forms.Form):
    """For which dossiers, to whom; a rule for the same replaces the earlier one."""

    procedure_code = forms.ChoiceField(label=_("Procedure"), required=False)
    field = forms.ChoiceField(label=_("Field of the procedure"), required=False)
    way = forms.ChoiceField(label=_("To whom"), choices=AssignmentRule.Way)
    officer = forms.ModelChoiceField(
        label=_("Officer"),
        help_text=_("Only for “always to the same officer”."),
        queryset=User.objects.none(),
        empty_label=_("Choose"),
        required=False,
    )

    def __init__(self, agency_code: str, at: datetime, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        pages = ProcedurePage.objects.live().order_by("title").values_list("code", "title")
        fields = FieldPage.objects.live().order_by("title").values_list("title", flat=True)
        lists = {
            "procedure_code": [("", _("All")), *((code, f"{title} ({code})") for code, title in pages)],
            "field": [("", _("All")), *((title, title) for title in fields)],
        }
        for name, options in lists.items():
            field = self.fields[name]
            assert isinstance(field, forms.ChoiceField)
            field.choices = options
        officer = self.fields["officer"]
        assert isinstance(officer, forms.ModelChoiceField)
        officer.queryset = processing_at(agency_code, at)


@allow(holds(MANAGE))
@never_cache
@require_http_methods(["GET", "POST"])
def rules(request: HttpRequest) -> HttpResponse:
    """Those of one agency; POST lays down another."""
    officer, at = user_of(request), timezone.now()
    places = _places(officer, at)
    agency = chosen_agency(request, places)
    code = (agency.code if agency else "") or ""
    form = RuleForm(code, at, request.POST if request.method == "POST" and agency else None)
    if form.is_bound and form.is_valid():
        try:
            lay_down(code, by=officer, at=at, **form.cleaned_data)
        except ValidationError as refused:
            form.add_error(None, refused)
        else:
            messages.success(request, _("The rule has been saved."))
            return _back(code)
    context = {
        "agency": agency,
        "places": places,
        "form": form,
        "wrong": form if form.errors else None,
        "rows": [(rule, label(rule)) for rule in rules_of(code)],
        "queues": queues(counts(officer, at), {"status": "none"}),
        "here": "assignment_rules",
    }
    return render(request, "dossiers/desk/rules.html", context, status=422 if form.errors else 200)


@allow(holds(MANAGE))
@never_cache
@by_button("dossiers:assignment_rules")
def remove(request: HttpRequest, rule_id: int) -> HttpResponse:
    rule = AssignmentRule.objects.filter(pk=rule_id).first()
    if rule is None:
        raise PermissionDenied
    drop(rule, by=user_of(request), at=timezone.now())
    messages.success(request, _("The rule has been removed."))
    return _back(rule.agency_code)


def _places(officer: User, at: datetime) -> list[Agency]:
    found = Agency.objects.filter(scope_filter(officer, MANAGE, field="code", at=at), code__isnull=False)
    return list(found.order_by("code"))


def _back(code: str) -> HttpResponse:
    return redirect(f"{reverse('dossiers:assignment_rules')}?{urlencode({'agency': code})}")
