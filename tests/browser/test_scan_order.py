"""Pages of a scan are put in order: by mouse, by finger, and by buttons."""

from __future__ import annotations

from typing import Any

import pytest

from tests.browser.axe import look
from tests.browser.portal import Portal
from tests.browser.touching import drag_by_finger

pytestmark = pytest.mark.browser
PILE = """
from uuid import uuid4
from accounts.models import User
from django.core.files.base import ContentFile
from django.utils import timezone
from documents.scanning import scans
from eforms.drafts import SUBJECT
from eforms.models import Draft
from tests.documents import scanned
at = timezone.now()
draft = Draft.objects.first()
draft.pk, draft.owner, draft.state = uuid4(), User.objects.get(email="lan@demo.vn"), Draft.State.OPEN
draft.save(force_insert=True)
scan = scans.begin(subject=(SUBJECT, str(draft.pk)), place="x", title="Giấy mẫu", owner=draft.owner, at=at)
for number in (1, 2, 3):
    scans.add(scan, ContentFile(scanned.photo(number), f"{number}.jpg"), by=draft.owner, at=at)
print(scan.pk)
"""


def order(page: Any) -> list[str]:
    return list(page.eval_on_selector_all("[data-scan-page]", "all => all.map((one) => one.id)"))


def middle(box: dict[str, float]) -> tuple[float, float]:
    return box["x"] + box["width"] / 2, box["y"] + box["height"] / 2


@pytest.fixture
def pile(portal: Portal) -> str:
    return f"/quet/{portal.manage('shell', '-v', '0', '-c', PILE).split()[-1]}/"


def test_a_page_is_dragged_by_finger_at_its_handle(open_as: Any, pile: str) -> None:
    page = open_as("lan@demo.vn", width=1280, touch=True)
    page.goto(pile)
    look(page)
    first, second, third = order(page)
    handles = page.locator("[data-scan-handle]")
    handles.first.scroll_into_view_if_needed()
    start, end = middle(handles.nth(0).bounding_box()), middle(handles.nth(1).bounding_box())
    with page.expect_navigation():
        drag_by_finger(page, start, end)
    assert order(page) == [second, first, third]
    with page.expect_navigation():
        page.get_by_role("button", name="Lên trước 2").click()
    assert order(page) == [first, second, third]


def test_on_a_phone_the_pages_go_by_while_a_finger_waits_at_the_edge(open_as: Any, pile: str) -> None:
    page = open_as("lan@demo.vn", width=360, touch=True)
    page.goto(pile)
    look(page)
    first, second, third = order(page)
    handle = page.locator("[data-scan-handle]").first
    handle.scroll_into_view_if_needed()
    x, y = middle(handle.bounding_box())
    with page.expect_navigation():
        drag_by_finger(page, (x, y), (x, 790), hold=2500)
    assert order(page)[-1] == first
    assert set(order(page)) == {first, second, third}


def test_beside_the_handle_a_finger_scrolls_and_moves_nothing(open_as: Any, pile: str) -> None:
    page = open_as("lan@demo.vn", width=360, touch=True)
    page.goto(pile)
    before = order(page)
    picture = page.locator(".scan-page__look").first
    picture.scroll_into_view_if_needed()
    x, y = middle(picture.bounding_box())
    at = page.evaluate("scrollY")
    drag_by_finger(page, (x, y), (x, y - 200), hold=200)
    page.wait_for_function("from => scrollY > from + 50", arg=at)
    assert order(page) == before


def test_with_a_mouse_a_page_is_dragged_anywhere(open_as: Any, pile: str) -> None:
    page = open_as("lan@demo.vn")
    page.goto(pile)
    first, second, third = order(page)
    pages = page.locator("[data-scan-page]")
    with page.expect_navigation():
        pages.nth(2).locator("img").drag_to(pages.nth(0).locator("img"))
    assert order(page) == [third, first, second]
