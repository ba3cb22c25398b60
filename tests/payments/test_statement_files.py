"""Statements are read to the same lines, whatever their file; what cannot be read is told by line."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime

import pytest
from django.utils import translation

from payments.bank.cells import amount_of, day_of
from payments.bank.files import read
from payments.bank.lines import Line, Statement, StatementRefused, problem_text
from payments.bank.matching import references_in
from tests.damaged import repacked, with_broken_stream
from tests.payments import statements
from tests.payments.statements import ACCOUNT, HEAD, camt, csv, xlsx

TODAY = date(2026, 8, 21)
CAME = ("20/08/2026", "FT1", 58_000, "TT260820K7QM2X chuyen tien")
MORE = ("21/08/2026", "FT2", 1_250_000, "nop le phi")
WENT = ("21/08/2026", "FT3", -11_000, "phi dich vu")


@pytest.fixture(autouse=True)
def _in_english() -> Iterator[None]:
    with translation.override("en"):
        yield


def reads(content: bytes) -> Statement:
    return read(content, account=ACCOUNT, today=TODAY)


def said(statement: Statement) -> list[tuple]:
    return [(one.booked, one.bank_number, one.amount, one.description) for one in statement.lines]


def told(statement: Statement) -> list[tuple[int, str]]:
    return [(one.number, one.code) for one in statement.problems]


EXPECTED = [
    (date(2026, 8, 20), "FT1", 58_000, "TT260820K7QM2X chuyen tien"),
    (date(2026, 8, 21), "FT2", 1_250_000, "nop le phi"),
]


@pytest.mark.parametrize(
    "content",
    [
        csv(CAME, MORE, WENT),
        csv(CAME, MORE, WENT, above=["NGÂN HÀNG", f"Số tài khoản: {ACCOUNT}", ""]),
        xlsx(CAME, MORE, WENT, above=["Sao kê", "Tài khoản 5500 016 868"]),
        camt(CAME, MORE, WENT, version="02"),
        camt(CAME, MORE, WENT, version="08"),
        b"\xef\xbb\xbf" + csv(CAME, MORE, WENT),
        csv(CAME, MORE, WENT).decode().encode("utf-16"),
    ],
    ids=["csv", "with a head", "xlsx", "camt.02", "camt.08", "utf-8 with mark", "utf-16"],
)
def test_every_kind_of_file_gives_the_same_lines(content: bytes) -> None:
    statement = reads(content)
    assert said(statement) == EXPECTED
    assert (statement.outgoing, statement.problems) == (1, [])


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_the_delimiter_is_found_out(delimiter: str) -> None:
    rows = [
        ["Date", "Description", "Debit", "Credit", "Reference No"],
        ["2026-08-20", "tt260820k7qm2x", "", "58000", "FT1"],
    ]
    content = "\r\n".join(delimiter.join(row) for row in rows).encode()
    assert said(reads(content)) == [(date(2026, 8, 20), "FT1", 58_000, "tt260820k7qm2x")]


def test_the_names_of_the_columns_may_stand_again() -> None:
    english = "Transaction date,Transaction ID,Debit,Credit,Balance,Description"
    rows = [HEAD, english, "20/08/2026,FT1,,1000,,a", HEAD, "20/08/2026,FT2,,2000,,b"]
    statement = reads("\n".join(rows).encode())
    assert ([one.bank_number for one in statement.lines], statement.problems) == (["FT1", "FT2"], [])


def test_old_vietnamese_writing_is_read() -> None:
    marks = {"ễ": "ê\u0303", "ố": "ô\u0301", "ả": "a\u0309", "ề": "ê\u0300"}  # as code page 1258 holds them
    head = "Ngày,Diễn giải,Số tiền".translate({ord(sign): marked for sign, marked in marks.items()})
    statement = reads((head + "\n20/08/2026,Le phi,58.000").encode("cp1258"))
    assert said(statement) == [(date(2026, 8, 20), "", 58_000, "Le phi")]


def test_one_column_of_amounts_with_its_sign_or_its_kind() -> None:
    signed = "Ngày,Số tiền,Nội dung\n20/08/2026,+58.000,a\n20/08/2026,-11.000,b"
    assert [one.amount for one in reads(signed.encode()).lines] == [58_000]
    kinds = "Ngày,Số tiền,Nợ/Có,Nội dung\n20/08/2026,58.000,C,a\n20/08/2026,11.000,D,b"
    statement = reads(kinds.encode())
    assert ([one.amount for one in statement.lines], statement.outgoing) == ([58_000], 1)


def test_a_bad_line_is_told_by_its_number_and_costs_only_itself() -> None:
    rows = [
        HEAD,
        "20/08/2026,FT1,,58000,,tot",
        "31/02/2026,FT2,,58000,,ngay sai",
        ",FT3,,58000,,khong ngay",
        "20/08/2026,FT4,,58.5,,le dong",
        "20/08/2026,FT5,,,,khong tien",
        '20/08/2026,FT6,,58000,,"dau nhay',
        "20/08/2026,FT7,,58000,,cung tot",
        "01/09/2027,FT8,,58000,,mai sau",
        "Tổng cộng,,,406000,,",
        "Người lập phiếu,,,,,",
    ]
    statement = reads("\n".join(rows).encode())
    assert [one.bank_number for one in statement.lines] == ["FT1", "FT7"]
    assert told(statement) == [
        (3, "bad_date"),
        (4, "no_date"),
        (5, "bad_amount"),
        (6, "no_amount"),
        (7, "quotes"),
        (9, "future"),
    ]
    assert problem_text(*statement.problems[0].stored()) == "Line 3: “31/02/2026” is not a day."
    assert "le dong" not in str([one.stored() for one in statement.problems])


def test_a_description_over_several_lines_is_one() -> None:
    content = f'{HEAD}\n20/08/2026,FT1,,58000,,"TT260820\nK7QM2X"\n20/08/2026,FT2,,1000,,b'
    assert [(one.number, one.description) for one in reads(content.encode()).lines] == [
        (2, "TT260820 K7QM2X"),
        (4, "b"),
    ]


def test_a_line_between_two_stray_marks_is_not_swallowed() -> None:
    rows = [HEAD, '20/08/2026,FT1,,1000,,"a', "20/08/2026,FT2,,2000,,b", '20/08/2026,FT3,,3000,,"c']
    statement = reads("\n".join(rows).encode())
    assert [one.bank_number for one in statement.lines] == ["FT2"]
    assert told(statement) == [(2, "quotes"), (4, "quotes")]


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "empty"),
        (b"  \n", "empty"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "old_excel"),
        (b"PK\x03\x04broken", "unreadable"),
        (b"<html><table></table></html>", "unreadable"),
        (b"<Document><a></Document>", "unreadable"),
        (b"%PDF-1.7 \x00\xff", "no_columns"),
        ("Ngày,Nội dung\n20/08/2026,x".encode(), "no_columns"),
        (HEAD.encode(), "no_lines"),
        (csv(CAME, above=["Số tài khoản: 0011002233"]), "other_account"),
        (camt(CAME, of="0011002233"), "other_account"),
        (xlsx(), "no_lines"),
    ],
)
def test_a_wrong_file_is_refused_as_a_whole(content: bytes, code: str) -> None:
    with pytest.raises(StatementRefused) as refused:
        reads(content)
    assert refused.value.code == code


def test_xml_that_would_grow_is_refused() -> None:
    bomb = '<!DOCTYPE a [<!ENTITY b "bbbb">]>' + camt(CAME).decode().split("?>", 1)[1].replace(
        "chuyen", "&b;"
    )
    with pytest.raises(StatementRefused, match="cannot be read"):
        reads(bomb.encode())


def test_more_lines_than_fit_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("payments.bank.lines.MOST_LINES", 1)
    with pytest.raises(StatementRefused, match="too large"):
        reads(csv(CAME, MORE))


def test_camt_announcements_and_other_currencies_are_no_money() -> None:
    pending = camt(CAME).replace(b"BOOK", b"PDNG")
    with pytest.raises(StatementRefused, match="no line"):
        reads(pending)
    statement = reads(camt(CAME).replace(b'Ccy="VND"', b'Ccy="USD"'))
    assert ([one.code for one in statement.problems], statement.lines) == (["currency"], [])
    assert statement.problems[0].said == "USD"


def test_a_batch_of_camt_is_a_line_for_each_payment() -> None:
    def part(amount: int, text: str) -> str:
        return (
            f'<TxDtls><Amt Ccy="VND">{amount}</Amt><CdtDbtInd>CRDT</CdtDbtInd>'
            f"<RmtInf><Ustrd>{text}</Ustrd></RmtInf></TxDtls>"
        )

    whole = camt(CAME).decode()
    start, end = whole.index("<TxDtls>"), whole.index("</NtryDtls>")
    batch = whole[:start] + part(50_000, "a") + part(8_000, "b") + whole[end:]
    assert [(one.amount, one.bank_number, one.description) for one in reads(batch.encode()).lines] == [
        (50_000, "FT1/1", "a"),
        (8_000, "FT1/2", "b"),
    ]
    uneven = whole[:start] + part(50_000, "a") + part(9_000, "b") + whole[end:]
    assert [(one.amount, one.bank_number) for one in reads(uneven.encode()).lines] == [(58_000, "FT1")]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("TT260820K7QM2X", ["TT260820K7QM2X"]),
        ("tt260820k7qm2x", ["TT260820K7QM2X"]),
        ("MBVCB.99.TT 260820.K7Q-M2X.CT tu 001", ["TT260820K7QM2X"]),
        ("TT260820K7QM2XNGUYEN VAN A chuyen tien", ["TT260820K7QM2X"]),
        ("CTTT260820K7QM2X", ["TT260820K7QM2X"]),
        ("thanh toán TT260820 K7QM2X và TT260821AAAAAA", ["TT260820K7QM2X", "TT260821AAAAAA"]),
        ("TT260820K7QM2", []),
        ("TT26082K7QM2X1", []),
        ("TT260820K7QM0X", []),
        ("nop le phi ho so", []),
        ("", []),
    ],
)
def test_our_reference_is_found_however_banks_squeeze_it(text: str, found: list[str]) -> None:
    assert references_in(text) == found


@pytest.mark.parametrize(
    ("text", "amount"),
    [
        ("1.250.000", 1_250_000),
        ("1,250,000.00", 1_250_000),
        ("1.250.000,00 VND", 1_250_000),
        ("58000", 58_000),
        ("58.000 đ", 58_000),
        ("50\u00a0000", 50_000),
        ("-58.000", -58_000),
        ("(58,000)", -58_000),
        (58_000.0, 58_000),
        ("", None),
        (None, None),
        ("-", None),
    ],
)
def test_amounts_are_read_with_dots_or_commas(text: object, amount: int | None) -> None:
    assert amount_of(text) == amount


@pytest.mark.parametrize("text", ["58.5", "58000.50", 58_000.5, "1,2,3", "12.34.567", "abc", True, "9" * 20])
def test_what_is_no_amount_in_whole_dong_is_never_guessed(text: object) -> None:
    with pytest.raises(ValueError, match="."):
        amount_of(text)


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("21/08/2026", TODAY),
        ("21-8-26 10:30:11", TODAY),
        ("10:30 21.08.2026", TODAY),
        ("2026-08-21T10:00:00", TODAY),
        ("20260821", TODAY),
        (datetime(2026, 8, 21, 10), TODAY),  # noqa: DTZ001  as a spreadsheet holds it
        (TODAY, TODAY),
        ("08/21/2026", None),
        ("31/02/2026", None),
        ("", None),
    ],
)
def test_days_are_read_as_banks_write_them(text: object, day: date | None) -> None:
    assert day_of(text) == day


def test_the_lines_of_a_csv_and_of_a_spreadsheet_are_the_same() -> None:
    lines = [(f"{day:02d}/08/2026", f"FT{day}", 1000 * day, f"dong {day}") for day in range(1, 20)]
    assert said(reads(csv(*lines))) == said(reads(xlsx(*lines))) == said(reads(camt(*lines)))
    assert isinstance(reads(csv(*lines)).lines[0], Line)
    assert statements.OPTIONS["account"] == ACCOUNT


@pytest.mark.parametrize(
    "content",
    [
        with_broken_stream(xlsx(CAME, MORE)),
        repacked(xlsx(CAME, MORE), "sheet1.xml", b"</row>", b"</row"),
        repacked(xlsx(CAME, MORE), "sheet1.xml", b'r="A2"', b'r="?2"'),
        repacked(xlsx(CAME, MORE), "styles.xml", b"borderId", b"x"),
        repacked(xlsx(CAME, MORE), "workbook.xml", b' name="Sheet"', b""),
    ],
    ids=["stream", "not well-formed", "no such cell", "styles", "a sheet without a name"],
)
def test_a_damaged_workbook_is_refused_wherever_the_damage_is(content: bytes) -> None:
    with pytest.raises(StatementRefused) as refused:
        reads(content)
    assert refused.value.code == "unreadable"


@pytest.mark.parametrize("figure", [b"1E999", b"-1E999", b"1E300"])
def test_an_amount_without_end_is_no_amount(figure: bytes) -> None:
    assert told(reads(repacked(xlsx(CAME), "sheet1.xml", b"<v>58000</v>", b"<v>" + figure + b"</v>"))) == [
        (2, "bad_amount")
    ]
