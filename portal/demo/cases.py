"""The 300 dossiers of the demo: which procedure, where, whose, what becomes of each. Pure, deterministic."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from random import Random

from portal.demo.accounts import HUNG, LAN
from portal.demo.plans import Goal, Move, Term, plan
from portal.demo.reasons import FEES
from procedures.calendar import Calendar

SEED = 118_2025  # Nghị định 118/2025
GOALS = (
    *[Goal(1, "new", False)] * 14,
    *[Goal(1, "new", True)] * 6,
    *[Goal(2, "accepted", False)] * 13,
    *[Goal(2, "accepted", True)] * 3,
    *[Goal(3, "refused", False)] * 9,
    *[Goal(3, "refused", True)] * 3,
    *[Goal(4, "processing", False)] * 22,
    *[Goal(4, "processing", True)] * 9,
    *[Goal(4, "processing_again", False)] * 7,
    *[Goal(5, "waiting_for_papers", False)] * 10,
    *[Goal(5, "sent_back_at_the_door", False)] * 6,
    *[Goal(6, "waiting_for_money", False)] * 10,
    *[Goal(7, "wants_it_back", False)] * 6,
    *[Goal(8, "given_back", False)] * 5,
    *[Goal(8, "stopped", False)] * 4,
    *[Goal(9, "done", False)] * 14,
    *[Goal(9, "done_after_payment", False)] * 2,
    *[Goal(9, "done", True)] * 4,
    *[Goal(9, "done_after_answer", False)] * 3,
    *[Goal(10, "returned", False)] * 100,
    *[Goal(10, "returned", True)] * 16,
    *[Goal(10, "returned_after_answer", False)] * 14,
    *[Goal(10, "returned_after_payment", False)] * 20,
)
WARDS = {"H99.16": 60, "H99.17": 25, "H99.18": 15}
WHERE = {
    "1.001193": WARDS,
    "1.000894": WARDS,
    "1.000656": WARDS,
    "1.004873": WARDS,
    "2.000635": {"H99.16": 40, "H99.17": 20, "H99.18": 10, "H99.03": 30},
    "1.004222": WARDS,
    "1.001612": WARDS,
    "3.000333": {"H99.06": 1},
}
HOW_OFTEN = {
    "1.001193": 85,
    "2.000635": 35,
    "1.004222": 65,
    "1.004873": 25,
    "1.001612": 25,
    "1.000894": 75,
    "1.000656": 20,
    "3.000333": 25,
}
OWN = ("2.000635", "1.001193", "1.004222", "3.000333", "1.004873", "1.001612", "2.000635", "1.000656")
"""What the two people with an account file, in turn: nobody marries twelve times."""
OWNED = 12
PAID = "money", "payment"


@dataclass(frozen=True)
class Case:
    """One dossier to be. `owner`: e-mail of the account it belongs to, "" for people without one."""

    number: int
    procedure: str
    agency: str
    owner: str
    goal: Goal
    moves: tuple[Move, ...]


def cases(
    limits: Mapping[str, Term],
    calendar: Calendar,
    now: datetime,
    goals: tuple[Goal, ...] = GOALS,
) -> list[Case]:
    """Every case, in no order of time. `limits`: procedure -> (amount, unit) of filing online."""
    rng = Random(SEED)  # noqa: S311  a story, not a secret
    owners = _owners(goals)
    return [
        _case(number, goal, owners.get(number, ""), limits, calendar, now, rng)
        for number, goal in enumerate(goals)
    ]


def _owners(goals: tuple[Goal, ...]) -> dict[int, str]:
    """Lan and Hùng each have a dossier in every status, and a few results more."""
    owners: dict[int, str] = {}
    for account in (LAN, HUNG):
        mine: list[int] = []
        for end in (*range(1, 11), 10, 10):
            free = [n for n, goal in enumerate(goals) if goal.end == end and n not in owners]
            if free and len(mine) < OWNED:
                mine.append(free[0] if account is LAN else free[-1])
                owners[mine[-1]] = account.email
    return owners


def _case(
    number: int,
    goal: Goal,
    owner: str,
    limits: Mapping[str, Term],
    calendar: Calendar,
    now: datetime,
    rng: Random,
) -> Case:
    for procedure in _procedures(goal, owner, number, rng):
        moves = plan(goal, limit=limits[procedure], calendar=calendar, now=now, rng=rng)
        if moves:
            where = WHERE[procedure]
            agency = rng.choices(list(where), list(where.values()))[0]
            return Case(number, procedure, agency, owner, goal, tuple(moves))
    raise ValueError(f"No procedure can reach {goal} by {now}.")


def _procedures(goal: Goal, owner: str, number: int, rng: Random) -> Iterator[str]:
    """Procedures to try for a goal, the wanted one first; money is only asked where something costs money."""
    wanted = OWN[number % len(OWN)] if owner else rng.choices(list(HOW_OFTEN), list(HOW_OFTEN.values()))[0]
    others = sorted(HOW_OFTEN, key=lambda _code: rng.random())
    for procedure in (wanted, *others):
        if procedure in FEES or not any(word in goal.way for word in PAID):
            yield procedure
