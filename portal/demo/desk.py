"""What officers of the demo laid down for themselves: a rule of assignment, a view shared with a ward."""

from __future__ import annotations

from datetime import datetime

from accounts.models import User
from dossiers.assignment_rules import lay_down
from dossiers.models import AssignmentRule, SavedView
from dossiers.saved_views import save_view
from portal.demo.accounts import WARD


def lay_out_desk(at: datetime) -> int:
    """After the dossiers, so that these were assigned by hand. Returns how many were added."""
    if SavedView.objects.exists() or AssignmentRule.objects.exists():
        return 0
    supervisor = User.objects.get(email="giamsat@demo.vn")
    dispatcher = User.objects.get(email="lanhdao.chocu@demo.vn")
    save_view(
        supervisor,
        "Sắp đến hạn, đang xử lý",
        {"status": "4", "light": "soon"},
        at=at,
        shared_with=WARD,
    )
    lay_down("H99.17", AssignmentRule.Way.TURN, by=dispatcher, at=at)
    return 2
