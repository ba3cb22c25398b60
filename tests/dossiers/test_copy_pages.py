"""The desk's pages of certified copies: the scan beside the check, the register, its files and figures."""

from __future__ import annotations

import html
import io
import re
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone
from openpyxl import Workbook, load_workbook

from accounts.models import AccessRecord
from accounts.tokens import issue_token
from documents.models import CertifiedCopy
from documents.signing.giving import refuse
from dossiers.copies.book import Asked, figures
from dossiers.models import Dossier
from tests import people
from tests.dossiers.cases import brought, do
from tests.dossiers.copying import processing, sign, submit, submitted
from tests.dossiers.papers import is_pdf_a, text_in

pytestmark = pytest.mark.django_db
REGISTER = "/can-bo/so-chung-thuc/"


def signed_in(role: str) -> Client:
    client = Client()
    people.sign_in(client, people.holder(role))
    return client


def said(dossier: Dossier, **more: Any) -> dict[str, Any]:
    return {"key": "k", "seen": dossier.last_sequence, "refusal": "", "note": "", **more}


def test_the_case_leads_to_the_comparison_and_the_comparison_back() -> None:
    dossier, client = processing(), signed_in("specialist")
    case, address = f"/can-bo/ho-so/{dossier.pk}/", f"/can-bo/ho-so/{dossier.pk}/doi-chieu/"
    assert address in client.get(case).content.decode()
    shown = client.get(address).content.decode()
    assert "Trang 3 trên 3" in shown
    assert "Bằng tốt nghiệp đại học" in shown
    picture = client.get(f"{address}2/")
    assert picture["Content-Type"] == "image/jpeg"
    assert client.get(f"{address}4/").status_code == 404
    incomplete = client.post(address, said(dossier, **{"page-1": "yes", "page-2": "no", "page-3": "yes"}))
    assert incomplete.status_code == 422
    assert "id_page-2" in incomplete.content.decode()
    done = client.post(address, said(dossier, **{f"page-{number}": "yes" for number in (1, 2, 3)}))
    assert done["Location"] == case
    assert CertifiedCopy.objects.get().state == "compared"
    assert "Trình ký bản sao" in client.get(case).content.decode()
    assert AccessRecord.objects.filter(action="dossier.compare").exists()


def test_a_refusal_is_chosen_from_the_editors_list() -> None:
    dossier, client = processing(), signed_in("reception")
    address = f"/can-bo/ho-so/{dossier.pk}/doi-chieu/"
    assert client.post(address, said(dossier, refusal="Tự nghĩ ra")).status_code == 422
    reason = "Người yêu cầu không xuất trình bản chính."
    assert client.post(address, said(dossier, refusal=reason)).status_code == 302
    assert CertifiedCopy.objects.get().reason == reason


def test_nobody_compares_what_is_not_theirs_or_has_no_scan() -> None:
    dossier = processing()
    address = f"/can-bo/ho-so/{dossier.pk}/doi-chieu/"
    assert signed_in("cashier").get(address).status_code == 403
    other = brought("accept", "assign", channel="in_person")
    assert signed_in("specialist").get(f"/can-bo/ho-so/{other.pk}/doi-chieu/").status_code == 403


def test_programs_compare_and_submit_by_the_same_verbs() -> None:
    dossier = processing()
    _token, text = issue_token(people.holder("specialist"), at=timezone.now(), with_code=True)

    def call(action: str, body: dict[str, Any]) -> int:
        address = f"/api/v1/desk/dossiers/{dossier.pk}/actions/{action}"
        headers = {"Authorization": f"Bearer {text}", "Idempotency-Key": action}
        return Client().post(address, body, content_type="application/json", headers=headers).status_code

    assert call("submit_copies", {}) >= 400
    assert call("compare", {"pages": [True, True, True]}) == 200
    assert call("submit_copies", {}) == 200
    assert CertifiedCopy.objects.get().number == 1


def test_programs_choose_a_refusal_from_the_same_list() -> None:
    """The register gives the reason the editor's words, whoever refused."""
    dossier = processing()
    _token, text = issue_token(people.holder("specialist"), at=timezone.now(), with_code=True)
    headers = {"Authorization": f"Bearer {text}", "Idempotency-Key": "k"}
    client, address = Client(headers=headers), f"/api/v1/desk/dossiers/{dossier.pk}/actions/compare"
    made_up = client.post(address, {"refusal": "Tự nghĩ ra"}, content_type="application/json")
    assert made_up.json()["errors"][0]["code"] == "copy_reason_unknown"
    listed = client.get("/api/v1/desk/certified-copies/reasons").json()["reasons"]
    assert client.post(address, {"refusal": listed[-1]}, content_type="application/json").status_code == 200
    assert CertifiedCopy.objects.get().reason == listed[-1]


def in_the_register() -> None:
    """One issued, one refused with its number."""
    _first, copy = submitted()
    assert copy.document is not None
    sign(copy.document)
    second, _other = submitted()
    do(second, "stop", at=timezone.now(), reason="Người yêu cầu rút")


def test_the_register_shows_every_number_and_what_became_of_it() -> None:
    in_the_register()
    page = signed_in("clerk").get(REGISTER).content.decode()
    for words in (
        "2 số chứng thực",
        "đã cấp",
        "không chứng thực",
        "Người yêu cầu rút",
        "Bằng tốt nghiệp đại học",
    ):
        assert words in page, words
    assert "1 số chứng thực" in signed_in("clerk").get(REGISTER, {"text": "2"}).content.decode()
    nothing = signed_in("clerk").get(REGISTER, {"since": "2020-01-01", "until": "2020-01-31"})
    assert "Không có số chứng thực nào" in nothing.content.decode()
    wrong = signed_in("clerk").get(REGISTER, {"since": "2020-02-01", "until": "2020-01-31"})
    assert wrong.status_code == 422


def test_the_register_as_files(tmp_path: Path) -> None:
    in_the_register()
    client = signed_in("clerk")
    answer = client.get(f"{REGISTER}pdf/")
    words = text_in(answer.getvalue(), tmp_path)
    assert "SỔ CHỨNG THỰC BẢN SAO TỪ BẢN CHÍNH" in words
    assert "Người yêu cầu rút" in words.replace("\n", " ")
    answer = client.get(f"{REGISTER}xlsx/")
    sheet = load_workbook(io.BytesIO(b"".join(answer.streaming_content))).active  # type: ignore[attr-defined, arg-type]
    assert sheet is not None
    rows = list(sheet.iter_rows(values_only=True))
    assert rows[3][0] == "Số chứng thực"
    assert [row[0] for row in rows[4:]] == ["01", "02"]
    assert AccessRecord.objects.filter(action="copies.download").count() == 2
    assert client.get(f"{REGISTER}doc/").status_code == 404


def of_other_months() -> None:
    """Beside what is in the register: one moved a year back, one nobody decided, one of an agency below."""
    processing(2)
    issued = CertifiedCopy.objects.get(state="issued")
    CertifiedCopy.objects.filter(number=2).update(asked_at=issued.asked_at - timedelta(days=365))
    issued.pk = None
    issued.subject_id, issued.agency_code, issued.code = "below", f"{people.WARD}.9", "below"
    issued.document, issued.number, issued.fee, issued.pages = None, None, 1_234_567_000, 1_200
    issued.save(force_insert=True)


def on_the_page(client: Client, asked: dict[str, str]) -> list[list[str]]:
    """Headings and rows of its table of figures."""
    table = client.get(REGISTER, asked).content.decode().split('id="figures"')[1].split("</table>")[0]
    rows = [re.findall(r"<t[hd][^>]*>(.*?)</t[hd]>", row) for row in table.split("<tr>")[1:]]
    return [[html.unescape(cell) for cell in row] for row in rows]


def book_of(client: Client, asked: dict[str, str]) -> Workbook:
    answer: Any = client.get(f"{REGISTER}xlsx/", asked)
    return load_workbook(io.BytesIO(b"".join(answer.streaming_content)))


def test_both_files_hold_the_figures_of_the_page(tmp_path: Path) -> None:
    in_the_register()
    of_other_months()
    client, asked = signed_in("supervisor"), {"since": "2020-01-01"}
    headings, *shown = on_the_page(client, asked)
    day = timezone.localdate()
    assert headings[1:] == ["Tháng", "Yêu cầu", "Đã cấp", "Từ chối", "Số trang", "Phí, lệ phí (đồng)"]
    assert [row[1:] for row in shown] == [
        [f"{day - timedelta(days=365):%m/%Y}", "1", "0", "1", "0", "0"],
        [f"{day:%m/%Y}", "2", "1", "0", "3", "5.000"],
        [f"{day:%m/%Y}", "1", "1", "0", "1.200", "1.234.567.000"],
    ]
    book = book_of(client, asked)
    assert book.sheetnames == ["so-chung-thuc", "Thống kê"]
    rows = [list(row) for row in book["Thống kê"].iter_rows(values_only=True)]
    above = next(number for number, row in enumerate(rows) if row == headings)
    kept = rows[above + 1 :]
    assert [[f"{one:,}".replace(",", ".") for one in row[2:]] for row in kept] == [row[2:] for row in shown]
    assert [row[:2] for row in kept] == [row[:2] for row in shown]
    pdf = client.get(f"{REGISTER}pdf/", asked).getvalue()
    assert is_pdf_a(pdf)
    words = text_in(pdf, tmp_path).split("Thống kê trong kỳ")[1]
    for row in (headings, *shown):
        assert " ".join(row) in words, (row, words)


def test_a_request_without_a_number_is_in_the_figures_of_the_files(tmp_path: Path) -> None:
    processing()
    client, address = signed_in("clerk"), f"{REGISTER}xlsx/"
    page = client.get(REGISTER).content.decode()
    assert "Không có số chứng thực nào" in page
    assert address in page
    counted = list(book_of(client, {})["Thống kê"].iter_rows(values_only=True))[-1]
    assert counted[2:] == (1, 0, 0, 0, 0)
    words = text_in(client.get(f"{REGISTER}pdf/").getvalue(), tmp_path)
    assert "Không có số chứng thực nào" in words
    assert "Thống kê trong kỳ" in words


def test_where_nothing_was_asked_for_no_file_has_figures(tmp_path: Path) -> None:
    in_the_register()
    client, asked = signed_in("clerk"), {"since": "2020-01-01", "until": "2020-01-31"}
    assert REGISTER + "xlsx/" not in client.get(REGISTER, asked).content.decode()
    assert book_of(client, asked).sheetnames == ["so-chung-thuc"]
    assert "Thống kê" not in text_in(client.get(f"{REGISTER}pdf/", asked).getvalue(), tmp_path)


@pytest.mark.parametrize("kind", ["xlsx", "pdf"])
def test_a_file_asks_the_database_as_often_for_many_as_for_one(
    kind: str, django_assert_max_num_queries: Any
) -> None:
    in_the_register()
    client, asked = signed_in("supervisor"), {"since": "2020-01-01"}
    client.get(f"{REGISTER}{kind}/", asked).getvalue()
    with django_assert_max_num_queries(30) as few:
        client.get(f"{REGISTER}{kind}/", asked).getvalue()
    of_other_months()
    with django_assert_max_num_queries(len(few.captured_queries)):
        client.get(f"{REGISTER}{kind}/", asked).getvalue()


def test_figures_by_agency_and_month_for_programs() -> None:
    in_the_register()
    processing(2)
    _token, text = issue_token(people.holder("supervisor"), at=timezone.now(), with_code=True)
    day = timezone.localdate()
    period = {"since": day.replace(day=1).isoformat(), "until": day.isoformat()}
    headers = {"Authorization": f"Bearer {text}"}
    answer = Client().get("/api/v1/desk/certified-copies/figures", period, headers=headers).json()
    (one,) = answer
    assert (one["asked"], one["done"], one["refused"], one["pages"], one["fees"]) == (3, 1, 1, 3, 5_000)
    lines = Client().get("/api/v1/desk/certified-copies", period, headers=headers).json()
    assert [(line["number"], line["state"]) for line in lines["lines"]] == [
        ("01", "đã cấp"),
        ("02", "không chứng thực"),
    ]
    assert Client().get("/api/v1/desk/certified-copies", {}, headers=headers).status_code == 400


def test_a_request_signed_at_the_second_try_is_one_request_that_was_done() -> None:
    dossier, copy = submitted()
    assert copy.document is not None
    signature = copy.document.signatures.get(order=1)
    refuse(signature, people.holder("approver"), "Trang 2 mờ", timezone.now())
    day = timezone.localdate()
    asked = Asked(day.replace(day=1), day)

    def counted() -> tuple[int, int, int]:
        (one,) = figures(people.holder("supervisor"), asked, timezone.now())
        return one.asked, one.done, one.refused

    assert counted() == (1, 0, 1)
    begun = CertifiedCopy.objects.get().asked_at
    do(dossier, "compare", at=timezone.now(), pages=[True] * 3)
    submit(dossier, key="anew")
    assert counted() == (1, 0, 0)
    again = CertifiedCopy.objects.exclude(pk=copy.pk).get()
    assert again.asked_at == begun
    assert again.document is not None
    sign(again.document)
    assert counted() == (1, 1, 0)


def test_the_register_of_another_agency_is_closed() -> None:
    in_the_register()
    CertifiedCopy.objects.update(agency_code=people.ELSEWHERE)
    assert "Không có số chứng thực nào" in signed_in("clerk").get(REGISTER).content.decode()
    assert book_of(signed_in("clerk"), {}).sheetnames == ["so-chung-thuc"]
    assert signed_in("cashier").get(REGISTER).status_code == 403


def test_the_register_asks_the_database_as_often_for_many_as_for_one(
    django_assert_max_num_queries: Any,
) -> None:
    in_the_register()
    client = signed_in("clerk")
    client.get(REGISTER)
    with django_assert_max_num_queries(30) as few:
        client.get(REGISTER)
    for _ in range(3):
        submit(_compared())
    with django_assert_max_num_queries(len(few.captured_queries)):
        client.get(REGISTER)


def _compared() -> Dossier:
    dossier = processing()
    do(dossier, "compare", at=timezone.now(), pages=[True] * 3)
    return dossier


def test_what_an_officer_pastes_from_a_word_processor_spoils_no_file(tmp_path: Path) -> None:
    in_the_register()
    CertifiedCopy.objects.filter(number=2).update(reason="Rút\x0byêu cầu\ufffe", title="=1+1")
    client = signed_in("clerk")
    answer = client.get(f"{REGISTER}xlsx/")
    sheet = load_workbook(io.BytesIO(b"".join(answer.streaming_content))).active  # type: ignore[attr-defined, arg-type]
    assert sheet is not None
    said = [cell.value for cell in list(sheet.iter_rows())[-1]]
    assert "Rút yêu cầu " in said
    assert "=1+1" in said
    assert all(cell.data_type != "f" for cell in list(sheet.iter_rows())[-1])
    assert "cầu" in text_in(client.get(f"{REGISTER}pdf/").getvalue(), tmp_path)


@pytest.mark.parametrize("days", [{"since": "0001-01-01"}, {"until": "9999-12-31"}])
def test_the_register_of_all_time_has_its_days_at_the_ends_of_the_calendar(days: dict[str, str]) -> None:
    in_the_register()
    client = signed_in("clerk")
    assert "2 số chứng thực" in client.get(REGISTER, days).content.decode()
