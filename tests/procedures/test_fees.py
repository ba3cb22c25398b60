"""Fees an editor builds: what is refused, what a release keeps, what the gate asks, what is shown."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.test import Client
from django.utils import translation
from wagtail.blocks.struct_block import StructBlockValidationError

from eforms.building import build
from eforms.models import EForm
from procedures import gate
from procedures.compare import compare
from procedures.fee_blocks import FeeBlock
from procedures.filling import fill
from procedures.gate import ERROR, WARNING
from procedures.snapshot import hash_of, snapshot
from procedures.wording import fee_row
from tests import people
from tests.procedures import catalogue

pytestmark = pytest.mark.django_db

PLAIN = {"id": "f1", "kind": "charge", "amount": 20_000, "text": "Miễn cho hộ nghèo", "note": ""}
RULE: dict[str, Any] = {
    "id": "f2",
    "kind": "fee",
    "name": "Phí thẩm định",
    "amount": None,
    "text": "",
    "note": "",
    "how": "tiers",
    "quantity": "so_to",
    "tiers": [{"up_to": 10, "amount": 100_000}, {"up_to": None, "amount": 200_000}],
    "minimum": 50_000,
    "round_to": 1_000,
    "rounding": "up",
    "cases": ["Lần đầu"],
    "when": "so_to > 0",
    "collected": "filing",
    "legal": "Thông tư 1/2026/TT-BTC",
    "valid_from": "2026-01-01",
    "valid_to": "2999-12-31",
    "reductions": [
        {"id": "r1", "name": "Hộ nghèo", "percent": 100, "paper": "Tờ khai"},
        {"id": "r2", "name": "Nộp trực tuyến", "percent": 20, "when": '_channel == "online"'},
    ],
}
FORM: dict[str, Any] = {
    "title": "Tờ khai nuôi ong",
    "steps": [
        {
            "id": "khai",
            "title": "Khai",
            "fields": [
                {"type": "text", "key": "ho_ten", "label": "Họ tên", "required": True, "use": "full_name"},
                {"type": "phone", "key": "so_dt", "label": "Điện thoại", "required": True, "use": "phone"},
                {"type": "integer", "key": "so_to", "label": "Số tổ ong", "required": True},
            ],
        }
    ],
}


@pytest.fixture
def in_english() -> Iterator[None]:
    with translation.override("en"):
        yield


def channels(*fees: dict[str, Any]) -> list[dict[str, Any]]:
    limit = {"amount": 3, "unit": "working_day"}
    return [{"channel": "online", "time_limits": [limit], "fees": list(fees)}]


def page(*fees: dict[str, Any], form: bool = True, **more: Any) -> Any:
    eform = None
    if form:
        build("nuoi-ong", FORM)
        eform = EForm.objects.get(code="nuoi-ong")
    return catalogue.draft(channels=channels(*fees), eform=eform, **more)


def kept(one: Any) -> list[dict[str, Any]]:
    return list(snapshot(one)["channels"][0]["fees"])


def found(one: Any, level: str) -> set[str]:
    return {finding.code for finding in gate.check(one) if finding.level == level and "fee" in finding.code}


# -- what a release keeps


def test_a_fee_without_a_rule_is_kept_as_releases_always_kept_it() -> None:
    assert kept(page(PLAIN, form=False)) == [PLAIN]


def test_a_rule_is_kept_whole_and_comes_back_whole() -> None:
    one = page(RULE)
    assert kept(one) == [RULE]
    content = snapshot(one)
    one.channels = []
    fill(one, content)
    assert hash_of(snapshot(one)) == hash_of(content)


def test_filled_in_again_without_ids_it_stays_the_same() -> None:
    bare = {**RULE, "id": "", "reductions": [{**one, "id": ""} for one in RULE["reductions"]]}
    first = kept(page(bare))
    assert (
        kept(catalogue.draft(code="1.900002", channels=channels(bare)))[0]["reductions"]
        == first[0]["reductions"]
    )
    assert [one["id"] for one in first[0]["reductions"]] == ["1", "2"]


# -- what the editor is told


def refused(**changes: Any) -> dict[str, Any]:
    """Codes of what is refused, by field."""
    block = FeeBlock()
    raw = {**block.get_default(), "kind": "fee", "amount": None, "text": "", **changes}
    try:
        block.clean(block.normalize(raw))
    except StructBlockValidationError as error:
        return {name: one.code for name, one in error.block_errors.items()}
    return {}


def rows(*bounds: int | None) -> list[dict[str, Any]]:
    return [{"up_to": bound, "amount": 1} for bound in bounds]


TABLE = {"how": "tiers", "quantity": "so_to"}


@pytest.mark.parametrize(
    ("fee", "codes"),
    [
        ({}, {"amount": "fee_empty"}),
        ({"amount": 5}, {}),
        ({"text": "Theo quy định"}, {}),
        ({"how": "per_unit"}, {"amount": "required", "quantity": "required"}),
        ({"how": "per_unit", "amount": 5, "quantity": "so_to"}, {}),
        ({"how": "per_unit", "amount": 5, "quantity": "so_to + ("}, {"quantity": "formula"}),
        ({"how": "formula"}, {"formula": "required"}),
        ({"how": "formula", "formula": "nhan(a)"}, {"formula": "formula"}),
        ({"amount": 5, "when": "a >"}, {"when": "formula"}),
        (TABLE, {"tiers": "required"}),
        (
            {**TABLE, "tiers": [{"up_to": None, "amount": 1}, {"up_to": 5, "amount": 2}]},
            {"tiers": "open_row"},
        ),
        ({**TABLE, "tiers": [{"up_to": 5, "amount": 1}, {"up_to": 5, "amount": 2}]}, {"tiers": "rows_order"}),
        ({**TABLE, "tiers": [{"up_to": 5, "amount": 1}, {"up_to": None, "amount": 2}]}, {}),
        ({"amount": 5, "minimum": 10, "maximum": 9}, {"maximum": "bounds"}),
        ({"amount": 5, "valid_from": "2026-02-01", "valid_to": "2026-01-31"}, {"valid_to": "days"}),
    ],
)
def test_the_editor_is_told_beside_the_field_what_does_not_go_together(
    fee: dict[str, Any], codes: dict[str, Any]
) -> None:
    assert refused(**fee) == codes


# -- what the gate asks


def test_the_gate_opens_for_a_whole_rule() -> None:
    assert found(page(RULE, PLAIN), ERROR) == set()


@pytest.mark.parametrize(
    ("fee", "code"),
    [
        ({**RULE, "quantity": "so_trang"}, "fee_reads_unknown"),
        ({**RULE, "when": "khac == 1"}, "fee_reads_unknown"),
        ({**RULE, "quantity": "so_to +"}, "fee_formula"),
        ({**RULE, "tiers": []}, "fee_incomplete"),
        ({**RULE, "reductions": [{**RULE["reductions"][0], "paper": "Giấy lạ"}]}, "fee_paper_unknown"),
        ({**RULE, "cases": ["Lần thứ ba"]}, "fee_case_unknown"),
        ({**PLAIN, "amount": None, "collected": "filing"}, "fee_text_at_filing"),
    ],
)
def test_what_could_not_be_decided_stops_publication(fee: dict[str, Any], code: str) -> None:
    assert found(page(fee), ERROR) == {code}


def test_a_rule_over_answers_wants_a_form_that_asks_them() -> None:
    assert found(page(RULE, form=False), ERROR) == {"fee_without_form"}


def test_a_table_that_ends_is_worth_a_look() -> None:
    assert "fee_table_ends" in found(page({**RULE, "tiers": RULE["tiers"][:1]}), WARNING)


# -- what is shown


@pytest.mark.usefixtures("in_english")
def test_who_pays_less_and_when_it_is_paid_stand_beside_the_fee() -> None:
    row = fee_row(RULE)
    assert row["name"] == "Phí thẩm định"
    assert row["text"].startswith("1 to 10: 100.000 đ; from 11: 200.000 đ")
    assert "Hộ nghèo: free of charge" in row["more"]
    assert "Nộp trực tuyến: 20% less" in row["more"]
    assert "paid when filing" in row["more"]
    assert "Thông tư 1/2026/TT-BTC" in row["more"]
    assert fee_row(PLAIN)["more"] == []


def test_the_page_and_the_api_show_the_rule(client: Client) -> None:
    build("nuoi-ong", FORM)
    one = catalogue.published(channels=channels(RULE), eform=EForm.objects.get(code="nuoi-ong"))
    shown = client.get(one.url).content.decode()
    for said in ("Phí thẩm định", "Hộ nghèo: miễn", "Thông tư 1/2026/TT-BTC"):
        assert said in shown
    sent = client.get("/api/v1/procedures/1.900001").json()["content"]["channels"][0]["fees"][0]
    assert (sent["how"], sent["tiers"], sent["collected"]) == ("tiers", RULE["tiers"], "filing")


def test_days_between_which_a_fee_holds_are_said(client: Client) -> None:
    ended = {**PLAIN, "id": "cu", "amount": 7_777, "text": "", "valid_to": "2026-06-30"}
    coming = {**PLAIN, "valid_from": "2026-07-01"}
    shown = client.get(catalogue.published(channels=channels(coming, ended)).url).content.decode()
    assert "đến hết ngày 30/06/2026" in shown
    assert "từ ngày 01/07/2026" in shown


@pytest.mark.usefixtures("in_english")
def test_a_change_of_a_rule_is_named_as_the_editor_names_it() -> None:
    new = {**RULE, "minimum": 60_000, "collected": "acceptance"}
    before, after = {"channels": channels(RULE)}, {"channels": channels(new)}
    said = [(one.path[-1], one.before, one.after) for one in compare(before, after)]
    assert said == [
        ("At least (đồng)", "50.000 đ", "60.000 đ"),
        ("When it is asked for", "when the dossier is filed", "when it is accepted"),
    ]


@pytest.mark.parametrize(
    ("typed", "amount"), [("50.000", 50_000), ("50,000 đ", 50_000), ("50000", 50_000), ("0", 0), ("", None)]
)
def test_an_amount_is_read_as_people_write_it(typed: str, amount: int | None) -> None:
    block: Any = FeeBlock().child_blocks["amount"]
    assert block.clean(block.value_from_datadict({"sum": typed}, {}, "sum")) == amount
    assert block.clean(amount) == amount


@pytest.mark.parametrize("typed", ["1.5", "-1", "1e3", "2000000000000"])
def test_what_is_no_sum_in_whole_dong_is_refused(typed: str) -> None:
    block: Any = FeeBlock().child_blocks["amount"]
    with pytest.raises(ValidationError):
        block.clean(block.value_from_datadict({"sum": typed}, {}, "sum"))


# -- tried before it is published


def editor() -> Client:
    client, chief = Client(), people.minh("specialist")
    chief.is_superuser = chief.is_staff = True
    chief.save()
    people.sign_in(client, chief)
    client.cookies["django_language"] = "en"
    return client


TRIED = {**RULE, "cases": []}
ANSWERS = {"channel": "online", "applicant": "person", "day": "2026-08-21"}


def tried(one: Any, **answers: Any) -> Any:
    return editor().post(f"/quan-tri/thu-tuc/{one.pk}/thu-phi/", {**ANSWERS, **answers})


def test_the_trial_says_when_the_draft_it_reckons_was_saved() -> None:
    one = page(PLAIN)
    saved = datetime(2026, 8, 21, 2, 30, 15, tzinfo=UTC)
    type(one).objects.filter(pk=one.pk).update(latest_revision_created_at=saved)
    shown = editor().get(f"/quan-tri/thu-tuc/{one.pk}/thu-phi/").content.decode()
    assert "Last saved: 09:30:15, 21/08/2026." in shown


def test_an_editor_sees_line_by_line_what_a_fee_of_the_draft_comes_to() -> None:
    one = page(TRIED, {**PLAIN, "id": "f9", "amount": 8_000, "text": ""})
    asked = editor().get(f"/quan-tri/thu-tuc/{one.pk}/thu-phi/").context["form"].fields
    assert {"answer-so_to"} == {name for name in asked if name.startswith("answer-")}  # and no other question
    shown = tried(one, **{"answer-so_to": "12"})
    assert [(line["label"], line["amount"]) for line in shown.context["lines"]] == [
        ("Phí thẩm định", 160_000),
        ("", 8_000),
    ]
    text = shown.content.decode()
    assert "168.000 đ" in text
    assert "For a quantity of 12 the amount is 200.000 đ." in text
    assert "Nộp trực tuyến: 20% less" in text
    at_home = tried(one, **{"answer-so_to": "3", "papers": ["Tờ khai"]})
    assert at_home.context["quote"].amount == 8_000  # the poor pay nothing where their paper is attached


def test_wrong_answers_and_what_cannot_be_told_are_said_in_the_trial() -> None:
    one = page(TRIED)
    wrong = tried(one, **{"answer-so_to": "mười"})
    assert (wrong.status_code, "answer-so_to" in wrong.context["form"].errors) == (422, True)
    assert "answer-so_to" in tried(one).context["form"].errors  # it must be answered, as in the e-form
    ends = page({**TRIED, "tiers": [{"up_to": 10, "amount": 100_000}]}, code="1.900003")
    beyond = tried(ends, **{"answer-so_to": "11"}).content.decode()
    assert "its table has no row for this quantity" in beyond
    assert "Total" not in beyond


def test_a_fee_of_the_draft_that_is_not_complete_is_named_and_left_out() -> None:
    shown = tried(page({**TRIED, "quantity": "so_to +"}, {**PLAIN, "amount": 5_000}), **{"answer-so_to": "1"})
    assert shown.context["quote"].amount == 5_000
    assert [fee for fee, _why in shown.context["incomplete"]] == ["Phí thẩm định"]


def test_who_may_not_edit_the_procedure_tries_no_fee() -> None:
    one = page(TRIED)
    client = Client()
    people.sign_in(client, people.lan())
    assert client.get(f"/quan-tri/thu-tuc/{one.pk}/thu-phi/").status_code in (302, 403)


def test_rows_of_a_group_are_written_one_a_line_and_computed_values_are_reckoned() -> None:
    build("giay-to", GROUP)
    eform = EForm.objects.get(code="giay-to")
    fee = {**PLAIN, "how": "per_unit", "amount": 1_000, "text": "", "quantity": "tong"}
    one = catalogue.draft(channels=channels(fee), eform=eform)
    shown = tried(one, **{"answer-giay": "CCCD; 2\nKhai sinh; 3"})
    assert shown.context["quote"].amount == 5_000


GROUP: dict[str, Any] = {
    "title": "Chứng thực",
    "steps": [
        {
            "id": "khai",
            "title": "Khai",
            "fields": [
                *FORM["steps"][0]["fields"][:2],
                {
                    "type": "group",
                    "key": "giay",
                    "label": "Giấy tờ",
                    "fields": [
                        {"type": "text", "key": "ten", "label": "Tên"},
                        {"type": "integer", "key": "so_trang", "label": "Số trang"},
                    ],
                },
                {
                    "type": "computed",
                    "key": "tong",
                    "label": "Tổng số trang",
                    "formula": "sum(giay.map(g, g.so_trang))",
                    "result": "integer",
                },
            ],
        }
    ],
}


def test_a_formula_of_a_fee_is_looked_at_by_the_forms_builder_while_it_is_typed() -> None:
    one = page(TRIED)
    client = editor()
    drawn = client.get(f"/quan-tri/pages/{one.pk}/edit/").content.decode()
    assert "eforms.FormulaWidget" in drawn
    assert "eforms/builder/formula.js" in drawn
    asked = client.get(f"/quan-tri/bieu-mau/cau-hoi/{one.eform_id}/").json()["questions"]
    assert [question["key"] for question in asked] == ["ho_ten", "so_dt", "so_to"]
    said = {
        source: client.post(
            "/quan-tri/bieu-mau/cong-thuc/",
            {"formula": source, "questions": asked},
            content_type="application/json",
        ).json()
        for source in ("so_to * 2", "so_tien * 2", "so_to *")
    }
    assert [one["ok"] for one in said.values()] == [True, False, False]
    assert "so_tien" in said["so_tien * 2"]["message"]
