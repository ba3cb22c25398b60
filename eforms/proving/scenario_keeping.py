"""Changing the scenarios of a form: each change is a revision of its draft, like any other change."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from eforms.definition import EForm
from eforms.exchange.shape import MOST_SCENARIOS
from eforms.proving.scenarios import Outcome

Scenarios = list[dict[str, Any]]


class ScenariosRefused(ValidationError):
    """The form is locked, or holds scenarios enough. Seen by the editor."""


def add(eform: EForm, scenario: Mapping[str, Any], *, user: User) -> None:
    """Put a scenario at the end; one of the same name is replaced. Raises ScenariosRefused."""

    def put(known: Scenarios) -> Scenarios:
        names = [one["name"] for one in known]
        if scenario["name"] in names:
            return [dict(scenario) if one["name"] == scenario["name"] else one for one in known]
        return [*known, dict(scenario)]

    _change(eform, put, user)


def replace(eform: EForm, turn: int, name: str, scenario: Mapping[str, Any], *, user: User) -> None:
    """Change the scenario that stands there, if it still has this name. Raises ScenariosRefused."""
    _change(eform, lambda known: [*known[:turn], dict(scenario), *known[turn + 1 :]], user, (turn, name))


def remove(eform: EForm, turn: int, name: str, *, user: User) -> None:
    """Take a scenario out, if it still has this name. Raises ScenariosRefused."""
    _change(eform, lambda known: [*known[:turn], *known[turn + 1 :]], user, (turn, name))


def made(name: str, state: Mapping[str, Any], got: Outcome) -> dict[str, Any]:
    """A scenario that expects what came out. `state`: on, channel, applicant, age, variant, answers."""
    known = {key: value for key, value in state.items() if value not in (None, "")}
    return {"name": name, **known, "expect": got.as_expected()}


def _change(
    eform: EForm,
    change: Callable[[Scenarios], Scenarios],
    user: User,
    expected: tuple[int, str] | None = None,
) -> None:
    with transaction.atomic():
        locked = EForm.objects.select_for_update(no_key=True).get(pk=eform.pk)
        newest: EForm = locked.get_latest_revision_as_object()
        lock = newest.get_lock()
        if lock and lock.for_user(user):
            raise ScenariosRefused(_("The form is locked: it cannot be changed now."), code="locked")
        if expected and [one["name"] for one in newest.scenarios[expected[0] :][:1]] != [expected[1]]:
            raise ScenariosRefused(_("Somebody changed the scenarios meanwhile. Look again."), code="changed")
        newest.scenarios = change(list(newest.scenarios))
        if len(newest.scenarios) > MOST_SCENARIOS:
            raise ScenariosRefused(
                _("At most %(most)d scenarios fit."), code="many", params={"most": MOST_SCENARIOS}
            )
        newest.save_revision(user=user, log_action=True)
