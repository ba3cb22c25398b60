"""A form with every type of question, two provinces, and a receiver that files drafts under a reference."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, date, datetime
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from eforms import drafts
from eforms.building import build, current_version
from eforms.lists.reading import LENT, Lent
from eforms.models import Draft, FormVersion, Place
from eforms.receivers import RECEIVERS

NOW = datetime(2025, 9, 3, 2, 0, tzinfo=UTC)
TODAY = date(2025, 9, 3)
PDF = (
    b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj 2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj "
    b"3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 99 99]>>endobj\nxref\n0 4\n0000000000 65535 f \n"
    b"0000000009 00000 n \n0000000052 00000 n \n0000000101 00000 n \n"
    b"trailer<</Size 4/Root 1 0 R>>\nstartxref\n164\n%%EOF"
)


def question(kind: str, key: str, **more: Any) -> dict[str, Any]:
    return {"type": kind, "key": key, "label": more.pop("label", f"Câu {key}"), "required": True, **more}


BIRTH: dict[str, Any] = {
    "title": "Tờ khai đăng ký khai sinh",
    "title_en": "Birth registration",
    "steps": [
        {
            "id": "nguoi_khai",
            "title": "Người đi khai",
            "title_en": "Declarant",
            "fields": [
                question(
                    "text", "ho_ten", label="Họ và tên", label_en="Full name", use="full_name", max_length=60
                ),
                question("personal_number", "so_dinh_danh", label="Số định danh", use="personal_number"),
                question("phone", "dien_thoai", label="Số điện thoại", use="phone"),
                question("email", "thu", label="Thư điện tử", use="email", required=False),
                question("address", "noi_o", label="Nơi ở", use="address"),
            ],
        },
        {
            "id": "nguoi_con",
            "title": "Người được khai sinh",
            "fields": [
                question("text", "ten_con", label="Tên con"),
                question("date", "ngay_sinh", label="Ngày sinh", max="today"),
                question(
                    "choice",
                    "gioi_tinh",
                    label="Giới tính",
                    options=[{"value": "nam", "label": "Nam"}, {"value": "nu", "label": "Nữ"}],
                ),
                question("yes_no", "co_cha", label="Có khai tên cha không?", label_en="Is there a father?"),
                question(
                    "text",
                    "ten_cha",
                    label="Tên cha",
                    show_if={"field": "co_cha", "op": "equals", "value": True},
                ),
                question("integer", "lan_sinh", label="Con thứ mấy", min=1, max=20, required=False),
            ],
        },
        {
            "id": "giay_to",
            "title": "Giấy tờ",
            "fields": [
                question("file", "chung_sinh", label="Giấy chứng sinh", accept=["pdf", "png"], max_files=2),
                question(
                    "file",
                    "giay_cha",
                    label="Giấy nhận cha",
                    required=False,
                    show_if={"field": "co_cha", "op": "equals", "value": True},
                ),
                question(
                    "choices",
                    "ban_sao",
                    label="Xin bản sao",
                    required=False,
                    options=[
                        {"value": "giay", "label": "Bản giấy"},
                        {"value": "dien_tu", "label": "Bản điện tử"},
                    ],
                ),
                question("money", "ung_ho", label="Số tiền", required=False),
                question("long_text", "ghi_chu", label="Ghi chú", required=False, max_length=200),
            ],
        },
    ],
}
HOME = {"province": "01", "commune": "00004", "street": "12 phố Quán Thánh"}
STEP_1 = {
    "ho_ten": "Nguyễn Thị Lan",
    "so_dinh_danh": "052190012345",
    "dien_thoai": "0912 345 678",
    "noi_o": HOME,
}
STEP_2 = {"ten_con": "Nguyễn An", "ngay_sinh": "02/09/2025", "gioi_tinh": "nu", "co_cha": "no"}


def posted(answers: Mapping[str, Any]) -> dict[str, Any]:
    """Answers as a browser posts them: an address in three parts."""
    flat = {key: value for key, value in answers.items() if not isinstance(value, dict)}
    parts = {
        f"{key}-{part}": words
        for key, value in answers.items()
        if isinstance(value, dict)
        for part, words in value.items()
    }
    return {**flat, **parts}


def upload(name: str = "giay-chung-sinh.pdf", content: bytes = PDF) -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content)


@pytest.fixture(autouse=True)
def places(db: None) -> None:
    hanoi = Place.objects.create(code="01", name="Thành phố Hà Nội", kind="province")
    gia_lai = Place.objects.create(code="52", name="Tỉnh Gia Lai", kind="province")
    Place.objects.create(code="35", name="Tỉnh Bình Định", kind="province", valid_to=date(2025, 6, 30))
    Place.objects.create(code="00004", name="Phường Ba Đình", kind="commune", parent=hanoi)
    Place.objects.create(code="21583", name="Phường Quy Nhơn", kind="commune", parent=gia_lai)


FILED: list[Any] = []


def receive(submission: Any, at: datetime) -> dict[str, str]:
    FILED.append(submission.pk)
    return {"reference": f"R-{len(FILED)}", "url": f"/ho-so/{submission.pk}/"}


@pytest.fixture(autouse=True)
def receiver(monkeypatch: pytest.MonkeyPatch) -> None:
    FILED.clear()
    monkeypatch.setitem(RECEIVERS, "trial", receive)


@pytest.fixture
def agencies(monkeypatch: pytest.MonkeyPatch) -> None:
    """Two agencies, as the room above lends them."""
    names = {"H08": "Sở Tư pháp", "H08.16": "UBND phường Quy Nhơn"}
    known = Lent(
        "Cơ quan", lambda _day: names.items(), lambda codes: {one: names[one] for one in codes & set(names)}
    )
    monkeypatch.setitem(LENT, "agencies", known)


@pytest.fixture
def version() -> FormVersion:
    build("khai-sinh", BIRTH)
    found = current_version("khai-sinh")
    assert found is not None
    return found


@pytest.fixture
def draft_and_secret(version: FormVersion) -> tuple[Draft, str]:
    return drafts.start(version, kind="trial", context={}, title="Đăng ký khai sinh", owner=None, at=NOW)


@pytest.fixture
def draft(draft_and_secret: tuple[Draft, str]) -> Draft:
    return draft_and_secret[0]


@pytest.fixture
def lan(client: Client, draft: Draft) -> Client:
    """A browser that holds the draft."""
    session = client.session
    session[drafts.GRANTS] = [str(draft.pk)]
    session.save()
    return client


def fill(draft: Draft) -> Draft:
    """Complete every step, files included."""
    from eforms.judging.answers import clean_step

    for step, data in (("nguoi_khai", STEP_1), ("nguoi_con", STEP_2)):
        facts = drafts.facts_of(draft, TODAY)
        values, errors = clean_step(draft.version.content, step, data, draft.answers, facts=facts)
        assert not errors
        drafts.save_step(draft, step, values, at=NOW)
    drafts.attach(draft, "chung_sinh", upload(), by=None, at=NOW)
    drafts.save_step(draft, "giay_to", {}, at=NOW)
    return draft
