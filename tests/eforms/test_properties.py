"""For random forms and random answers: pages, API and the judgement at filing agree; nothing ever breaks."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

import pytest
from django.http import QueryDict
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from eforms.fields.contract import Facts
from eforms.judging.answers import STEP, clean_all, clean_step, kept, visible_fields, visible_steps
from eforms.judging.papers import papers
from eforms.judging.routes import agency_for
from eforms.pages.review import review
from eforms.pages.step_form import Filling, StepForm
from tests.eforms.strategies import answers_to, anything_to, contents, saved

FACTS = Facts(on=date(2025, 9, 3))
SLOW = settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much]
)
pytestmark = pytest.mark.django_db


def form_and(answers: Any, data: st.DataObject, **more: Any) -> tuple[dict[str, Any], dict[str, Any]]:
    content = saved(data.draw(contents(**more)))
    assume(content is not None)
    assert content is not None
    return content, data.draw(answers(content))


def posted(definitions: Any, answers: Mapping[str, Any]) -> QueryDict:
    """Answers as a browser sends them."""
    sent = QueryDict(mutable=True)
    for one in definitions:
        value = answers.get(one["key"])
        if isinstance(value, bool):
            sent[one["key"]] = "yes" if value else "no"
        elif isinstance(value, list):
            sent.setlist(one["key"], value)
        elif value is not None:
            sent[one["key"]] = str(value)
    return sent


def plain(errors: Mapping[str, Any]) -> dict[str, tuple[str, str]]:
    return {path: (error.code or "", " ".join(error.messages)) for path, error in errors.items()}


@SLOW
@given(st.data())
def test_pages_api_and_filing_agree(data: st.DataObject) -> None:
    content, answers = form_and(answers_to, data, groups=False)
    stored: dict[str, Any] = {}
    wrong: dict[str, Any] = {}
    for step in content["steps"]:
        own = {one["key"]: answers[one["key"]] for one in step["fields"] if one["key"] in answers}
        values, errors = clean_step(content, step["id"], own, stored, facts=FACTS)
        page = StepForm(
            posted(step["fields"], own), filling=Filling(content, FACTS, stored), step_id=step["id"]
        )
        assert page.values == values
        assert plain(page.problems) == plain(errors)
        stored = kept(content, {**stored, **values}, FACTS)
        if errors:
            wrong[step["id"]] = plain(errors)
    known, told = clean_all(content, answers, facts=FACTS)
    assert known == stored
    assert {step: plain(errors) for step, errors in told.items()} == wrong


@SLOW
@given(st.data())
def test_what_was_accepted_is_accepted_again(data: st.DataObject) -> None:
    content, answers = form_and(answers_to, data)
    values, errors = clean_all(content, answers, facts=FACTS)
    if not errors:
        again, later = clean_all(content, values, facts=FACTS)
        assert (again, later) == (values, {})
    shown = {one["key"] for one in visible_fields(content, values, facts=FACTS)}
    assert set(values) <= shown
    assert kept(content, values, FACTS) == values or errors


@SLOW
@given(st.data())
def test_steps_one_by_one_come_to_the_same_as_the_whole(data: st.DataObject) -> None:
    content, answers = form_and(answers_to, data)
    stored: dict[str, Any] = {}
    for step in content["steps"]:
        values, _errors = clean_step(content, step["id"], answers, stored, facts=FACTS)
        stored = kept(content, {**stored, **values}, FACTS)
    whole, _told = clean_all(content, answers, facts=FACTS)
    assert stored == whole


@SLOW
@given(st.data())
def test_nothing_that_is_sent_breaks_a_form_that_was_saved(data: st.DataObject) -> None:
    content, answers = form_and(anything_to, data)
    values, errors = clean_all(content, answers, facts=FACTS)
    for found in errors.values():
        assert all(error.code and error.messages for error in found.values())
    for step in content["steps"]:
        clean_step(content, step["id"], answers, answers, facts=FACTS)
        StepForm(posted([], {}), filling=Filling(content, FACTS, values), step_id=step["id"]).is_valid()
    visible_steps(content, values, facts=FACTS)
    review(content, values, facts=FACTS)
    assert agency_for(content, values, FACTS) is None
    assert papers(content, values, FACTS) == []
    assert STEP not in values
