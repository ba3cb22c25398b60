"""What an account already knows about the person, as first answers they may change."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.contrib.auth.models import AnonymousUser

from accounts.models import User
from eforms.answers import questions_of


def from_user(content: Mapping[str, Any], user: User | AnonymousUser | None) -> dict[str, str]:
    """{question key: value} for the questions taken as something the account holds; empty for a stranger."""
    if not isinstance(user, User):
        return {}
    known = {
        "full_name": user.full_name,
        "personal_number": user.personal_number,
        "phone": user.phone,
        "email": user.email,
    }
    asked = {one["key"]: known.get(one.get("use") or "", "") for one in questions_of(content)}
    return {key: value for key, value in asked.items() if value}
