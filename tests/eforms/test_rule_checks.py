"""What an editor is told about rules when saving."""

from __future__ import annotations

from typing import Any

import pytest
from django.utils import translation
from wagtail.blocks import StreamBlockValidationError

from eforms.building import build
from eforms.compile import compile_content
from tests.eforms.conftest import question


def form(*steps: list[dict[str, Any]], **more: Any) -> dict[str, Any]:
    """A form of steps with these questions, its first with a name and a phone number before them."""
    person = [question("text", "ten", use="full_name"), question("phone", "so", use="phone")]
    first, *rest = steps
    listed = [[*person, *first], *rest]
    return {
        "title": "F",
        "steps": [
            {"id": f"b{number}", "title": f"Bước {number}", "fields": one}
            for number, one in enumerate(listed, 1)
        ],
        **more,
    }


def codes(error: Any) -> set[str]:
    """Every error code inside nested block errors."""
    inner = getattr(error, "block_errors", None)
    if inner is None:
        return {one.code for one in getattr(error, "error_list", [error])}
    values = inner.values() if isinstance(inner, dict) else inner
    return set().union(*(codes(one) for one in values if one is not None))


def words(error: Any) -> str:
    inner = getattr(error, "block_errors", None)
    if inner is None:
        return " ".join(error.messages)
    values = inner.values() if isinstance(inner, dict) else inner
    return " ".join(words(one) for one in values if one is not None)


def refused(content: dict[str, Any]) -> StreamBlockValidationError:
    with pytest.raises(StreamBlockValidationError) as told:
        build("f", content)
    return told.value


NUMBER = question("integer", "so_con", label="Số con")
YES = question("yes_no", "co", label="Có không?")
CHOICE = question("choice", "loai", options=[{"value": "a", "label": "A"}, {"value": "b", "label": "B"}])
DATE = question("date", "ngay")
DECIMAL = question("decimal", "dien_tich")
CHILDREN = {
    "type": "group", "key": "con", "label": "Các con", "required": False,
    "fields": [
        question("text", "ten_con"), question("integer", "tuoi"), question("money", "tien", required=False),
    ],
}  # fmt: skip


def is_(field: str, value: Any, op: str = "equals") -> dict[str, Any]:
    return {"field": field, "op": op, "value": value}


def computed(formula: str, result: str = "integer") -> dict[str, Any]:
    return {"type": "computed", "key": "tong", "label": "Tổng", "formula": formula, "result": result}


HOME = question("address", "noi_o")


def set_(*rules: dict[str, Any], kind: str = "integer", **more: Any) -> dict[str, Any]:
    return question(kind, "dich", set=list(rules), **more)


BETWEEN = {"all": [is_("so_con", 5, "less"), is_("so_con", 5, "at_least")]}
OFFERED = [{"value": "p", "label": "P", "show_if": is_("loai", "c")}, {"value": "q", "label": "Q"}]
WRONG = [
    ([question("text", "x", show_if=is_("co", "có thể")), YES], "later_question"),
    ([YES, question("text", "x", show_if=is_("co", "có thể"))], "condition_value"),
    ([CHOICE, question("text", "x", show_if=is_("loai", "c"))], "condition_value"),
    ([CHOICE, question("text", "x", show_if=is_("loai", "a", "greater"))], "condition_op"),
    ([question("text", "x", show_if=is_("x", "a"))], "circle"),
    ([CHILDREN, question("text", "x", show_if=is_("tuoi", 3))], "in_rows"),
    ([NUMBER, question("text", "x", show_if={"all": [is_("so_con", 1), is_("so_con", 2)]})], "never"),
    ([NUMBER, question("text", "x", require_if=BETWEEN)], "never"),
    ([NUMBER, question("integer", "y", limits=[{"min": 5, "max": 3}])], "min_above_max"),
    ([question("integer", "y", min=5, max=3)], "min_above_max"),
    ([NUMBER, question("integer", "y", limits=[{"when": is_("so_con", 1)}])], "limit_empty"),
    ([YES, question("yes_no", "y", limits=[{"min": 1}])], "limit"),
    ([NUMBER, set_({"value": "nhiều"})], "number"),
    ([NUMBER, set_({"when": is_("so_con", 1)})], "set_empty"),
    ([NUMBER, set_({"value": 1, "formula": "so_con"})], "set_empty"),
    ([NUMBER, set_({"formula": "so_con > 1"})], "formula_result"),
    ([HOME, set_({"formula": "size(noi_o)"}, kind="address")], "set_parts"),
    ([NUMBER, set_({"formula": "so_con"}, kind="address")], "set_parts"),
    ([HOME, set_({"value": "Hà Nội"}, kind="address")], "set_parts"),
    ([NUMBER, computed("so_con +")], "formula_syntax"),
    ([NUMBER, computed("so_conn + 1")], "formula_name"),
    ([NUMBER, computed("tinh(so_con)")], "formula_function"),
    ([NUMBER, computed("so_con + 'x'")], "formula_kinds"),
    ([NUMBER, DECIMAL, computed("so_con * dien_tich", "decimal")], "formula_kinds"),
    ([NUMBER, computed("string(so_con)")], "formula_result"),
    ([CHILDREN, computed("sum(con.map(c, c.luong))")], "formula_row"),
    ([NUMBER, CHILDREN, computed("sum(con.map(so_con, 1))")], "formula_bound"),
    ([NUMBER, computed("(" * 30 + "so_con" + ")" * 30)], "formula_too_long"),
    ([computed("so_con + 1"), NUMBER], "later_question"),
    ([CHOICE, question("choice", "y", options=OFFERED)], "condition_value"),
]  # fmt: skip


@pytest.mark.parametrize(("fields", "code"), WRONG)
def test_a_rule_that_cannot_work_is_told(fields: list[dict[str, Any]], code: str) -> None:
    assert codes(refused(form(fields))) == {code}


RIGHT = [
    [NUMBER, computed("value(so_con, 0) * 8000", "money")],
    [NUMBER, DECIMAL, computed("double(so_con) * dien_tich", "decimal")],
    [CHILDREN, computed("sum(con.map(c, c.tien))", "money")],
    [CHILDREN, computed("con.filter(c, c.tuoi < 16).size()")],
    [DATE, computed("age(ngay)")],
    [DATE, computed("add_months(ngay, 3)", "date")],
    [NUMBER, computed("100 / so_con")],
    [YES, computed("co ? 'đủ' : 'thiếu'", "text")],
    [NUMBER, set_({"when": is_("so_con", 0), "value": 0}, {"formula": "so_con * 2"})],
    [YES, set_({"value": "có"}, kind="yes_no")],
    [HOME, set_({"when": is_("_variant", "Lần đầu"), "formula": "noi_o"}, kind="address")],
    [CHOICE, question("text", "x", show_if={"any": [is_("loai", "a"), is_("loai", "b")]})],
    [CHILDREN, question("text", "x", show_if={"rows": "con", "some": is_("tuoi", 16, "less")})],
    [CHILDREN, question("text", "x", show_if=is_("con", 2, "at_least") | {"measure": "count"})],
    [DATE, question("text", "x", show_if=is_("ngay", 18, "less") | {"measure": "age"})],
    [DATE, question("date", "y", limits=[{"min": {"field": "ngay"}, "max": {"today": {"days": 30}}}])],
    [question("integer", "y", checks=[{"when": is_("y", 3), "message": "Không nhận 3."}])],
]


@pytest.mark.parametrize("fields", RIGHT)
def test_a_rule_that_works_is_kept_as_it_is(fields: list[dict[str, Any]]) -> None:
    content = compile_content(build("f", form(fields)))
    assert compile_content(build("g", content)) == content


def test_a_later_step_is_named_with_the_question() -> None:
    content = form([question("text", "so_con", label="Số con", show_if=is_("hon_nhan", True))], [
        question("yes_no", "hon_nhan", label="Tình trạng hôn nhân")
    ])  # fmt: skip
    error = refused(content)
    assert codes(error) == {"later_step"}
    with translation.override("en"):
        said = words(error)
    assert "Step 1, “Số con”" in said
    assert "“Tình trạng hôn nhân”" in said


def test_a_circle_is_told_with_every_question_of_it() -> None:
    a = question("text", "a", label="Câu A", show_if=is_("c", "x"))
    b = question("text", "b", label="Câu B", show_if={"field": "a", "op": "filled"})
    c = question("text", "c", label="Câu C", show_if={"field": "b", "op": "filled"})
    assert "“Câu A” → “Câu C” → “Câu B” → “Câu A”" in words(refused(form([a, b, c])))


def test_a_step_shown_by_its_own_question_is_refused() -> None:
    content = form([NUMBER], [YES])
    content["steps"][1]["show_if"] = is_("co", True)
    assert codes(refused(content)) == {"later_question"}


def test_a_step_may_refuse_by_its_own_answers() -> None:
    content = form([NUMBER])
    content["steps"][0]["refusals"] = [
        {"when": is_("so_con", 0), "message": "Không thuộc diện.", "way_out": "Hỏi xã", "url": "/huong-dan/"}
    ]
    compiled = compile_content(build("f", content))
    assert compiled["steps"][0]["refusals"] == content["steps"][0]["refusals"]
    content["steps"][0]["refusals"][0]["url"] = "javascript:alert(1)"
    assert "invalid" in codes(refused(content))


def test_a_question_after_one_that_is_hidden_then_can_never_be_seen() -> None:
    spouse = question("text", "vo_chong", show_if=is_("co", True))
    again = question("text", "x", show_if={"all": [is_("co", False), {"field": "vo_chong", "op": "filled"}]})
    assert codes(refused(form([YES, spouse, again]))) == {"never"}


def test_a_route_reads_any_question_and_is_checked(agencies: None) -> None:
    routes = [{"when": is_("so_con", 1), "agency": "H08.16"}, {"when": None, "agency": "H08"}]
    compiled = compile_content(build("f", form([NUMBER], routes=routes)))
    assert compiled["routes"] == routes
    assert codes(refused(form([NUMBER], routes=[{"when": is_("x", 1), "agency": "H08"}]))) == {
        "condition_field"
    }
