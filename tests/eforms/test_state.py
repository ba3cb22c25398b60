"""Rules at work: what a question asks, what it is worth, what is refused, and which rules are looked at."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.test import Client

from eforms import drafts
from eforms.building import build, current_version
from eforms.fields.contract import Facts
from eforms.judging.answers import STEP, clean_all, clean_step, kept, state_of, visible_fields, visible_steps
from eforms.judging.papers import papers
from eforms.judging.plan import plan_of
from eforms.judging.routes import agency_for
from eforms.models import FormVersion
from tests.eforms.conftest import HOME, NOW, question

FACTS = Facts(on=date(2025, 9, 3))


def is_(field: str, value: Any, op: str = "equals", **more: Any) -> dict[str, Any]:
    return {"field": field, "op": op, "value": value, **more}


def one_step(*fields: dict[str, Any], **more: Any) -> dict[str, Any]:
    filled = [{"label_en": "", "help": "", "use": None, **one} for one in fields]
    return {"title": "F", "title_en": "", "steps": [{"id": "s", "title": "S", "fields": filled, **more}]}


def judge(
    content: dict[str, Any], facts: Facts = FACTS, **data: Any
) -> tuple[dict[str, Any], dict[str, str]]:
    values, errors = clean_step(content, "s", data, {}, facts=facts)
    return values, {path: error.code or "" for path, error in errors.items()}


def asked(content: dict[str, Any], **answers: Any) -> dict[str, Any]:
    return {one["key"]: one for one in visible_fields(content, answers, facts=FACTS)}


COUNT = question("integer", "so", required=False)


def test_a_question_is_required_in_some_cases() -> None:
    content = one_step(COUNT, question("text", "x", required=False, require_if=is_("so", 0, "greater")))
    assert judge(content, so=1) == ({"so": 1}, {"x": "required"})
    assert judge(content, so=0) == ({"so": 0}, {})
    assert asked(content, so=1)["x"]["required"]


def test_a_limit_counts_only_in_its_case_and_says_its_own_words() -> None:
    limit = {"when": is_("so", 1), "max": 5, "message": "Quá nhiều.", "message_en": "Too many."}
    content = one_step(COUNT, question("integer", "x", limits=[limit]))
    assert judge(content, so=2, x=9) == ({"so": 2, "x": 9}, {})
    assert judge(content, so=1, x=9) == ({"so": 1}, {"x": "too_large"})
    assert asked(content, so=1)["x"]["max"] == 5
    _values, errors = clean_step(content, "s", {"so": 1, "x": 9}, {}, facts=FACTS)
    assert errors["x"].messages == ["Quá nhiều."]


def test_a_date_is_limited_by_another_and_by_today() -> None:
    limit = {"min": {"field": "a"}, "max": {"today": {"days": 10}}}
    content = one_step(question("date", "a"), question("date", "b", limits=[limit]))
    assert judge(content, a="2025-09-01", b="2025-08-31")[1] == {"b": "too_small"}
    assert judge(content, a="2025-09-01", b="2025-09-13")[1] == {}
    assert judge(content, a="2025-09-01", b="2025-09-14")[1] == {"b": "too_large"}


def test_choices_are_those_that_fit() -> None:
    options = [{"value": "a", "label": "A"}, {"value": "b", "label": "B", "show_if": is_("so", 1)}]
    content = one_step(
        COUNT, question("choice", "x", options=options), question("text", "y", show_if=is_("x", "b"))
    )
    assert [one["value"] for one in asked(content, so=2)["x"]["options"]] == ["a"]
    assert judge(content, so=2, x="b")[1] == {"x": "unknown_choice"}
    assert set(asked(content, so=2, x="b")) == {"so", "x"}  # no longer offered: as if not answered
    assert kept(content, {"so": 2, "x": "b"}, FACTS) == {"so": 2}


def test_a_set_answer_cannot_be_overwritten() -> None:
    rules = [{"when": is_("so", 1), "value": 7}, {"when": is_("so", 2), "formula": "so * 10"}]
    content = one_step(COUNT, question("integer", "x", set=rules))
    assert judge(content, so=1, x=99)[0]["x"] == 7
    assert judge(content, so=2, x=99)[0]["x"] == 20
    assert judge(content, so=3, x=99)[0]["x"] == 99
    assert asked(content, so=1)["x"]["fixed"]
    assert asked(content, so=1)["x"]["value"] == 7


def test_an_address_is_taken_whole_from_another_question() -> None:
    rules = [{"when": is_("so", 1), "formula": "noi_o"}]
    content = one_step(COUNT, question("address", "noi_o"), question("address", "x", set=rules))
    assert judge(content, so=1, noi_o=HOME)[0]["x"] == HOME
    assert judge(content, so=2, noi_o=HOME) == ({"so": 2, "noi_o": HOME}, {"x": "required"})


def test_a_set_number_is_still_compared_with_the_answers_it_is_linked_with() -> None:
    number = question("personal_number", "x", link_birth="sinh", set=[{"formula": "so_dinh_danh"}])
    content = one_step(question("personal_number", "so_dinh_danh"), question("date", "sinh"), number)
    right, wrong = {"sinh": "02/03/1990"}, {"sinh": "02/03/1985"}
    assert judge(content, so_dinh_danh="001190012345", **right)[1] == {}
    values, errors = judge(content, so_dinh_danh="001190012345", **wrong)
    assert (values["x"], errors) == ("001190012345", {"x": "birth_disagrees"})


def test_the_case_chosen_before_the_form_answers_a_question_of_it() -> None:
    rules = [{"when": is_("_variant", "Cấp lại"), "value": 2}]
    content = one_step(question("integer", "x", set=rules))
    assert judge(content, Facts(on=FACTS.on, variant="Cấp lại"))[0] == {"x": 2}
    assert judge(content)[1] == {"x": "required"}


def test_a_computed_value_is_reckoned_and_kept_and_never_typed() -> None:
    total = {
        "type": "computed",
        "key": "t",
        "label": "T",
        "formula": "value(so, 0) * 8000",
        "result": "money",
    }
    hidden = {"type": "hidden", "key": "h", "label": "H", "formula": "t + 1"}
    content = one_step(COUNT, total, hidden)
    assert judge(content, so=3, t=1, h=1) == ({"so": 3, "t": 24_000, "h": 24_001}, {})
    assert judge(content) == ({"t": 0, "h": 1}, {})
    assert set(asked(content, so=3)) == {"so", "t"}  # a hidden value is on no page


def test_an_answer_is_refused_with_a_way_out() -> None:
    check = {"when": is_("x", 18, "less", measure="age"), "message": "Chưa đủ 18 tuổi.",
             "way_out": "Cha mẹ nộp thay", "url": "/thu-tuc/"}  # fmt: skip
    content = one_step(question("date", "x", checks=[check]))
    values, errors = clean_step(content, "s", {"x": "2010-01-01"}, {}, facts=FACTS)
    assert values == {}
    assert errors["x"].way_out == {"text": "Cha mẹ nộp thay", "url": "/thu-tuc/"}  # type: ignore[attr-defined]
    assert judge(content, x="2000-01-01")[1] == {}


def test_a_step_that_refuses_cannot_be_left() -> None:
    refusal = {"when": is_("so", 0), "message": "Không thuộc diện."}
    content = one_step(COUNT, refusals=[refusal])
    assert judge(content, so=0)[1] == {STEP: "refused"}
    assert clean_all(content, {"so": 0}, facts=FACTS)[1]["s"][STEP].messages == ["Không thuộc diện."]
    assert judge(content, so=1)[1] == {}


def test_who_applies_and_how_is_read_by_rules() -> None:
    content = one_step(
        question("text", "x", required=False, show_if=is_("_applicant", "organization")),
        question("text", "y", required=False, show_if=is_("_channel", "desk")),
        question("text", "z", required=False, show_if=is_("_age", 60, "at_least")),
    )
    facts = Facts(on=FACTS.on, applicant="organization", channel="desk", age=61)
    assert [one["key"] for one in visible_fields(content, {}, facts=facts)] == ["x", "y", "z"]
    assert asked(content) == {}


# -- rows -----------------------------------------------------------------------------------------------

CHILDREN = {
    "type": "group", "key": "con", "label": "Các con", "required": True, "max_rows": 3,
    "label_en": "", "help": "",
    "fields": [
        question("text", "ten"),
        question("integer", "tuoi"),
        question("text", "truong", show_if=is_("tuoi", 6, "at_least")),
        {"type": "computed", "key": "nam_sinh", "label": "Năm sinh", "formula": "2025 - tuoi"},
    ],
}  # fmt: skip


def test_rows_are_judged_each_by_its_own_answers() -> None:
    content = one_step(
        CHILDREN,
        question("text", "x", required=False, show_if={"rows": "con", "some": is_("tuoi", 6, "less")}),
    )
    rows = [{"ten": "An", "tuoi": 7, "truong": "Tiểu học"}, {}, {"ten": "Bình", "tuoi": 2, "truong": "bỏ"}]
    values, errors = judge(content, con=rows)
    assert errors == {}
    assert values["con"] == [
        {"ten": "An", "tuoi": 7, "truong": "Tiểu học", "nam_sinh": 2018},
        {"ten": "Bình", "tuoi": 2, "nam_sinh": 2023},
    ]
    assert "x" in asked(content, con=values["con"])
    assert judge(content, con=[{"ten": "An"}, {"tuoi": "x"}])[1] == {
        "con.0.tuoi": "required", "con.1.ten": "required", "con.1.tuoi": "number"
    }  # fmt: skip
    by_row = asked(content, con=values["con"])["con"]["by_row"]
    assert [[one["key"] for one in row] for row in by_row] == [
        ["ten", "tuoi", "truong", "nam_sinh"], ["ten", "tuoi", "nam_sinh"]
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("rows", "code"),
    [([], "required"), ([{}], "required"), ("x", "rows"), ([1], "rows"),
     ([{"ten": "A", "tuoi": 1}] * 4, "too_many_rows"), ([{}] * 101, "too_many_rows")],
)  # fmt: skip
def test_a_group_as_a_whole_is_refused(rows: Any, code: str) -> None:
    assert judge(one_step(CHILDREN), con=rows) == ({}, {"con": code})


def test_a_row_with_nothing_but_what_it_does_not_ask_is_no_row() -> None:
    school = question("text", "truong", show_if=is_("tuoi", 6, "at_least"))
    content = one_step({**CHILDREN, "required": False, "fields": [question("integer", "tuoi"), school]})
    assert judge(content, con=[{"truong": "x"}]) == ({}, {})
    assert judge(content, con=[{"tuoi": "x"}]) == ({}, {"con.0.tuoi": "number"})


def test_a_table_asks_each_of_its_rows() -> None:
    table = {
        "type": "table", "key": "b", "label": "B", "required": True, "label_en": "", "help": "",
        "rows": [{"id": "r1", "label": "Một", "label_en": ""}, {"id": "r2", "label": "Hai", "label_en": ""}],
        "fields": [question("integer", "n")],
    }  # fmt: skip
    content = one_step(table)
    assert judge(content, b={"r1": {"n": 1}}) == ({"b": {"r1": {"n": 1}}}, {"b.r2.n": "required"})
    assert judge(content, b={"r3": {"n": 1}})[1] == {"b": "unknown_row"}
    optional = one_step({**table, "required": False})
    assert judge(optional, b={"r1": {"n": 1}}) == ({"b": {"r1": {"n": 1}}}, {})


# -- only what depends on the answer --------------------------------------------------------------------


def long_form(questions: int = 200) -> dict[str, Any]:
    """Twenty steps; every question but the first of a step rests on the one before it in the step."""
    steps = []
    for number in range(questions // 10):
        fields = [question("integer", f"a{number}_0", required=False)]
        for place in range(1, 10):
            rule = is_(f"a{number}_{place - 1}", 0, "greater")
            fields.append(question("integer", f"a{number}_{place}", required=False, show_if=rule))
        steps.append({"id": f"s{number}", "title": "S", "fields": fields})
    return {"title": "F", "title_en": "", "steps": steps}


def test_a_step_settles_its_own_questions_and_what_they_read_only() -> None:
    content = long_form()
    answers = {one["key"]: 1 for step in content["steps"] for one in step["fields"]}
    state = state_of(content, answers, FACTS)
    assert all(state.shown(node.key) for node in state.plan.steps[5].nodes)
    assert {key.split("_")[0] for key, _rule in state.evaluated} == {"a5"}
    assert len(state.evaluated) == 9


def test_one_answer_changed_looks_at_the_rules_that_depend_on_it_only() -> None:
    content = long_form()
    answers = {one["key"]: 1 for step in content["steps"] for one in step["fields"]}
    state = state_of(content, answers, FACTS)
    before = [state.shown(key) for key in state.plan.nodes]
    assert all(before)
    state.evaluated.clear()
    state.change("a3_6", 0)
    assert [key for key in state.plan.nodes if not state.shown(key)] == ["a3_7", "a3_8", "a3_9"]
    assert {key for key, _rule in state.evaluated} == {"a3_6", "a3_7", "a3_8", "a3_9"}
    assert len(state.evaluated) == 4
    assert state.plan.dependents("a3_6") == ["a3_7", "a3_8", "a3_9"]


def test_a_chain_of_a_thousand_questions_does_not_exhaust_the_stack() -> None:
    fields = [question("integer", "a0", required=False)]
    fields += [
        question("integer", f"a{n}", required=False, show_if=is_(f"a{n - 1}", 1)) for n in range(1, 1000)
    ]
    content = one_step(*fields)
    assert state_of(content, {f"a{n}": 1 for n in range(1000)}, FACTS).shown("a999")


def test_a_version_is_read_once(version: FormVersion) -> None:
    again = FormVersion.objects.get(pk=version.pk)
    assert again.content is not version.content
    assert plan_of(again.content) is plan_of(version.content)
    assert plan_of({**again.content, "title": "Khác"}) is not plan_of(again.content)


# -- the whole form -------------------------------------------------------------------------------------

CARE: dict[str, Any] = {
    "title": "Đơn đề nghị hỗ trợ",
    "routes": [{"when": is_("huyen", "a"), "agency": "H08.16"}, {"when": None, "agency": "H08"}],
    "steps": [
        {
            "id": "nguoi",
            "title": "Người đề nghị",
            "refusals": [{"when": is_("dien", False), "message": "Không thuộc diện.", "url": "/thu-tuc/"}],
            "fields": [
                question("text", "ten", use="full_name"),
                question("phone", "so", use="phone"),
                question("yes_no", "dien"),
                question("choice", "huyen", options=[{"value": one, "label": one} for one in "ab"]),
                question("integer", "ban", required=False),
                {"type": "computed", "key": "phi", "label": "Phí", "formula": "value(ban, 0) * 8000",
                 "result": "money"},
            ],
        },
        {
            "id": "giay",
            "title": "Giấy tờ",
            "show_if": is_("ban", 0, "greater"),
            "fields": [question("file", "don", required=False, require_if=is_("ban", 2, "at_least"))],
        },
    ],
}  # fmt: skip
FIRST = {"ten": "Lan", "so": "0912345678", "dien": "yes", "huyen": "a", "ban": "3"}


@pytest.fixture
def care(client: Client, agencies: None) -> Any:
    build("ho-tro", CARE)
    version = current_version("ho-tro")
    assert version is not None
    draft, secret = drafts.start(version, kind="trial", context={}, title="Hỗ trợ", owner=None, at=NOW)
    client.get(f"/to-khai/tiep-tuc/{draft.pk}/{secret}/")
    return draft


def test_routes_steps_and_papers_follow_from_answers(care: Any) -> None:
    content = care.version.content
    answers = {"ten": "Lan", "dien": True, "huyen": "b", "ban": 2}
    assert agency_for(content, answers, FACTS) == "H08"
    assert agency_for(content, {**answers, "huyen": "a"}, FACTS) == "H08.16"
    assert [step["id"] for step in visible_steps(content, {**answers, "ban": 0}, facts=FACTS)] == ["nguoi"]
    assert papers(content, answers, FACTS) == [
        {"paper": "don", "key": "don", "label": "Câu don", "required": True, "given": False}
    ]


def test_a_refused_case_is_told_on_the_page_and_by_the_api(client: Client, care: Any) -> None:
    address = f"/to-khai/{care.pk}/nguoi/"
    page = client.post(address, {**FIRST, "dien": "no"})
    assert page.status_code == 200
    assert "Không thuộc diện." in page.content.decode()
    assert 'href="/thu-tuc/"' in page.content.decode()
    care.refresh_from_db()
    assert care.done_steps == []
    answer = client.put(
        f"/api/v1/drafts/{care.pk}/steps/nguoi", {**FIRST, "dien": "no"}, content_type="application/json",
        headers={"Draft-Secret": drafts.new_link(care, at=NOW)},
    )  # fmt: skip
    assert answer.status_code == 400, answer.content
    assert answer.json()["errors"] == [
        {
            "loc": [STEP],
            "code": "refused",
            "msg": "Không thuộc diện.",
            "way_out": {"text": "", "url": "/thu-tuc/"},
        }
    ]


def test_the_page_asks_for_what_an_answer_touches(client: Client, care: Any) -> None:
    shown = "ten so dien huyen ban phi"
    part = client.post(
        f"/to-khai/{care.pk}/nguoi/cau-hoi/", {**FIRST, "wizard-shown": shown},
        headers={"HX-Trigger": "question-ban"},
    ).content.decode()  # fmt: skip
    assert f'value="{shown}"' in part
    assert "24.000 đ" in part
    assert 'id="question-ban"' in part
    assert 'id="question-ten"' not in part
    refused = client.post(
        f"/to-khai/{care.pk}/nguoi/cau-hoi/", {**FIRST, "dien": "no", "wizard-shown": shown},
        headers={"HX-Trigger": "question-dien"},
    ).content.decode()  # fmt: skip
    assert "Không thuộc diện." in refused


def test_only_answers_that_change_the_page_make_it_ask(client: Client, care: Any) -> None:
    page = client.get(f"/to-khai/{care.pk}/nguoi/").content.decode()
    live = [
        part.split('"')[0] for part in page.split('data-question="')[1:] if " data-live" in part.split(">")[0]
    ]
    assert live == ["dien", "ban"]


def test_computed_answers_are_kept_and_filed(client: Client, care: Any) -> None:
    client.post(f"/to-khai/{care.pk}/nguoi/", {**FIRST, "phi": "1"})
    care.refresh_from_db()
    assert care.answers["phi"] == 24_000
    assert care.done_steps == ["nguoi"]
