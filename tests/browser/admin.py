"""The editors' admin as an editor works it: tabs, blocks, the buttons at the foot."""

from __future__ import annotations

import re
from typing import Any

from django.utils import translation
from playwright.sync_api import TimeoutError as PlaywrightTimeout
from playwright.sync_api import expect


def tab(page: Any, name: str) -> None:
    page.get_by_role("tab", name=name).click()


def reveal(page: Any, name: str) -> Any:
    """The control with this name, after opening the folded blocks around it."""
    _open_blocks(page, name)
    control = page.locator(f"[name='{name}']")
    control.wait_for(state="attached")
    around = control.locator("xpath=ancestor::*[@data-panel]")
    for number in range(around.count()):
        toggle = around.nth(number).locator("[data-panel-toggle]").first
        if toggle.get_attribute("aria-expanded") == "false":
            toggle.click()
    expect(control).to_be_visible()
    return control


def _open_blocks(page: Any, name: str) -> None:
    """Open the steps and questions on the way to the control: they are drawn only then."""
    for end in [match.start() for match in re.finditer("-value", name)]:
        kind = page.locator(f"input[name='{name[:end]}-type']")
        if kind.count():
            toggle = kind.locator("xpath=..").locator("[data-panel-toggle]").first
            if toggle.get_attribute("aria-expanded") == "false":
                toggle.click()


def add_block(page: Any, blocks: str, kind: str = "") -> str:
    """Add a block at the end of `blocks` (the stream's name); returns the beginning of its fields' names."""
    counter = page.locator(f"input[name='{blocks}-count']")
    number = int(counter.input_value())
    opener = counter.locator("xpath=..").locator("button.c-sf-add-button").last
    opener.click()
    if kind:
        option = page.get_by_role("option", name=kind, exact=True)
        _opened(option, opener)
        option.click()
    page.locator(f"input[name='{blocks}-{number}-type']").wait_for(state="attached")
    return f"{blocks}-{number}-value"


def _opened(option: Any, opener: Any) -> None:
    """Until the menu is open and the one before it gone; a press while that one goes away only closes it."""
    for _ in range(3):
        try:
            expect(option).to_have_count(1, timeout=8_000)
            return
        except AssertionError:
            if option.count() == 0:
                opener.click()
    expect(option).to_have_count(1)


def vi(words: str) -> str:
    """What the admin says in Vietnamese for these words of ours."""
    with translation.override("vi"):
        return str(translation.gettext(words))


def rule(page: Any, question: str, kind: str = "Show only when") -> Any:
    """Add a rule to a question (its fields' name) and open the menus of its condition."""
    name = add_block(page, f"{question}-rules", vi(kind))
    menus = page.locator(f"[name='{name}']").locator(
        "xpath=ancestor::*[contains(@class, 'eforms-condition')][1]"
    )
    menus.get_by_role("button", name=vi("Set a condition")).click()
    return menus


def line(menus: Any, number: int, question: str, comparison: str = "", answer: str = "") -> None:
    """Fill a line of a condition with what its menus offer."""
    menus.get_by_label(vi("Question"), exact=True).nth(number).select_option(label=question)
    if comparison:
        menus.get_by_label(vi("Comparison"), exact=True).nth(number).select_option(label=comparison)
    control = menus.get_by_label(vi("Answer"), exact=True).nth(number)
    if answer and control.evaluate("one => one.tagName") == "SELECT":
        control.select_option(label=answer)
    elif answer:
        control.fill(answer)


def press(page: Any, button: str) -> str:
    """Choose an action from the menu at the foot; returns what the admin says then.

    A press that leads nowhere is made once more, as a person would; asked whether to write over a newer
    version, the answer is yes.
    """
    chosen = page.locator(f"footer {button}").first
    asked = page.locator("#w-save-confirmation-dialog [data-w-dialog-target=confirm]")
    for patience in (30_000, 60_000):
        if not (asked.is_visible() or chosen.is_visible()):
            page.locator("footer [data-w-dropdown-target=toggle]").first.click()
        try:
            # Another document, not another address: the first draft gives a new page its address by itself.
            page.evaluate("window.pressedHere = true")
            (asked if asked.is_visible() else chosen).click()
            page.wait_for_function("!window.pressedHere", timeout=patience)
            break
        except PlaywrightTimeout:
            if patience == 60_000:
                raise
    page.wait_for_load_state("load")
    said = page.locator(".messages li").first
    said.wait_for()
    return str(said.inner_text())


def submit(page: Any) -> str:
    return press(page, "button[name=action-submit]")


def approve(page: Any) -> str:
    return press(page, "button[data-workflow-action-name=approve]")
