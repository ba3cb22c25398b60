"""A form kept before there were several rules on a question opens with its condition among the rules."""

from __future__ import annotations

import importlib
import json
from types import SimpleNamespace
from typing import Any

from django.apps import apps
from django.db import connection
from django.db.models import JSONField, Value

from eforms.building import build
from eforms.compile import compile_content
from eforms.definition import EForm
from tests.eforms.conftest import BIRTH

moved = importlib.import_module("eforms.migrations.0004_show_if_becomes_a_rule")


def as_before(steps: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The stream as it was kept: one condition in words on each question, no rules."""
    for step in steps:
        step["value"].pop("rules")
        for one in step["value"]["fields"]:
            rules = one["value"].pop("rules")
            one["value"].pop("about")
            old = {"field": "", "op": "equals", "value": ""}
            if rules:
                old = {**rules[0]["value"], "value": "yes"}
            one["value"]["show_if"] = old
    return steps


def test_forms_and_revisions_keep_their_conditions() -> None:
    eform = build("khai-sinh", BIRTH)
    content = compile_content(eform)
    revision = eform.latest_revision
    old = as_before(json.loads(revision.content["steps"]))
    revision.content["steps"] = json.dumps(old)
    revision.save(update_fields=["content"])
    EForm.objects.filter(pk=eform.pk).update(steps=Value(old, JSONField()))
    assert compile_content(EForm.objects.get(pk=eform.pk)) != content

    moved.forwards(apps, SimpleNamespace(connection=connection))

    assert compile_content(EForm.objects.get(pk=eform.pk)) == content
    revision.refresh_from_db()
    assert compile_content(revision.as_object()) == content
    assert not moved.rewritten(json.loads(revision.content["steps"]))


def test_words_become_answers() -> None:
    assert moved.typed("Có", "yes_no") is True
    assert moved.typed("no", "yes_no") is False
    assert moved.typed("120.000 đ", "money") == 120_000
    assert moved.typed("1/2/2025", "date") == "2025-02-01"
    assert moved.typed("nam", "choice") == "nam"
    assert moved.condition_of({"field": "", "op": "equals", "value": ""}, {}) is None
