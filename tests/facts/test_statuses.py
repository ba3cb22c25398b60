"""The ten national statuses: labels, and what may follow what (facts A52–A54)."""

from __future__ import annotations

import pytest
from django.utils import translation

from dossiers.clock import PAUSING
from dossiers.statuses import NATIONAL_LABELS, Status
from dossiers.transitions import TABLE

LABELS = [
    "Mới đăng ký",
    "Được tiếp nhận",
    "Không được tiếp nhận",
    "Đang xử lý",
    "Yêu cầu bổ sung giấy tờ",
    "Yêu cầu thực hiện nghĩa vụ tài chính",
    "Công dân yêu cầu rút hồ sơ",
    "Dừng xử lý",
    "Đã xử lý xong",
    "Đã trả kết quả",
]


def test_a52_codes_and_labels_are_the_national_ones() -> None:
    assert dict(enumerate(LABELS, start=1)) == NATIONAL_LABELS
    with translation.override("vi"):
        assert [str(status.label) for status in Status] == LABELS


def allowed(source: int, target: int) -> bool:
    return any(source in row.sources and row.target == target for row in TABLE)


@pytest.mark.parametrize(("source", "target"), [(3, 4), (10, 4), (9, 7), (1, 9)])
def test_a53_refused(source: int, target: int) -> None:
    assert not allowed(source, target)


@pytest.mark.parametrize(("source", "target"), [(1, 2), (2, 4), (4, 5), (5, 4), (4, 9), (9, 10), (7, 8)])
def test_a54_allowed(source: int, target: int) -> None:
    assert allowed(source, target)


def test_time_rests_while_the_applicant_has_to_do_something() -> None:
    assert {Status.SUPPLEMENT, Status.PAYMENT} == PAUSING
