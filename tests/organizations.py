"""A company, and people an officer found to speak for it."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from allauth.account.models import EmailAddress
from django.utils import timezone

from accounts import representing
from accounts.models import Organization, Representation, User
from accounts.permissions import day_of
from accounts.representing import Proof
from tests import people

TAX_CODE = "0100109106"
NAME = "Công ty TNHH Mây tre Bến Đò"
PROOF = Proof("Giấy chứng nhận đăng ký doanh nghiệp", "0100109106", date(2020, 5, 4))


def proved(user: User) -> User:
    """Whose e-mail address is known to be theirs."""
    EmailAddress.objects.get_or_create(
        user=user, email=user.email, defaults={"verified": True, "primary": True}
    )
    return user


def vinh() -> User:
    """Anh Vinh, the company's legal representative once somebody confirms it."""
    return proved(people.person("vinh@example.vn", "Lê Quang Vinh", personal_number="052080001234"))


def hung() -> User:
    """Anh Hùng, a colleague of his."""
    return proved(people.person("hung@example.vn", "Trần Văn Hùng", personal_number="052085054321"))


def confirmed(user: User, at: datetime | None = None, **changes: Any) -> Representation:
    """Reception of the ward saw the papers."""
    at = at or timezone.now()
    said: dict[str, Any] = {
        "email": user.email,
        "personal_number": user.personal_number,
        "tax_code": TAX_CODE,
        "name": NAME,
        "basis": "legal",
        "proof": PROOF,
        "valid_from": day_of(at),
        "valid_to": None,
        "by": people.holder("reception"),
        "agency_code": people.WARD,
        **changes,
    }
    return representing.confirm(at=at, **said)


def company() -> Organization:
    """The company, whose legal representative is Vinh."""
    known = Organization.objects.filter(tax_code=TAX_CODE).first()
    return known or confirmed(vinh()).organization


def authorised(user: User, last: date, at: datetime | None = None) -> Representation:
    """By Vinh."""
    found = company()
    at = at or timezone.now()
    return representing.authorise(
        found, email=user.email, personal_number=user.personal_number, proof=Proof("Giấy ủy quyền"),
        valid_from=day_of(at), valid_to=last, by=vinh(), at=at,
    )  # fmt: skip
