"""Everything that can happen to a dossier, on one page, and `act()`, the only way to make it happen.

The pairs of statuses are those of the national one-stop process (NĐ 118/2025). An action may have several
rows: the first whose guards hold is taken. `manage.py transitions` prints the table.
"""

from __future__ import annotations

import uuid
from collections.abc import Callable, Container
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction

from dossiers import assignment_rules, guards, made_results, parcels, result_signing
from dossiers.actions import LABELS, WATCH, Action
from dossiers.actors import ASKED, Actor, authorise, in_place_of, role_of
from dossiers.assigning import name_officer
from dossiers.charges import amount_asked, ask_fee, charge_at, drop_fees
from dossiers.copies import asked as copies
from dossiers.copies import comparing as copying
from dossiers.correcting import name_questions, put_right, take_corrections
from dossiers.errors import ActionRefused, StaleDossier
from dossiers.events import append
from dossiers.following import end, enrol, name_of, new_one
from dossiers.guards import Command, Guard
from dossiers.invoices import BY_OFFICER, open_invoice
from dossiers.linked import passing
from dossiers.linked.consequences import follow
from dossiers.models import Dossier, DossierEvent, locked
from dossiers.opinions import name_colleague, name_opinion
from dossiers.papers import attach_answer
from dossiers.pausing import decided, rule_of_pause, unit_of
from dossiers.reception import number_and_limit
from dossiers.statuses import OPEN, Status
from dossiers.step_endings import ENDS, ended, fee_paid, form_filled
from dossiers.stepping import asks_fee, at_a_step, name_step, name_undone, place_of
from dossiers.watch.digests import promise_digests, told_of_question, told_of_time
from effects.outbox import send
from payments.fees.rule import ACCEPTANCE, RETURN, SUPPLEMENT
from procedures.calendars import calendars_kept

PREVIOUS = 0
"""Target of a withdrawal that is recalled or denied: the status it was asked in."""
BEGIN = "submit"
RECEPTION = "reception"
"""Role of an officer who files for somebody from paper."""


@dataclass(frozen=True)
class Row:
    """guards: about the dossier. wants: about what comes with the action. takes: what may come with it.

    fill: adds to the payload inside the transaction. then: what else is written in it. effects: after commit.
    also: who may do it besides those with the permission at the dossier's own agency.
    """

    action: str
    sources: frozenset[int]
    target: int
    roles: frozenset[str]
    guards: tuple[Guard, ...] = ()
    takes: tuple[str, ...] = ()
    wants: tuple[Guard, ...] = ()
    fill: Callable[[Command], dict[str, Any]] | None = None
    then: tuple[Callable[[Command, DossierEvent], None], ...] = ()
    effects: tuple[str, ...] = ("tell_applicant",)
    also: Callable[[Actor, str, Dossier, datetime], bool] | None = None


def t(action: str, sources: set[int], target: int, roles: set[str], **rest: Any) -> Row:
    return Row(action, frozenset(sources), target, frozenset(roles), **rest)


PAPER = ("issue_slip", "tell_applicant")
REASON: dict[str, Any] = {"takes": ("reason",), "wants": (guards.reason_given,)}
ANSWER: dict[str, Any] = {
    "takes": ("message", "files"),
    "wants": (guards.answer_given,),
    "fill": take_corrections,
    "then": (attach_answer, charge_at(SUPPLEMENT)),
}
BROUGHT: dict[str, Any] = {
    "takes": ("brought", "message", "files", "bearer"),
    "wants": (guards.something_brought,),
    "then": (attach_answer, charge_at(SUPPLEMENT)),
}
OFFICER: dict[str, Any] = {"takes": ("assignee", "note"), "fill": name_officer, "effects": ()}
STEPPING = {"reception", "dispatcher", "specialist", "approver", "clerk", "cashier", "return_desk"}
"""Who may be given a step; which of them does one, the process of the release says."""
MISSING: dict[str, Any] = {
    "takes": ("reason", "papers", "questions"),
    "wants": (guards.reason_given, guards.papers_listed, guards.questions_known),
    "fill": name_questions,
    "effects": PAPER,
}
REQUEST: dict[str, Any] = {
    "takes": ("fee", "amount", "reason", "days"),
    "wants": (guards.fee_known, guards.amount_given, guards.reason_given),
    "fill": amount_asked,
    "then": (ask_fee,),
    "also": asks_fee,
}
MONEY: dict[str, Any] = {"takes": ("receipt", "amount"), "wants": (guards.receipt_given,)}
"""Money may come in any status; the dossier goes on only where it waited for it."""
WATCHED: dict[str, Any] = {
    "takes": ("run", "step", "due", "level", "since"),
    "fill": told_of_time,
    "then": (promise_digests,),
    "effects": (),
}
QUESTION: dict[str, Any] = {
    "guards": (guards.may_ask,),
    "takes": ("message",),
    "wants": (guards.question_given,),
    "fill": told_of_question,
    "then": (promise_digests,),
    "effects": (),
}
FOLLOWER: dict[str, Any] = {
    "guards": (guards.may_name_more,),
    "takes": ("name", "email", "in_full"),
    "wants": (guards.follower_given,),
    "fill": new_one,
    "then": (enrol,),
    "effects": ("tell_follower",),
}

TABLE = (
    t("accept", {1}, 2, {"reception"}, guards=(guards.filing_fee_paid,), takes=("time_limit", "note"),
      fill=number_and_limit, then=(charge_at(ACCEPTANCE), copies.opened, assignment_rules.promise),
      effects=(*PAPER, "keep_papers")),
    t("refuse", {1}, 3, {"reception"}, then=(drop_fees,), effects=PAPER, **REASON),
    t("ask_supplement", {1, 2, 4}, 5, {"reception", "specialist"}, **MISSING),
    t("supplement", {5}, 1, {"applicant"}, guards=(guards.not_yet_accepted,), **ANSWER),
    t("supplement", {5}, 4, {"applicant"}, guards=(guards.accepted_before,), **ANSWER),
    t("take_supplement", {5}, 1, {"reception"}, guards=(guards.not_yet_accepted,), **BROUGHT),
    t("take_supplement", {5}, 4, {"reception"}, guards=(guards.accepted_before,), **BROUGHT),
    *(t("check_papers", {status}, status, {"reception", "specialist"}, takes=("checks",),
        wants=(guards.checks_given,), effects=()) for status in (1, 2, 4)),
    t("assign", {2}, 4, {"dispatcher", "system"}, **{**OFFICER, "effects": ("tell_step",)}),
    t("hand_over", {4}, 4, {"dispatcher", "specialist", "approver"}, guards=(guards.colleague_there,),
      **OFFICER),
    t("ask_payment", {2, 4}, 6, {"specialist"}, **REQUEST),
    t("ask_payment", {6}, 6, {"specialist"}, guards=(guards.request_expired,), **REQUEST),
    t("pay", {6}, 4, {"cashier", "system"}, guards=(guards.fee_settled,), **MONEY),
    *(t("pay", {status}, status, {"cashier", "system"}, **MONEY) for status in sorted(Status)),
    t("complete_step", {4}, 4, STEPPING,
      guards=(guards.step_of_mine, guards.time_runs, passing.nothing_elsewhere),
      takes=("step", "checked", "note", "code"),
      wants=(guards.step_known, passing.step_is_here, guards.all_checked, *ENDS),
      fill=lambda command: {**name_step(command), **ended(command)}, effects=("tell_step",), also=at_a_step),
    t("pass_on", {4}, 4, STEPPING | {"system"}, guards=(passing.may_pass_on,), takes=("step",),
      fill=passing.pass_on, then=(passing.hand_out,), effects=(), also=at_a_step),
    t("take_back", {4}, 4, STEPPING, guards=(passing.may_take_back,), takes=("step", "reason"),
      wants=(guards.reason_given,), fill=passing.take_back, then=(passing.call_back,), effects=(),
      also=at_a_step),
    *(t("come_back", {status}, status, {"system"}, guards=(passing.is_elsewhere,),
        takes=("step", "step_name", "run", "outcome", "closes", "message"), effects=("tell_step",))
      for status in (4, 5, 6, 7)),
    t("recall", {1}, 3, {"system"}, takes=("reason",), then=(drop_fees,), effects=()),
    t("recall", {2, 4, 5, 6}, 8, {"system"}, takes=("reason",), then=(drop_fees, copies.ended), effects=()),
    t("send_back", {4}, 4, STEPPING, guards=(guards.step_of_mine, guards.way_back, passing.nothing_elsewhere),
      takes=("step", "to", "reason"),
      wants=(guards.step_known, passing.step_is_here, guards.back_step_known, guards.reason_given),
      fill=name_step, effects=(), also=at_a_step),
    t("undo_step", {4}, 4, STEPPING, guards=(guards.may_undo, guards.time_runs), takes=("note",),
      fill=name_undone, effects=(), also=at_a_step),
    t("correct", {4}, 4, {"reception", "specialist"}, takes=("question", "value", "reason"),
      wants=(guards.reason_given,), fill=put_right),
    t("ask_opinion", {4}, 4, {"reception", "specialist", "approver"},
      takes=("colleague", "message", "questions", "shown", "until"),
      wants=(guards.text_given, guards.questions_known, guards.day_to_come), fill=name_colleague,
      effects=("tell_colleague",)),
    *(t("give_opinion", {status}, status, {ASKED}, guards=(guards.asked_by_name,),
        takes=("opinion", "message", "files"), wants=(guards.opinion_known, guards.text_given),
        fill=name_opinion, effects=("tell_colleague",)) for status in (4, 5, 6)),
    t("pause", {4}, 4, {"specialist", "approver"}, guards=(guards.may_pause, guards.not_held),
      takes=("pause", "reason"), wants=(guards.pause_known, guards.reason_given), fill=rule_of_pause),
    t("resume", {4}, 4, {"specialist", "approver"}, guards=(guards.is_held,), takes=("note",)),
    t("ask_extension", {4}, 4, {"specialist"},
      guards=(guards.has_due_date, guards.clock_runs, guards.once_more, guards.nothing_asked, guards.in_time),
      takes=("more", "reason"), wants=(guards.more_given, guards.reason_given), fill=unit_of, effects=()),
    t("extend", {4}, 4, {"approver"},
      guards=(guards.extension_asked, guards.clock_runs, guards.once_more, guards.in_time),
      takes=("note",), fill=decided, effects=("issue_slip", "tell_applicant")),
    t("deny_extension", {4}, 4, {"approver"}, guards=(guards.extension_asked,),
      takes=("reason",), wants=(guards.reason_given,), effects=()),
    t("apologise", {4}, 4, {"approver"}, guards=(guards.is_late, guards.once_more),
      takes=("until", "reason"), wants=(guards.new_day_given, guards.reason_given),
      effects=("issue_slip", "tell_applicant")),
    *(t("recount", {status}, status, {"system"}, takes=("calendar", "before"))
      for status in (1, 2, 4, 7)),
    *(t(action, {status}, status, {"system"}, **WATCHED) for action in WATCH for status in (1, 2, 4, 7)),
    *(t("ask", {status}, status, {"applicant"}, **QUESTION) for status in sorted(OPEN)),
    *(t("reply", {status}, status, {"reception", "specialist", "approver"}, guards=(guards.question_open,),
        takes=("message",), wants=(guards.reply_given,)) for status in sorted(Status)),
    *(t("follow", {status}, status, {"applicant"}, **FOLLOWER) for status in sorted(OPEN)),
    *(t("unfollow", {status}, status, {"applicant"}, guards=(guards.somebody_follows,), takes=("follower",),
        wants=(guards.follower_known,), fill=name_of, then=(end,), effects=()) for status in sorted(Status)),
    t("ask_withdrawal", {1, 2, 4, 5, 6}, 7, {"applicant"}, takes=("reason",)),
    t("recall_withdrawal", {7}, PREVIOUS, {"applicant"}),
    t("deny_withdrawal", {7}, PREVIOUS, {"approver"}, **REASON),
    t("grant_withdrawal", {7}, 8, {"approver"}, takes=("reason",), then=(drop_fees, copies.ended),
      effects=PAPER),
    t("stop", {2, 4, 5, 6}, 8, {"approver"}, then=(drop_fees, copies.ended), effects=PAPER, **REASON),
    t("compare", {4}, 4, {"reception", "specialist"}, guards=(copying.may_compare,),
      takes=("pages", "refusal", "note"), wants=(copying.comparison_given,), fill=copying.compared,
      then=(copying.keep_comparison,), effects=()),
    t("submit_copies", {4}, 4, {"reception", "specialist"},
      guards=(copying.may_be_submitted, guards.time_runs), takes=("number", "book", "note"), effects=()),
    t("finish", {4}, 9, {"approver"},
      guards=(guards.time_runs, guards.all_steps_done, passing.all_here, result_signing.none_waits),
      takes=("note", "result", "make", "gaps", "code"),
      wants=(made_results.may_be_made, result_signing.is_signed, *ENDS),
      fill=lambda command: {
          **ended(command), **made_results.named(command), **result_signing.named_signed(command)
      },
      then=(charge_at(RETURN),), effects=("tell_applicant", "keep_papers"), also=result_signing.signed_it),
    t("submit_result", {4}, 4, {"specialist", "approver"},
      guards=(result_signing.some_are_signed, guards.time_runs, guards.all_steps_done, passing.all_here,
              result_signing.none_waits, result_signing.none_signed_yet),
      takes=("note", "result", "make", "gaps", "page", "place"),
      wants=(result_signing.something_given, made_results.may_be_made, form_filled, fee_paid),
      fill=made_results.named, effects=(), also=at_a_step),
    t("refuse_result", {4}, 4, {"system"}, takes=("signer", "reason"), effects=()),
    t("return_for_correction", {9}, 4, {"approver"}, **REASON),
    t("hand_result", {9}, 10, {"return_desk"},
      guards=(guards.nothing_to_pay, result_signing.still_in_force), takes=("note", "carrier", "tracking"),
      wants=(parcels.parcel_known,), fill=parcels.named_parcel),
)  # fmt: skip


def act(
    dossier_id: uuid.UUID | str,
    action: str,
    *,
    actor: Actor,
    key: str,
    at: datetime,
    seen: int | None = None,
    signed: bool = False,
    **payload: Any,
) -> DossierEvent:
    """Do `action` to the dossier: one transaction from the lock to the promised effects.

    key: the caller's idempotency key; the same key gives the first event again and does nothing.
    seen: `last_sequence` as the caller's page showed it; another one raises StaleDossier.
    signed: the officer's one-time code was checked just now (doing.py).
    payload: what the row takes. Raises ActionRefused (code says why), ActionNotAllowed, OwnDossier,
    Dossier.DoesNotExist.
    """
    rows = [row for row in TABLE if row.action == action]
    if not rows:
        raise ActionRefused("unknown_action")
    with transaction.atomic(), calendars_kept():
        dossier = locked(dossier_id)
        authorise(actor, rows[0], dossier, at)
        if first := outcome_of(dossier, key, action):
            return first
        if is_changed(dossier, seen):
            raise StaleDossier
        cleaned = {name: value for name, value in payload.items() if value not in (None, "", [], ())}
        command = Command(dossier, action, actor, at, key, cleaned, signed)
        return _carry_out(_choose(rows, command), command)


def is_changed(dossier: Dossier, seen: int | None) -> bool:
    """Whether anybody but the watch did something after the page was drawn; None: whatever it showed."""
    if seen is None or seen == dossier.last_sequence:
        return False
    later = dossier.events.filter(sequence__gt=seen).exclude(action__in=WATCH)
    return seen > dossier.last_sequence or later.exists()


def outcome_of(dossier: Dossier, key: str, action: str) -> DossierEvent | None:
    """What the same key did before. Raises ActionRefused (key_used) when it did something else."""
    first = DossierEvent.objects.filter(dossier=dossier, key=key).first()
    if first and first.action != action:
        raise ActionRefused("key_used")
    return first


def find_outcome(dossier_id: uuid.UUID | str, key: str) -> DossierEvent | None:
    """What was done under this key, whatever it was: for verbs that do something before they act."""
    return DossierEvent.objects.filter(dossier_id=dossier_id, key=key).first()


def begin(dossier: Dossier, *, actor: Actor, key: str, at: datetime, payload: dict[str, Any]) -> DossierEvent:
    """The first event of a new dossier: stores both, in status 1. Called by submit.py only."""
    role = RECEPTION if actor.kind == "officer" else actor.kind
    with transaction.atomic():
        event = append(dossier, BEGIN, Status.NEW, actor=actor, role=role, at=at, key=key, payload=payload)
        _promise(("tell_applicant",), event)
    return event


def available(
    dossier: Dossier, actor: Actor, at: datetime, only: Container[str] | None = None
) -> list[Action]:
    """What this person may do to the dossier now, in the order of the table; `only`: of these actions."""
    found: dict[str, Action] = {}
    for row in TABLE:
        if only is not None and row.action not in only:
            continue
        if dossier.status in row.sources and row.action not in found and _offered(row, dossier, actor, at):
            found[row.action] = Action(row.action, LABELS[row.action], row.takes)
    return list(found.values())


def _offered(row: Row, dossier: Dossier, actor: Actor, at: datetime) -> bool:
    try:
        authorise(actor, row, dossier, at)
    except PermissionDenied:
        return False
    command = Command(dossier, row.action, actor, at, "", {})
    if row.action == "pay":  # while something is open: the cashier's receipt is what settles it
        return open_invoice(dossier.pk) is not None
    return not any(guard(command) for guard in row.guards)


def _choose(rows: list[Row], command: Command) -> Row:
    reason = ""
    for row in rows:
        if command.dossier.status not in row.sources:
            continue
        reason = next((why for guard in row.guards if (why := guard(command))), "")
        if not reason:
            return row
    if reason:
        raise ActionRefused(reason)
    raise ActionRefused("not_in_this_status", status=Status(command.dossier.status).label)


def _carry_out(row: Row, command: Command) -> DossierEvent:
    dossier, actor = command.dossier, command.actor
    if strange := set(command.payload) - set(row.takes):
        raise TypeError(f"{row.action} does not take {', '.join(sorted(strange))}.")
    for want in row.wants:
        if why := want(command):
            raise ActionRefused(why)
    place = place_of(command)
    role = role_of(actor, row, place, command.at)
    payload = {
        **command.payload,
        **(row.fill(command) if row.fill else {}),
        **in_place_of(actor, role, place, dossier.assignee_id, command.at),
    }
    event = append(
        dossier,
        row.action,
        row.target if row.target != PREVIOUS else _went_on(dossier),
        actor=actor,
        role=role,
        place=place,
        at=command.at,
        key=command.key,
        payload=payload,
    )
    for consequence in row.then:
        consequence(command, event)
    _promise(row.effects, event)
    follow(dossier, event)
    result_signing.withdraw(dossier, event)
    copies.withdraw(dossier, event)
    return event


def _went_on(dossier: Dossier) -> int:
    """Where a dossier is that is not withdrawn after all; what it waited for may have been paid meanwhile."""
    before = dossier.previous_status
    assert before is not None
    if before == Status.PAYMENT and open_invoice(dossier.pk, BY_OFFICER) is None:
        return Status.PROCESSING
    return before


def _promise(kinds: tuple[str, ...], event: DossierEvent) -> None:
    for kind in kinds:
        send(kind, key=f"{kind}:{event.pk}", dossier=str(event.dossier_id), event=event.pk)
