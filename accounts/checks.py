"""Checks at start-up: the table of third-party rules is there, default roles name known actions only."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.core import checks
from django.utils.module_loading import import_string

from accounts.permissions import actions
from accounts.roles import ROLES


@checks.register
def roles_speak_of_known_actions(**_: Any) -> list[checks.CheckMessage]:
    known = actions()
    return [
        checks.Error(f"Role {role.code} names the unknown action {action}.", id="accounts.E001")
        for role in ROLES
        for action in role.may
        if action not in known
    ]


@checks.register
def access_table_is_there(**_: Any) -> list[checks.CheckMessage]:
    try:
        import_string(settings.ACCESS_TABLE)
    except (AttributeError, ImportError) as error:
        hint = "ACCESS_TABLE is the dotted path of {view module prefix: Rule}."
        return [checks.Error(f"ACCESS_TABLE cannot be read: {error}", hint=hint, id="accounts.E002")]
    return []
