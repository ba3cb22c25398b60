"""Pages of a form that changed meanwhile: what was sent is kept, the draft moves, the person is told.

A page says by the hidden field `wizard-version` which version it was drawn from. What it sends is judged by
that version, never lost, and carried over.
"""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress
from datetime import datetime
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from eforms import drafts
from eforms.errors import StepUnknown
from eforms.judging.answers import step_of, visible_steps
from eforms.models import Draft, FormVersion
from eforms.pages.filling import Filling
from eforms.pages.step_form import VERSION, StepForm
from eforms.pages.uploads import keep, take_files
from eforms.versions import moving
from eforms.wording import said


def catch_up(request: HttpRequest, draft: Draft, step: str, *, at: datetime) -> HttpResponse | None:
    """Before a step or the review is shown or taken: the draft on the version in use.

    A response: what was sent came from another version; it is kept, and the person goes on from there.
    """
    if request.method != "POST":
        if moving.bring_up_to_date(draft, at=at):
            tell(request, draft)
        return None
    if not _from_elsewhere(request.POST, draft) and not moving.is_outdated(draft, at=at):
        return None
    was_done = take(request, draft, step, at=at)
    moving.bring_up_to_date(draft, at=at)
    tell(request, draft)
    if request.POST.get("wizard-do") == "later":
        return redirect("eforms:later", draft.pk)
    shown = [one["id"] for one in visible_steps(draft.version.content, draft.answers)]
    if step in shown and not was_done:
        return redirect("eforms:step", draft.pk, step)
    return redirect("eforms:draft", draft.pk)


def take(request: HttpRequest, draft: Draft, step: str, *, at: datetime) -> bool:
    """Keep what a page of an older version sent. True when the step could be left with it."""
    seen = moving.seen_version(draft, request.POST.get(VERSION, ""))
    data: QueryDict = request.POST
    if seen == draft.version:
        with suppress(StepUnknown):
            taken = take_files(request, draft, step, at=at)
            form = _form(taken.data, request, draft, seen, step, at)
            done = _is_done(request, form)
            keep(draft, form, at=at, done=done or (False if form.problems else None))
            return done
        return False  # the review, or a step this form never had: nothing to keep
    sent = len(request.FILES)
    with suppress(StepUnknown):
        data = take_files(request, draft, step, at=at).data
        sent = 0
    if sent:
        messages.warning(request, _("The files you just sent could not be kept: attach them again."))
    with suppress(StepUnknown):
        form = _form(data, request, draft, seen, step, at)
        done = _is_done(request, form)
        moving.take_step_of(draft, seen, step, form.accepted, form.pending, done=done, at=at)
        return done
    return False


def take_posted(draft: Draft, step: str, posted: QueryDict, *, at: datetime) -> bool:
    """Put what was kept aside of an older version's page into the draft. False: it was of this version."""
    seen = moving.seen_version(draft, posted.get(VERSION, ""))
    if seen == draft.version:
        return False
    with suppress(StepUnknown):
        form = StepForm(posted, filling=_filling(draft, seen, at), step_id=step)
        moving.take_step_of(draft, seen, step, form.accepted, form.pending, done=False, at=at)
    return True


def is_of_older_page(request: HttpRequest, draft: Draft) -> bool:
    """Whether a part of a page asks about a version the draft is no longer on."""
    return request.method == "POST" and _from_elsewhere(request.POST, draft)


def tell(request: HttpRequest, draft: Draft) -> None:
    """Say once that the form was renewed; what to check stands on the page until it was looked at."""
    if not draft.to_check:
        messages.info(request, _("The form was renewed since you began. All your answers fit."))


def to_check(draft: Draft) -> list[dict[str, Any]]:
    """What the applicant is to look at, for the page: each with the words of its question."""
    steps = {step["id"]: said(step, "title") for step in draft.version.content["steps"]}
    return [
        {**one, "said": said(one, "label"), "title": steps.get(one["step"], "")} for one in draft.to_check
    ]


def _from_elsewhere(post: Mapping[str, Any], draft: Draft) -> bool:
    return moving.seen_version(draft, str(post.get(VERSION, ""))) != draft.version


def _filling(draft: Draft, seen: FormVersion, at: datetime) -> Filling:
    facts = drafts.facts_of(draft, drafts.day_of(at))
    return Filling(seen.content, facts, draft.answers, draft.typed, version=seen.number)


def _form(
    data: QueryDict, request: HttpRequest, draft: Draft, seen: FormVersion, step: str, at: datetime
) -> StepForm:
    step_of(seen.content, step)
    return StepForm(data, request.FILES, filling=_filling(draft, seen, at), step_id=step)


def _is_done(request: HttpRequest, form: StepForm) -> bool:
    return request.POST.get("wizard-do", "continue") == "continue" and form.is_valid() and not form.fresh
