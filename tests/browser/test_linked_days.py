"""A step that another agency's dossier does: called back, sent back, late, on days of our choosing."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from dossiers.actors import Actor
from dossiers.models import Dossier
from dossiers.replay import faults_of
from eforms.building import build, current_version
from procedures.models import Release
from tests import people
from tests.browser.axe import look
from tests.browser.test_journey import officer_does
from tests.browser.test_land import Desk, at, desk, file, held, step
from tests.browser.test_linked import PASSED
from tests.dossiers.cases import CONTENT, FORM, do, release, ward

__all__ = ["desk"]
pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
LIMIT = {"id": "l1", "amount": 5, "unit": "working_day", "text": "5 ngày làm việc", "note": ""}
OTHER, DATA = "H08.30", "1.012783"


def land() -> None:
    """A procedure whose middle step opens a dossier of another one at another agency."""
    ward()
    other = ward(OTHER)
    type(other).objects.filter(pk=other.pk).update(name="Văn phòng đất đai")
    build("bien-dong", FORM)
    version = current_version("bien-dong")
    assert version is not None
    channels = [{**channel, "time_limits": [LIMIT]} for channel in CONTENT["channels"]]
    opens = {"procedure": DATA, "agency": OTHER}
    release(code=DATA, name="Cung cấp dữ liệu địa chính", agency_codes=[OTHER], channels=channels)
    release(
        {"form_version": version},
        name="Đăng ký biến động đất đai",
        form={"code": "bien-dong", "version": version.number, "hash": version.hash},
        agency_codes=[people.WARD],
        channels=channels,
        process=[
            step("so-lieu", "Lấy số liệu địa chính", hours=8, opens=opens),
            step("ky", "Trình ký", role="approver", hours=8),
        ],
    )
    assert Release.objects.count() == 2


def test_it_is_sent_back_with_a_reason_called_back_and_blamed_on_who_used_the_time(
    desk: Desk, tmp_path: Path
) -> None:
    land()
    lan = people.lan()
    with at("02/03/2026 08:00"):
        dossier = file(desk.of(lan), tmp_path)
        case, mine = f"/can-bo/ho-so/{dossier.pk}/", f"/ho-so/{dossier.pk}/"
    with at("02/03/2026 08:30"):
        do(dossier, "accept", at=timezone.now())
    with at("02/03/2026 09:00"):
        do(dossier, "assign", at=timezone.now())

    with at("02/03/2026 10:00"):  # sent back there, with a reason: the step is the ward's again
        first = f"/can-bo/ho-so/{dossier.children.get().pk}/"
        officer_does(desk.of(held("reception", OTHER)), first, "refuse", reason="Thiếu số thửa")
    with at("02/03/2026 11:00"):
        ward = desk.of(held("specialist"))
        ward.goto(case)
        expect(ward.locator(PASSED)).to_contain_text("Thiếu số thửa")
        look(ward)
        officer_does(ward, case, "pass_on")
    with at("02/03/2026 14:00"):
        second = dossier.children.order_by("filed_at").last()
        assert second is not None
        do(second, "accept", at=timezone.now(), actor=Actor.officer(held("reception", OTHER)))

    with at("11/03/2026 09:00"):  # nobody there did anything: late, and the list says by whom
        late = desk.of(held("approver"))
        late.goto("/can-bo/qua-han/")
        row = late.locator("tr", has_text=str(Dossier.objects.get(pk=dossier.pk).code))
        expect(row).to_contain_text("Lấy số liệu địa chính")
        expect(row).to_contain_text("Văn phòng đất đai")
        look(late)
        applicant = desk.of(lan)
        applicant.goto(mine)
        expect(applicant.locator(PASSED)).to_contain_text("quá hạn")
        look(applicant)
    with at("11/03/2026 10:00"):  # called back, with a reason: it ends there
        ward = desk.of(held("specialist"))
        officer_does(ward, case, "take_back", reason="Phường tự tra cứu")
        expect(ward.locator(PASSED)).to_contain_text("đã thu hồi")
        expect(ward.locator("#process ~ table")).to_contain_text("trong đó ở nơi khác")
        there = desk.of(held("reception", OTHER))
        there.goto(f"/can-bo/ho-so/{second.pk}/")
        expect(there.locator("main")).to_contain_text("Phường tự tra cứu")
        look(there)
    with at("11/03/2026 15:00"):
        do(dossier, "complete_step", at=timezone.now())
        late = desk.of(held("approver"))
        late.goto("/can-bo/qua-han/")
        expect(late.locator("main table")).to_contain_text("Văn phòng đất đai")  # still who used most
        do(dossier, "finish", at=timezone.now())
    second.refresh_from_db()
    for one in (Dossier.objects.get(pk=dossier.pk), second):
        assert list(faults_of(one)) == []
