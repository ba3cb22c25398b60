"""Open drafts follow the form: what fits goes along, what does not is told, and no page sent is ever lost."""

# ruff: noqa: E501  one case a line

from __future__ import annotations

import copy
from datetime import UTC, datetime
from typing import Any

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.test import Client

from eforms import drafts
from eforms.building import build, current_version
from eforms.errors import DraftMoved
from eforms.fields.contract import Facts
from eforms.models import Draft, FormVersion, Submission
from eforms.submit import submit
from eforms.versions import moving
from eforms.versions.carrying import carry
from tests.eforms.conftest import BIRTH, NOW, STEP_1, STEP_2, TODAY, fill, posted, question, upload

LATER = datetime(2025, 9, 4, 2, 0, tzinfo=UTC)


def renewed(*changes: Any, code: str = "khai-sinh") -> FormVersion:
    """The next version of the birth form."""
    content = copy.deepcopy(BIRTH)
    for change in changes:
        change(content)
    build(code, content)
    found = current_version(code)
    assert found is not None
    return found


def field(content: dict[str, Any], key: str) -> dict[str, Any]:
    return next(one for step in content["steps"] for one in step["fields"] if one["key"] == key)


def kinds(draft: Draft) -> dict[str, str]:
    return {item["key"]: item["kind"] for item in draft.to_check}


@pytest.fixture
def browser(client: Client, draft_and_secret: tuple[Draft, str]) -> Client:
    draft, secret = draft_and_secret
    client.get(f"/to-khai/tiep-tuc/{draft.pk}/{secret}/")
    return client


def address(draft: Draft, step: str = "") -> str:
    return f"/to-khai/{draft.pk}/{step}/" if step else f"/to-khai/{draft.pk}/"


def sent(answers: dict[str, Any], version: int = 1, **more: Any) -> dict[str, Any]:
    return {**posted(answers), "wizard-version": version, "wizard-do": "continue", **more}


# -- what goes along -------------------------------------------------------------------------------------


def test_a_draft_goes_over_with_all_that_fits(draft: Draft) -> None:
    fill(draft)
    before = dict(draft.answers)
    version = renewed(lambda c: c["steps"][1].update(title="Con"))
    assert moving.is_outdated(draft, at=LATER)
    assert moving.bring_up_to_date(draft, at=LATER)
    draft.refresh_from_db()
    assert draft.version == version
    assert draft.answers == before
    assert draft.to_check == []
    assert set(draft.done_steps) == {"nguoi_khai", "nguoi_con", "giay_to"}
    assert not moving.bring_up_to_date(draft, at=LATER)


def test_what_to_check_is_told_and_its_steps_are_open_again(draft: Draft) -> None:
    fill(draft)

    def change(content: dict[str, Any]) -> None:
        content["steps"][1]["fields"].append(question("text", "dan_toc", label="Dân tộc"))
        field(content, "ten_con")["label"] = "Họ và tên con"
        field(content, "gioi_tinh")["options"] = [
            {"value": "khac", "label": "Khác"},
            {"value": "nam", "label": "Nam"},
        ]
        content["steps"][0]["fields"].pop()

    renewed(change)
    moving.bring_up_to_date(draft, at=LATER)
    assert kinds(draft) == {"noi_o": "gone", "ten_con": "changed", "gioi_tinh": "unfit", "dan_toc": "new"}
    told = {item["key"]: item["old"] for item in draft.to_check}
    assert "12 phố Quán Thánh" in told["noi_o"]
    assert told["ten_con"] == "Tên con"
    assert told["gioi_tinh"] in ("Nữ", "nu")
    assert draft.typed["gioi_tinh"] == "nu"
    assert "gioi_tinh" not in draft.answers
    assert draft.answers["ten_con"] == "Nguyễn An"
    assert set(draft.done_steps) == {"nguoi_khai", "giay_to"}
    assert drafts.first_unfinished(draft, drafts.facts_of(draft, TODAY)) == "nguoi_con"


def test_a_question_that_moved_to_another_step_keeps_its_answer(draft: Draft) -> None:
    fill(draft)

    def change(content: dict[str, Any]) -> None:
        content["steps"][2]["fields"].append(content["steps"][1]["fields"].pop(0))

    renewed(change)
    moving.bring_up_to_date(draft, at=LATER)
    assert draft.answers["ten_con"] == "Nguyễn An"
    assert draft.to_check == []


def test_a_question_now_required_is_told_only_where_the_person_was_already(draft: Draft) -> None:
    facts = drafts.facts_of(draft, TODAY)
    from eforms.judging.answers import clean_step

    values, _errors = clean_step(draft.version.content, "nguoi_khai", STEP_1, {}, facts=facts)
    drafts.save_step(draft, "nguoi_khai", values, at=NOW)

    def change(content: dict[str, Any]) -> None:
        field(content, "thu")["required"] = True
        field(content, "lan_sinh")["required"] = True

    renewed(change)
    moving.bring_up_to_date(draft, at=LATER)
    assert kinds(draft) == {"thu": "required"}
    assert draft.done_steps == []


@pytest.mark.parametrize(
    ("old", "new", "value", "expected"),
    [
        (question("text", "k"), question("long_text", "k"), "abc", "abc"),
        (question("integer", "k"), question("money", "k"), 5000, 5000),
        (question("integer", "k"), question("text", "k"), 12, "12"),
        (question("text", "k"), question("phone", "k"), "0912 345 678", "0912345678"),
        (question("choice", "k", options=[{"value": "a", "label": "A"}]),
         question("choices", "k", options=[{"value": "a", "label": "A"}]), "a", ["a"]),
        (question("choices", "k", options=[{"value": "a", "label": "A"}]),
         question("choice", "k", options=[{"value": "a", "label": "A"}]), ["a"], "a"),
        (question("choice", "k", options=[{"value": "a", "label": "Chữ A"}]), question("text", "k"), "a", "Chữ A"),
        (question("text", "k"), question("email", "k"), "không phải thư", None),
        (question("yes_no", "k"), question("date", "k"), True, None),
        (question("date", "k"), question("integer", "k"), "2025-01-01", None),
    ],
)  # fmt: skip
def test_an_answer_of_another_type_is_kept_where_the_types_agree(
    old: Any, new: Any, value: Any, expected: Any
) -> None:
    form = {"title": "F", "steps": [{"id": "a", "title": "A", "fields": [old]}]}
    other = {"title": "F", "steps": [{"id": "a", "title": "A", "fields": [new]}]}
    carried = carry(form, other, answers={"k": value}, typed={}, done=["a"], facts=Facts(on=TODAY))
    if expected is None:
        assert "k" not in carried.answers
        assert carried.to_check[0]["kind"] == "unfit"
        assert carried.to_check[0]["old"]
        assert carried.done == []
    else:
        assert carried.answers == {"k": expected}


def test_a_new_step_before_finished_ones_is_told(draft: Draft) -> None:
    fill(draft)
    renewed(lambda c: c["steps"].insert(1, {"id": "moi", "title": "Mới", "fields": [question("text", "m")]}))
    moving.bring_up_to_date(draft, at=LATER)
    assert [(item["kind"], item["label"]) for item in draft.to_check] == [("new_step", "Mới")]


def test_an_answer_whose_question_is_hidden_now_is_told(draft: Draft) -> None:
    fill(draft)
    hide = {"field": "co_cha", "op": "equals", "value": True}
    renewed(lambda c: c["steps"][1]["fields"].append({**c["steps"][2]["fields"].pop(4), "show_if": hide}))
    drafts_answers = {**draft.answers, "ghi_chu": "Gấp"}
    Draft.objects.filter(pk=draft.pk).update(answers=drafts_answers)
    draft.refresh_from_db()
    moving.bring_up_to_date(draft, at=LATER)
    (item,) = draft.to_check
    assert (item["kind"], item["old"]) == ("gone", "Gấp")


# -- pages ----------------------------------------------------------------------------------------------


def test_opening_a_draft_moves_it_and_shows_what_to_check(browser: Client, draft: Draft) -> None:
    fill(draft)
    renewed(lambda c: c["steps"][1]["fields"].append(question("text", "dan_toc", label="Dân tộc")))
    response = browser.get(address(draft), follow=True)
    page = response.content.decode()
    assert response.redirect_chain[-1][0] == address(draft, "nguoi_con")
    assert "Dân tộc" in page.split("<form")[1 if "renewed" in page else 0] or "Dân tộc" in page
    assert 'name="wizard-version" value="2"' in page
    browser.post(address(draft, "nguoi_con"), sent({**STEP_2, "dan_toc": "Kinh"}, 2))
    draft.refresh_from_db()
    assert draft.to_check == []
    assert draft.answers["dan_toc"] == "Kinh"


def test_a_page_of_the_old_version_loses_nothing(browser: Client, draft: Draft) -> None:
    """Published between opening the step and sending it."""
    assert browser.get(address(draft, "nguoi_khai")).status_code == 200
    version = renewed(lambda c: c["steps"][1].update(title="Con"))
    response = browser.post(address(draft, "nguoi_khai"), sent(STEP_1), follow=True)
    draft.refresh_from_db()
    assert draft.version == version
    assert draft.answers["ho_ten"] == "Nguyễn Thị Lan"
    assert draft.done_steps == ["nguoi_khai"]
    assert response.redirect_chain[-1][0] == address(draft, "nguoi_con")


def test_a_page_of_the_old_version_is_kept_after_another_window_moved_the_draft(
    browser: Client, draft: Draft
) -> None:
    def change(content: dict[str, Any]) -> None:
        field(content, "ho_ten")["max_length"] = 5
        content["steps"][0]["fields"].append(question("text", "nghe", label="Nghề"))

    renewed(change)
    browser.get(address(draft, "nguoi_khai"))  # the other window: the draft is on version 2 now
    wrong = {**STEP_1, "dien_thoai": "không nhớ"}
    browser.post(address(draft, "nguoi_khai"), sent(wrong, 1))
    draft.refresh_from_db()
    assert draft.version.number == 2
    assert draft.answers["so_dinh_danh"] == "052190012345"
    assert draft.typed == {"ho_ten": "Nguyễn Thị Lan", "dien_thoai": "không nhớ"}
    page = browser.get(address(draft, "nguoi_khai")).content.decode()
    assert "Nguyễn Thị Lan" in page
    assert "không nhớ" in page
    assert "nguoi_khai" not in draft.done_steps


def test_files_sent_from_an_old_page_are_kept(browser: Client, draft: Draft) -> None:
    fill(draft)
    renewed(lambda c: c["steps"][2].update(title="Tệp"))
    browser.get(address(draft))
    browser.post(address(draft, "giay_to"), sent({"chung_sinh": upload("hai.pdf")}, 1))
    draft.refresh_from_db()
    assert len(draft.answers["chung_sinh"]) == 2


def test_the_review_of_an_old_version_files_nothing(browser: Client, draft: Draft) -> None:
    fill(draft)
    page = browser.get(address(draft, "xem-lai")).content.decode()
    assert 'name="wizard-version" value="1"' in page
    renewed(lambda c: c["steps"][1].update(title="Con"))
    declared = {"declared": "on", "key": "k", "wizard-do": "submit", "wizard-version": 1}
    response = browser.post(address(draft, "xem-lai"), declared, follow=True)
    assert response.redirect_chain[-1][0] == address(draft, "xem-lai")
    assert not Submission.objects.exists()
    browser.post(address(draft, "xem-lai"), {**declared, "wizard-version": 2})
    assert Submission.objects.get().version.number == 2


def test_a_step_that_is_gone_leads_on(browser: Client, draft: Draft) -> None:
    fill(draft)

    def change(content: dict[str, Any]) -> None:
        field(content, "giay_cha")["show_if"] = None
        content["steps"].pop(1)

    renewed(change)
    response = browser.post(address(draft, "nguoi_con"), sent(STEP_2, 1), follow=True)
    draft.refresh_from_db()
    assert draft.version.number == 2
    assert {item["kind"] for item in draft.to_check} == {"gone"}
    assert "Nguyễn An" in response.content.decode()


# -- programs and races ---------------------------------------------------------------------------------


def test_filing_an_outdated_draft_moves_it_instead(draft: Draft) -> None:
    fill(draft)
    renewed(lambda c: c["steps"][1].update(title="Con"))
    with pytest.raises(DraftMoved):
        submit(draft, by=None, key="k", at=LATER)
    draft.refresh_from_db()
    assert (draft.version.number, draft.state) == (2, "open")
    assert submit(draft, by=None, key="k", at=LATER).version.number == 2


def test_saving_a_step_of_a_draft_that_moved_meanwhile_is_noticed(draft: Draft) -> None:
    mine = Draft.objects.get(pk=draft.pk)
    renewed(lambda c: c["steps"][1].update(title="Con"))
    moving.bring_up_to_date(draft, at=LATER)
    with pytest.raises(DraftMoved):
        drafts.save_step(mine, "nguoi_khai", {"ho_ten": "A"}, at=LATER)


def test_the_api_tells_what_to_check(client: Client, draft_and_secret: tuple[Draft, str]) -> None:
    draft, secret = draft_and_secret
    fill(draft)
    renewed(lambda c: c["steps"][1]["fields"].append(question("text", "dan_toc", label="Dân tộc")))
    data = client.get(f"/api/v1/drafts/{draft.pk}", headers={"Draft-Secret": secret}).json()
    assert data["form"]["number"] == 2
    assert [item["key"] for item in data["to_check"]] == ["dan_toc"]
    assert data["next_step"] == "nguoi_con"


def test_one_room_says_where_drafts_of_a_kind_belong(monkeypatch: pytest.MonkeyPatch, draft: Draft) -> None:
    monkeypatch.setattr(moving, "TARGETS", {})
    version = draft.version
    moving.register_target("trial", lambda one, on: moving.Target(version, {"release": 5}))
    renewed(lambda c: c["steps"][1].update(title="Con"))
    assert not moving.bring_up_to_date(draft, at=LATER)  # the same form: nothing to tell
    draft.refresh_from_db()
    assert draft.context == {"release": 5}
    assert draft.version == version
    with pytest.raises(ImproperlyConfigured):
        moving.register_target("trial", lambda one, on: None)


def group(*fields: dict[str, Any]) -> dict[str, Any]:
    return {
        "title": "F",
        "steps": [{"id": "a", "title": "A", "fields": [question("group", "con", fields=list(fields))]}],
    }


def test_rows_of_a_group_go_along_cell_by_cell() -> None:
    old = group(question("text", "ten"), question("text", "cu", label="Cũ"), question("integer", "tuoi"))
    new = group(
        question("text", "ten"), question("text", "tuoi"), question("date", "sinh", label="Ngày sinh")
    )
    rows = [{"ten": "An", "cu": "x", "tuoi": 3}, {"ten": "Bình", "cu": "y", "tuoi": 5}]
    carried = carry(old, new, answers={"con": rows}, typed={}, done=["a"], facts=Facts(on=TODAY))
    assert carried.answers["con"] == [{"ten": "An", "tuoi": "3"}, {"ten": "Bình", "tuoi": "5"}]
    assert [(item["kind"], item["old"]) for item in carried.to_check] == [("gone", "x; y"), ("new", "")]
    assert carried.done == []
