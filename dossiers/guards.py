"""What must hold before an action: functions that return None or the code of the reason (errors.REASONS)."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from dossiers.actors import Actor
from dossiers.assigning import candidates
from dossiers.charges import fees_to_ask, reckoned
from dossiers.checking import Finding
from dossiers.correcting import askable, pending
from dossiers.following import chosen
from dossiers.invoices import BY_OFFICER, open_invoice
from dossiers.models import Dossier
from dossiers.moments import process_of_dossier
from dossiers.opinions import chosen as chosen_opinion
from dossiers.opinions import open_for
from dossiers.pausing import held, last_moment, may_appoint_anew, pauses_of, wish
from dossiers.stepping import active, back_to, chosen_step, is_last, mine, to_take_back
from payments.fees.rule import FILING
from rules.days import VIETNAM

MOST_MORE = 365
MOST_QUESTIONS = 2
MOST_FOLLOWERS = 5


@dataclass(frozen=True)
class Command:
    """One wish to act: `payload` holds what the action takes, cleaned of empty values. signed: by a code."""

    dossier: Dossier
    action: str
    actor: Actor
    at: datetime
    key: str
    payload: dict[str, Any]
    signed: bool = False


Guard = Callable[[Command], str | None]

# -- about the dossier: which row of the table applies, whether the action is offered


def not_yet_accepted(command: Command) -> str | None:
    return "already_accepted" if command.dossier.accepted_at else None


def accepted_before(command: Command) -> str | None:
    return None if command.dossier.accepted_at else "not_yet_accepted"


def fee_settled(command: Command) -> str | None:
    """What an officer asked for: the dossier waits for nothing else."""
    return "invoice_open" if open_invoice(command.dossier.pk, BY_OFFICER) else None


def request_expired(command: Command) -> str | None:
    """What an officer asked for can be paid no longer: it may be asked for anew."""
    found = open_invoice(command.dossier.pk, BY_OFFICER)
    past = found is not None and found.expires_at is not None and found.expires_at <= command.at
    return None if past else "invoice_open"


def filing_fee_paid(command: Command) -> str | None:
    return "filing_fee_open" if open_invoice(command.dossier.pk, FILING) else None


def nothing_to_pay(command: Command) -> str | None:
    return "fee_open" if open_invoice(command.dossier.pk) else None


def colleague_there(command: Command) -> str | None:
    return None if candidates(command.dossier, command.at).exists() else "nobody_else"


def not_held(command: Command) -> str | None:
    """Time runs, and rests neither for a pause nor for a step of the process."""
    return "already_paused" if held(command.dossier) or command.dossier.paused_at else None


def is_held(command: Command) -> str | None:
    return None if held(command.dossier) else "not_paused"


def step_of_mine(command: Command) -> str | None:
    return None if mine(command.dossier, command.actor, command.at, command.action) else "no_step_of_yours"


def way_back(command: Command) -> str | None:
    found = mine(command.dossier, command.actor, command.at, command.action)
    return None if any(back_to(command.dossier, row) for row in found) else "no_way_back"


def all_steps_done(command: Command) -> str | None:
    """With a process the dossier is finished in its last step, when nothing else is worked on."""
    open_steps = active(command.dossier)
    if not process_of_dossier(command.dossier) or not open_steps:
        return None
    last = len(open_steps) == 1 and is_last(command.dossier, open_steps[0])
    return None if last else "steps_open"


def time_runs(command: Command) -> str | None:
    return "resume_first" if held(command.dossier) else None


def may_pause(command: Command) -> str | None:
    return None if pauses_of(command.dossier) else "no_pause_allowed"


def has_due_date(command: Command) -> str | None:
    return None if command.dossier.due_at else "no_due_date"


def clock_runs(command: Command) -> str | None:
    return "already_paused" if command.dossier.paused_at else None


def in_time(command: Command) -> str | None:
    until = last_moment(command.dossier)
    return "extension_too_late" if until and command.at > until else None


def is_late(command: Command) -> str | None:
    due = command.dossier.due_at
    return None if due and command.at > due else "not_late"


def once_more(command: Command) -> str | None:
    return None if may_appoint_anew(command.dossier) else "appointed_anew"


def nothing_asked(command: Command) -> str | None:
    return "extension_asked" if wish(command.dossier) else None


def extension_asked(command: Command) -> str | None:
    return None if wish(command.dossier) else "no_extension_asked"


def may_ask(command: Command) -> str | None:
    """Two questions may wait at a time, so that each of them is read."""
    events = command.dossier.events
    replied = events.filter(action="reply").last()
    since = replied.sequence if replied else 0
    waiting = events.filter(action="ask", sequence__gt=since).count()
    return "questions_waiting" if waiting >= MOST_QUESTIONS else None


def question_open(command: Command) -> str | None:
    return None if command.dossier.asked_at else "no_question"


def may_name_more(command: Command) -> str | None:
    many = command.dossier.followers.filter(ended_at=None).count() >= MOST_FOLLOWERS
    return "followers_enough" if many else None


def somebody_follows(command: Command) -> str | None:
    return None if command.dossier.followers.filter(ended_at=None).exists() else "nobody_follows"


def may_undo(command: Command) -> str | None:
    found = to_take_back(command.dossier, command.actor, command.at)
    return None if found else "nothing_to_take_back"


def asked_by_name(command: Command) -> str | None:
    return None if open_for(command.dossier, command.actor) else "not_asked"


# -- about what came with the action


def question_given(command: Command) -> str | None:
    return None if str(command.payload.get("message", "")).strip() else "question_empty"


def reply_given(command: Command) -> str | None:
    return None if str(command.payload.get("message", "")).strip() else "reply_empty"


def follower_given(command: Command) -> str | None:
    return None if command.payload.get("name") and command.payload.get("email") else "follower_missing"


def follower_known(command: Command) -> str | None:
    return None if chosen(command) else "follower_unknown"


def step_known(command: Command) -> str | None:
    """The step is worked on now and is this officer's; a single one need not be named."""
    return None if chosen_step(command) else "step_unknown"


def all_checked(command: Command) -> str | None:
    row = chosen_step(command)
    step = process_of_dossier(command.dossier).step(row.step) if row else None
    missing = step and set(step.checks) - set(command.payload.get("checked") or ())
    return "checks_missing" if missing else None


def back_step_known(command: Command) -> str | None:
    row = chosen_step(command)
    known = {step.id for step in back_to(command.dossier, row)} if row else set()
    return None if command.payload.get("to") in known else "back_step_unknown"


def pause_known(command: Command) -> str | None:
    reasons = {one["reason"] for one in pauses_of(command.dossier)}
    return None if command.payload.get("pause") in reasons else "pause_unknown"


def more_given(command: Command) -> str | None:
    more = command.payload.get("more")
    return None if isinstance(more, int) and 0 < more <= MOST_MORE else "more_missing"


def new_day_given(command: Command) -> str | None:
    day = command.payload.get("until")
    return (
        None
        if isinstance(day, str) and day > command.at.astimezone(VIETNAM).date().isoformat()
        else "until_past"
    )


def reason_given(command: Command) -> str | None:
    return None if str(command.payload.get("reason", "")).strip() else "reason_missing"


def papers_listed(command: Command) -> str | None:
    """Papers are missing, or answers are to be corrected."""
    given = command.payload.get("papers") or command.payload.get("questions")
    return None if given else "papers_not_listed"


def questions_known(command: Command) -> str | None:
    wanted = set(command.payload.get("questions") or ())
    known = {key for rows in askable(command.dossier).values() for key, _words in rows} if wanted else set()
    return None if wanted <= known else "questions_unknown"


def answer_given(command: Command) -> str | None:
    given = command.payload.get("message") or command.payload.get("files") or pending(command.dossier)
    return None if given else "answer_empty"


def something_brought(command: Command) -> str | None:
    given = (command.payload.get(name) for name in ("brought", "message", "files"))
    return None if any(given) else "nothing_brought"


def checks_given(command: Command) -> str | None:
    checks = command.payload.get("checks") or []
    return None if checks and all(one["state"] in Finding.values for one in checks) else "checks_empty"


def text_given(command: Command) -> str | None:
    return None if str(command.payload.get("message", "")).strip() else "text_missing"


def day_to_come(command: Command) -> str | None:
    """A day until when may be left out."""
    return new_day_given(command) if command.payload.get("until") else None


def opinion_known(command: Command) -> str | None:
    return None if chosen_opinion(command) else "opinion_unknown"


def receipt_given(command: Command) -> str | None:
    """Only money that came in is recorded, and that has a receipt (settled.py)."""
    return None if command.payload.get("receipt") else "invoice_open"


def fee_known(command: Command) -> str | None:
    """Which fee is asked for may be left out."""
    wanted = command.payload.get("fee")
    known = {key for key, _label in fees_to_ask(command.dossier)} if wanted else set()
    return None if not wanted or wanted in known else "fee_unknown"


def amount_given(command: Command) -> str | None:
    """It may be left out where the fee chosen is reckoned."""
    amount = command.payload.get("amount")
    if amount is None:
        return None if reckoned(command) > 0 else "amount_missing"
    return None if isinstance(amount, int) and amount > 0 else "amount_missing"
