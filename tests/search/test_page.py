"""The search page, what it suggests, and what it says where nothing is found."""

from __future__ import annotations

import re
from html import unescape
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from wagtail.models import Site

from effects.worker import drain
from portal.models import SiteSettings
from procedures.models import ProcedurePage
from rules.text import order_key
from search.models import SearchEntry
from search.query import query_of
from tests.procedures import catalogue

pytestmark = pytest.mark.django_db
NAMES = {
    "1.001193": "Thủ tục đăng ký khai sinh",
    "1.004884": "Thủ tục đăng ký lại khai sinh",
    "1.000656": "Thủ tục đăng ký khai tử",
    "1.005461": "Đăng ký lại khai tử",
    "1.900010": "Khai thác nước ngầm",
    "1.900011": "Cấp giấy phép lái xe",
    "1.900012": "Công nhận hòa giải viên",
}


@pytest.fixture
def found_here() -> None:
    for code, name in NAMES.items():
        commune = code.startswith("1.00")
        catalogue.published(
            code=code,
            name=name,
            name_en="Registering a birth" if code == "1.001193" else "",
            summary="",
            keywords=[],
            results=[],
            levels=["commune"] if commune else ["province"],
            online_level="full" if commune else "info",
            subjects=["citizen", "foreigner"] if commune else ["organisation"],
        )
    drain(timezone.now())


def read(client: Client, address: str = "/tim-kiem/", **data: str) -> str:
    response = client.get(address, data)
    assert response.status_code == 200
    return str(response.content.decode())


def main_of(html: str) -> str:
    return html[html.index("<main") : html.index("</main>")]


def words_of(html: str) -> str:
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", main_of(html))).split())


def titles(html: str) -> list[str]:
    found = re.findall(r'card__title"><a[^>]*>(.*?)</a>', html)
    return [unescape(re.sub(r"</?mark>", "", one)) for one in found]


@pytest.mark.usefixtures("found_here")
def test_a_row_shows_what_a_person_needs_to_choose(client: Client) -> None:
    SearchEntry.objects.filter(code="1.001193").update(can_file=True)
    from search.index import put

    put("1.001193")
    html = read(client, q="khai sinh")
    assert "<mark>khai sinh</mark>" in html
    assert ProcedurePage.objects.get(code="1.001193").url in html
    assert 'href="/nop-ho-so/1.001193/"' in html
    assert html.count("/nop-ho-so/") == 1
    for text in (
        "1.001193",
        "Chăn nuôi",
        "Cấp xã",
        "toàn trình",
        "Ủy ban nhân dân cấp xã",
        "3 ngày làm việc",
    ):
        assert text in html, text


@pytest.mark.usefixtures("found_here")
def test_the_words_stay_in_the_box_the_title_and_the_count(client: Client) -> None:
    html = read(client, q="khai sinh")
    assert 'value="khai sinh"' in html
    assert "<title>Tìm “khai sinh”" in html
    assert re.search(r'role="status">\d thủ tục cho “khai sinh”', html)


@pytest.mark.usefixtures("found_here")
def test_six_facets_narrow_and_each_choice_is_an_address_that_can_be_taken_back(client: Client) -> None:
    html = read(client, q="khai")
    for text in ("Cấp thực hiện", "Trực tuyến", "Dành cho ai", "Người dân", "Doanh nghiệp, tổ chức"):
        assert text in html, text
    narrowed = read(client, q="khai", level="province")
    assert titles(narrowed) == ["Khai thác nước ngầm"]
    assert 'href="?q=khai"' in narrowed  # without the filter
    assert 'name="level" value="province"' in narrowed  # the next words are searched under it too


@pytest.mark.usefixtures("found_here")
def test_subjects_of_the_catalogue_are_people_or_businesses(client: Client) -> None:
    assert len(titles(read(client, subject="person"))) == 4
    assert len(titles(read(client, subject="business"))) == 3
    both = catalogue.published(code="1.900031", subjects=["citizen", "cooperative", "official"])
    drain(timezone.now())
    assert SearchEntry.objects.get(code=both.code).subjects == ["person", "business"]


@pytest.mark.usefixtures("found_here")
def test_a_facet_that_cannot_narrow_is_not_shown(client: Client) -> None:
    assert 'id="side-field"' not in read(client, q="khai sinh")


def test_after_eight_values_the_others_are_folded_away(client: Client) -> None:
    for number in range(10):
        catalogue.published(code=f"1.9001{number:02}", competent_agency=f"Cơ quan số {number}")
    drain(timezone.now())
    html = read(client)
    section = html[html.index('aria-labelledby="side-agency"') :].split("</section>")[0]
    assert section.split("<details>")[0].count("<li>") == 8
    assert section.count("<li>") == 10


@pytest.mark.usefixtures("found_here")
def test_order_and_page_are_in_the_address(client: Client) -> None:
    html = read(client, q="khai", sort="name")
    assert len(titles(html)) == 5
    assert titles(html) == sorted(titles(html), key=lambda one: order_key(one.removeprefix("Thủ tục ")))
    assert 'name="sort" value="name"' in html
    for number in range(20):
        catalogue.published(code=f"1.9001{number:02}", name=f"Khai thác số {number}")
    drain(timezone.now())
    first, second = (
        read(client, q="khai", level="province"),
        read(client, q="khai", level="province", page="2"),
    )
    assert "?q=khai&amp;level=province&amp;page=2" in first
    assert not set(titles(first)) & set(titles(second))
    assert "trang 2" in second[: second.index("</title>")]
    assert "Về trang đầu" in read(client, q="khai", page="99")


@pytest.mark.usefixtures("found_here")
def test_words_put_right_are_said_and_can_be_searched_as_they_were_typed(client: Client) -> None:
    html = read(client, q="dang ky khai sinj")
    assert titles(html)[0] == NAMES["1.001193"]
    assert "Đã hiểu là “đăng ký khai sinh”" in html
    assert "exact=1" in html
    exact = read(client, q="dang ky khai sinj", exact="1")
    assert "Đã hiểu là" not in exact
    assert "Tìm như thường" in exact


@pytest.mark.usefixtures("found_here")
def test_exact_words_are_read_in_no_other_way() -> None:
    from search.finding import find

    today = timezone.localdate()
    usual, exact = (find(query_of("khai sinj", on=today, exact=exact)) for exact in (False, True))
    assert {one.kind for one in usual.readings} > {"typed"}
    assert {one.kind for one in exact.readings} == {"typed"}


# -- nothing found ----------------------------------------------------------------------------------


@pytest.mark.usefixtures("found_here")
def test_nothing_found_keeps_the_words_and_shows_ways_on(client: Client) -> None:
    site = Site.objects.get(is_default_site=True)
    SiteSettings.objects.update_or_create(site=site, defaults={"hotline": "1900 1234"})
    html = read(client, q="qqwwq zzxxz")
    assert "Không tìm thấy" in html
    assert 'value="qqwwq zzxxz"' in html
    assert 'href="?field=chan-nuoi"' in html
    assert 'href="tel:19001234"' in html


@pytest.mark.usefixtures("found_here")
def test_nothing_found_looks_for_fewer_words_and_says_which(client: Client) -> None:
    html = read(client, q="qqwwq zzxxz vvkkv khai sinh")
    assert "Không tìm thấy" in html
    assert "bớt từ: “khai sinh”" in words_of(html)
    assert NAMES["1.001193"] in titles(html)


@pytest.mark.usefixtures("found_here")
def test_nothing_found_under_filters_says_how_many_there_are_without_them(client: Client) -> None:
    html = read(client, q="khai sinh", level="central")
    assert re.search(r"Bỏ bộ lọc thì có \d thủ tục", html)
    assert "Thủ tục gần nhất" not in html


@pytest.mark.usefixtures("found_here")
def test_words_are_shown_as_text_never_as_markup(client: Client) -> None:
    evil = '"><b>x</b>'
    for address in ("/tim-kiem/", "/tim-kiem/goi-y/"):
        html = read(client, address, q=evil, field='"><i>', level='"><u>', page="-1")
        for markup in ("<b>x", "<i>", "<u>"):
            assert markup not in html


@pytest.mark.usefixtures("found_here")
def test_the_page_costs_a_fixed_number_of_queries(client: Client) -> None:
    counts = set()
    for text in ("1.001193", "khai", "dang ky", ""):
        read(client, q=text)
        with CaptureQueriesContext(connection) as queries:
            read(client, q=text)
        counts.add(len(queries) + (1 if text in ("", "1.001193") else 0))  # events have words, not codes
    assert len(counts) == 1


@pytest.mark.usefixtures("found_here")
def test_an_engine_that_is_away_leaves_the_plain_page(client: Client, settings: Any) -> None:
    settings.SEARCH_URL = "database:"
    assert NAMES["1.001193"] in titles(read(client, q="khai sinh"))
    assert "Không tìm thấy" in read(client, q="qqwwq")


# -- suggestions ------------------------------------------------------------------------------------


@pytest.mark.usefixtures("found_here")
def test_suggestions_are_options_with_marked_words_and_a_last_one_for_all(client: Client) -> None:
    response = client.get("/tim-kiem/goi-y/", {"q": "khai si"})
    html = response.content.decode()
    assert "max-age=60" in response["Cache-Control"]
    assert "private" in response["Cache-Control"]
    options = re.findall(r'<li role="option"[^>]*>', html)
    assert f'data-href="{ProcedurePage.objects.get(code="1.001193").url}"' in options[0]
    assert "<mark>khai sinh</mark>" in html
    assert "data-href" not in options[-1]
    assert "Tìm tất cả với “khai si”" in html
    assert re.search(r'data-said="\d gợi ý', html)


@pytest.mark.usefixtures("found_here")
def test_one_letter_suggests_nothing_and_strange_words_say_so(client: Client) -> None:
    assert "<li" not in read(client, "/tim-kiem/goi-y/", q="k")
    assert "Không có gợi ý" in read(client, "/tim-kiem/goi-y/", q="qqwwq")


@pytest.mark.usefixtures("found_here")
def test_in_english_names_are_in_english_where_they_exist(client: Client) -> None:
    client.cookies["django_language"] = "en"
    html = read(client, q="khai sinh")
    assert "Registering a birth" in titles(html)
    assert 'lang="vi"' in html
    assert "Time limit" in html
