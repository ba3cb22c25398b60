"""A press while the draft is being saved by itself: one form comes of it, with what was typed last."""

from __future__ import annotations

import time
from typing import Any

import pytest

from tests.browser.admin import press

pytestmark = pytest.mark.browser

SAVE = "button.action-save"
SLOW = 3_000  # milliseconds: a server that takes its time
HEARD = """
document.addEventListener("w-unsaved:watch-edits", () => { window.watched = true; });
document.addEventListener("w-autosave:save", () => { window.draftWaits = true; });
"""
SLOW_DRAFTS = f"""
const fetched = window.fetch;
window.fetch = async (address, options) => {{
    const draft = options?.method?.toUpperCase() === "POST" && /eform\\/(add|edit)/.test(address);
    if (!draft) return fetched(address, options);
    window.draftLeft = true;
    await new Promise((go) => setTimeout(go, {SLOW}));
    return fetched(address, options);
}};
"""


def new_form(page: Any, *, slow_drafts: bool) -> None:
    page.add_init_script(HEARD + (SLOW_DRAFTS if slow_drafts else ""))
    page.goto("/quan-tri/snippets/eforms/eform/add/")
    page.wait_for_function("window.watched")  # what is typed before belongs to the page as it was opened


def typed(page: Any, title: str) -> None:
    page.fill("#id_title", title)
    page.keyboard.press("Tab")


def forms_called(page: Any, beginning: str) -> list[str]:
    page.goto("/quan-tri/snippets/eforms/eform/")
    titles = page.locator("main table a[href*='/edit/']").filter(has_text=beginning)
    return [words.strip() for words in titles.all_inner_texts()]


def test_a_draft_on_its_way_comes_first(open_as: Any) -> None:
    page = open_as("bientap@demo.vn")
    new_form(page, slow_drafts=True)
    typed(page, "Đơn nháp chậm một")
    page.wait_for_function("window.draftLeft")
    typed(page, "Đơn nháp chậm hai")
    press(page, SAVE)
    assert forms_called(page, "Đơn nháp chậm") == ["Đơn nháp chậm hai"]


def test_a_draft_not_yet_sent_stays(open_as: Any) -> None:
    page = open_as("bientap@demo.vn")
    new_form(page, slow_drafts=False)
    page.route("**/eform/add/", _late)
    typed(page, "Đơn nháp vội")
    page.wait_for_function("window.draftWaits")
    press(page, SAVE)
    assert forms_called(page, "Đơn nháp vội") == ["Đơn nháp vội"]


def _late(route: Any) -> None:
    if route.request.method == "POST" and route.request.resource_type == "document":
        time.sleep(SLOW / 1000)
    route.continue_()
