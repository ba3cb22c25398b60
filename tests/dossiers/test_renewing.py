"""Drafts of dossiers follow the release in force; a dossier's release shows the form that was filled."""

# ruff: noqa: E501  one case a line

from __future__ import annotations

import copy
from datetime import date
from typing import Any

import pytest
from django.utils import timezone

from dossiers.models import Dossier
from dossiers.start import begin_filing
from eforms.building import build, current_version
from eforms.models import Draft
from eforms.versions import moving
from procedures.models import Release
from tests.dossiers.cases import release_with_form, ward

pytestmark = pytest.mark.django_db


def begun() -> tuple[Release, Draft]:
    pinned = release_with_form()
    draft, _secret = begin_filing(pinned, ward(), variant="usual", user=None, at=timezone.now())
    return pinned, draft


def follow(pinned: Release, *, form: bool = True, **changes: Any) -> Release:
    """The next release of the procedure, with the next version of its form."""
    assert pinned.form_version is not None
    version = pinned.form_version
    if form:
        content = copy.deepcopy(version.content)
        content["steps"][0]["title"] = "Bước đầu tiên"
        build(version.eform.code, content)
        found = current_version(version.eform.code)
        assert found is not None
        version = found
    return Release.objects.create(
        procedure=pinned.procedure, code=pinned.code, number=pinned.number + 1, hash="y" * 64, form_version=version,
        content={**pinned.content, **changes}, effective_from=date(2025, 1, 1), published_at=timezone.now(),
    )  # fmt: skip


def test_a_draft_goes_to_the_release_in_force_and_its_form() -> None:
    pinned, draft = begun()
    newer = follow(pinned)
    assert moving.bring_up_to_date(draft, at=timezone.now())
    draft.refresh_from_db()
    assert draft.context["release"] == newer.pk
    assert draft.version == newer.form_version


def test_a_release_with_the_same_form_is_taken_in_silence() -> None:
    pinned, draft = begun()
    newer = follow(pinned, form=False, summary="Khác")
    assert not moving.bring_up_to_date(draft, at=timezone.now())
    draft.refresh_from_db()
    assert draft.context["release"] == newer.pk
    assert draft.to_check == []


@pytest.mark.parametrize(
    "changes",
    [
        {"online_level": "info"},
        {"variants": [{"id": "other", "name": "Khác", "papers": []}]},
        {"levels": ["province"]},
    ],
)
def test_a_draft_stays_where_its_choices_are_no_longer_offered(changes: dict[str, Any]) -> None:
    pinned, draft = begun()
    follow(pinned, **changes)
    assert not moving.bring_up_to_date(draft, at=timezone.now())
    draft.refresh_from_db()
    assert draft.context["release"] == pinned.pk
    assert draft.version == pinned.form_version


def test_a_form_newer_than_the_procedure_does_not_move_drafts() -> None:
    pinned, draft = begun()
    assert pinned.form_version is not None
    content = copy.deepcopy(pinned.form_version.content)
    content["steps"][0]["title"] = "Bước đầu tiên"
    build(pinned.form_version.eform.code, content)
    assert not moving.is_outdated(draft, at=timezone.now())
    assert not Dossier.objects.exists()
