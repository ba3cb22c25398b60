"""Trying a form out as a citizen would, and its scenarios: pages of the admin."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods

from accounts.access import allow, user_of
from eforms.builder import tryout
from eforms.builder.access import EDITS_FORMS
from eforms.compile import compile_content
from eforms.models import EForm
from eforms.proving import scenario_keeping as keeping
from eforms.proving.scenario_words import lines, of_outcome, only
from eforms.proving.scenarios import facts_of, outcome, run, with_marks
from themes.widgets import DayPicker

TRIAL = "kich-ban-{}"  # name of the trial of a form for its scenarios


class ScenarioForm(forms.Form):
    """What a scenario is called and under which facts it is filled."""

    name = forms.CharField(label=gettext_lazy("Name of the scenario"), max_length=120)
    on = forms.DateField(
        label=gettext_lazy("Day of filling"),
        required=False,
        widget=DayPicker,
        input_formats=["%Y-%m-%d", "%d/%m/%Y"],
        help_text=gettext_lazy("Empty: the day it runs."),
    )
    applicant = forms.ChoiceField(
        label=gettext_lazy("Who applies"),
        choices=[
            ("person", gettext_lazy("a person")),
            ("household", gettext_lazy("a household")),
            ("organization", gettext_lazy("an organization")),
        ],
    )
    channel = forms.ChoiceField(
        label=gettext_lazy("How it is filed"),
        choices=[
            ("online", gettext_lazy("online")),
            ("desk", gettext_lazy("at the desk")),
            ("post", gettext_lazy("by post")),
        ],
    )
    age = forms.IntegerField(
        label=gettext_lazy("Age of who applies"), required=False, min_value=0, max_value=150
    )
    variant = forms.CharField(
        label=gettext_lazy("Case of the procedure"),
        required=False,
        max_length=250,
        help_text=gettext_lazy("Its name, as people choose it before they fill the form."),
    )


def _newest(pk: int) -> EForm:
    found: EForm = get_object_or_404(EForm, pk=pk).get_latest_revision_as_object()
    return found


@allow(EDITS_FORMS)
@never_cache
@require_http_methods(["GET", "POST"])
def trial(request: HttpRequest, pk: int) -> HttpResponse:
    """Fill the newest draft as a citizen would; sent: keep the trial as a scenario with its outcome."""
    eform, user, name = _newest(pk), user_of(request), TRIAL.format(pk)
    if request.method == "POST":
        return _save_trial(request, eform)
    content = with_marks(compile_content(eform))
    turn = request.GET.get("kich-ban", "")
    known = eform.scenarios[int(turn)] if turn.isdecimal() and int(turn) < len(eform.scenarios) else {}
    state = tryout.Tryout(content, answers=dict(known.get("answers") or {}))
    state.applicant = known.get("applicant") or state.applicant
    state.channel = known.get("channel") or state.channel
    state.age = known.get("age")
    state.variant = known.get("variant") or ""
    state.step = content["steps"][0]["id"] if content["steps"] else tryout.END
    tryout.keep(user.pk, name, state)
    page = {**tryout.page(state, tryout.fresh(state)), "form_name": name, "saving": pk}
    return render(request, "eforms/preview.html", page)


def _save_trial(request: HttpRequest, eform: EForm) -> HttpResponse:
    state = tryout.load(user_of(request).pk, TRIAL.format(eform.pk))
    name = " ".join(request.POST.get("name", "").split())[:120]
    if state is None or not name:
        missing = (
            _("Write a name for the scenario.") if state else _("The trial is over: fill the form again.")
        )
        messages.error(request, missing)
        return redirect("eforms_exchange:scenarios", eform.pk)
    facts: dict[str, Any] = {
        "on": timezone.localdate().isoformat(),
        "channel": state.channel,
        "applicant": state.applicant,
        "age": state.age,
        "variant": state.variant,
        "answers": {**state.answers, **state.typed},
    }
    got = outcome(with_marks(compile_content(eform)), facts["answers"], facts_of(facts))
    try:
        keeping.add(eform, keeping.made(name, facts, got), user=user_of(request))
    except ValidationError as refused:
        messages.error(request, " ".join(refused.messages))
    else:
        messages.success(
            request,
            _("The scenario “%(name)s” is kept: it runs whenever the form is saved.") % {"name": name},
        )
    return redirect("eforms_exchange:scenarios", eform.pk)


@allow(EDITS_FORMS)
@never_cache
@require_GET
def listing(request: HttpRequest, pk: int) -> HttpResponse:
    """The scenarios of the newest draft and how they come out."""
    eform = _newest(pk)
    verdicts = run(compile_content(eform), eform.scenarios)
    return render(request, "eforms/scenarios/list.html", {"eform": eform, "verdicts": verdicts})


@allow(EDITS_FORMS)
@never_cache
@require_http_methods(["GET", "POST"])
def one(request: HttpRequest, pk: int, turn: int) -> HttpResponse:
    """One scenario: its name and facts, what it expects line by line, what came out."""
    eform = _newest(pk)
    if turn >= len(eform.scenarios):
        raise Http404
    scenario = eform.scenarios[turn]
    form = ScenarioForm(
        request.POST or None, initial={"applicant": "person", "channel": "online", **scenario}
    )
    if request.method == "POST":
        done = _changed(request, eform, turn, form)
        if done is not None:
            return done
    content = with_marks(compile_content(eform))
    (verdict,) = run(compile_content(eform), [scenario])
    context = {
        "eform": eform,
        "turn": turn,
        "form": form,
        "verdict": verdict,
        "expected": lines(content, scenario.get("expect") or {}),
        "got": of_outcome(content, verdict.outcome),
    }
    return render(request, "eforms/scenarios/one.html", context)


def _changed(request: HttpRequest, eform: EForm, turn: int, form: ScenarioForm) -> HttpResponse | None:
    """Do what was pressed; None when the page is to be shown again."""
    scenario, user = eform.scenarios[turn], user_of(request)
    try:
        if request.POST.get("do") == "remove":
            keeping.remove(eform, turn, request.POST.get("was", ""), user=user)
        elif not form.is_valid():
            return None
        else:
            written = _written(request, eform, scenario, form.cleaned_data)
            keeping.replace(eform, turn, request.POST.get("was", ""), written, user=user)
    except ValidationError as refused:
        messages.error(request, " ".join(refused.messages))
    return redirect("eforms_exchange:scenarios", eform.pk)


def _written(
    request: HttpRequest, eform: EForm, scenario: dict[str, Any], facts: dict[str, Any]
) -> dict[str, Any]:
    on = facts["on"].isoformat() if facts["on"] else None
    known = {**facts, "on": on, "answers": scenario.get("answers") or {}}
    name = known.pop("name")
    if request.POST.get("do") == "accept":
        got = outcome(with_marks(compile_content(eform)), known["answers"], facts_of(known))
        return keeping.made(name, known, got)
    expect = only(scenario.get("expect") or {}, set(request.POST.getlist("expect")))
    plain = {key: value for key, value in known.items() if value not in (None, "")}
    return {"name": name, **plain, "expect": expect}
