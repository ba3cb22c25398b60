"""Whole files into the catalogue: what is added, changed, left alone, refused; again and again."""

from __future__ import annotations

import csv
import json
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone
from openpyxl import Workbook, load_workbook

from effects.models import Effect
from procedures.importing.flat import COLUMNS
from procedures.importing.read import rows
from procedures.importing.report import Report
from procedures.importing.run import import_procedures
from procedures.lifecycle import Decision, abolish
from procedures.models import FieldPage, ProcedurePage, Release
from tests import people
from tests.procedures import catalogue

pytestmark = pytest.mark.django_db
RECORD: dict[str, Any] = {
    "code": "1.900101",
    "name": "Cấp phép thả diều",
    "decision": "Quyết định số 7/QĐ-UBND",
    "field": "Giải trí",
    "level": "Cấp Xã, Cấp tỉnh",
    "agency": "Ủy ban nhân dân cấp xã",
    "target": ["Công dân Việt Nam"],
    "steps": "Bước 1: Nộp đơn.\nBước 2: Nhận giấy phép.",
    "methods": [
        {
            "channel": "Trực tiếp",
            "time_limit_text": "3 Ngày làm việc",
            "time_limit_days": 3,
            "working_days": True,
            "fee_text": "20,000 VNĐ (mỗi con diều)",
            "fee_vnd": 20000,
            "fee_qualified": True,
            "description": None,
        },
        {"channel": "Trực tuyến", "time_limit_text": "7", "fee_text": "Phí : 0 Đồng", "fee_vnd": 0},
    ],
    "documents": [
        {"case": None, "name": "Đơn xin thả diều", "originals": 1, "copies": 0, "file": "Mẫu 1.docx"},
        {"case": None, "name": "Ảnh con diều", "originals": 0, "copies": 2, "file": None},
    ],
    "result": "Giấy phép thả diều",
    "result_codes": ["KQ.G16.000001"],
    "legal_basis": [{"name": "Về thả diều", "code": "9/2026/NĐ-CP"}],
    "conditions": None,
    "keywords": None,
    "source": "made up",
    "something_new": {"kept": True},
}


@pytest.fixture(autouse=True)
def _site() -> None:
    catalogue.field()


def other(n: int, **changes: Any) -> dict[str, Any]:
    return {**RECORD, "code": f"1.9002{n:02}", "name": f"Thủ tục số {n}", **changes}


def jsonl(path: Path, *records: Any) -> Path:
    lines = (one if isinstance(one, str) else json.dumps(one, ensure_ascii=False) for one in records)
    path.write_text("\n".join(lines) + "\n")
    return path


def run(path: Path, **options: Any) -> Report:
    return import_procedures(rows(path), at=timezone.now(), **options)


def counts(report: Report) -> tuple[int, int, int, int]:
    results = report.results
    return results["added"], results["changed"], results["unchanged"], len(report.rejected)


def fingerprint() -> list[Any]:
    return [
        list(ProcedurePage.objects.order_by("pk").values_list("pk", "latest_revision_id", "path")),
        list(Release.objects.order_by("pk").values_list("pk", "hash")),
        Effect.objects.count(),
    ]


def test_a_record_becomes_a_published_procedure_with_its_source_beside_it(tmp_path: Path) -> None:
    report = run(jsonl(tmp_path / "a.jsonl", RECORD), publish=True)
    assert (counts(report), report.published) == ((1, 0, 0, 0), 1)
    page = ProcedurePage.objects.get(code="1.900101")
    assert page.live
    assert page.original == RECORD
    assert {doubt["kind"] for doubt in page.doubts} == {"time_limit_without_unit", "fee_zero"}
    parent = page.get_parent().specific
    assert isinstance(parent, FieldPage)
    assert (parent.title, parent.live) == ("Giải trí", True)
    content = Release.objects.get(code="1.900101").content
    assert content["levels"] == ["province", "commune"]
    assert content["decision"]["number"] == "7/QĐ-UBND"
    in_person, online = content["channels"]
    assert in_person["time_limits"][0]["amount"] == 3
    assert (in_person["fees"][0]["amount"], in_person["fees"][0]["text"]) == (20000, "mỗi con diều")
    assert (online["time_limits"][0]["amount"], online["time_limits"][0]["text"]) == (None, "7")
    assert (online["fees"][0]["amount"], online["fees"][0]["text"]) == (None, "Phí : 0 Đồng")
    assert [paper["name"] for paper in content["variants"][0]["papers"]] == [
        "Đơn xin thả diều",
        "Ảnh con diều",
    ]


def test_the_public_page_never_calls_a_doubtful_fee_free(tmp_path: Path, client: Any) -> None:
    run(jsonl(tmp_path / "a.jsonl", RECORD), publish=True)
    html = client.get(ProcedurePage.objects.get(code="1.900101").url).content.decode()
    assert "20.000" in html
    assert "mỗi con diều" in html
    assert "Miễn phí" not in html


def test_running_again_changes_nothing(tmp_path: Path) -> None:
    file = jsonl(tmp_path / "a.jsonl", RECORD, other(1), other(2, field="Khác"))
    run(file, publish=True)
    before = fingerprint()
    report = run(file, publish=True)
    assert (counts(report), report.published) == ((0, 0, 3, 0), 0)
    assert fingerprint() == before


def test_a_changed_record_changes_its_page_and_writes_one_release(tmp_path: Path) -> None:
    run(jsonl(tmp_path / "a.jsonl", RECORD, other(1)), publish=True)
    changed = {**RECORD, "result": "Giấy phép thả diều đêm", "field": "Văn hóa"}
    report = run(jsonl(tmp_path / "a.jsonl", changed, other(1)), publish=True)
    assert counts(report) == (0, 1, 1, 0)
    assert Release.objects.filter(code="1.900101").count() == 2
    page = ProcedurePage.objects.get(code="1.900101")
    assert page.results[0].value["name"] == "Giấy phép thả diều đêm"
    assert page.get_parent().title == "Văn hóa"
    assert Release.objects.filter(code="1.900101").latest("number").content["field"] == "Văn hóa"


def test_a_change_in_what_is_only_kept_writes_no_release(tmp_path: Path) -> None:
    run(jsonl(tmp_path / "a.jsonl", RECORD), publish=True)
    report = run(jsonl(tmp_path / "a.jsonl", {**RECORD, "source": "another copy"}), publish=True)
    assert counts(report) == (0, 1, 0, 0)
    assert Release.objects.filter(code="1.900101").count() == 1
    assert ProcedurePage.objects.get(code="1.900101").original["source"] == "another copy"


def test_without_publish_it_stays_a_draft_until_a_run_that_publishes(tmp_path: Path) -> None:
    file = jsonl(tmp_path / "a.jsonl", RECORD)
    run(file)
    assert not ProcedurePage.objects.get(code="1.900101").live
    assert not Release.objects.exists()
    report = run(file, publish=True)
    assert (counts(report), report.published) == ((0, 0, 1, 0), 1)
    assert ProcedurePage.objects.get(code="1.900101").live


def test_a_dry_run_says_the_same_and_writes_nothing(tmp_path: Path) -> None:
    run(jsonl(tmp_path / "a.jsonl", RECORD), publish=True)
    before = fingerprint()
    file = jsonl(tmp_path / "a.jsonl", {**RECORD, "result": "Khác"}, other(1), other(2, field="Mới"), "{")
    report = run(file, publish=True, dry_run=True)
    assert (counts(report), report.published) == ((1 + 1, 1, 0, 1), 3)
    assert fingerprint() == before
    assert not FieldPage.objects.filter(title="Mới").exists()


def test_what_an_editor_wrote_since_stays_and_the_rest_comes_in(tmp_path: Path) -> None:
    run(jsonl(tmp_path / "a.jsonl", RECORD), publish=True)
    page = ProcedurePage.objects.get(code="1.900101")
    page.summary, page.conditions = "Dễ hiểu hơn.", "Chỉ thả ban ngày."
    page.publish(page.save_revision(user=people.lan()), skip_permission_checks=True)
    changed = {**RECORD, "conditions": "Không có gió lớn.", "result": "Giấy phép mới"}
    report = run(jsonl(tmp_path / "a.jsonl", changed), publish=True)
    page = ProcedurePage.objects.get(code="1.900101")
    assert (page.summary, page.conditions) == ("Dễ hiểu hơn.", "Chỉ thả ban ngày.")
    assert page.results[0].value["name"] == "Giấy phép mới"
    assert report.doubts["edited_here"] == 1


def test_an_editors_unpublished_draft_is_never_published_by_an_import(tmp_path: Path) -> None:
    run(jsonl(tmp_path / "a.jsonl", RECORD), publish=True)
    page = ProcedurePage.objects.get(code="1.900101")
    page.summary = "Chưa xong"
    page.save_revision(user=people.lan())
    file, before = jsonl(tmp_path / "a.jsonl", {**RECORD, "result": "Khác"}), fingerprint()
    for _twice in range(2):
        report = run(file, publish=True)
        assert (counts(report), report.doubts["draft_pending"]) == ((0, 0, 1, 0), 1)
    assert fingerprint() == before
    page = ProcedurePage.objects.get(code="1.900101")
    revision = page.get_latest_revision()
    page.publish(revision, user=people.lan(), skip_permission_checks=True)
    assert counts(run(file, publish=True)) == (0, 1, 0, 0)
    page = ProcedurePage.objects.get(code="1.900101")
    assert (page.summary, page.results[0].value["name"]) == ("Chưa xong", "Khác")


def test_a_page_written_here_is_written_over_but_never_emptied(tmp_path: Path) -> None:
    page = catalogue.published()
    record = {**RECORD, "code": page.code, "keywords": "diều", "conditions": None}
    report = run(jsonl(tmp_path / "a.jsonl", record), publish=True)
    assert report.doubts["written_here"] == 1
    page = ProcedurePage.objects.get(pk=page.pk)
    assert page.name == RECORD["name"]
    assert page.conditions == catalogue.FULL["conditions"]
    assert page.keywords == ["ong", "mật ong", "diều"]
    assert page.online_level == "full"


def test_an_abolished_procedure_is_not_brought_back(tmp_path: Path) -> None:
    run(jsonl(tmp_path / "a.jsonl", RECORD), publish=True)
    today = timezone.localdate()
    decision = Decision("8/QĐ", today)
    page = ProcedurePage.objects.get(code="1.900101")
    abolish(page, decision=decision, last_day=today, by=None, at=timezone.now())
    before = fingerprint()
    report = run(jsonl(tmp_path / "a.jsonl", {**RECORD, "result": "Khác"}), publish=True)
    assert (counts(report), report.doubts["ended_here"]) == ((0, 0, 1, 0), 1)
    assert fingerprint() == before


def test_bad_lines_are_named_and_never_stop_the_others(tmp_path: Path) -> None:
    deep = "[" * 100_000
    file = tmp_path / "a.jsonl"
    lines: list[bytes] = [
        json.dumps(RECORD).encode(),
        b"{not json",
        b'{"code": "1.900102", "name": NaN}',
        b'{"code": "1.900103", "name": "A", "x": 1e999}',
        b'{"code": "1.900104", "name": "A\\u0000B"}',
        b'{"code": "1.900105", "name": "A", "later": "\\u0000"}',
        b'{"code": "1.900106", "name": "\\ud800"}',
        b'{"code": "1.900107", "name": "\xff\xfe"}',
        b"[1, 2]",
        b'{"name": "No code"}',
        b'{"code": "1.900108"}',
        b'{"code": "1900109", "name": "A"}',
        json.dumps(RECORD).encode(),
        b"",
        deep.encode(),
        b'{"code": "1.900110", "name": "' + b"x" * 5_000_000 + b'"}',
        json.dumps(other(3)).encode(),
    ]
    file.write_bytes(b"\n".join(lines))
    report = run(file, publish=True)
    assert counts(report) == (2, 0, 0, 14)
    assert [line for line, _problem in report.rejected] == [*range(2, 14), 15, 16]
    assert [problem.code for _line, problem in report.rejected] == [
        "bad_json",
        "bad_json",
        "bad_number",
        "broken_characters",
        "broken_characters",
        "broken_characters",
        "broken_characters",
        "not_an_object",
        "no_code",
        "no_name",
        "bad_code",
        "repeated",
        "bad_json",
        "too_long",
    ]
    assert "13" in "\n".join(report.lines())


def test_a_refusal_of_the_page_itself_leaves_nothing_behind(tmp_path: Path) -> None:
    first = FieldPage.objects.count()
    taken = catalogue.published()
    ProcedurePage.objects.filter(pk=taken.pk).update(code=None)  # its address is taken, its code is not
    file = jsonl(tmp_path / "a.jsonl", {**RECORD, "code": "1.900001", "field": "Chăn nuôi"}, other(1))
    report = run(file, publish=True)
    assert counts(report) == (1, 0, 0, 1)
    assert report.rejected[0][1].code == "refused"
    assert FieldPage.objects.count() == first + 1


def test_csv_with_vietnamese_headings_and_lists_in_cells(tmp_path: Path) -> None:
    file = tmp_path / "a.csv"
    with file.open("w", newline="", encoding="utf-8-sig") as out:
        writer = csv.writer(out, delimiter=";")
        writer.writerow(["Mã thủ tục", "Tên thủ tục", "Lĩnh vực", "methods", "documents", "target", "extra"])
        writer.writerow(
            [
                "1.900301",
                "Cấp phép\nthả diều",
                "Giải trí",
                "Trực tiếp | 3 Ngày làm việc | 20.000 đồng\nTrực tuyến | 2 Ngày",
                "Đơn | 1 | 0 | Lần đầu\nẢnh | 0 | 2",
                "Công dân Việt Nam\nHợp tác xã",
                "kept",
            ]
        )
        writer.writerow(["", "", "", "", "", "", ""])
        writer.writerow(["", "Không mã", "", "", "", "", ""])
        writer.writerow(["1.900302", "Dòng sau", "Giải trí", '[{"channel": "Trực tiếp"}]', "", "", ""])
    report = run(file, publish=True)
    assert counts(report) == (2, 0, 0, 1)
    assert report.rejected[0][0] == 8
    page = ProcedurePage.objects.get(code="1.900301")
    assert page.name == "Cấp phép thả diều"
    assert page.subjects == ["citizen", "cooperative"]
    assert [c.value["channel"] for c in page.channels] == ["in_person", "online"]
    assert page.channels[0].value["fees"][0]["amount"] == 20000
    assert [v.value["name"] for v in page.variants] == ["Lần đầu", ""]
    assert page.original["extra"] == "kept"
    assert counts(run(file, publish=True)) == (0, 0, 2, 1)


def codes_and_rejected(file: Path, text: str) -> tuple[list[str], list[tuple[int, str]]]:
    file.write_text(f"code,name,result\n{text}")
    report = run(file)
    codes = ProcedurePage.objects.order_by("code").values_list("code", flat=True)
    return list(codes), [(line, problem.code) for line, problem in report.rejected]


@pytest.mark.parametrize(
    "broken",
    [
        '1.900310,"Dấu mở không đóng,Giấy\n',
        '1.900310,"Dấu mở không đóng,"Giấy"\n',
        '1.900310,Tên,"Giấy" phép\n',
    ],
)
def test_a_stray_quotation_mark_costs_its_own_line_only(tmp_path: Path, broken: str) -> None:
    after = '1.900311,Sau,Giấy\n1.900312,"Sau nữa","Giấy\nhai dòng"\n1.9,Mã sai,Giấy\n'
    kept = codes_and_rejected(tmp_path / "a.csv", f"1.900309,Trước,Giấy\n{broken}{after}")
    assert kept == (["1.900309", "1.900311", "1.900312"], [(3, "bad_csv"), (7, "bad_code")])


def test_a_row_between_two_stray_quotation_marks_is_not_swallowed(tmp_path: Path) -> None:
    text = '1.900310,"Dấu mở,Giấy\n1.900311,Giữa,Giấy\n1.900312,Dấu đóng",Giấy\n1.900313,Sau,Giấy\n'
    codes, rejected = codes_and_rejected(tmp_path / "a.csv", text)
    assert codes == ["1.900311", "1.900312", "1.900313"]
    assert rejected == [(2, "bad_csv")]


def test_a_quotation_mark_open_to_the_end_of_the_file_is_told(tmp_path: Path) -> None:
    codes, rejected = codes_and_rejected(tmp_path / "a.csv", '1.900309,Trước,Giấy\n1.900310,"Cuối,Giấy')
    assert (codes, rejected) == (["1.900309"], [(3, "bad_csv")])


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "cp1258"])
def test_a_file_in_another_writing_is_told_to_be_saved_as_utf8(tmp_path: Path, encoding: str) -> None:
    file = tmp_path / "a.csv"
    file.write_bytes("code,name,tên khác\n1.900310,Ten,Giai tri\n".encode(encoding, "replace"))
    with pytest.raises(CommandError, match="UTF-8"):
        call_command("import_procedures", str(file))


def test_xlsx_from_the_template(tmp_path: Path) -> None:
    file = tmp_path / "a.xlsx"
    call_command("import_procedures", str(file), "--template")
    book = load_workbook(file)
    sheet = book.active
    assert sheet is not None
    assert [cell.value for cell in sheet[1]] == list(COLUMNS)
    sheet.append([1.9004, "Cấp phép thả diều", "7/QĐ", "Giải trí", "Cấp xã"])
    sheet.append([])
    sheet.append(["1.900402", None])
    book.save(file)
    report = run(file, publish=True)
    assert counts(report) == (1, 0, 0, 1)
    assert report.rejected[0][0] == 4
    assert ProcedurePage.objects.get(code="1.900400").levels == ["commune"]
    assert counts(run(file)) == (0, 0, 1, 1)


def test_a_file_that_cannot_be_read_as_a_whole_is_refused_clearly(tmp_path: Path) -> None:
    (tmp_path / "a.xlsx").write_bytes(b"not a workbook")
    (tmp_path / "a.csv").write_text("name;field\nA;B\n")
    (tmp_path / "a.txt").write_text("x")
    Workbook().save(tmp_path / "empty.xlsx")
    for name in ("a.xlsx", "a.csv", "a.txt", "empty.xlsx", "missing.jsonl"):
        with pytest.raises(CommandError):
            call_command("import_procedures", str(tmp_path / name))


def test_the_command_shows_progress_and_a_report(tmp_path: Path) -> None:
    out, err = StringIO(), StringIO()
    file = jsonl(tmp_path / "a.jsonl", *(other(n) for n in range(7)), "{")
    call_command("import_procedures", str(file), "--every=3", stdout=out, stderr=err)
    assert len(err.getvalue().splitlines()) == 3
    assert "[time_limit_without_unit]" in out.getvalue()
    assert "[bad_json]" in out.getvalue()
    assert out.getvalue().count("1.9002") <= 2 * 5


def test_fields_are_told_apart_by_name_and_found_in_any_case(tmp_path: Path) -> None:
    names = ["Hải quan", "hải quan", "Hái quan", None]
    file = jsonl(tmp_path / "a.jsonl", *(other(n, field=name) for n, name in enumerate(names)))
    run(file, publish=True)
    assert {page.title for page in FieldPage.objects.all()} == {
        "Chăn nuôi",
        "Hải quan",
        "Hái quan",
        "Lĩnh vực khác",
    }
    assert len(set(FieldPage.objects.values_list("slug", flat=True))) == 4
