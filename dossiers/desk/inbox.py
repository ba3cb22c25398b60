"""The inbox: what waits, most urgent first, with the clock on every row.

Filters stand in the address. A name or number looked for does not: sent by POST, it is kept in the session.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from accounts.access import allow, holds
from accounts.models import User
from accounts.permissions import holds_anywhere
from dossiers import finding, saved_views
from dossiers.desk.navigation import queues
from dossiers.desk.searching import MARK, keep, kept
from dossiers.desk.views_saved import ViewForm
from dossiers.inbox import OPEN, Filters, by_code, choices, counts, find, named, steps_of
from dossiers.lights import LIGHTS, distance, shown
from dossiers.models import Dossier
from dossiers.numbering import is_code, scanned
from dossiers.statuses import Status, tone
from dossiers.stepping import agency_names, role_names
from procedures.agencies import LINE
from procedures.calendars import load_all
from procedures.models import Agency
from themes.paging import LongPaginator

PER_PAGE = 25


class FilterForm(forms.Form):
    """The filters; anything odd among them is simply not a filter."""

    q = forms.CharField(
        label=_("Code or name"),
        help_text=_("Or scan the bar code or QR code of a slip."),
        required=False,
        max_length=300,
    )
    status = forms.ChoiceField(label=_("Status"), required=False)
    light = forms.ChoiceField(label=_("Time left"), required=False)
    agency = forms.ChoiceField(label=_("Agency"), required=False)
    procedure = forms.ChoiceField(label=_("Procedure"), required=False)
    step = forms.ChoiceField(label=_("Step"), required=False)
    role = forms.ChoiceField(label=_("Waits for"), required=False)
    mine = forms.BooleanField(label=_("Assigned to me"), required=False)
    waiting = forms.BooleanField(label=_("Waits for a step of mine"), required=False)
    hosted = forms.BooleanField(label=_("Taken in for other agencies"), required=False)
    asked = forms.BooleanField(label=_("With a question"), required=False)

    def __init__(
        self, said: Any, *, officer: User, agencies: list[Any], procedures: list[Any], at: datetime
    ) -> None:
        super().__init__(said)
        self.officer, self.at = officer, at
        if holds_anywhere(officer, finding.PERMISSION, at):
            self.fields["q"].label = _("Dossier code, name, phone or personal number")
            self.fields["q"].help_text = _("Or scan the code of a slip or of an identity card.")
        every = ("all", _("All"))
        if said.get("procedure", "") not in dict([("", ""), *procedures]):
            procedures = [*procedures, named(said["procedure"], at)]
        steps = steps_of(said.get("procedure", ""), at)
        lists: dict[str, list[Any]] = {
            "status": [(OPEN, _("Not ended")), every, *((str(code), name) for code, name in Status.choices)],
            "light": [("", _("Any")), *LIGHTS],
            "agency": [("", _("All")), *agencies],
            "procedure": [("", _("All")), *procedures],
            "step": [("", _("Any")), *steps],
            "role": [("", _("Any")), *role_names(officers=True).items()],
        }
        for name, options in lists.items():
            field = self.fields[name]
            assert isinstance(field, forms.ChoiceField)
            field.choices = options
        if not steps:
            del self.fields["step"]

    def clean_q(self) -> str:
        """Raises ValidationError for a number the officer may not look for, or a part of one."""
        text = str(self.cleaned_data["q"])
        finding.check(self.officer, text, self.at)
        return text

    def filters(self) -> Filters:
        self.is_valid()
        said = self.cleaned_data
        return Filters(
            status=said.get("status") or OPEN,
            agency=said.get("agency", ""),
            procedure=said.get("procedure", ""),
            step=said.get("step", ""),
            role=said.get("role", ""),
            light=said.get("light", ""),
            mine=said.get("mine", False),
            waiting=said.get("waiting", False),
            hosted=said.get("hosted", False),
            asked=said.get("asked", False),
            text=scanned(said.get("q", "")) or said.get("q", ""),
        )

    def address(self, session: Any) -> str:
        """Where the list with these filters is: a code may stand there, other words stay in the session."""
        self.is_valid()
        said = {name: "on" if value is True else value for name, value in self.cleaned_data.items() if value}
        text = scanned(said.get("q", "")) or said.get("q", "")
        said.pop("q", "")
        if text:
            said |= {"q": text} if is_code(text) else {MARK: keep(session, text)}
        return reverse("dossiers:inbox") + (f"?{urlencode(said)}" if said else "")


@allow(holds("dossier.view"))
@never_cache
@require_http_methods(["GET", "POST"])
def inbox(request: HttpRequest) -> HttpResponse:
    """Dossiers the officer may see."""
    at = timezone.now()
    officer = request.user
    assert isinstance(officer, User)
    if request.method == "POST":
        if (sent := _sent(request, officer, at)) is not None:
            return sent
    elif not request.GET and (first := saved_views.first_of(officer)):
        return redirect(saved_views.address(first))
    figures = counts(officer, at)
    agencies, procedures = choices(officer, at, of=figures["open"])
    said = request.POST.dict() if request.method == "POST" else {**request.GET.dict(), "q": _text(request)}
    lists: dict[str, Any] = {"agencies": agencies, "procedures": procedures, "at": at}
    form = FilterForm({"status": OPEN, **said}, officer=officer, **lists)
    filters = form.filters()
    wrong = "q" in form.errors
    found = Dossier.objects.none() if wrong else find(officer, filters, at)
    page = LongPaginator(found, PER_PAGE).get_page(request.GET.get("page"))
    context = {
        "form": form,
        "page_obj": page,
        "rows": _rows(page, officer if filters.text else None, at),
        "queues": queues(figures, request.GET),
        "several_agencies": len(agencies) > 1,
        "save_form": ViewForm(officer, at, initial={"query": request.GET.urlencode()}),
        "also_ended": filters.text and filters.status == OPEN,
    }
    return render(request, "dossiers/desk/inbox.html", context, status=422 if wrong else 200)


def _sent(request: HttpRequest, officer: User, at: datetime) -> HttpResponse | None:
    """Where what was sent leads: to the dossier of a whole code, else to the list; None to say what is wrong.

    The list judges agency and procedure; to look for all there are takes longer than finding.
    """
    if scan := by_code(officer, request.POST.get("q", ""), at):
        return redirect("dossiers:case", scan.pk)
    agencies, procedures = ([(request.POST.get(name, ""), "")] for name in ("agency", "procedure"))
    form = FilterForm(request.POST, officer=officer, agencies=agencies, procedures=procedures, at=at)
    if "q" in form.errors:
        return None
    finding.note(officer, form.cleaned_data["q"], at)
    return redirect(form.address(request.session))


def _rows(page: Iterable[Dossier], finder: User | None, at: datetime) -> list[dict[str, Any]]:
    """`finder`: who looked for somebody, and may tell those found apart by the ends of their numbers."""
    calendars = load_all()
    _with_agencies_above(page)
    _name_agencies(page)
    rows = [
        {
            "dossier": dossier,
            "status": Status(dossier.status),
            "tone": tone(dossier.status),
            "known_by": finding.known_by(finder, dossier, at) if finder else {},
            **shown(dossier, at),
        }
        for dossier in page
    ]
    return [{**row, "distance": distance(row, at, calendars)} for row in rows]


def _with_agencies_above(page: Iterable[Dossier]) -> None:
    """Read beside the list: joined into it, they lead the database to read all that is open first."""
    agencies = Agency.objects.select_related(LINE).in_bulk({dossier.agency_id for dossier in page})
    for dossier in page:
        dossier.agency = agencies[dossier.agency_id]


def _name_agencies(page: Iterable[Dossier]) -> None:
    """Beside a step that another agency does, its name."""
    others = {
        step.pk: step.agency_code
        for dossier in page
        for step in dossier.open_steps  # type: ignore[attr-defined]
        if step.agency_code != dossier.agency_code
    }
    names = agency_names(others)
    for dossier in page:
        for step in dossier.open_steps:  # type: ignore[attr-defined]
            step.agency_name = names.get(step.pk, "")


def _text(request: HttpRequest) -> str:
    """A kept search, or a code in the address; other words there are not looked for."""
    text = request.GET.get("q", "")
    return kept(request.session, request.GET.get(MARK, "")) or (text if is_code(text) else "")
