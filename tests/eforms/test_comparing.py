"""Two versions of a form in words: matched by codes, in the order of the newer one."""

from __future__ import annotations

import copy
from typing import Any

import pytest
from django.utils import translation

from eforms.lists.reading import LENT, Lent
from eforms.versions.comparing import Change, compare


def q(key: str, kind: str = "text", **more: Any) -> dict[str, Any]:
    return {"key": key, "type": kind, "label": key.capitalize(), "required": True, "show_if": None, **more}


def form(*fields: dict[str, Any], **more: Any) -> dict[str, Any]:
    return {
        "title": "Tờ khai",
        "title_en": "",
        "steps": [{"id": "mot", "title": "Một", "fields": list(fields)}],
        **more,
    }


def kinds(changes: list[Change]) -> list[tuple[str, str]]:
    return [(one.kind, one.key) for one in changes]


@pytest.fixture(autouse=True)
def _english() -> Any:
    with translation.override("en"):
        yield


def test_the_same_form_has_no_changes() -> None:
    content = form(q("a"), q("b"), q("c"))
    assert compare(content, copy.deepcopy(content)) == []


def test_questions_added_and_taken_away() -> None:
    changes = compare(form(q("a"), q("b")), form(q("a"), q("c", "date")))
    assert kinds(changes) == [("added", "c"), ("removed", "b")]
    assert changes[0].place == "Step “Một” › C"
    assert changes[0].after == "Date; must be answered"


def test_one_question_moved_up_is_one_change() -> None:
    changes = compare(form(q("a"), q("b"), q("c"), q("d")), form(q("d"), q("a"), q("b"), q("c")))
    assert kinds(changes) == [("moved", "d")]
    assert changes[0].after == "Step “Một”, at the beginning"


def test_a_question_that_went_into_a_group_moved() -> None:
    group = q("con", "group", fields=[q("ten")])
    changes = compare(form(q("ten"), q("con", "group", fields=[])), form(group))
    assert kinds(changes) == [("moved", "ten")]
    assert changes[0].place == "Step “Một” › Con › Ten"


def test_what_a_person_must_know_about_one_question() -> None:
    old = form(q("a", required=False, max_length=20), q("b", "integer"))
    new = form(q("a", label="Họ tên", max_length=50), q("b", "money"))
    changes = compare(old, new)
    assert kinds(changes) == [("renamed", "a"), ("required", "a"), ("option", "a"), ("type", "b")]
    assert [changes[0].before, changes[0].after] == ["A", "Họ tên"]
    assert changes[1].what == "Must now be answered"
    assert [changes[2].what, changes[2].before, changes[2].after] == [
        "Longest answer (characters)",
        "20",
        "50",
    ]


def test_choices_are_matched_by_code() -> None:
    options = [{"value": "x", "label": "Ích"}, {"value": "y", "label": "Y"}]
    other = [{"value": "x", "label": "X dài"}, {"value": "z", "label": "Zét"}]
    changes = compare(form(q("a", "choice", options=options)), form(q("a", "choice", options=other)))
    assert kinds(changes) == [("options_changed", "a"), ("options_added", "a"), ("options_removed", "a")]
    assert [changes[0].before, changes[0].after] == ["Ích", "X dài"]


def test_a_rule_is_said_with_the_words_of_questions_and_choices() -> None:
    choice = q("tt", "choice", label="Tình trạng", options=[{"value": "x", "label": "Đã kết hôn"}])
    condition = {
        "all": [
            {"field": "tt", "op": "equals", "value": "x"},
            {"field": "_age", "op": "at_least", "value": 18},
        ]
    }
    changes = compare(form(choice, q("b")), form(choice, q("b", show_if=condition)))
    assert kinds(changes) == [("rule", "b")]
    assert "“Tình trạng” is “Đã kết hôn” and " in changes[0].after


@pytest.mark.parametrize(
    ("name", "rule", "words"),
    [
        ("require_if", {"field": "b", "op": "equals", "value": False}, "“B” is No"),
        ("limits", [{"min": 0, "max": {"field": "a"}}], "smallest: 0, largest: “A”"),
        ("limits", [{"max": {"today": {"days": -30}}}], "largest: 30 days before today"),
        ("checks", [{"when": {"field": "b", "op": "empty"}, "message": "Không"}],
         "when: “B” is not answered, the message: Không"),
        ("set", [{"value": False}], "value: No"),
        ("formula", "a + b", "a + b"),
    ],
)  # fmt: skip
def test_rules_are_said_in_words(name: str, rule: Any, words: str) -> None:
    (change,) = compare(form(q("a"), q("b"), q("c")), form(q("a"), q("b"), q("c", **{name: rule})))
    assert change.after == words


def test_steps_added_moved_renamed_and_taken_away() -> None:
    def steps(*names: tuple[str, str]) -> dict[str, Any]:
        return {"title": "T", "steps": [{"id": one, "title": title, "fields": []} for one, title in names]}

    changes = compare(steps(("a", "A"), ("b", "B"), ("c", "C")), steps(("c", "C"), ("a", "AA"), ("d", "D")))
    assert [(one.kind, one.place) for one in changes] == [
        ("moved", "Step “C”"),
        ("renamed", "Step “AA”"),
        ("step_added", "Step “D”"),
        ("step_removed", "Step “B”"),
    ]


def test_rules_of_the_whole_form_are_compared_and_name_the_agency(monkeypatch: pytest.MonkeyPatch) -> None:
    names = {"H08.16": "Phường Bến Đò"}
    monkeypatch.setitem(LENT, "agencies", Lent("Agencies", lambda on: [], lambda codes: names))
    old, new = form(q("a")), form(q("a"), routes=[{"when": None, "agency": "H08.16"}])
    (change,) = compare(old, new)
    assert (change.what, change.after) == ("Which agency receives it", "agency: Phường Bến Đò")


def paper(*lines: dict[str, Any]) -> dict[str, Any]:
    return form(q("ten", "full_name"), q("con", "group", fields=[q("ho_ten")]), paper=list(lines))


def line(text: str, **more: Any) -> dict[str, Any]:
    return {"type": "text", "text": text, "align": "left", "style": "normal", **more}


MOTTO = {"type": "motto"}


def told(changes: list[Change]) -> list[tuple[str, str, str]]:
    return [(one.kind, one.before, one.after) for one in changes]


def test_only_the_lines_of_the_printed_form_that_differ_are_said() -> None:
    old = paper(MOTTO, line("Kính gửi: {_agency}"), line("Tên: {ten}"), line("Xin cảm ơn."))
    new = paper(MOTTO, line("Kính gửi: {_agency}"), line("Họ và tên: {ten|upper}"), line("Xin cảm ơn."))
    changes = compare(old, new)
    assert told(changes) == [
        ("line_changed", "Line of text: “Tên: {Ten}”", "Line of text: “Họ và tên: {Ten – in capitals}”")
    ]
    assert (changes[0].place, changes[0].what) == ("The form", "Line of the printed form changed")


def test_lines_of_the_printed_form_come_and_go() -> None:
    old = paper(MOTTO, line("Một"), {"type": "space", "size": "small"})
    new = paper(
        {"type": "title", "text": "Đơn", "subtitle": "(mẫu)"}, MOTTO, {"type": "space", "size": "large"}
    )
    assert told(compare(old, new)) == [
        ("line_added", "", "Title of the form: “Đơn”; Line below it: “(mẫu)”"),
        ("line_removed", "Line of text: “Một”; Alignment: left; Letters: plain", ""),
        ("line_changed", "Space: small", "Space: large"),
    ]


def test_a_line_of_two_columns_is_said_with_the_words_of_its_questions() -> None:
    block = {"type": "two_columns", "left_heading": "Nữ", "right_heading": "Nam"}
    old = paper({**block, "lines": [{"label": "Tên", "left": "{ten}", "right": "–"}]})
    new = paper({**block, "lines": [{"label": "Tên", "left": "{ten}", "right": "{ten|upper}"}]})
    ((_kind, before, after),) = told(compare(old, new))
    assert before.endswith("In the left column: “{Ten}”; In the right column: “–”")
    assert after.endswith("In the right column: “{Ten – in capitals}”")


def test_how_a_line_is_printed_is_said_with_its_words() -> None:
    rows = {"type": "rows", "field": "con", "columns": [{"heading": "STT", "text": "{_row}"}]}
    wider = {**rows, "columns": [*rows["columns"], {"heading": "Tên", "text": "{ho_ten}"}]}
    when = {"field": "ten", "op": "filled"}
    old, new = paper(line("Một"), rows), paper(line("Một", align="center", show_if=when), wider)
    assert told(compare(old, new)) == [
        (
            "line_changed",
            "Line of text: “Một”; Alignment: left",
            "Line of text: “Một”; Alignment: centred; Print only when: “Ten” is answered",
        ),
        (
            "line_changed",
            "Rows of a table: “Con”; Columns: Heading: STT; “{number of the row}”",
            "Rows of a table: “Con”; Columns: Heading: STT; “{number of the row}” | Heading: Tên; “{Ho_ten}”",
        ),
    ]
