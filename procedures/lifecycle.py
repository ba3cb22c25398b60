"""From draft to abolished: a procedure's state on a day, and the two decisions that end it (NĐ 63/2010)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from procedures import releases
from procedures.choices import DecisionKind
from procedures.errors import LifecycleRefused
from procedures.models import ProcedurePage, Release

if TYPE_CHECKING:
    from accounts.models import User


class State(TextChoices):
    DRAFT = "draft", _("Being drafted")
    AWAITING = "awaiting", _("Awaiting publication")
    ANNOUNCED = "announced", _("Published, not yet in force")
    PUBLIC = "public", _("In force")
    AMENDED = "amended", _("In force, amended")
    REPLACED = "replaced", _("Replaced")
    ABOLISHED = "abolished", _("Abolished")


IN_FORCE = (State.PUBLIC, State.AMENDED)
ENDED = (State.REPLACED, State.ABOLISHED)


@dataclass(frozen=True)
class Decision:
    """A decision that ends a procedure: its number and the day it was signed."""

    number: str
    signed_on: date


def state_of(page: ProcedurePage, on: date) -> State:
    """Computed from the releases, their dates and decisions, and Wagtail's moderation; nothing is stored."""
    newest = releases.begun(page.code, on).first() if page.live and page.code else None
    if newest:
        return state_of_release(newest, on)
    if page.live and page.code and releases.coming(page.code, on):
        return State.ANNOUNCED
    return State.AWAITING if page.workflow_in_progress else State.DRAFT


def state_of_release(release: Release, on: date) -> State:
    """What a release that has begun says about its procedure on a day."""
    kind = release.content["decision"]["kind"]
    if release.effective_to is None or release.effective_to >= on:
        return State.AMENDED if kind == DecisionKind.AMEND else State.PUBLIC
    return (
        State.REPLACED
        if release.content.get("replaced_by") or kind == DecisionKind.REPLACE
        else State.ABOLISHED
    )


@transaction.atomic
def abolish(
    page: ProcedurePage, *, decision: Decision, last_day: date, by: User | None, at: datetime
) -> Release:
    """End a published procedure: a closing release says since when. Twice the same gives the same release.

    Raises LifecycleRefused when it is not published, or the day lies before its first (or its coming) one.
    """
    return _close(page, DecisionKind.ABOLISH, decision, last_day, by=by, at=at)


@transaction.atomic
def replace(
    page: ProcedurePage,
    successor: ProcedurePage,
    *,
    decision: Decision,
    last_day: date,
    by: User | None,
    at: datetime,
) -> Release:
    """End a procedure because another takes its place; its page then leads to the successor.

    Raises LifecycleRefused as `abolish` does, and unless the successor is another, published procedure.
    """
    if successor.pk == page.pk or not successor.live:
        raise LifecycleRefused(_("Choose another, published procedure as the successor."), code="successor")
    return _close(page, DecisionKind.REPLACE, decision, last_day, successor, by=by, at=at)


def _close(
    page: ProcedurePage,
    kind: DecisionKind,
    decision: Decision,
    last_day: date,
    successor: ProcedurePage | None = None,
    *,
    by: User | None,
    at: datetime,
) -> Release:
    page = ProcedurePage.objects.select_for_update(no_key=True).get(pk=page.pk)
    last = _last_release(page, last_day)
    page.decision_kind = kind
    page.decision_number = decision.number
    page.decision_date = decision.signed_on
    page.effective_from = page.effective_from or last.effective_from
    page.effective_to = last_day
    page.replaced_by = successor
    page.publish(page.save_revision(user=by), user=by, at=at, skip_permission_checks=True)
    return releases.history(page.code or "").first() or last


def _last_release(page: ProcedurePage, last_day: date) -> Release:
    last = releases.history(page.code or "").first() if page.live else None
    if last is None:
        raise LifecycleRefused(_("Only a published procedure can be ended."), code="not_published")
    if last_day < (page.effective_from or last.effective_from):
        raise LifecycleRefused(
            {"last_day": ValidationError(_("The last day lies before the first."), code="dates")}
        )
    return last
