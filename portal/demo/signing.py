"""Keys to sign with in the demo: the ward's leader and its seal, of the demo's own authority.

They come last: what the demo tells of earlier weeks was issued before anybody had a key.
"""

from __future__ import annotations

from datetime import datetime

from accounts.models import RoleAssignment
from documents.models import SigningKey
from documents.signing import demo
from procedures.models import Agency

LEADER = "pheduyet@demo.vn"


def give_keys(at: datetime) -> int:
    """Returns how many are new."""
    before = SigningKey.objects.count()
    held = RoleAssignment.objects.select_related("user").filter(user__email=LEADER, role__code="approver")
    for one in held:
        demo.certify_officer(one.user, at)
        demo.certify_agency(one.agency_code, Agency.objects.get(code=one.agency_code).name, at)
    return SigningKey.objects.count() - before
