"""The agencies of "tỉnh Bình Minh", a province that does not exist: nobody shall take the demo for real."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from accounts.tax_codes import check_digit
from procedures.models import Agency, ReceptionUnit

SINCE = date(2025, 7, 1)
HOTLINE = "1900 0000"
OFFICE_HOURS = "Thứ Hai đến thứ Sáu: 7 giờ 30 – 11 giờ 30, 13 giờ 30 – 17 giờ 30"


@dataclass(frozen=True)
class Office:
    """`desk`: names and address of the place where its dossiers are handed in; empty when it has none."""

    code: str
    name: str
    name_en: str
    level: str = "province"
    parent: str = "H99"
    desk: tuple[str, str, str] = ("", "", "")


PROVINCE = Office("H99", "Ủy ban nhân dân tỉnh Bình Minh", "People's Committee of Bình Minh", parent="")
CENTRE_DESK = (
    "Trung tâm Phục vụ hành chính công tỉnh Bình Minh",
    "Bình Minh Public Service Centre",
    "Số 1 đường Bình Minh, phường Bến Đò, tỉnh Bình Minh",
)
OFFICES = (
    PROVINCE,
    Office(
        "H99.01",
        "Trung tâm Phục vụ hành chính công tỉnh Bình Minh",
        "Bình Minh Public Service Centre",
        desk=CENTRE_DESK,
    ),
    Office("H99.02", "Sở Tài chính tỉnh Bình Minh", "Department of Finance"),
    Office("H99.03", "Sở Tư pháp tỉnh Bình Minh", "Department of Justice"),
    Office("H99.04", "Sở Xây dựng tỉnh Bình Minh", "Department of Construction"),
    Office("H99.05", "Sở Y tế tỉnh Bình Minh", "Department of Health"),
    Office("H99.06", "Công an tỉnh Bình Minh", "Provincial Police"),
    Office(
        "H99.07", "Sở Nông nghiệp và Môi trường tỉnh Bình Minh", "Department of Agriculture and Environment"
    ),
    Office("H99.08", "Thuế tỉnh Bình Minh", "Provincial Tax Office"),
    Office(
        "H99.16",
        "Ủy ban nhân dân phường Bến Đò",
        "Bến Đò Ward",
        level="commune",
        desk=(
            "Trung tâm Phục vụ hành chính công phường Bến Đò",
            "Bến Đò one-stop desk",
            "Số 16 đường Bờ Sông, phường Bến Đò, tỉnh Bình Minh",
        ),
    ),
    Office(
        "H99.17",
        "Ủy ban nhân dân phường Chợ Cũ",
        "Chợ Cũ Ward",
        level="commune",
        desk=(
            "Trung tâm Phục vụ hành chính công phường Chợ Cũ",
            "Chợ Cũ one-stop desk",
            "Số 17 phố Chợ Cũ, phường Chợ Cũ, tỉnh Bình Minh",
        ),
    ),
    Office(
        "H99.18",
        "Ủy ban nhân dân xã Suối Mơ",
        "Suối Mơ Commune",
        level="commune",
        desk=(
            "Trung tâm Phục vụ hành chính công xã Suối Mơ",
            "Suối Mơ one-stop desk",
            "Thôn Đầu Suối, xã Suối Mơ, tỉnh Bình Minh",
        ),
    ),
)
CLOSED = Office(
    "H99.30",
    "Ủy ban nhân dân thành phố Bình Minh (trước ngày 01/7/2025)",
    "Bình Minh City (until 30/06/2025)",
    level="other",
)
SUCCESSOR = "H99.16"


def create_agencies() -> int:
    """Agencies that are missing, with their reception desks; the others stay as they are."""
    known = {agency.code: agency for agency in Agency.objects.filter(code__startswith="H99")}
    before = len(known)
    for office in OFFICES:
        if office.code not in known:
            known[office.code] = _create(office, known)
    if CLOSED.code not in known:
        known[CLOSED.code] = _create(
            CLOSED, known, valid_to=date(2025, 6, 30), valid_from=None, successor=known[SUCCESSOR]
        )
    return len(known) - before


def tax_code_of(office: Office) -> str:
    """One that nobody has: no province has the number 99."""
    nine = f"99{int(''.join(filter(str.isdigit, office.code))):07d}"
    while check_digit(nine) > 9:
        nine = f"{int(nine) + 1}"
    return f"{nine}{check_digit(nine)}"


def _create(office: Office, known: dict[str | None, Agency], **dates: object) -> Agency:
    name, name_en, address = office.desk
    agency = Agency(
        code=office.code,
        name=office.name,
        name_en=office.name_en,
        level=office.level,
        parent=known.get(office.parent),
        tax_code=tax_code_of(office),
        address=address,
        **{"valid_from": SINCE, **dates},
    )
    agency.full_clean()
    agency.save()
    if name:
        ReceptionUnit.objects.create(
            # The centre of the province takes in the dossiers of every department.
            agency=agency.parent if office.desk is CENTRE_DESK and agency.parent else agency,
            name=name,
            name_en=name_en,
            is_centre=True,
            address=address,
            opening_hours=OFFICE_HOURS,
            hotline=HOTLINE,
            active_from=SINCE,
        )
    return agency
