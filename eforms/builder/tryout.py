"""Trying a form out beside the editor, as it stands there, with test answers, saving nothing.

What is tried is kept in the cache for an hour, for one editor and one form, so that the preview stays
where it was while the editor goes on changing the form.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from django.core.cache import cache
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from eforms.builder.modes import scenario_of
from eforms.compile import compile_content
from eforms.fields.contract import Facts, is_blank, is_file
from eforms.judging.answers import questions_of, step_of, visible_steps
from eforms.pages.filling import Filling
from eforms.pages.review import review
from eforms.pages.row_changes import change_rows
from eforms.pages.step_form import StepForm
from eforms.proving.scenario_words import of_outcome
from eforms.proving.scenarios import outcome, run, with_marks
from eforms.wording import said

KEPT = 3600  # seconds
APPLICANTS, CHANNELS = ("person", "household", "organization"), ("online", "desk", "post")
END = "xem-lai"
LONGEST_NAME = 250  # of a case


@dataclass
class Tryout:
    """One editor's trial of one form. `mode`: language, or language and scenario (`vi:<id>`)."""

    content: Mapping[str, Any]
    mode: str = "vi"
    step: str = ""
    answers: dict[str, Any] = field(default_factory=dict)
    typed: dict[str, Any] = field(default_factory=dict)
    applicant: str = "person"
    channel: str = "online"
    age: int | None = None
    variant: str = ""

    @property
    def language(self) -> str:
        return self.mode.split(":")[0]

    @property
    def facts(self) -> Facts:
        return Facts(
            on=timezone.localdate(),
            applicant=self.applicant,
            channel=self.channel,
            age=self.age,
            variant=self.variant,
        )

    @property
    def filling(self) -> Filling:
        return Filling(self.content, self.facts, self.answers, self.typed)


def key_of(user_id: Any, form: str) -> str:
    return f"eforms-tryout-{user_id}-{form}"


def load(user_id: Any, form: str) -> Tryout | None:
    kept = cache.get(key_of(user_id, form))
    return Tryout(**kept) if kept else None


def keep(user_id: Any, form: str, trial: Tryout) -> None:
    cache.set(key_of(user_id, form), vars(trial), KEPT)


def begin(
    user_id: Any, form: str, content: Mapping[str, Any], mode: str, scenario: Mapping[str, Any]
) -> Tryout:
    """The form changed or the preview was opened: go on where the trial was, or start with the scenario."""
    trial = load(user_id, form)
    if trial is None or trial.mode.partition(":")[2] != mode.partition(":")[2]:
        trial = Tryout(content, mode)
        _follow(trial, scenario)
    trial.content, trial.mode = content, mode
    if trial.step not in [END, *(step["id"] for step in content["steps"])]:
        trial.step = content["steps"][0]["id"] if content["steps"] else END
    keep(user_id, form, trial)
    return trial


def _follow(trial: Tryout, scenario: Mapping[str, Any]) -> None:
    """Take the answers of a scenario as they are accepted; its files are marks only and stay out."""
    if not scenario:
        return
    accepted = run(trial.content, [scenario])[0].outcome.answers
    files = {one["key"] for one in questions_of(trial.content) if is_file(one)}
    trial.answers = {key: value for key, value in accepted.items() if key not in files}
    age = scenario.get("age")
    _facts(trial, {"variant": "", **scenario, "age": "" if age is None else str(age)})


def go(trial: Tryout, do: str, data: Any) -> StepForm | None:
    """Do what was pressed: continue, back, step:<id>, restart, or a group's buttons (`wizard-do`; `data` is
    changed then). Returns the form while it needs more.
    """
    if do == "restart":
        trial.answers, trial.typed = {}, {}
        trial.step = trial.content["steps"][0]["id"] if trial.content["steps"] else END
        return None
    _facts(trial, data)
    on_page = trial.step != END and data.get("step") == trial.step
    rows = on_page and change_rows(data, step_of(trial.content, trial.step))
    form = _take(trial, data) if on_page else None
    if rows:
        return bound(trial, data, quiet=True)
    if do.startswith("step:"):
        trial.step = _known(trial, do.removeprefix("step:"))
    elif do == "back":
        trial.step = _beside(trial, -1)
    elif do == "continue" and form is not None and (form.errors or form.fresh or form.refusal):
        return form
    elif do == "continue":
        trial.step = _beside(trial, 1)
    return None


def bound(trial: Tryout, data: Any, *, quiet: bool = False) -> StepForm:
    """The step's form for what was typed; nobody can hand in a file here, so none is asked for."""
    form = StepForm(data, filling=trial.filling, step_id=trial.step, quiet=quiet)
    for definition in form.step["fields"]:
        if is_file(definition):
            form.problems.pop(definition["key"], None)
    return form


def fresh(trial: Tryout) -> StepForm | None:
    """The step as it is opened; None at the end."""
    return None if trial.step == END else StepForm(filling=trial.filling, step_id=trial.step)


def _take(trial: Tryout, data: Any) -> StepForm:
    form = bound(trial, data)
    form.is_valid()
    asked = set(form.given)
    trial.answers = {key: value for key, value in trial.answers.items() if key not in asked} | form.values
    kept = {key: value for key, value in trial.typed.items() if key not in asked}
    trial.typed = kept | {key: raw for key, raw in form.pending.items() if not is_blank(raw)}
    return form


def _facts(trial: Tryout, data: Any) -> None:
    if data.get("applicant") in APPLICANTS:
        trial.applicant = data["applicant"]
    if data.get("channel") in CHANNELS:
        trial.channel = data["channel"]
    if "variant" in data:
        trial.variant = " ".join(data["variant"].split())[:LONGEST_NAME]
    if "age" in data:
        age = data["age"].strip()
        trial.age = int(age) if age.isascii() and age.isdecimal() and len(age) <= 3 else None


def _order(trial: Tryout) -> list[str]:
    return [*(step["id"] for step in visible_steps(trial.content, trial.answers, facts=trial.facts)), END]


def _beside(trial: Tryout, by: int) -> str:
    """The step before or after, among those shown with these answers."""
    every = [*(step["id"] for step in trial.content["steps"]), END]
    shown = [step for step in every if step in _order(trial) or step == trial.step]
    place = shown.index(trial.step) + by
    return shown[min(max(place, 0), len(shown) - 1)]


def _known(trial: Tryout, step: str) -> str:
    return step if step in [END, *(one["id"] for one in trial.content["steps"])] else trial.step


def page(trial: Tryout, form: StepForm | None) -> dict[str, Any]:
    """What the template shows."""
    shown = set(_order(trial))
    steps = [
        {
            "id": step["id"],
            "title": said(step, "title"),
            "current": step["id"] == trial.step,
            "shown": step["id"] in shown,
        }
        for step in trial.content["steps"]
    ]
    steps.append({"id": END, "title": _("All answers"), "current": trial.step == END, "shown": True})
    context: dict[str, Any] = {
        "trial": trial,
        "steps": steps,
        "form": form,
        "title": said(trial.content, "title"),
    }
    if form is None:
        context["parts"] = _review(trial)
        marked = with_marks(trial.content)
        given = {**trial.answers, **trial.typed}
        context["outcome"] = of_outcome(marked, outcome(marked, given, trial.facts))
    else:
        context |= {
            "step_title": said(form.step, "title"),
            "step_description": said(form.step, "description"),
        }
    return context


def _review(trial: Tryout) -> list[dict[str, Any]]:
    try:
        return list(review(trial.content, trial.answers, facts=trial.facts))
    except (ValidationError, KeyError, TypeError, ValueError):  # a scenario's answers may fit no longer
        return []


def show(request: HttpRequest, eform: Any, mode: str) -> HttpResponse:
    """The preview as Wagtail's panel asks for it: the form as it stands in the editor now."""
    form_name, content = str(eform.pk or "new"), compile_content(eform)
    trial = begin(getattr(request.user, "pk", None), form_name, content, mode, scenario_of(eform, mode))
    with translation.override(trial.language):
        return render(request, "eforms/preview.html", {**page(trial, fresh(trial)), "form_name": form_name})
