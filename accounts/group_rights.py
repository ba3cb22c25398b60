"""Rights of groups in the admin: a release gives what it brings anew, once, and takes nothing away.

What an administrator added stays; what one removed is not given again.
"""

from __future__ import annotations

from collections.abc import Iterable

from django.contrib.auth.models import Group, Permission

from accounts.models import GivenRights


def give(group: Group, room: str, wanted: Iterable[Permission], *, using: str = "default") -> list[str]:
    """Have the group hold what the room never gave it before; returns that ("eforms.change_eform", …).

    A group of before there was a record: a model it holds any right of was given, and people may have
    changed it; a model it holds nothing of is new.
    """
    rights = {_name(one): one for one in wanted}
    record, first = GivenRights.objects.using(using).get_or_create(group=group, room=room)
    given = set(record.rights)
    if first:
        held = set(group.permissions.values_list("content_type_id", flat=True))
        given = {name for name, one in rights.items() if one.content_type_id in held}
    new = sorted(rights.keys() - given)
    group.permissions.add(*(rights[name] for name in new))
    if first or new:
        record.rights = sorted(given | rights.keys())
        record.save(using=using, update_fields=["rights"])
    return new


def _name(permission: Permission) -> str:
    return f"{permission.content_type.app_label}.{permission.codename}"
