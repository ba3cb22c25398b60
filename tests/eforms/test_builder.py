"""The builder: menus name questions by blocks, conditions read as sentences, the preview saves nothing."""

from __future__ import annotations

import json
from typing import Any

import pytest
from django.contrib.auth.models import Group, Permission
from django.core.exceptions import BadRequest
from django.test import Client
from django.urls import reverse
from django.utils import translation

from eforms.builder.formulas import verdict
from eforms.builder.map import draw
from eforms.builder.references import with_codes
from eforms.builder.sentences import questions_by_key, sentence
from eforms.building import build
from eforms.checking.formula_checks import FormulaRefused, check_formula
from eforms.fields.listed import pin
from eforms.models import Draft, EForm, FormVersion
from tests import people
from tests.eforms.conftest import BIRTH, question
from tests.eforms.sent import sent, state_of

pytestmark = pytest.mark.django_db

FORM: dict[str, Any] = {
    "title": "Đơn thử",
    "title_en": "Trial",
    "steps": [
        {
            "id": "nguoi",
            "title": "Người đề nghị",
            "fields": [
                question("text", "ho_ten", label="Họ và tên", label_en="Full name", use="full_name"),
                question("phone", "dien_thoai", label="Điện thoại", use="phone"),
                question("yes_no", "co_con", label="Có con"),
                question(
                    "integer",
                    "so_con",
                    label="Số con",
                    min=0,
                    max=20,
                    show_if={"field": "co_con", "op": "equals", "value": True},
                ),
            ],
        },
        {
            "id": "giay_to",
            "title": "Giấy tờ",
            "fields": [
                question("date", "ngay_sinh", label="Ngày sinh"),
                question(
                    "text",
                    "ly_do",
                    label="Lý do",
                    required=False,
                    show_if={
                        "all": [
                            {"field": "so_con", "op": "at_least", "value": 2},
                            {"not": {"field": "ngay_sinh", "op": "less", "value": {"today": {"years": -18}}}},
                        ]
                    },
                ),
            ],
        },
    ],
}


def editor() -> Any:
    user = people.person("soan@example.vn", "Người soạn")
    group, _new = Group.objects.get_or_create(name="Người soạn biểu mẫu")
    group.permissions.add(
        Permission.objects.get(codename="access_admin"),
        *Permission.objects.filter(
            content_type__app_label="eforms", codename__in=["add_eform", "change_eform"]
        ),
    )
    user.groups.add(group)
    return user


@pytest.fixture
def admin() -> Client:
    client = Client()
    people.sign_in(client, editor())
    return client


# -- sentences ----------------------------------------------------------------------------------------


def test_a_condition_is_read_as_a_sentence() -> None:
    questions = questions_by_key(FORM)
    condition = FORM["steps"][1]["fields"][1]["show_if"]
    with translation.override("en"):
        said = sentence(condition, questions)
    assert "“Số con” is at least 2" in said
    assert " and " in said
    assert "18 years before today" in said
    assert sentence(None, questions)


@pytest.mark.parametrize(
    "broken",
    [
        {"field": "mat_roi", "op": "equals", "value": "x"},
        {"all": 3},
        {"any": [None]},
        {"rows": "con"},
        {"not": 1},
    ],
)
def test_a_broken_condition_is_still_read(broken: Any) -> None:
    assert sentence(broken, questions_by_key(FORM))


def test_questions_asked_in_the_same_words_name_their_step_and_a_listed_value_its_entry() -> None:
    def step(key: str, title: str) -> dict[str, Any]:
        name = {"key": f"ho_ten_{key}", "type": "full_name", "label": "Họ và tên"}
        country = {"key": f"quoc_tich_{key}", "type": "country", "label": "Quốc tịch", **pin("countries")}
        return {"id": key, "title": title, "fields": [name, country]}

    questions = questions_by_key({"steps": [step("nu", "Bên nữ"), step("nam", "Bên nam")]})
    same = {"field": "ho_ten_nam", "op": "equals", "value": {"field": "ho_ten_nu"}}
    said = sentence(same, questions)
    assert "“Họ và tên (Bên nam)”" in said
    assert "“Họ và tên (Bên nữ)”" in said
    assert "“Việt Nam”" in sentence({"field": "quoc_tich_nu", "op": "not_equals", "value": "VN"}, questions)


def test_rows_and_measures_are_read() -> None:
    questions = {
        "con": {"key": "con", "type": "group", "label": "Con", "fields": []},
        "ngay": {"key": "ngay", "type": "date", "label": "Ngày sinh"},
    }
    condition = {
        "any": [
            {"field": "con", "op": "greater", "value": 2, "measure": "count"},
            {"rows": "con", "every": {"field": "ngay", "op": "at_least", "value": 18, "measure": "age"}},
        ]
    }
    with translation.override("en"):
        said = sentence(condition, questions)
    assert "number of rows of “Con” is more than 2" in said
    assert "every row of “Con” where age counted from “Ngày sinh” is at least 18" in said


# -- names of blocks ----------------------------------------------------------------------------------


def test_blocks_become_codes() -> None:
    names = {"#1": "ho_ten", "#this": "tuoi"}
    written = {
        "all": [{"field": "#1", "op": "equals", "value": {"field": "#this"}}, {"rows": "con", "some": {}}]
    }
    assert with_codes(written, names) == {
        "all": [{"field": "ho_ten", "op": "equals", "value": {"field": "tuoi"}}, {"rows": "con", "some": {}}]
    }
    gone = with_codes({"field": "#9", "op": "filled"}, names)
    assert not gone["field"].startswith("#")


def test_a_condition_on_a_question_without_a_code_is_kept() -> None:
    block = EForm.steps.field.stream_block
    raw = [
        {
            "type": "step",
            "id": "s",
            "value": {
                "title": "Bước",
                "fields": [
                    {"type": "yes_no", "id": "a", "value": {"label": "Nuôi dê"}},
                    {
                        "type": "text",
                        "id": "b",
                        "value": {
                            "label": "Giống dê",
                            "rules": [
                                {
                                    "type": "show_if",
                                    "value": {"field": "#a", "op": "equals", "value": True},
                                }
                            ],
                        },
                    },
                ],
            },
        }
    ]
    cleaned = block.clean(block.to_python(raw))
    rule = cleaned[0].value["fields"][1].value["rules"][0].value
    assert rule == {"field": "nuoi_de", "op": "equals", "value": True}


# -- the folded form ----------------------------------------------------------------------------------


def test_the_folded_form_reads_as_the_open_one() -> None:
    eform = build("thu", FORM)
    block = EForm.steps.field.stream_block
    state = state_of(eform)
    value = block.clean(block.value_from_datadict({"steps-folded": state}, {}, "steps"))
    assert block.get_prep_value(value) == block.get_prep_value(eform.steps)


@pytest.mark.parametrize(
    "raw", ["", "x", "[1]", '[{"type": "step", "value": 3}]', '{"a": 1}', "[[[[]]]]", '"x"']
)
def test_a_folded_form_written_by_hand_is_a_bad_request_and_never_a_crash(raw: str) -> None:
    block = EForm.steps.field.stream_block
    try:
        block.value_from_datadict({"steps-folded": raw}, {}, "steps")
    except BadRequest:
        pass


def test_the_editor_saves_a_folded_form(admin: Client) -> None:
    eform = build("thu", FORM)
    state = state_of(eform).replace("Họ và tên", "Họ, tên")
    address = reverse("wagtailsnippets_eforms_eform:edit", args=[eform.pk])
    answer = admin.post(
        address,
        {**sent(eform), "steps-folded": state},
    )
    assert answer.status_code == 302
    eform.refresh_from_db()
    kept = eform.get_latest_revision_as_object()
    assert kept.steps[0].value["fields"][0].value["label"] == "Họ, tên"
    assert kept.steps[0].value["fields"][0].value["key"] == "ho_ten"


# -- formulas -----------------------------------------------------------------------------------------


def test_a_formula_is_looked_at() -> None:
    known = [{"key": "so_con", "label": "Số con"}]
    with translation.override("en"):
        assert verdict("so_con * 2", known) == {
            "ok": True,
            "message": "The formula can be used. It reads: “Số con”.",
        }
        assert "khong_co" in verdict("khong_co + 1", known)["message"]
        assert not verdict("so_con * (", known)["ok"]
        assert "tang" in verdict("tang(so_con)", known)["message"]


@pytest.mark.parametrize(
    "source", ["ho * 2", "n * 1.5", "today() - n", "age(n)", "sum(ds.map(one, one.t))", "1/0", "1.0/0.0"]
)
def test_a_formula_is_turned_down_while_it_is_written_for_what_the_save_check_refuses(source: str) -> None:
    questions: list[dict[str, Any]] = [
        {"key": "ho", "label": "Họ", "type": "text"},
        {"key": "n", "label": "Số con", "type": "integer"},
        {
            "key": "ds",
            "label": "Con",
            "type": "group",
            "fields": [{"key": "t", "type": "text", "label": "T"}],
        },
    ]
    assert not verdict(source, questions)["ok"]
    own = {"key": "x", "type": "computed", "label": "X", "result": "decimal"}
    with pytest.raises(FormulaRefused):
        check_formula(source, {one["key"]: one for one in questions}, own)


@pytest.mark.parametrize("source", ["n + 1", "size(ds)", "n > 99 ? 1 : null", "100 / (n - 7)"])
def test_a_formula_that_gives_a_value_for_some_answers_can_be_used(source: str) -> None:
    questions: list[dict[str, Any]] = [
        {"key": "n", "label": "Số con", "type": "integer"},
        {
            "key": "ds",
            "label": "Con",
            "type": "group",
            "fields": [{"key": "t", "type": "text", "label": "T"}],
        },
    ]
    assert verdict(source, questions)["ok"]
    check_formula(
        source, {one["key"]: one for one in questions}, {"key": "x", "type": "integer", "label": "X"}
    )


def test_the_formula_view_answers_anything(admin: Client) -> None:
    address = reverse("eforms_builder:formula")
    good = {"formula": "1 + 1", "questions": []}
    assert admin.post(address, json.dumps(good), content_type="application/json").json()["ok"] is True
    for body in ("", "[]", '{"formula": 1}', '{"formula": "1", "questions": 3}', "[" * 5000):
        assert admin.post(address, body, content_type="application/json").status_code == 400
    assert admin.post(address, '{"formula": "1", "questions": [3, null]}', content_type="application/json")


# -- trial --------------------------------------------------------------------------------------------


def preview(admin: Client, eform: EForm, mode: str = "vi") -> Any:
    address = reverse("wagtailsnippets_eforms_eform:preview_on_edit", args=[eform.pk])
    assert admin.post(address, sent(eform)).json()["is_valid"]
    return admin.get(address, {"mode": mode, "in_preview_panel": "true"})


def test_the_preview_reacts_and_saves_nothing(admin: Client) -> None:
    eform = build("thu", FORM)
    page = preview(admin, eform).content.decode()
    assert "Họ và tên" in page
    assert "Số con" not in page
    assert "Full name" in preview(admin, eform, "en").content.decode()
    preview(admin, eform)
    trial = reverse("eforms_builder:trial", args=[eform.pk])
    live = admin.post(trial, {"do": "questions", "step": "nguoi", "co_con": "yes"}).content.decode()
    assert "Số con" in live
    wrong = admin.post(
        trial, {"do": "continue", "step": "nguoi", "co_con": "yes", "so_con": "-1"}
    ).content.decode()
    assert "error-summary" in wrong
    right = {"ho_ten": "An", "dien_thoai": "0912345678", "co_con": "no"}
    assert "Ngày sinh" in admin.post(trial, {"do": "continue", "step": "nguoi", **right}).content.decode()
    assert "Ngày sinh" in preview(admin, eform).content.decode(), "the preview stays at its step"
    assert "An" in admin.post(trial, {"do": "step:xem-lai", "step": "giay_to"}).content.decode()
    assert "Họ và tên" in admin.post(trial, {"do": "step:nguoi"}).content.decode()
    assert "Họ và tên" in admin.post(trial, {"do": "restart"}).content.decode()
    assert Draft.objects.count() == 0
    assert FormVersion.objects.count() == 1


def test_a_trial_that_ended_is_told_so(admin: Client) -> None:
    assert admin.post(reverse("eforms_builder:trial", args=["7"]), {}).status_code == 200


# -- the map ------------------------------------------------------------------------------------------


def test_the_map_shows_rules_as_arrows_and_as_a_list(admin: Client) -> None:
    eform = build("thu", FORM)
    with translation.override("en"):
        drawn = draw(eform)
    assert drawn["count"] == 2
    assert len(drawn["arrows"]) == 3
    assert drawn["broken"] == []
    page = admin.get(reverse("eforms_builder:map", args=[eform.pk])).content.decode()
    assert "“Có con”" in page
    assert f"#block-{eform.steps[0].value['fields'][0].id}-section" in page


def test_the_map_marks_a_rule_that_reads_what_is_not_there() -> None:
    eform = build("thu", FORM)
    eform.steps[0].value["fields"][3].value["rules"][0].value = {"field": "ngay_sinh", "op": "filled"}
    with translation.override("en"):
        [(node, rule)] = draw(eform)["broken"]
    assert node.key == "so_con"
    assert "later" in rule.trouble


# -- access -------------------------------------------------------------------------------------------


def test_only_who_changes_forms_reaches_the_builder() -> None:
    eform = build("khai-sinh", BIRTH)
    addresses = [
        reverse("eforms_builder:map", args=[eform.pk]),
        reverse("eforms_builder:trial", args=[eform.pk]),
        reverse("eforms_builder:formula"),
    ]
    for user in (people.lan(), people.minh()):
        client = Client()
        people.sign_in(client, user)
        for address in addresses:
            assert client.get(address).status_code in (302, 403)
            assert client.post(address).status_code in (302, 403)


def test_the_map_marks_a_rule_that_can_never_hold() -> None:
    eform = build("thu", FORM)
    never = {
        "all": [
            {"field": "so_con", "op": "greater", "value": 5},
            {"field": "so_con", "op": "less", "value": 3},
        ]
    }
    eform.steps[1].value["fields"][1].value["rules"][0].value = never
    with translation.override("en"):
        [(node, rule)] = draw(eform)["broken"]
    assert (node.key, rule.trouble) == ("ly_do", "It can never hold.")


# -- undo ---------------------------------------------------------------------------------------------


def test_an_earlier_revision_is_taken_back_and_revisions_are_compared(admin: Client) -> None:
    eform = build("thu", FORM)
    first = eform.latest_revision_id
    changed = state_of(eform).replace("Họ và tên", "Họ, tên đệm và tên")
    edit = reverse("wagtailsnippets_eforms_eform:edit", args=[eform.pk])
    assert admin.post(edit, {**sent(eform), "steps-folded": changed}).status_code == 302
    back = reverse("wagtailsnippets_eforms_eform:revisions_revert", args=[eform.pk, first])
    page = admin.get(back)
    assert page.status_code == 200
    shown = page.context["form"].instance
    assert shown.steps[0].value["fields"][0].value["label"] == "Họ và tên"
    eform.refresh_from_db()
    compare = reverse(
        "wagtailsnippets_eforms_eform:revisions_compare", args=[eform.pk, first, eform.latest_revision_id]
    )
    assert "đệm" in admin.get(compare).content.decode()
