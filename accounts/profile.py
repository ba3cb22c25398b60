"""What people say about themselves: used to fill their forms, never as proof."""

from __future__ import annotations

from accounts.models import User


def change_profile(user: User, *, full_name: str, phone: str, personal_number: str) -> User:
    """Keep name, phone (digits) and personal number (12 digits), as the form's fields cleaned them."""
    user.full_name = full_name
    user.phone = phone
    user.personal_number = personal_number
    user.save(update_fields=["full_name", "phone", "personal_number"])
    return user
