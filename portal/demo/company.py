"""A company whose account has fees to pay at two agencies: copies of civil status papers of its people."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from random import Random

from accounts.models import Profile
from accounts.profiles import save_profile
from eforms.models import Submission
from portal.demo.accounts import COMPANY, WARD
from portal.demo.cases import Case
from portal.demo.filing import Office, happen
from portal.demo.papers import Papers
from portal.demo.plans import Goal, Term, plan
from portal.demo.words import address
from procedures.agencies import calendar_of

KEY = "demo-company:"
PROCEDURE = "2.000635"
WHERE = (WARD, WARD, "H99.17")
LIMIT: Term = (1, "working_day")
FACTS = {
    "name": "Công ty TNHH Mây tre Bến Đò (không có thật)",
    "tax_code": "4100990005",
    "representative": COMPANY.full_name,
}


def owe(at: datetime, say: Callable[[str], None]) -> int:
    """Returns how many dossiers were filed."""
    if Submission.objects.filter(key__startswith=KEY).exists():
        return 0
    office = Office(at, Papers(at), key=KEY)
    owner = office.owner(COMPANY.email)
    assert owner is not None
    kind, facts = Profile.Kind.ORGANIZATION, {**FACTS, "address": address(Random(KEY))}  # noqa: S311
    office.company = save_profile(None, owner=owner, kind=kind, facts=facts, at=at)
    return happen(_cases(office), office, say)


def _cases(office: Office) -> list[Case]:
    goal, rng = Goal(6, "waiting_for_money", False), Random(KEY)  # noqa: S311
    calendar = calendar_of(office.agency(WARD))
    found = []
    for number, agency in enumerate(WHERE, start=1):
        moves = plan(goal, limit=LIMIT, calendar=calendar, now=office.now, rng=rng)
        assert moves is not None
        found.append(Case(number, PROCEDURE, agency, COMPANY.email, goal, tuple(moves)))
    return found
