"""An officer hands a result in as a PDF, sees its page, and puts the signatures where they belong."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tests.browser.axe import look
from tests.browser.filling import follow
from tests.browser.portal import Portal
from tests.browser.touching import drag_by_finger
from tests.documents.test_placing import A3, paper

pytestmark = pytest.mark.browser
PROCESSING = """
from uuid import uuid4
from django.utils import timezone
from dossiers.actors import Actor
from dossiers.doing import do
from dossiers.start import variant_id
from dossiers.submit import Filing, Person, open_dossier
from portal.demo.filing import Office
from portal.demo.papers import Papers
at, key = timezone.now(), str(uuid4())
office = Office(at, Papers(at))
release, ward = office.release("1.001570"), office.agency("H99.16")
person = Person("Phan Thị Mai", "0900012345", "", "")
filing = Filing(release, ward, "in_person", person, variant=variant_id(release, ""))
dossier = open_dossier(filing, key=key, at=at)
def act(action, role, **given):
    actor = Actor.officer(office.officer(role, ward.code))
    do(dossier.pk, action, actor=actor, key=key + action, at=at, **given)
act("accept", "reception")
act("assign", "dispatcher", assignee=office.officer("specialist", ward.code).pk)
print(dossier.pk)
"""


def choose_file(page: Any, case: str, folder: Path) -> None:
    file = folder / "ket-qua.pdf"
    file.write_bytes(paper(A3, 90))
    page.goto(case)
    block = page.locator("#act-submit_result")
    if block.get_attribute("open") is None:
        block.locator("summary").click()
    block.locator("input[type=file]").set_input_files(str(file))
    block.locator("button[type=submit]").click()
    page.wait_for_url("**/noi-ky/**")


def spot(page: Any) -> tuple[float, float]:
    x, y = page.locator("input[name=spot]").input_value().split(",")
    return float(x), float(y)


def test_signatures_are_placed_by_mouse_and_keys(
    portal: Portal, open_as: Any, width: int, tmp_path: Path
) -> None:
    case = f"/can-bo/ho-so/{portal.manage('shell', '-v', '0', '-c', PROCESSING).split()[-1]}/"
    page = open_as("thuly@demo.vn", width=width)
    choose_file(page, case, tmp_path)
    look(page)
    page.locator(".place svg").scroll_into_view_if_needed()
    picture = page.locator(".place svg").bounding_box()
    assert picture["width"] > picture["height"], "the page lies on its side"

    page.mouse.click(picture["x"] + picture["width"] * 0.6, picture["y"] + picture["height"] * 0.5)
    assert spot(page) == (pytest.approx(60, abs=1), pytest.approx(50, abs=1))
    assert page.locator("input[name=place]:checked").count() == 0
    page.mouse.move(picture["x"] + picture["width"] * 0.6, picture["y"] + picture["height"] * 0.5)
    page.mouse.down()
    page.mouse.move(picture["x"] + picture["width"] * 0.4, picture["y"] + picture["height"] * 0.3, steps=4)
    page.mouse.up()
    assert spot(page) == (pytest.approx(40, abs=1), pytest.approx(30, abs=1))
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Shift+ArrowRight")
    x, y = spot(page)
    assert (x, y) > (41, 30.3)

    page.locator("input[name=place]").last.check()
    assert page.locator("input[name=spot]").input_value() == ""
    look(page)
    page.locator(".place button.button--primary").click()
    page.wait_for_url(f"**{case}")
    assert "Trình ký kết quả" in page.inner_text("main")


def test_signatures_are_placed_by_finger(portal: Portal, open_as: Any, tmp_path: Path) -> None:
    case = f"/can-bo/ho-so/{portal.manage('shell', '-v', '0', '-c', PROCESSING).split()[-1]}/"
    page = open_as("thuly@demo.vn", width=360, touch=True)
    choose_file(page, case, tmp_path)
    page.locator(".place svg").scroll_into_view_if_needed()
    picture = page.locator(".place svg").bounding_box()
    page.touchscreen.tap(picture["x"] + picture["width"] * 0.6, picture["y"] + picture["height"] * 0.5)
    assert spot(page) == (pytest.approx(60, abs=1), pytest.approx(50, abs=1))
    from_here = (picture["x"] + picture["width"] * 0.6, picture["y"] + picture["height"] * 0.5)
    to_there = (picture["x"] + picture["width"] * 0.4, picture["y"] + picture["height"] * 0.3)
    drag_by_finger(page, from_here, to_there)
    assert spot(page) == (pytest.approx(40, abs=1), pytest.approx(30, abs=1))


def test_without_javascript_a_place_is_chosen_and_looked_at(
    portal: Portal, open_as: Any, tmp_path: Path
) -> None:
    case = f"/can-bo/ho-so/{portal.manage('shell', '-v', '0', '-c', PROCESSING).split()[-1]}/"
    page = open_as("thuly@demo.vn", width=360, javascript=False)
    choose_file(page, case, tmp_path)
    before = page.locator(".place__signature").get_attribute("x")
    page.locator("input[name=place]").last.check()
    follow(page, page.locator("button[name=show]"))
    assert page.locator(".place__signature").get_attribute("x") != before
    page.locator(".place button.button--primary").click()
    page.wait_for_url(f"**{case}")
