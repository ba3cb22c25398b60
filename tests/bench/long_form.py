"""An e-form of 40 steps, 600 questions and 300 rules: saving, showing a step, judging again, filing."""

from __future__ import annotations

from functools import cache
from typing import Any

from django import forms
from django.db import transaction
from django.http import HttpResponse
from django.template import engines
from django.test import Client, RequestFactory
from django.utils import timezone

from tests.bench.table import Figure, compare
from tests.bench.world import World

STEPS, QUESTIONS, RULES = 40, 15, 300
CHAINED = 22  # steps whose first question depends on the step before
CODE = "do-toc-do"
TIMES = 10
ADDRESS = "/to-khai/{draft}/{step}/"


def content() -> dict[str, Any]:
    """Every second question has a rule: a chain of show-ifs and require-ifs, each reading an earlier answer."""
    return {
        "title": "Biểu mẫu dài",
        "steps": [
            {
                "id": f"buoc_{step}",
                "title": f"Bước {step}",
                "fields": [_question(step, place) for place in range(QUESTIONS)],
            }
            for step in range(STEPS)
        ],
    }


def _question(step: int, place: int) -> dict[str, Any]:
    one: dict[str, Any] = {
        "type": "yes_no" if place % 2 == 0 else "text",
        "key": f"c{step}_{place}",
        "label": f"Câu {place} của bước {step}",
        "required": place == 0,
    }
    if (step, place) == (0, 1):
        one |= {"use": "full_name", "required": True}
    elif (step, place) == (0, 3):
        one |= {"type": "phone", "use": "phone", "required": True}
    elif place % 2:
        asked = f"c{step}_{place - 1}"
        one["show_if" if place % 4 == 1 else "require_if"] = {"field": asked, "op": "equals", "value": True}
    elif place == 0 and 0 < step <= CHAINED:
        one["show_if"] = {"field": f"c{step - 1}_4", "op": "not_equals", "value": False}
    return one


def answers() -> dict[str, Any]:
    """Whole and acceptable."""
    return {
        one["key"]: {"yes_no": True, "phone": "0912345678"}.get(one["type"], "trả lời")
        for step in content()["steps"]
        for one in step["fields"]
    }


@cache
def _version() -> Any:
    from eforms.building import build, current_version

    build(CODE, content())
    return current_version(CODE)


def _draft(filled: bool = True) -> tuple[Any, str]:
    from eforms.drafts import start
    from eforms.models import Draft

    draft, secret = start(
        _version(), kind="dossier", context={}, title="đo", owner=None, at=timezone.now(), answers=answers()
    )
    if filled:
        done = [step["id"] for step in content()["steps"]]
        Draft.objects.filter(pk=draft.pk).update(done_steps=done)
        draft.refresh_from_db()
    return draft, secret


def save_in_builder(world: World) -> Figure:
    from eforms.building import build
    from eforms.models import EForm

    _version()

    def plain() -> None:
        form = EForm.objects.get(code=CODE)
        with transaction.atomic():
            form.save()

    what = f"long form ({STEPS * QUESTIONS} questions, {RULES} rules): saved with all checks"
    return compare(what, lambda: build(CODE, content(), publish=False), plain, "saving the row, no checks", 5)


def save_in_admin(world: World) -> Figure:
    from django.urls import reverse

    from accounts.models import User
    from eforms.models import EForm
    from tests.eforms.sent import sent
    from tests.people import sign_in

    _version()
    eform, editor = EForm.objects.get(code=CODE), Client()
    sign_in(editor, User.objects.get(email="bientap@demo.vn"))
    address, page = reverse("wagtailsnippets_eforms_eform:edit", args=[eform.pk]), sent(eform)

    def ours() -> None:
        assert editor.post(address, page).status_code == 302

    def plain() -> None:
        eform.save_revision()

    return compare("long form: saved in the admin", ours, plain, "a revision, no checks", 5)


class PlainStep(forms.Form):
    pass


for _place in range(QUESTIONS):
    _field = forms.BooleanField(required=False) if _place % 2 == 0 else forms.CharField(required=False)
    PlainStep.base_fields[f"c{_place}"] = _field


def show_step(world: World) -> Figure:
    draft, secret = _draft()
    world.client.get(f"/to-khai/tiep-tuc/{draft.pk}/{secret}/")
    address = ADDRESS.format(draft=draft.pk, step="buoc_20")
    template = engines["django"].from_string("<form>{{ form.as_p }}</form>")
    request = RequestFactory().get("/")

    def ours() -> None:
        assert world.client.get(address).status_code == 200

    return compare(
        "long form: a step shown",
        ours,
        lambda: HttpResponse(template.render({"form": PlainStep()}, request)),
        "a plain Django form of the step, no page around it",
        TIMES,
    )


def judge_again(world: World) -> Figure:
    draft, secret = _draft()
    world.client.get(f"/to-khai/tiep-tuc/{draft.pk}/{secret}/")
    address = ADDRESS.format(draft=draft.pk, step="buoc_20") + "cau-hoi/"
    posted = {f"c20_{place}": "yes" if place % 2 == 0 else "trả lời" for place in range(QUESTIONS)}

    def ours() -> None:
        assert world.client.post(address, posted, headers={"HX-Request": "true"}).status_code == 200

    return compare(
        "long form: questions after one answer (over HTTP)",
        ours,
        lambda: PlainStep(dict.fromkeys(PlainStep.base_fields, "x")).is_valid(),
        "is_valid() of the plain form",
        TIMES,
    )


def file_it(world: World) -> Figure:
    from eforms.drafts import day_of, facts_of
    from eforms.judging.answers import clean_all

    draft, _secret = _draft()
    facts = facts_of(draft, day_of(timezone.now()))
    whole = type("Whole", (forms.Form,), {key: forms.CharField(required=False) for key in answers()})

    def ours() -> None:
        _values, errors = clean_all(draft.version.content, draft.answers, facts=facts)
        assert not errors, errors

    return compare(
        "long form: all answers judged for filing",
        ours,
        lambda: whole(answers()).is_valid(),
        "a plain Django form of 600 fields",
        TIMES,
    )


def submit_it(world: World) -> Figure:
    """The whole filing: the draft claimed, judged, kept, and its dossier opened."""
    from django.contrib.auth.models import Group

    from dossiers.start import agencies, begin_filing, fileable
    from eforms.models import Draft
    from eforms.submit import submit

    today = timezone.localdate()
    release = fileable("1.001193", today)
    agency = agencies(release, today)[0]
    waiting = []
    for _ in range(TIMES + 1):
        draft, _secret = begin_filing(release, agency, user=None, at=timezone.now())
        Draft.objects.filter(pk=draft.pk).update(
            version=_version(), answers=answers(), done_steps=[step["id"] for step in content()["steps"]]
        )
        draft.refresh_from_db()
        waiting.append(draft)

    def ours() -> None:
        submit(waiting.pop(), by=None, key="bench", at=timezone.now())

    def plain() -> None:
        with transaction.atomic():
            Group.objects.create(name=str(timezone.now().timestamp()))

    return compare("long form: filed, its dossier opened", ours, plain, "one row written", TIMES)


MEASURES = (save_in_builder, save_in_admin, show_step, judge_again, file_it, submit_it)
