"""Our menu in the admin."""

from __future__ import annotations

from wagtail import hooks

from accounts.people_admin import PeopleAndRoles


@hooks.register("register_admin_viewset")
def people_and_roles() -> PeopleAndRoles:
    return PeopleAndRoles()
