"""A provider's report as a file: read by the names of its columns, or refused with the reason."""

from __future__ import annotations

import io
from datetime import date, datetime

import pytest
from openpyxl import Workbook

from documents.tables import UnreadableTable
from payments.reconciling.files import report_of
from rules.days import VIETNAM

DAY = date(2026, 8, 21)
CSV = (
    "Báo cáo giao dịch;;;;;\n"
    "STT;Mã đơn hàng;Mã giao dịch;Số tiền (VND);Loại giao dịch;Trạng thái;Thời gian giao dịch\n"
    "1;TT1;14226112;50.000;Thanh toán;Thành công;21/08/2026 09:30:00\n"
    "2;TT2;14226113;8.000;Thanh toán;Không thành công;21/08/2026 09:31:00\n"
    "3;TT1;14226114;20.000;Hoàn tiền;Thành công;21/08/2026 10:00:00\n"
    "4;TT4;14226115;70.000;Thanh toán;Thành công;22/08/2026 00:00:01\n"
    ";;;148.000;;;\n"
)


def test_a_report_as_a_file_is_read_by_the_names_of_its_columns() -> None:
    lines = report_of(io.BytesIO(CSV.encode("utf-8-sig")), "bao-cao.csv", DAY)
    assert [(one.reference, one.amount, one.provider_reference) for one in lines] == [
        ("TT1", 50_000, "14226112"),
        ("TT1", -20_000, "14226114"),
    ]
    assert lines[0].at == datetime(2026, 8, 21, 9, 30, tzinfo=VIETNAM)


def test_a_workbook_in_english_reads_alike() -> None:
    book = Workbook()
    for row in (
        ["Order ID", "Amount", "Transaction No", "Status", "Pay date"],
        ["TT1", 50000, 14226112, "Success", datetime(2026, 8, 21, 9, 30)],  # noqa: DTZ001  as workbooks have them
        ["TT2", 50000, 14226113, "Failed", datetime(2026, 8, 21, 9, 31)],  # noqa: DTZ001
    ):
        book.active.append(row)
    file = io.BytesIO()
    book.save(file)
    file.seek(0)
    assert [
        (one.reference, one.amount, one.provider_reference) for one in report_of(file, "r.xlsx", DAY)
    ] == [("TT1", 50_000, "14226112")]


def test_a_report_is_read_like_a_statement_whatever_its_writing_and_sheet() -> None:
    book = Workbook()
    book.active.append(["Ghi chú"])
    for row in (["Order ID", "Amount"], ["TT1", 50000]):
        book.create_sheet("Giao dịch") if len(book.worksheets) == 1 else None
        book.worksheets[1].append(row)
    book.save(file := io.BytesIO())
    given = [(file.getvalue(), "r.xlsx"), (CSV.encode("utf-16"), "r.csv"), (CSV.encode("utf-8"), "r.CSV")]
    for content, name in given:
        assert report_of(io.BytesIO(content), name, DAY)[0].reference == "TT1"


@pytest.mark.parametrize(
    ("name", "content", "code"),
    [
        ("r.csv", 'Mã đơn hàng;Số tiền\nTT1;"50.000\nTT2;8.000\n'.encode(), "lines"),
        ("r.csv", b"a;b\n1;2\n", "columns"),
        ("r.csv", "Mã đơn hàng;Số tiền\nTT1;năm mươi\n".encode(), "lines"),
        ("r.pdf", b"%PDF", "ending"),
        ("r.xlsx", b"no workbook", "not_xlsx"),
    ],
)
def test_a_file_that_is_no_report_is_refused_and_says_why(name: str, content: bytes, code: str) -> None:
    with pytest.raises(UnreadableTable) as refused:
        report_of(io.BytesIO(content), name, DAY)
    assert refused.value.code == code
