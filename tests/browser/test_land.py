"""A land matter: two agencies, a supplement, a pause, an extension, a late end, day by day in the browser.

The clock is turned, not waited for. Each date on a page is the ledger's, each paper says what the data say.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.conf import settings
from django.test import Client
from django.utils import formats, timezone, translation

from accounts.assign import assign
from documents.files import open_file
from documents.models import IssuedDocument
from dossiers import clock_words
from dossiers.models import Dossier
from dossiers.replay import faults_of
from dossiers.timing import reading
from effects.reaper import keep_house
from effects.worker import drain
from eforms.building import build, current_version
from tests import people
from tests.browser.axe import look
from tests.browser.filling import follow, go_on, small_pdf
from tests.browser.portal import PATIENCE
from tests.browser.test_journey import officer_does, text_of_pdf
from tests.dossiers.cases import CONTENT, FORM, release, ward

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
VIETNAM = ZoneInfo("Asia/Ho_Chi_Minh")
TAX = "H08.30"
PAUSES = [
    {"id": "p1", "reason": "field_work", "on_resume": "continue", "legal": "Điều 7 Nghị định 101/2024/NĐ-CP"}
]
LIMIT = {"id": "l1", "amount": 10, "unit": "working_day", "text": "10 ngày làm việc", "note": ""}


def step(key: str, name: str, **more: Any) -> dict[str, Any]:
    one = {"id": key, "name": name, "role": "specialist", "hours": 16, **more}
    return {"id": key, "branches": [{"id": key, "name": "", "steps": [one]}]}


@contextmanager
def at(moment: str) -> Iterator[None]:
    """That moment in Việt Nam, from which time goes on; the worker does what is due."""
    when = datetime.strptime(moment, "%d/%m/%Y %H:%M").replace(tzinfo=VIETNAM)
    with time_machine.travel(when, tick=True):
        yield
        keep_house(timezone.now())
        drain(timezone.now())


class Desk:
    """People in front of their browsers, signed in anew each time: sessions are short, days are long."""

    def __init__(self, chromium: Any, address: str) -> None:
        self.chromium, self.address, self.contexts = chromium, address, list[Any]()

    def of(self, user: Any, *, javascript: bool = True) -> Any:
        client = Client()
        people.sign_in(client, user)
        context = self.chromium.new_context(
            base_url=self.address, viewport={"width": 1280, "height": 800}, java_script_enabled=javascript
        )
        context.set_default_timeout(PATIENCE)
        session = client.cookies[settings.SESSION_COOKIE_NAME].value
        context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": session, "url": self.address}])
        self.contexts.append(context)
        return context.new_page()

    def close(self) -> None:
        for context in self.contexts:
            context.close()


@pytest.fixture
def desk(chromium: Any, served: str) -> Iterator[Desk]:
    desk = Desk(chromium, served)
    yield desk
    desk.close()


def land() -> None:
    """The procedure: ten working days, a step at the ward, one at the tax office, the signature."""
    ward()
    other = ward(TAX)
    type(other).objects.filter(pk=other.pk).update(name="Thuế cơ sở 1")
    build("bien-dong", FORM)
    version = current_version("bien-dong")
    assert version is not None
    channels = [{**channel, "time_limits": [LIMIT]} for channel in CONTENT["channels"]]
    release(
        {"form_version": version},
        name="Đăng ký biến động đất đai",
        form={"code": "bien-dong", "version": version.number, "hash": version.hash},
        agency_codes=[people.WARD],
        channels=channels,
        pauses=PAUSES,
        process=[
            step("tham-dinh", "Thẩm định hồ sơ"),
            step("thue", "Xác định nghĩa vụ tài chính", agency=TAX),
            step("ky", "Trình ký", role="approver"),
        ],
    )


def held(role: str, agency: str = people.WARD) -> Any:
    user = people.person(f"{role}.{agency.lower()}@example.vn", f"Người {role} {agency}")
    people.second_factor.enrol(user, at=timezone.now())
    assign(user, role, agency, valid_from=people.LONG_AGO)
    return user


def file(page: Any, folder: Path) -> Dossier:
    page.goto("/nop-ho-so/1.001193/")
    page.get_by_label("UBND phường Quy Nhơn").check()
    page.locator("main form button[type=submit]").last.click()
    page.fill("[name=ho_ten]", "Nguyễn Thị Lan")
    page.fill("[name=so_dt]", "0912345678")
    go_on(page)
    page.set_input_files("input[type=file][name=chung_sinh]", str(small_pdf(folder, "giay.pdf")))
    go_on(page)
    page.wait_for_url("**/xem-lai/")
    page.check("main input[type=checkbox]")
    page.locator("main button[name=wizard-do][value=submit]:not([aria-hidden])").click()
    page.wait_for_url("**/da-nop/")
    return Dossier.objects.get()


def shown(moment: datetime) -> str:
    with translation.override("vi"):
        return formats.date_format(timezone.localtime(moment), "SHORT_DATETIME_FORMAT")


def dates_agree(page: Any, address: str, dossier: Dossier) -> str:
    """Every date of the page is the one the ledger gives, line by line; returns the page's words."""
    dossier.refresh_from_db()
    events = list(dossier.events.all())
    clock = reading(dossier, events, timezone.now())
    assert clock.due == dossier.due_at
    page.goto(address)
    look(page)
    page.locator(".card--clock details").first.evaluate("node => { node.open = true }")
    words = str(page.inner_text("body"))
    with translation.override("vi"):
        lines = clock_words.rows(clock)
    for line in lines:
        assert re.sub(r"\s+", " ", line.text) in re.sub(r"\s+", " ", words), line
        assert line.at is None or shown(line.at) in words, line
    if dossier.due_at and not dossier.paused_at:
        assert shown(dossier.due_at) in words
    for row in dossier.steps.all():
        assert shown(row.entered_at) in words
        assert row.due_at is None or row.left_at or dossier.paused_at or shown(row.due_at) in words
    assert list(faults_of(dossier)) == []
    return words


def paper(kind: str, folder: Path) -> str:
    """The words of the newest paper of a kind."""
    document = IssuedDocument.objects.filter(kind=kind).order_by("-issued_at").select_related("file").first()
    assert document is not None, list(IssuedDocument.objects.values_list("kind", "title"))
    path = folder / f"{kind}.pdf"
    with open_file(document.file) as source:
        path.write_bytes(source.read())
    return re.sub(r"\s+", " ", text_of_pdf(path))


def day(moment: datetime) -> str:
    """As papers write it."""
    return f"{timezone.localtime(moment):%d/%m/%Y}"


def test_a_land_matter_from_filing_to_its_late_end(desk: Desk, tmp_path: Path) -> None:
    land()
    lan, case = people.lan(), ""

    with at("02/03/2026 08:00"):
        dossier = file(desk.of(lan, javascript=False), tmp_path)
        case, mine = f"/can-bo/ho-so/{dossier.pk}/", f"/ho-so/{dossier.pk}/"
    with at("02/03/2026 09:00"):
        officer_does(desk.of(held("reception")), case, "accept")
    with at("02/03/2026 09:30"):
        dispatcher = desk.of(held("dispatcher"))
        assert "16/03/2026" in dates_agree(dispatcher, case, dossier)
        slip = paper("M01", tmp_path)
        for said in (dossier.code or "", "Nguyễn Thị Lan", "ngày 16 tháng 3 năm 2026", "10 ngày làm việc"):
            assert said in slip, slip
        officer_does(dispatcher, case, "assign", assignee=held("specialist").full_name)

    with at("04/03/2026 09:00"):  # missing papers: time stops until they are there
        officer_does(
            desk.of(held("specialist")),
            case,
            "ask_supplement",
            reason="Thiếu trích lục",
            papers="Trích lục bản đồ",
        )
    with at("06/03/2026 09:00"):
        applicant = desk.of(lan)
        assert "Thiếu trích lục" in dates_agree(applicant, mine, dossier)
        request = paper("M02", tmp_path)
        assert "Thiếu trích lục" in request
        assert "Trích lục bản đồ" in request
        officer_does(applicant, mine, "supplement", message="Tôi gửi trích lục")
    with at("06/03/2026 10:00"):
        specialist = desk.of(held("specialist"))
        assert "19/03/2026" in dates_agree(specialist, case, dossier)  # one day used, nine are left
        officer_does(specialist, case, "complete_step")

    with at("09/03/2026 09:00"):  # the tax office finds its step, and nothing else to decide
        tax = desk.of(held("specialist", TAX))
        tax.goto("/can-bo/?waiting=on")
        assert dossier.code in tax.inner_text("main")
        assert "Thuế cơ sở 1" in dates_agree(tax, case, dossier)
        assert tax.locator("#act-pause").count() == 0
    with at("09/03/2026 14:00"):  # measured on the spot: the ward stops the time, for its listed reason
        specialist = desk.of(held("specialist"))
        specialist.goto(case)
        specialist.locator("#act-pause summary").click()
        specialist.locator("#act-pause [name=pause-pause]").select_option(index=1)
        specialist.locator("#act-pause [name=pause-reason]").fill("Đo đạc lại ngoài thực địa")
        follow(specialist, specialist.locator("#act-pause button[type=submit]"))
        assert "Điều 7 Nghị định 101/2024/NĐ-CP" in dates_agree(specialist, case, dossier)
        assert dossier.paused_at is not None
    with at("11/03/2026 14:00"):
        specialist = desk.of(held("specialist"))
        officer_does(specialist, case, "resume")
        dates_agree(specialist, case, dossier)
        assert dossier.due_at is not None
        assert day(dossier.due_at) == "24/03/2026"
    with at("12/03/2026 09:00"):
        officer_does(desk.of(held("specialist", TAX)), case, "complete_step")
        officer_does(
            desk.of(held("specialist")), case, "ask_extension", more="3", reason="Chờ xác minh ranh giới"
        )
    with at("12/03/2026 15:00"):
        approver = desk.of(held("approver"))
        officer_does(approver, case, "extend")
    with at("12/03/2026 16:00"):
        dates_agree(desk.of(held("approver")), case, dossier)
        assert day(dossier.due_at) == "27/03/2026"  # type: ignore[arg-type]
        apology = paper("M04", tmp_path)
        for said in (
            "Chờ xác minh ranh giới",
            "24 tháng 3 năm 2026",
            "27 tháng 3 năm 2026",
            dossier.code or "",
        ):
            assert said in apology, apology

    with at("30/03/2026 08:30"):  # the day has passed: the watch has told the leaders
        late = desk.of(held("approver"))
        late.goto("/can-bo/qua-han/")
        look(late)
    with at("30/03/2026 09:00"):
        late = desk.of(held("approver"))
        late.goto("/can-bo/qua-han/")
        assert dossier.code in late.inner_text("main")
        assert "Trình ký" in late.inner_text("main")
        assert dossier.events.filter(action="escalate").exists()
        officer_does(late, case, "finish", note="Đã ký.")
    with at("30/03/2026 10:00"):
        words = dates_agree(desk.of(held("approver")), case, dossier)
        assert dossier.ended_at is not None
        assert dossier.due_at is not None
        assert dossier.ended_at > dossier.due_at
        assert "quá hạn" in words.lower()
        applicant = desk.of(lan)
        dates_agree(applicant, mine, dossier)
        control = control_slip(desk.of(held("approver")), case, tmp_path)
        for said in (dossier.code or "", "Thuế cơ sở 1", "UBND PHƯỜNG QUY NHƠN", "Quá hạn"):
            assert said in control, control


def control_slip(page: Any, case: str, folder: Path) -> str:
    response = page.request.get(f"{case}phieu-kiem-soat/")
    assert response.status == 200
    path = folder / "control.pdf"
    path.write_bytes(response.body())
    return re.sub(r"\s+", " ", text_of_pdf(path))
