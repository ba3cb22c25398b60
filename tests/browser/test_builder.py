"""An editor without code builds with menus: conditions over rows, formulas, copies, moves, search, map."""

from __future__ import annotations

import json
from typing import Any

import pytest
from playwright.sync_api import expect

from eforms.fields import TYPES
from tests.browser.admin import add_block, line, press, reveal, rule, vi
from tests.browser.axe import violations

pytestmark = pytest.mark.browser
ADD = "/quan-tri/snippets/eforms/eform/add/"


def label_of(kind: str) -> str:
    return vi(str(getattr(TYPES[kind].Block().label, "_args", [str(TYPES[kind].Block().label)])[0]))


def ask(page: Any, stream: str, kind: str, label: str) -> str:
    """Add a question of a type; returns the beginning of its fields' names."""
    name = add_block(page, stream, label_of(kind))
    page.fill(f"[name='{name}-label']", label)
    return name


def step(page: Any, title: str) -> str:
    name = add_block(page, "steps")
    page.fill(f"[name='{name}-title']", title)
    return name


def save(page: Any) -> None:
    press(page, "button.action-save")
    page.wait_for_function("window.eformsBuilder && window.eformsBuilder.root()")


def outline(page: Any) -> Any:
    return page.evaluate(
        "window.eformsBuilder.outline().map(s => [s.title, s.questions.map(q => [q.key, q.label, q.type])])"
    )


def stored(page: Any, place: int, number: int) -> Any:
    """The conditions of a question as the page holds them."""
    state = page.evaluate("JSON.stringify(window.eformsBuilder.root().getState())")
    rules = json.loads(state)[place]["value"]["fields"][number]["value"]["rules"]
    return [json.loads(one["value"]) for one in rules]


def build(page: Any) -> None:
    """Two steps: a group of children, and a question asked of who has a child under sixteen."""
    page.goto(ADD)
    page.fill("#id_title", "Đơn trợ cấp nuôi con")
    first = step(page, "Gia đình")
    ask(page, f"{first}-fields", "text", "Họ và tên người nộp")
    group = ask(page, f"{first}-fields", "group", "Các con")
    ask(page, f"{group}-fields", "date", "Ngày sinh của con")
    second = step(page, "Trợ cấp")
    amount = ask(page, f"{second}-fields", "integer", "Số tháng đề nghị")
    menus = rule(page, amount)
    line(menus, 0, vi("number of rows of %(label)s") % {"label": "“Các con”"}, vi("is more than"), "0")
    menus.get_by_role("button", name=vi("Add a line about rows")).click()
    menus.get_by_label(vi("Look at the rows of")).select_option(label="Các con")
    age = vi("age counted from %(label)s") % {"label": "“Ngày sinh của con”"}
    line(menus, 1, age, vi("is less than"), "16")
    expect(menus.locator(".eforms-sentence")).to_contain_text("“Ngày sinh của con”")
    assert violations(page, ".eforms-condition").violations_count == 0
    total = ask(page, f"{second}-fields", "computed", "Số tiền")
    page.fill(f"[name='{total}-formula']", "khong_co * 2")
    expect(page.locator(".eforms-verdict").last).to_contain_text("khong_co")


def test_menus_formulas_copies_and_moves(open_as: Any) -> None:
    page = open_as("bientap@demo.vn")
    build(page)
    page.get_by_role("button", name=vi("Find a question")).count()
    page.locator("[name$='-formula']").last.fill("size(cac_con) * 100000")
    save(page)
    assert stored(page, 1, 0) == [
        {
            "all": [
                {"field": "cac_con", "op": "greater", "value": 0, "measure": "count"},
                {
                    "rows": "cac_con",
                    "some": {"field": "ngay_sinh_cua_con", "op": "less", "value": 16, "measure": "age"},
                },
            ]
        }
    ]
    copy_and_move(page)
    search_and_map(page)


def copy_and_move(page: Any) -> None:
    """A copied step gets codes of its own, its conditions read the copies; a question moves elsewhere."""
    top = page.locator("#steps-root > div > [data-streamfield-child]")
    top.nth(1).locator("[data-streamfield-action=DUPLICATE]").first.click()
    expect(top).to_have_count(3)
    save(page)
    keys = [key for _title, questions in outline(page) for key, _label, _kind in questions]
    assert len(keys) == len(set(keys)) == 6, keys
    page.fill("#eforms-search", "so tien")
    page.locator("[data-eforms-results] button").last.click()
    moved = page.locator(".eforms-mover:visible").last
    expect(moved).to_be_visible()
    moved.select_option(label="1. Gia đình")
    assert [len(questions) for _title, questions in outline(page)] == [3, 2, 1]


def search_and_map(page: Any) -> None:
    page.reload()
    page.wait_for_function("window.eformsBuilder && window.eformsBuilder.root()")
    page.fill("#eforms-search", "NGAY SINH CUA")
    expect(page.locator("[data-eforms-results] button")).to_have_count(1)
    page.keyboard.press("Enter")
    label = page.locator("[name$='-value-label']").locator("visible=true").last
    expect(label).to_have_value("Ngày sinh của con")
    page.get_by_role("link", name=vi("Map of the form")).click()
    expect(page.locator("main")).to_contain_text("“Các con”")
    assert page.locator("main svg path.arrow").count() > 0
    assert violations(page, ".eforms-map").violations_count == 0
    page.locator("main svg a").nth(1).click()
    page.wait_for_function("window.eformsBuilder && window.eformsBuilder.root()")
    expect(page.locator("[name$='-fields-0-value-label']").first).to_be_visible()


def test_signers_and_agencies_are_chosen_by_their_words(open_as: Any) -> None:
    page = open_as("bientap@demo.vn")
    choose_signer_and_agency(page)


def choose_signer_and_agency(page: Any) -> None:
    """Questions that have no code yet are offered too; after saving the menus show the same words."""
    page.goto(ADD)
    page.fill("#id_title", "Đơn hai người ký")
    first = step(page, "Vợ chồng")
    ask(page, f"{first}-fields", "full_name", "Họ và tên vợ hoặc chồng")
    ask(page, f"{first}-fields", "email", "Thư của vợ hoặc chồng")
    page.locator("section:has(#signers-root)").last.locator("[data-panel-toggle]").first.click()
    signer = add_block(page, "signers")
    page.fill(f"[name='{signer}-label']", "Vợ hoặc chồng")
    page.select_option(f"[name='{signer}-name']", label="Họ và tên vợ hoặc chồng")
    page.select_option(f"[name='{signer}-email']", label="Thư của vợ hoặc chồng")
    route = add_block(page, "routes")
    page.select_option(f"[name='{route}-agency']", index=1)
    agency = page.locator(f"[name='{route}-agency']").input_value()
    save(page)
    expect(page.locator(f"[name='{signer}-name']")).to_have_value("ho_va_ten_vo_hoac_chong")
    chosen = page.locator(f"[name='{signer}-name'] option:checked")
    expect(chosen).to_have_text("Họ và tên vợ hoặc chồng")
    expect(page.locator(f"[name='{route}-agency']")).to_have_value(agency)


def test_what_a_personal_number_must_agree_with_is_chosen(open_as: Any) -> None:
    """Earlier questions of the right type, in a group those of the row too; later ones are not offered."""
    page = open_as("bientap@demo.vn")
    page.goto(ADD)
    page.fill("#id_title", "Đơn đối chiếu số định danh")
    first = step(page, "Người khai")
    ask(page, f"{first}-fields", "date", "Ngày sinh người khai")
    number = ask(page, f"{first}-fields", "personal_number", "Số của người khai")
    group = ask(page, f"{first}-fields", "group", "Thành viên")
    ask(page, f"{group}-fields", "date", "Ngày sinh thành viên")
    inner = ask(page, f"{group}-fields", "personal_number", "Số của thành viên")
    own = reveal(page, f"{number}-link_birth")
    own.focus()
    expect(own.locator("option:not([value=''])")).to_have_text(["Ngày sinh người khai"])
    own.select_option(label="Ngày sinh người khai")
    row = reveal(page, f"{inner}-link_birth")
    row.focus()
    row.select_option(label="Ngày sinh thành viên")
    save(page)
    expect(reveal(page, f"{number}-link_birth")).to_have_value("ngay_sinh_nguoi_khai")
    expect(reveal(page, f"{inner}-link_birth")).to_have_value("ngay_sinh_thanh_vien")
