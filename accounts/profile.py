"""What people say about themselves: used to fill their forms and to write to them, never as proof."""

from __future__ import annotations

from collections.abc import Iterable

from accounts.channels import choose
from accounts.models import User


def change_profile(
    user: User, *, full_name: str, phone: str, personal_number: str, dossier_news: Iterable[str]
) -> User:
    """Keep name, phone (digits), personal number (12 digits), channels, as the form cleaned them."""
    user.full_name = full_name
    user.phone = phone
    user.personal_number = personal_number
    user.save(update_fields=["full_name", "phone", "personal_number"])
    choose(user, "dossier", dossier_news)
    return user
