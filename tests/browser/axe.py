"""Looking at a page as axe does, in both shipped themes; and whether anything sticks out sideways."""

from __future__ import annotations

from typing import Any

from axe_playwright_python.sync_playwright import Axe

AXE = Axe()
SWAP = """preset => new Promise(done => {
    const sheet = document.querySelector("link[rel=stylesheet][href*='/giao-dien/']");
    sheet.onload = () => done();
    sheet.href = "/giao-dien/mau.css?preset=" + preset;
})"""


def look(page: Any) -> None:
    """No sideways scroll and no axe violation, in the theme of the site and in both shipped ones."""
    page.wait_for_load_state()
    wide = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    assert wide <= 0, f"{page.url} is {wide} px too wide"
    for preset in ("lam", "son"):
        page.evaluate(SWAP, preset)
        found = AXE.run(page)
        assert found.violations_count == 0, f"{page.url} in {preset}\n{found.generate_report()}"
