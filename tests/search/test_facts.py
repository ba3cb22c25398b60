"""Facts A99, A100, A102 and A103: people find by the words they use, whatever they type them with."""

from __future__ import annotations

import unicodedata

import pytest
from django.utils import timezone

from rules.text import order_key
from search import index
from search.finding import find
from search.query import BY_NAME, query_of
from search.shipped import load_shipped
from tests.search import catalogue

NAMES = {
    "1.000001": "Đăng ký đất đai lần đầu, cấp Giấy chứng nhận quyền sử dụng đất, quyền sở hữu tài sản",
    "1.000002": "Cấp đổi Giấy chứng nhận quyền sử dụng đất",
    "1.000003": "Cấp lại giấy phép lái xe",
    "1.000004": "Cấp Phiếu lý lịch tư pháp",
    "1.000005": "Thủ tục đăng ký khai tử",
    "1.000006": "Khai từ trường của thiết bị đo",
    "1.000007": "Thủ tục đăng ký khai sinh",
    "1.000008": "Thủ tục đăng ký kết hôn",
    "1.000009": "Cấp thẻ căn cước",
    "1.000010": "Đăng ký thành lập hộ kinh doanh",
    "1.000011": "Lập sơ đồ thửa đất, đo đạc địa chính",
    "1.000012": "Gia hạn giấy phép khai thác khoáng sản",
    "1.000013": "Sổ đăng ký tàu biển",
    "1.000014": "Đỗ xe ở lòng đường",
}
LAND = {"1.000001", "1.000002"}


@pytest.fixture
def found_here(db: None) -> None:
    load_shipped()
    records = [
        {**next(catalogue.made_up(1)), "code": code, "name": name, "field": "Lĩnh vực"}
        for code, name in NAMES.items()
    ]
    catalogue.write(records)
    index.rebuild()


def first(text: str, number: int = 3, **more: str) -> list[str]:
    found = find(query_of(text, on=timezone.localdate(), begun=False, **more))
    return [entry.code for entry in found.entries[:number]]


@pytest.mark.usefixtures("found_here")
@pytest.mark.parametrize("text", ["so do", "sổ đỏ", "GCNQSDĐ", "làm sổ đỏ", "soor ddor"])
def test_a102_the_land_certificate_is_among_the_first_three(text: str) -> None:
    assert LAND & set(first(text))


@pytest.mark.usefixtures("found_here")
@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("bang lai", "1.000003"),
        ("bằng lái", "1.000003"),
        ("LLTP", "1.000004"),
        ("khai tử", "1.000005"),
        ("khai từ", "1.000006"),
        ("ddawng kys khai sinh", "1.000007"),
        ("d9a8ng ky1 khai sinh", "1.000007"),
        ("con tôi mới sinh", "1.000007"),
        ("khai xinh", "1.000007"),
        ("ddawng kys keets hoon", "1.000008"),
        ("canw cuwowcs", "1.000009"),
        ("mở quán cà phê", "1.000010"),
    ],
)
def test_a100_a102_the_procedure_meant_comes_first(text: str, code: str) -> None:
    assert first(text)[0] == code


@pytest.mark.usefixtures("found_here")
def test_a102_words_without_tones_find_those_with_them() -> None:
    assert "1.000005" in first("khai tu")


@pytest.mark.usefixtures("found_here")
@pytest.mark.parametrize("form", ["NFC", "NFD", "NFKC", "NFKD"])
def test_a99_however_letters_are_composed(form: str) -> None:
    assert first(unicodedata.normalize(form, "Đăng ký khai sinh"))[0] == "1.000007"
    assert first("\u00d0ăng ký khai sinh")[0] == "1.000007"


@pytest.mark.usefixtures("found_here")
def test_a103_by_name_in_the_order_of_the_alphabet() -> None:
    ordered = first("", number=20, sort=BY_NAME)
    names = [NAMES[code].removeprefix("Thủ tục ") for code in ordered]
    assert names[0] == "Cấp đổi Giấy chứng nhận quyền sử dụng đất"
    assert names == sorted(names, key=order_key)


@pytest.mark.parametrize(
    "names",
    [
        ["An toàn", "Ăn uống", "Ân xá", "Dân sự", "Đăng ký", "Đất đai"],
        ["Ma", "Mà", "Mả", "Mã", "Má", "Mạ"],
        ["Cấp 10", "Cấp lại", "Cấp phép"],
    ],
)
def test_a103_letters_before_tones(names: list[str]) -> None:
    assert sorted(set(names), key=order_key) == names
