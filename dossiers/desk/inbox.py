"""The inbox: what waits, most urgent first, with the clock on every row."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET

from accounts.access import allow, holds
from accounts.models import User
from dossiers.clock_words import left
from dossiers.desk.lights import LIGHTS, shown
from dossiers.desk.navigation import queues
from dossiers.inbox import OPEN, Filters, choices, counts, find
from dossiers.statuses import Status, tone

PER_PAGE = 25


class FilterForm(forms.Form):
    """The filters as they stand in the address; anything odd there is simply not a filter."""

    q = forms.CharField(label=_("Code or name"), required=False, max_length=100)
    status = forms.ChoiceField(label=_("Status"), required=False)
    light = forms.ChoiceField(label=_("Time left"), required=False)
    agency = forms.ChoiceField(label=_("Agency"), required=False)
    procedure = forms.ChoiceField(label=_("Procedure"), required=False)
    mine = forms.BooleanField(label=_("Assigned to me"), required=False)

    def __init__(self, *args: Any, agencies: list[Any], procedures: list[Any], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        every = ("all", _("All"))
        lists: dict[str, list[Any]] = {
            "status": [(OPEN, _("Not ended")), every, *((str(code), name) for code, name in Status.choices)],
            "light": [("", _("Any")), *LIGHTS],
            "agency": [("", _("All")), *agencies],
            "procedure": [("", _("All")), *procedures],
        }
        for name, options in lists.items():
            field = self.fields[name]
            assert isinstance(field, forms.ChoiceField)
            field.choices = options

    def filters(self) -> Filters:
        self.is_valid()
        said = self.cleaned_data
        return Filters(
            status=said.get("status") or OPEN,
            agency=said.get("agency", ""),
            procedure=said.get("procedure", ""),
            light=said.get("light", ""),
            mine=said.get("mine", False),
            text=said.get("q", ""),
        )


@allow(holds("dossier.view"))
@require_GET
def inbox(request: HttpRequest) -> HttpResponse:
    """Dossiers the officer may see."""
    at = timezone.now()
    officer = request.user
    assert isinstance(officer, User)
    agencies, procedures = choices(officer, at)
    form = FilterForm({"status": OPEN, **request.GET.dict()}, agencies=agencies, procedures=procedures)
    filters = form.filters()
    figures = counts(officer, at)
    page = Paginator(find(officer, filters, at), PER_PAGE).get_page(request.GET.get("page"))
    rows = [
        {
            "dossier": dossier,
            "status": Status(dossier.status),
            "tone": tone(dossier.status),
            **shown(dossier, at),
        }
        for dossier in page
    ]
    context = {
        "form": form,
        "page_obj": page,
        "rows": rows,
        "queues": queues(figures, request.GET),
        "several_agencies": len(agencies) > 1,
        "left": left,
    }
    return render(request, "dossiers/desk/inbox.html", context)
