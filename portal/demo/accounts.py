"""Demo accounts: one for each role, and two applicants. Their password and codes are known to everybody."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext_lazy as _

from accounts.assign import assign
from accounts.models import User
from accounts.second_factor import enrol

PASSWORD = "mot-cua-demo"  # noqa: S105  known to everybody: production refuses the demo
CENTRE = "H99"  # the demo province
WARD = "H99.16"  # the ward most demo dossiers go to


@dataclass(frozen=True)
class Account:
    email: str
    full_name: str
    what: object
    role: str = ""
    agency: str = ""
    phone: str = ""
    personal_number: str = ""


ACCOUNTS = (
    Account(
        "lan@demo.vn", "Nguyễn Thị Lan", _("applicant"), phone="0912345678", personal_number="052190012345"
    ),
    Account(
        "hung@demo.vn", "Trần Văn Hùng", _("applicant"), phone="0987654321", personal_number="052085054321"
    ),
    Account("tiepnhan@demo.vn", "Lê Minh", _("reception, ward"), "reception", WARD),
    Account("dieuphoi@demo.vn", "Phạm Quốc Bảo", _("dispatcher, ward"), "dispatcher", WARD),
    Account("thuly@demo.vn", "Đỗ Thu Hà", _("specialist, ward"), "specialist", WARD),
    Account("pheduyet@demo.vn", "Võ Đình Nam", _("approver, ward"), "approver", WARD),
    Account("vanthu@demo.vn", "Bùi Thị Mai", _("clerk, ward"), "clerk", WARD),
    Account("thungan@demo.vn", "Hoàng Kim Chi", _("cashier, ward"), "cashier", WARD),
    Account("traketqua@demo.vn", "Ngô Văn Tín", _("return desk, ward"), "return_desk", WARD),
    Account(
        "tiepnhan.so@demo.vn", "Đặng Thị Hoa", _("reception, Department of Finance"), "reception", "H99.02"
    ),
    Account("giamsat@demo.vn", "Lý Thanh Sơn", _("supervisor, whole province"), "supervisor", CENTRE),
    Account("kiemtoan@demo.vn", "Trịnh Công Minh", _("auditor, whole province"), "auditor", CENTRE),
    Account("bientap@demo.vn", "Mai Ngọc Ánh", _("editor of content"), "editor", CENTRE),
    Account("congbo@demo.vn", "Phan Đức Long", _("publisher of content"), "publisher", CENTRE),
    Account("quantri@demo.vn", "Vũ Hải Yến", _("administrator"), "administrator", CENTRE),
)


def create_accounts(at: datetime) -> dict[str, User]:
    """Create what is missing, by e-mail; existing accounts keep what was changed in them."""
    people: dict[str, User] = {}
    for account in ACCOUNTS:
        user = User.objects.filter(email=account.email).first()
        if user is None:
            user = User.objects.create_user(
                account.email,
                PASSWORD,
                full_name=account.full_name,
                phone=account.phone,
                personal_number=account.personal_number,
                is_staff=account.role == "administrator",
            )
            if account.role:
                assign(user, account.role, account.agency, valid_from=at.date())
                enrol(user)
        people[account.email] = user
    return people
