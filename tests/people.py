"""Three standing people: chị Lan files, anh Minh is an officer of the right agency, bà Hoa must see nothing.

Each function gives the same person however often it is called in a test.
"""

from __future__ import annotations

from datetime import date
from typing import Any

from django.test import Client
from django.utils import timezone

from accounts import second_factor
from accounts.assign import assign
from accounts.models import User

PASSWORD = "correct horse battery"
WARD = "H08.16"
ELSEWHERE = "H08.1"  # begins like the ward's code, lies elsewhere
LONG_AGO = date(2020, 1, 1)


def person(email: str, full_name: str, **fields: Any) -> User:
    known = User.objects.filter(email=email).first()
    return known or User.objects.create_user(email, PASSWORD, full_name=full_name, **fields)


def lan() -> User:
    """Chị Lan, an applicant."""
    return person("lan@example.vn", "Nguyễn Thị Lan", phone="0912345678", personal_number="052190012345")


def minh(*roles: str, agency: str = WARD) -> User:
    """Anh Minh, who holds these roles (reception when none is named) at the agency."""
    return _officer(person("minh@example.vn", "Lê Minh"), roles or ("reception",), agency)


def hoa(*roles: str, agency: str = ELSEWHERE) -> User:
    """Bà Hoa, who holds the same roles at another agency, and must see nothing of Minh's."""
    return _officer(person("hoa@example.vn", "Đặng Thị Hoa"), roles or ("reception",), agency)


def administrator() -> User:
    """Chị Yến, who manages people and never processes dossiers."""
    return _officer(person("yen@example.vn", "Vũ Hải Yến"), ("administrator",), "")


def holder(role: str, *, agency: str = WARD) -> User:
    """Somebody who holds just this role at the agency."""
    return _officer(person(f"{role}@example.vn", f"Người {role}"), (role,), agency)


def sign_in(client: Client, user: User) -> None:
    """The session of somebody who gave the password and, where needed, the one-time code."""
    client.force_login(user, backend="allauth.account.auth_backends.AuthenticationBackend")
    session = client.session
    session[second_factor.SESSION_KEY] = str(user.pk)
    session.save()


def _officer(user: User, roles: tuple[str, ...], agency: str) -> User:
    second_factor.enrol(user, at=timezone.now())
    for role in roles:
        assign(user, role, agency, valid_from=LONG_AGO)
    return user
