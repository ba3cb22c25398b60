"""What citizens read: the release in force, whole and qualified, at a fixed number of queries."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from procedures.lifecycle import Decision, replace
from procedures.models import Agency, ProcedurePage, Release
from tests.procedures import catalogue

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


def read(address: str, language: str = "vi") -> str:
    client = Client()
    client.cookies["django_language"] = language
    response = client.get(address)
    assert response.status_code == 200, response.status_code
    return response.content.decode()


def test_the_page_says_what_it_takes_how_long_and_what_it_costs() -> None:
    page = catalogue.published()
    html = read(page.url)
    for text in (
        "Đăng ký nuôi ong lấy mật",
        "1.900001",
        "Sơ đồ nơi đặt tổ",
        "Vẽ tay cũng được.",
        "Mẫu 01",
        "Giấy xác nhận nuôi ong",
        "Ủy ban nhân dân cấp xã",
        "01/2026/NĐ-CP",
        "12/QĐ-UBND",
    ):
        assert text in html
    assert "https://example.vn/mau-01.docx" in html


def test_an_amount_never_stands_without_its_text_and_a_text_never_reads_as_free() -> None:
    html = read(catalogue.published().url)
    assert "20.000 đ (Miễn cho hộ nghèo)" in html
    assert "Theo quy định của Hội đồng nhân dân cấp tỉnh" in html


def test_a_time_limit_in_words_is_shown_in_those_words() -> None:
    assert "Tùy ngày nhận bưu gửi" in read(catalogue.published().url)


def test_line_breaks_are_kept_and_markup_is_not_obeyed() -> None:
    page = catalogue.published(steps_text="Một\nHai <script>alert(1)</script>")
    html = read(page.url)
    assert "Một<br>Hai &lt;script&gt;" in html


def test_a_draft_change_stays_unseen_until_it_is_published() -> None:
    page = catalogue.published()
    page.summary = "Chưa ai được đọc."
    page.save_revision()
    assert "Chưa ai được đọc." not in read(page.url)
    page.get_latest_revision().publish()
    assert "Chưa ai được đọc." in read(page.url)


def test_the_version_in_force_is_shown_and_the_coming_one_announced() -> None:
    page = catalogue.published(summary="Bản đang áp dụng.")
    start = timezone.localdate() + 20 * DAY
    catalogue.again(page, summary="Bản sắp tới.", effective_from=start)
    html = read(page.url)
    assert "Bản đang áp dụng." in html
    assert "Bản sắp tới." not in html
    assert start.strftime("%d/%m/%Y") in html
    assert "Bản sắp tới." in read(f"{page.url}phien-ban/2/")


def test_filing_is_offered_only_with_a_form_that_is_in_force() -> None:
    online = catalogue.published(eform=catalogue.form())
    assert "/nop-ho-so/1.900001/" in read(online.url)
    assert "/nop-ho-so/" not in read(catalogue.published(code="1.900002").url)
    later = catalogue.published(
        code="1.900003", eform=catalogue.form("khac"), decision={"effective_from": timezone.localdate() + DAY}
    )
    assert "/nop-ho-so/1.900003/" not in read(later.url)


def test_a_replaced_procedure_leads_to_its_successor() -> None:
    page = catalogue.published(decision={"effective_from": "2026-01-01"}, eform=catalogue.form())
    successor = catalogue.published(code="1.900002", name="Nuôi ong kiểu mới")
    yesterday = timezone.localdate() - DAY
    replace(
        page,
        successor,
        decision=Decision("9/QĐ", date(2026, 1, 2)),
        last_day=yesterday,
        by=None,
        at=timezone.now(),
    )
    html = read(page.url)
    assert successor.url in html
    assert "Nuôi ong kiểu mới" in html
    assert "/nop-ho-so/" not in html


def test_history_lists_versions_and_an_old_one_is_marked() -> None:
    page = catalogue.published(summary="Đời đầu.")
    catalogue.again(page, summary="Đời sau.")
    assert f"{page.url}phien-ban/1/" in read(f"{page.url}phien-ban/")
    old = read(f"{page.url}phien-ban/1/")
    assert "Đời đầu." in old
    assert "notice--warning" in old
    assert "/nop-ho-so/" not in old
    new = read(f"{page.url}phien-ban/2/")
    assert "notice--warning" not in new
    assert "Đời đầu." in new  # what this version changed
    assert Client().get(f"{page.url}phien-ban/3/").status_code == 404


def test_in_english_vietnamese_text_is_marked_as_such() -> None:
    page = catalogue.published()
    html = read(page.url, "en")
    assert "<h1>Registering a beekeeper</h1>" in html
    assert 'lang="vi">Đăng ký nuôi ong lấy mật<' in html
    nameless = catalogue.published(code="1.900002", name_en="")
    assert '<h1 lang="vi">Đăng ký nuôi ong lấy mật</h1>' in read(nameless.url, "en")


def test_the_index_counts_published_procedures_of_each_field() -> None:
    catalogue.published()
    catalogue.draft(code="1.900002")
    html = read("/thu-tuc/")
    assert "Chăn nuôi" in html
    assert ">1 " in html


def test_a_field_lists_by_level() -> None:
    catalogue.published(levels=["commune"], name="Việc của xã")
    catalogue.published(levels=["province"], name="Việc của tỉnh", code="1.900002")
    where = catalogue.field().url
    assert "Việc của xã" in read(where)
    only = read(f"{where}?level=province")
    assert "Việc của tỉnh" in only
    assert "Việc của xã" not in only
    assert "Việc của xã" in read(f"{where}?level=nowhere&page=abc")


def many(numbers: range) -> None:
    parent = catalogue.field()
    for number in numbers:
        parent.add_child(
            instance=ProcedurePage(code=f"2.{number:06d}", name=f"Thủ tục số {number}", levels=["commune"])
        )


def queries(address: str) -> int:
    Client().get(address)  # content types and site addresses are cached once for good
    with CaptureQueriesContext(connection) as captured:
        assert Client().get(address).status_code == 200
    return len(captured)


def test_lists_take_the_same_number_of_queries_with_10_procedures_and_with_200() -> None:
    where = catalogue.field().url
    many(range(10))
    few = queries(where), queries("/thu-tuc/")
    many(range(10, 200))
    assert (queries(where), queries("/thu-tuc/")) == few
    assert max(few) <= 20


def test_a_procedure_takes_the_same_number_of_queries_however_long_it_is() -> None:
    short = catalogue.published(variants=[], code="1.900002")
    papers = [
        {"name": f"Giấy {number}", "form": {"name": "Mẫu", "url": "https://example.vn"}}
        for number in range(90)
    ]
    long = catalogue.published(variants=[{"name": "A", "papers": papers}])
    for number in range(3):
        catalogue.again(long, summary=f"Lần {number}")
    assert Release.objects.filter(code=long.code).count() == 4
    assert queries(short.url) == queries(long.url) <= 20


def test_the_agencies_that_settle_it_are_named_and_many_are_counted() -> None:
    Agency.objects.bulk_create(
        Agency(code=f"H99.{n}", name=f"Ủy ban nhân dân xã số {n}", level="commune") for n in range(16, 23)
    )
    html = read(catalogue.published(levels=["commune"], agency_codes=[]).url)
    assert "Ủy ban nhân dân xã số 16; " in html
    assert "và 3 cơ quan khác" in html
    assert "xã số 20" not in html


def test_counts_of_nothing_and_missing_forms_are_marked_to_be_left_out_on_a_phone() -> None:
    html = read(catalogue.published().url)
    assert (
        html.count('class="table__count table__none"') == 3
    )  # two papers without copies, one without originals
    assert html.count('<td class="table__none"') == 2
