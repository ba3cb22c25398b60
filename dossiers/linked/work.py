"""The effects between linked dossiers, and between one and an outside system; none does harm twice."""

from __future__ import annotations

import logging
from datetime import timedelta
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from dossiers.actors import Actor
from dossiers.errors import ActionRefused
from dossiers.linked import opening
from dossiers.linked.links import BACK, PASS, links_of
from dossiers.linked.outside import case_of, system_of
from dossiers.linked.passing import recall
from dossiers.models import Dossier, DossierEvent, OutsideCase
from dossiers.moments import process_of_dossier
from dossiers.statuses import Status
from dossiers.transitions import act
from effects.errors import GiveUp, NotYet
from effects.handlers import handler
from effects.outbox import send
from effects.outside.errors import NoAnswer

logger = logging.getLogger("dossiers")
UNDELIVERED = _("The outside system did not take it.")
UNANSWERED = _("The outside system says nothing of it any more.")
UNOPENED = _("The dossier could not be opened there.")


@handler("pass_on")
def pass_on(*, key: str, dossier: str, step: str, run: int) -> None:
    """A step that began is passed on by itself; by hand it may have been before. Raises GiveUp."""
    found = Dossier.objects.get(pk=dossier)
    row = found.steps.filter(number=run, left_at=None).first()
    if row is None or any(link.run == run for link in links_of(found.events.all())):
        return
    try:
        act(dossier, PASS, actor=Actor.system(), key=key, at=timezone.now(), step=step)
    except ActionRefused as refused:
        raise GiveUp(str(refused.code)) from refused


def _unopened(*, key: str, dossier: str, event: int) -> None:
    said = DossierEvent.objects.select_related("dossier__release").get(pk=event, dossier_id=dossier)
    run = said.payload["passed"]["run"]
    _back(said.dossier, run, "failed", str(UNOPENED), f"come_back:unopened:{event}")


@handler("open_linked", gave_up=_unopened)
def open_linked(*, key: str, dossier: str, event: int) -> None:
    """The dossier at the other agency; what hinders it now may be there again later."""
    opening.open_linked(dossier, DossierEvent.objects.get(pk=event, dossier_id=dossier), at=timezone.now())


@handler("come_back")
def come_back(*, key: str, dossier: str, event: int) -> None:
    """What became of a dossier is told to the one it came from."""
    child = Dossier.objects.select_related("parent__release").get(pk=dossier)
    said = DossierEvent.objects.get(pk=event, dossier=child)
    assert child.parent is not None
    assert child.parent_run is not None
    done = said.to_status == Status.FINISHED
    message = "" if done else str(said.payload.get("reason", ""))
    _back(child.parent, child.parent_run, "done" if done else "failed", message, key)


@handler("call_all_back")
def call_all_back(*, key: str, dossier: str, event: int) -> None:
    """A dossier that has stopped wants nothing from anybody any more."""
    said = DossierEvent.objects.get(pk=event, dossier_id=dossier)
    for link in links_of(Dossier.objects.get(pk=dossier).events.all()):
        if link.open:
            try:
                recall(link, said, reason=str(said.payload.get("reason", "")))
            except (ActionRefused, OutsideCase.DoesNotExist):
                continue  # it has ended by itself, or an earlier attempt has called it back


def _undelivered(*, key: str, case: int) -> None:
    found = OutsideCase.objects.select_related("dossier__release").get(pk=case)
    _close(found, "failed", str(UNDELIVERED))


@handler("send_outside", atomic=False, lease=timedelta(minutes=2), gave_up=_undelivered)
def send_outside(*, key: str, case: int) -> None:
    """Hand the case over; the other side drops a second copy by its ref."""
    found = OutsideCase.objects.select_related("dossier__release", "dossier__agency").get(pk=case)
    if found.closed_at or found.reference:
        return
    system, plugin = system_of(found)
    reference = plugin.send(case_of(found), system.options)
    OutsideCase.objects.filter(pk=case).update(reference=reference)
    first = timezone.now() + timedelta(minutes=system.minutes)
    send("ask_outside", key=f"ask_outside:{case}", run_after=first, case=case)


def _unanswered(*, key: str, case: int) -> None:
    found = OutsideCase.objects.select_related("dossier__release").get(pk=case)
    _close(found, "failed", str(UNANSWERED))


@handler("ask_outside", atomic=False, lease=timedelta(minutes=2), gave_up=_unanswered)
def ask_outside(*, key: str, case: int) -> None:
    """How it stands there, asked again and again until there is an answer, or can be none any more.

    Raises NotYet.
    """
    found = OutsideCase.objects.select_related("dossier__release").get(pk=case)
    if found.closed_at:
        return
    system, plugin = system_of(found)
    later = timezone.now() + timedelta(minutes=system.minutes)
    try:
        news = plugin.ask(found.reference, system.options)
    except NoAnswer as silence:
        logger.warning("outside system %s: %s", system.code, silence.code)
        raise NotYet(later) from silence
    if news.state == "working":
        raise NotYet(later)
    _close(found, news.state, news.message)


@handler("recall_outside", atomic=False, lease=timedelta(minutes=2))
def recall_outside(*, key: str, case: int, event: int) -> None:
    """Tell the other side; a case that never got there needs no word."""
    found = OutsideCase.objects.get(pk=case)
    if found.reference:
        system, plugin = system_of(found)
        reason = DossierEvent.objects.get(pk=event).payload.get("reason", "")
        plugin.take_back(found.reference, str(reason), system.options)


def _close(case: OutsideCase, outcome: str, message: str) -> None:
    _back(case.dossier, case.run, outcome, message, f"come_back:outside:{case.pk}")
    OutsideCase.objects.filter(pk=case.pk, closed_at=None).update(closed_at=timezone.now())


def _back(parent: Dossier, run: int, outcome: str, message: str, key: str) -> None:
    """The event on the dossier that waits; nothing when it waits no longer."""
    row = parent.steps.get(number=run)
    step = process_of_dossier(parent).step(row.step)
    closes = outcome == "done" and step is not None and step.asks_nothing
    about: dict[str, Any] = {"step": row.step, "step_name": row.name, "run": run}
    about |= {"outcome": outcome, "closes": closes, "message": message}
    try:
        act(parent.pk, BACK, actor=Actor.system(), key=key, at=timezone.now(), **about)
    except ActionRefused as refused:
        if refused.code not in ("nothing_passed_on", "not_in_this_status"):
            raise
