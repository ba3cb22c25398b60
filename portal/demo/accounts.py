"""Demo accounts: one for each role, two applicants, a company. Their password and codes everybody knows."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from django.contrib.auth.hashers import make_password
from django.utils.translation import gettext_lazy as _

from accounts.assign import assign
from accounts.models import User
from accounts.second_factor import enrol

PASSWORD = "mot-cua-demo"  # noqa: S105  known to everybody: production refuses the demo
CENTRE = "H99"  # the demo province
WARD = "H99.16"  # the ward most demo dossiers go to
SINCE = date(2025, 7, 1)  # earlier than any demo dossier


@dataclass(frozen=True)
class Account:
    """`roles` are held at `agency`; applicants hold none."""

    email: str
    full_name: str
    what: object
    roles: tuple[str, ...] = ()
    agency: str = ""
    phone: str = ""
    personal_number: str = ""


def _officer(name: str, full_name: str, what: object, role: str, agency: str = WARD) -> Account:
    return Account(f"{name}@demo.vn", full_name, what, (role,), agency)


LAN = Account(
    "lan@demo.vn", "Nguyễn Thị Lan", _("applicant"), phone="0912345678", personal_number="052190012345"
)
HUNG = Account(
    "hung@demo.vn", "Trần Văn Hùng", _("applicant"), phone="0987654321", personal_number="052085054321"
)
COMPANY = Account(
    "congty@demo.vn",
    "Lê Quang Vinh",
    _("applicant for a company, with fees to pay"),
    phone="0900012345",
    personal_number="052080001234",
)
ACCOUNTS = (
    LAN,
    HUNG,
    COMPANY,
    _officer("tiepnhan", "Lê Minh", _("reception, ward"), "reception"),
    _officer("dieuphoi", "Phạm Quốc Bảo", _("dispatcher, ward"), "dispatcher"),
    _officer("thuly", "Đỗ Thu Hà", _("specialist, ward"), "specialist"),
    _officer("pheduyet", "Võ Đình Nam", _("approver, ward"), "approver"),
    _officer("vanthu", "Bùi Thị Mai", _("clerk, ward"), "clerk"),
    _officer("thungan", "Hoàng Kim Chi", _("cashier, ward"), "cashier"),
    _officer("ketoan", "Tạ Thị Ngân", _("accountant, ward"), "accountant"),
    _officer("traketqua", "Ngô Văn Tín", _("return desk, ward"), "return_desk"),
    _officer("tiepnhan.so", "Đặng Thị Hoa", _("reception, Department of Justice"), "reception", "H99.03"),
    _officer("giamsat", "Lý Thanh Sơn", _("supervisor, whole province"), "supervisor", CENTRE),
    _officer("kiemtoan", "Trịnh Công Minh", _("auditor, whole province"), "auditor", CENTRE),
    _officer("ketoan.tinh", "Đinh Thị Vân", _("accountant, whole province"), "accountant", CENTRE),
    _officer("bientap", "Mai Ngọc Ánh", _("editor of content"), "editor", CENTRE),
    _officer("congbo", "Phan Đức Long", _("publisher of content"), "publisher", CENTRE),
    _officer("quantri", "Vũ Hải Yến", _("administrator"), "administrator", CENTRE),
)

# Smaller offices: one person at the counter, one who processes, one who leads.
COUNTER = ("reception", "cashier", "return_desk")
LEAD = ("dispatcher", "approver")


def _team(agency: str, name: str, *people: str) -> tuple[Account, ...]:
    posts = (("motcua", COUNTER), ("chuyenvien", ("specialist",)), ("lanhdao", LEAD))
    return tuple(
        Account(f"{post}.{name}@demo.vn", person, _("officer of another agency"), roles, agency)
        for (post, roles), person in zip(posts, people, strict=True)
    )


OTHER_OFFICERS = (
    *_team("H99.17", "chocu", "Trương Văn Phúc", "Lâm Thị Ngân", "Đinh Công Thành"),
    *_team("H99.18", "suoimo", "Hồ Thị Nhung", "Cao Xuân Bắc", "Dương Văn Khải"),
    *_team("H99.03", "tuphap", "Tạ Thị Hiền", "Phùng Minh Đức", "Quách Thu Thủy"),
    *_team("H99.07", "datdai", "Tôn Thị Duyên", "Ung Văn Lộc", "Giang Thị Hạnh"),
    *_team("H99.08", "thue", "Mai Thị Thơm", "Chu Văn Tính", "Khúc Thị Sáng"),
    *_team("H99.06", "congan", "Lương Văn Tài", "Mạc Thị Yên", "Nghiêm Xuân Quý"),
)


def create_accounts(at: datetime, accounts: Iterable[Account] = (*ACCOUNTS, *OTHER_OFFICERS)) -> int:
    """Create the accounts that are missing; the others keep what was changed in them. Returns how many."""
    accounts = list(accounts)
    known = set(
        User.objects.filter(email__in=[account.email for account in accounts]).values_list("email", flat=True)
    )
    missing = [account for account in accounts if account.email not in known]
    password = make_password(PASSWORD) if missing else ""  # once for all: hashing is slow on purpose
    for account in missing:
        _create(account, password, at)
    return len(missing)


def _create(account: Account, password: str, at: datetime) -> None:
    user = User.objects.create(
        email=account.email,
        password=password,
        full_name=account.full_name,
        phone=account.phone,
        personal_number=account.personal_number,
        is_staff="administrator" in account.roles,
    )
    for role in account.roles:
        assign(user, role, account.agency, valid_from=SINCE)
    if account.roles:
        enrol(user, at=at)
