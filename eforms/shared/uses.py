"""Which forms use shared questions, which are behind them, and publishing those anew."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ValidationError

from accounts.models import User
from eforms.canonical import digest
from eforms.compile import compile_content
from eforms.errors import FormIncomplete
from eforms.models import EForm
from eforms.shared.block import SHARED


@dataclass(frozen=True)
class Use:
    """A form that uses the questions. `outdated`: its newest version has them as they were before."""

    eform: EForm
    number: int | None
    outdated: bool


def uses_of(pk: int) -> list[Use]:
    """Forms whose live content or newest draft uses the shared questions, by title."""
    return [_use(eform) for eform in EForm.objects.order_by("title") if _names(eform, pk)]


def _names(eform: EForm, pk: int) -> bool:
    drafts = (
        [eform.steps, eform.get_latest_revision_as_object().steps]
        if eform.latest_revision_id
        else [eform.steps]
    )
    return any(_in_raw(steps.raw_data, pk) for steps in drafts)


def _in_raw(steps: Iterable[Any], pk: int) -> bool:
    return any(
        one["type"] == SHARED and one["value"].get("source") == pk
        for step in steps
        for one in (step["value"].get("fields") or ())
    )


def _use(eform: EForm) -> Use:
    newest = eform.versions.order_by("-number").first()
    if newest is None:
        return Use(eform, None, outdated=False)
    return Use(eform, newest.number, outdated=eform.live and digest(compile_content(eform)) != newest.hash)


def republish(pk: int, *, by: User) -> tuple[list[EForm], list[tuple[EForm, ValidationError]]]:
    """Publish what is live of every outdated form again: (published, refused with the reason)."""
    published: list[EForm] = []
    refused: list[tuple[EForm, ValidationError]] = []
    for use in uses_of(pk):
        if not use.outdated or use.eform.live_revision is None:
            continue
        try:
            use.eform.live_revision.publish(user=by)
        except FormIncomplete as error:
            refused.append((use.eform, error))
        else:
            published.append(use.eform)
    return published, refused
