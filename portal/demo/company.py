"""A company with fees to pay at two agencies, for copies of civil status papers of its people: its legal
representative files for it and has authorised a colleague; it has a store of papers."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from random import Random

from allauth.account.models import EmailAddress

from accounts import representing
from accounts.models import Profile, Representation, User
from accounts.permissions import day_of
from accounts.profiles import save_profile
from accounts.representing import Proof
from documents.keeping.keeping import add_own
from eforms.models import Submission
from portal.demo.accounts import COMPANY, HUNG, WARD
from portal.demo.cases import Case
from portal.demo.filing import Office, happen
from portal.demo.papers import Papers
from portal.demo.plans import DAYS_BACK, Goal, Term, plan
from portal.demo.words import address
from procedures.agencies import calendar_of

KEY = "demo-company:"
REGISTERED = "Giấy chứng nhận đăng ký doanh nghiệp"
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
    _represent(office, owner)
    return happen(_cases(office), office, say)


def _represent(office: Office, owner: User) -> None:
    """Before anything was filed: reception confirms its legal representative, who authorises Hùng."""
    at = office.now - timedelta(days=DAYS_BACK + 1)
    for account in (COMPANY, HUNG):
        user = User.objects.get(email=account.email)
        EmailAddress.objects.update_or_create(
            user=user, email=user.email, defaults={"verified": True, "primary": True}
        )
    confirmed = representing.confirm(
        email=COMPANY.email,
        personal_number=COMPANY.personal_number,
        tax_code=FACTS["tax_code"],
        name=FACTS["name"],
        basis=Representation.Basis.LEGAL,
        proof=Proof(REGISTERED, FACTS["tax_code"], day_of(at)),
        valid_from=day_of(at),
        valid_to=None,
        by=office.officer("reception", WARD),
        agency_code=WARD,
        at=at,
    )
    representing.authorise(
        confirmed.organization,
        email=HUNG.email,
        personal_number=HUNG.personal_number,
        proof=Proof("Giấy ủy quyền", "01/GUQ", day_of(at)),
        valid_from=day_of(at),
        valid_to=day_of(office.now + timedelta(days=365)),
        by=owner,
        at=at + timedelta(hours=1),
    )
    add_own(
        owner,
        office.papers.of("dang_ky_doanh_nghiep", REGISTERED),
        title=REGISTERED,
        number=FACTS["tax_code"],
        organization=confirmed.organization,
        at=at + timedelta(hours=2),
    )


def _cases(office: Office) -> list[Case]:
    goal, rng = Goal(6, "waiting_for_money", False), Random(KEY)  # noqa: S311
    calendar = calendar_of(office.agency(WARD))
    found = []
    for number, agency in enumerate(WHERE, start=1):
        moves = plan(goal, limit=LIMIT, calendar=calendar, now=office.now, rng=rng)
        assert moves is not None
        found.append(Case(number, PROCEDURE, agency, COMPANY.email, goal, tuple(moves)))
    return found
