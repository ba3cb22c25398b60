"""Form 07: the register of a period, the same on the page, as XLSX and as PDF."""

from __future__ import annotations

import io
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from openpyxl import load_workbook

from accounts.models import AccessRecord
from documents.registers.book import all_lines
from dossiers.desk.register import REGISTER
from dossiers.document_texts import DocumentTexts
from dossiers.models import Dossier
from dossiers.register.entries import COLUMNS, Entry, OfProcedure, found
from dossiers.submit import Person
from procedures.processing_rules import FormSet, ProcessingRules
from rules.days import VIETNAM
from tests import people
from tests.dossiers.cases import MONDAY, brought, do, filed, release
from tests.dossiers.papers import is_pdf_a, text_in

pytestmark = pytest.mark.django_db
JULY = {"since": "2025-07-01", "until": "2025-07-31"}
PERIOD = OfProcedure(date(2025, 7, 1), date(2025, 7, 31))


def officer(*roles: str) -> Client:
    client = Client()
    people.sign_in(client, people.minh(*roles))
    return client


def page(client: Client, **asked: str) -> str:
    return client.get(reverse("dossiers:register"), {**JULY, **asked}).content.decode()


def file(client: Client, kind: str, **asked: str) -> bytes:
    answer: Any = client.get(reverse("dossiers:register_file", args=[kind]), {**JULY, **asked})
    assert answer.status_code == 200
    return b"".join(answer.streaming_content) if answer.streaming else answer.content


def rows_of(content: bytes) -> list[tuple[Any, ...]]:
    sheet = load_workbook(io.BytesIO(content)).active
    assert sheet is not None
    return [row for row in sheet.iter_rows(min_row=6, values_only=True) if row[0]]


def accepted(at: datetime = MONDAY, **filing: Any) -> Dossier:
    dossier = filed(at=at, **filing)
    do(dossier, "accept", at=at + timedelta(hours=1))
    return dossier


def test_the_columns_are_those_of_the_form_and_three_ways_show_the_same(tmp_path: Path) -> None:
    first = brought("accept", "assign", "finish", "hand_result")
    second = accepted(MONDAY + timedelta(days=1), channel="in_person", applicant=Person("Trần Văn Bình"))
    client = officer()
    sheet, pdf = rows_of(file(client, "xlsx")), file(client, "pdf")
    assert [row[1] for row in sheet] == [first.code, second.code]
    assert sheet[0] == (
        1,
        first.code,
        "Đăng ký khai sinh",
        1,
        "Nguyễn Thị Lan",
        "0912345678",
        "UBND phường Quy Nhơn",
        datetime(2025, 7, 7, 9, 0),  # noqa: DTZ001  as a spreadsheet keeps it
        datetime(2025, 7, 14, 17, 30),  # noqa: DTZ001
        datetime(2025, 7, 7, 10, 0),  # noqa: DTZ001
        datetime(2025, 7, 7, 11, 0),  # noqa: DTZ001
        datetime(2025, 7, 7, 12, 0),  # noqa: DTZ001
        "Trực tuyến",
        None,
        "Đã trả kết quả",
    )
    entries = list(all_lines(REGISTER, found(people.minh(), PERIOD, timezone.now())))
    assert is_pdf_a(pdf)
    words = "".join(text_in(pdf, tmp_path).split())
    shown = page(client)
    assert shown.count('<th scope="col">') == len(COLUMNS)
    for entry in entries:
        assert isinstance(entry, Entry)
        for text in (entry.code, entry.applicant):
            assert text in shown
            assert text.replace(" ", "") in words or text.split()[-1] in words, text
    assert "Từngày01/07/2025đếnngày31/07/2025–2hồsơ" in words
    assert words.startswith("Mẫusố07–Thôngtưsố03/2025/TT-VPCP")
    for number in range(1, len(COLUMNS) + 1):
        assert f"({number})" in words
    assert len(load_workbook(io.BytesIO(file(client, "xlsx"))).sheetnames) == 1
    assert "Thốngkê" not in words


def test_the_period_takes_both_its_days_and_no_other() -> None:
    inside = [
        accepted(datetime(2025, 6, 30, 23, 30, tzinfo=VIETNAM)),  # accepted on the first of July, at 0:30
        accepted(datetime(2025, 7, 31, 22, 30, tzinfo=VIETNAM)),
    ]
    accepted(datetime(2025, 6, 30, 22, 30, tzinfo=VIETNAM))
    accepted(datetime(2025, 7, 31, 23, 30, tzinfo=VIETNAM))
    filed()  # never accepted
    assert [row[1] for row in rows_of(file(officer(), "xlsx"))] == [one.code for one in inside]


def test_without_a_period_it_is_this_month() -> None:
    old, new = accepted(), accepted(timezone.now() - timedelta(minutes=90))
    shown = officer().get(reverse("dossiers:register")).content.decode()
    this_month = timezone.localdate().replace(day=1).isoformat()
    assert this_month in shown
    assert old.code not in shown
    if timezone.localdate(new.accepted_at) >= timezone.localdate().replace(day=1):
        assert new.code in shown


def test_agency_and_procedure_narrow_it() -> None:
    birth = accepted()
    death = accepted(release=release(code="1.000656", name="Đăng ký khai tử"))
    client = officer()
    shown = page(client, procedure="1.000656")
    assert death.code in shown
    assert birth.code not in shown
    assert birth.code in page(client, agency=people.WARD)
    assert client.get(reverse("dossiers:register"), {**JULY, "agency": "X"}).status_code == 422


def test_a_period_that_ends_before_it_begins_is_explained() -> None:
    client = officer()
    asked = {"since": "2025-07-31", "until": "2025-07-01"}
    answer = client.get(reverse("dossiers:register"), asked)
    assert answer.status_code == 422
    assert "trước ngày" in answer.content.decode()
    assert client.get(reverse("dossiers:register_file", args=["pdf"]), asked).status_code == 404
    assert client.get(reverse("dossiers:register_file", args=["doc"]), JULY).status_code == 404


def test_a_period_without_dossiers_says_so() -> None:
    assert "Không có hồ sơ nào được tiếp nhận" in page(officer())


def test_the_access_log_tells_the_procedure_and_no_words_of_a_person() -> None:
    accepted()
    client = officer()
    file(client, "xlsx", procedure="1.001193")
    people.sign_in(client, people.holder("clerk"))
    client.get("/can-bo/so-chung-thuc/xlsx/", {**JULY, "text": "Nguyễn Thị Lan"})
    assert AccessRecord.objects.get(action="register.download").purpose.endswith("1.001193")
    assert AccessRecord.objects.get(action="copies.download").purpose == "xlsx, 0"


def test_each_officer_sees_the_register_of_the_own_agency_only() -> None:
    dossier = accepted()
    other = Client()
    people.sign_in(other, people.hoa())
    assert dossier.code not in page(other)
    assert rows_of(file(other, "xlsx")) == []
    applicant = Client()
    people.sign_in(applicant, people.lan())
    assert applicant.get(reverse("dossiers:register")).status_code == 403


def test_the_desk_leads_to_it() -> None:
    assert reverse("dossiers:register") in officer().get(reverse("dossiers:inbox")).content.decode()


def test_a_download_is_written_to_the_access_log_and_a_look_is_not() -> None:
    accepted()
    client = officer()
    page(client)
    assert not AccessRecord.objects.filter(action="register.download").exists()
    file(client, "xlsx", agency=people.WARD)
    logged = AccessRecord.objects.get(action="register.download")
    assert (logged.subject, logged.agency) == ("register:2025-07-01:2025-07-31", people.WARD)
    assert logged.purpose == "xlsx, 1"
    assert logged.user_id == people.minh().pk


def test_a_page_asks_as_much_of_the_database_for_ten_as_for_two(django_assert_num_queries: Any) -> None:
    client = officer()
    for _n in range(2):
        brought("accept", "assign")
    page(client)
    with CaptureQueriesContext(connection) as two:
        page(client)
    for _n in range(8):
        brought("accept", "assign")
    with django_assert_num_queries(len(two)):
        assert page(client).count('class="code"') == 10


def test_a_long_period_is_numbered_through_batches_and_pages(monkeypatch: pytest.MonkeyPatch) -> None:
    codes = [accepted(MONDAY + timedelta(minutes=n)).code for n in range(5)]
    monkeypatch.setattr("documents.registers.book.BATCH", 2)
    monkeypatch.setattr("documents.registers.pages.PER_PAGE", 2)
    client = officer()
    rows = rows_of(file(client, "xlsx"))
    assert [(row[0], row[1]) for row in rows] == list(enumerate(codes, 1))
    second = page(client, page="2")
    assert codes[2] in second
    assert codes[0] not in second
    assert ">3</td>" in second


def test_what_a_person_wrote_never_becomes_a_formula() -> None:
    accepted(applicant=Person('=HYPERLINK("http://x.vn")'))
    sheet = load_workbook(io.BytesIO(file(officer(), "xlsx"))).active
    assert sheet is not None
    assert sheet["E6"].data_type == "s"


def test_an_extension_is_noted_with_the_day_first_promised() -> None:
    dossier = brought("accept", "assign")
    do(dossier, "ask_extension")
    do(dossier, "extend")
    assert rows_of(file(officer(), "xlsx"))[0][14] == "Đang xử lý; hẹn lần đầu 14/07/2025"


def test_a_pdf_too_long_to_print_is_not_offered(monkeypatch: pytest.MonkeyPatch) -> None:
    accepted()
    accepted()
    monkeypatch.setattr("documents.registers.book.MOST_IN_PDF", 1)
    client = officer()
    pdf = reverse("dossiers:register_file", args=["pdf"])
    shown = page(client)
    assert pdf not in shown
    assert "Hơn 1 dòng" in shown
    assert client.get(pdf, JULY).status_code == 404
    assert len(rows_of(file(client, "xlsx"))) == 2


def test_set_and_closing_words_are_those_chosen(tmp_path: Path) -> None:
    ProcessingRules.objects.create(form_set=FormSet.TT2018)
    DocumentTexts.objects.create(m07_2018="Sổ của {co_quan}, {tu_ngay}.")
    accepted()
    text = text_in(file(officer(), "pdf"), tmp_path)
    assert "Mẫu số 06 – Thông tư số 01/2018/TT-VPCP" in text
    assert "Sổ của UBND phường Quy Nhơn, 01/07/2025." in text
