"""Open drafts follow the form: answers that fit go along, the rest is kept aside and shown to the applicant.

A draft moves when the person opens it next, in one transaction, its row locked. To which version, the room
that receives the draft says (`register_target`); without a word of it: the newest version of the same form.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.core.exceptions import ImproperlyConfigured
from django.db import transaction

from eforms.drafts import day_of, facts_of
from eforms.models import Draft, FormVersion
from eforms.versions.carrying import carry


@dataclass(frozen=True)
class Target:
    """The version a draft belongs on now, and its context there."""

    version: FormVersion
    context: Mapping[str, Any]


Choose = Callable[[Draft, date], Target | None]
TARGETS: dict[str, Choose] = {}


def register_target(kind: str, choose: Choose) -> None:
    """Say which version drafts of a kind belong on; None from `choose` means: where they are.

    Exactly one: a second raises ImproperlyConfigured.
    """
    if TARGETS.get(kind, choose) is not choose:
        raise ImproperlyConfigured(f"Two rooms say where drafts of the kind {kind!r} belong.")
    TARGETS[kind] = choose


def target_of(draft: Draft, on: date) -> Target:
    """Where a draft belongs on that day."""
    chosen = TARGETS.get(draft.kind, _newest)(draft, on)
    return chosen or Target(draft.version, draft.context)


def _newest(draft: Draft, on: date) -> Target | None:
    newest = FormVersion.objects.filter(eform_id=draft.version.eform_id).order_by("-number").first()
    return Target(newest, draft.context) if newest else None


def is_outdated(draft: Draft, *, at: datetime) -> bool:
    """Whether the draft is filled on a version that is no longer the one to file."""
    return draft.state == Draft.State.OPEN and target_of(draft, day_of(at)).version.pk != draft.version_id


def bring_up_to_date(draft: Draft, *, at: datetime) -> bool:
    """Move an open draft to the version in use. True when the form it is filled on changed.

    `draft.to_check` then says what the applicant is to look at. Asked again: nothing changes.
    """
    wanted = target_of(draft, day_of(at))
    if draft.state != Draft.State.OPEN or _is_there(draft, wanted):
        return False
    with transaction.atomic():
        now = (
            Draft.objects.select_for_update(of=("self",), no_key=True)
            .select_related("version__eform")
            .get(pk=draft.pk)
        )
        wanted = target_of(now, day_of(at))
        changed = now.state == Draft.State.OPEN and now.version_id != wanted.version.pk
        if changed:
            _carry_into(now, now.version, wanted.version, at)
        if now.state == Draft.State.OPEN and not _is_there(now, wanted):
            now.version, now.context = wanted.version, dict(wanted.context)
        now.save(update_fields=["version", "context", "answers", "typed", "done_steps", "to_check"])
    _refresh(draft, now)
    return changed


def take_step_of(
    draft: Draft, seen: FormVersion, step_id: str, values: Mapping[str, Any], typed: Mapping[str, Any], *,
    done: bool, at: datetime,
) -> None:  # fmt: skip
    """Keep what a page of another version sent after the draft had moved: judged there, carried over here."""
    own = {one["key"] for step in seen.content["steps"] if step["id"] == step_id for one in step["fields"]}
    with transaction.atomic():
        now = (
            Draft.objects.select_for_update(of=("self",), no_key=True)
            .select_related("version__eform")
            .get(pk=draft.pk)
        )
        if now.state == Draft.State.OPEN:
            files = {key for key in own if isinstance(now.answers.get(key), list)} - set(values)
            kept = {key: value for key, value in now.answers.items() if key not in own or key in files}
            now.answers = {**kept, **values}
            now.typed = {**{key: raw for key, raw in now.typed.items() if key not in own}, **typed}
            if done and step_id not in now.done_steps:
                now.done_steps = [*now.done_steps, step_id]
            _carry_into(now, seen, now.version, at)
            now.updated_at = at
            now.save(update_fields=["answers", "typed", "done_steps", "to_check", "updated_at"])
    _refresh(draft, now)


def seen_version(draft: Draft, number: str) -> FormVersion:
    """The version of the draft's form a page was drawn from; the draft's own when the number says nothing."""
    if number.isascii() and number.isdecimal() and len(number) < 9 and int(number) != draft.version.number:
        found = FormVersion.objects.filter(eform_id=draft.version.eform_id, number=int(number)).first()
        return found or draft.version
    return draft.version


def _is_there(draft: Draft, wanted: Target) -> bool:
    return draft.version_id == wanted.version.pk and draft.context == dict(wanted.context)


def _carry_into(draft: Draft, old: FormVersion, new: FormVersion, at: datetime) -> None:
    carried = carry(
        old.content, new.content, answers=draft.answers, typed=draft.typed, done=draft.done_steps,
        facts=facts_of(draft, day_of(at)),
    )  # fmt: skip
    draft.answers, draft.typed, draft.done_steps = carried.answers, carried.typed, carried.done
    told = {(item["kind"], item["key"]) for item in carried.to_check}
    steps = {step["id"] for step in new.content["steps"]}
    earlier = [
        item
        for item in draft.to_check
        if (item["kind"], item["key"]) not in told and (not item["step"] or item["step"] in steps)
    ]
    draft.to_check = [*earlier, *carried.to_check]


def _refresh(draft: Draft, now: Draft) -> None:
    """What the caller holds becomes what was written."""
    for name in ("version", "context", "answers", "typed", "done_steps", "to_check", "state", "updated_at"):
        setattr(draft, name, getattr(now, name))
