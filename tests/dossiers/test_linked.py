"""A step done elsewhere, by another agency's dossier or a system outside: refused, called back, come back."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from datetime import timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import pytest
import time_machine
from django.core.exceptions import ValidationError
from django.test import Client
from django.utils import timezone

from dossiers.actors import Actor
from dossiers.linked import opening
from dossiers.linked.links import Link, links_of
from dossiers.models import Dossier, OutsideCase
from dossiers.moments import process_of_dossier
from dossiers.replay import faults_of
from dossiers.results import finish
from dossiers.steps import Run
from dossiers.tracking import for_applicant
from dossiers.watch.lateness import of_run
from effects.errors import GiveUp
from effects.models import Effect, Message
from effects.worker import drain
from procedures.agencies import calendar_of
from procedures.calendar import add_working_minutes
from procedures.models import Agency, OutsideSystem, Release
from tests import people
from tests.dossiers.cases import CONTENT, MONDAY, applicant_of, brought, do, pdf, release, ward

pytestmark = pytest.mark.django_db
OTHER = "H08.30"
LAND = "1.012783"
STEP = {"id": "hoi", "name": "Lấy số liệu địa chính", "role": "specialist"}
LAST = {"id": "ky", "name": "Trình ký", "role": "specialist"}


def node(step: dict[str, Any]) -> dict[str, Any]:
    return {"id": step["id"], "branches": [{"id": step["id"], "name": "", "steps": [step]}]}


def linked(**step: Any) -> Dossier:
    """A dossier in the step that another agency's dossier does."""
    elsewhere()
    opens = {"opens": {"procedure": LAND, "agency": OTHER}}
    release(process=[node({**STEP, **opens, **step}), node(LAST)])
    dossier = brought("accept", "assign")
    settle()
    dossier.refresh_from_db()
    return dossier


def elsewhere() -> None:
    ward(OTHER)
    Release.objects.get_or_create(
        code=LAND,
        defaults={
            "number": 1, "content": {**CONTENT, "code": LAND, "name": "Cung cấp dữ liệu địa chính"},
            "hash": "y" * 64, "effective_from": MONDAY.date(), "published_at": MONDAY,
        },
    )  # fmt: skip


def settle(hours: int = 0) -> None:
    """What is due so many hours later."""
    with time_machine.travel(timezone.now() + timedelta(hours=hours), tick=False):
        drain(timezone.now())


def child_of(dossier: Dossier) -> Dossier:
    return dossier.children.get()


def there(role: str) -> Actor:
    return Actor.officer(_holder(role))


def _holder(role: str) -> Any:
    from accounts.assign import assign

    user = people.person(f"{role}.kia@example.vn", f"Người {role} kia")
    assign(user, role, OTHER, valid_from=people.LONG_AGO)
    return user


def processed(child: Dossier) -> None:
    """Through the other agency to its result."""
    do(child, "accept", actor=there("reception"))
    do(child, "assign", actor=there("dispatcher"), assignee=_holder("specialist").pk)


def step_of(dossier: Dossier) -> Any:
    return process_of_dossier(dossier).step(STEP["id"])


def links(dossier: Dossier) -> list[Any]:
    return links_of(dossier.events.all())


def test_a_step_that_begins_opens_a_dossier_of_the_same_person_at_the_other_agency() -> None:
    dossier = linked()
    child = child_of(dossier)
    assert (child.agency_code, child.procedure_code, child.status) == (OTHER, LAND, 1)
    assert (child.applicant_name, child.applicant_number) == (
        dossier.applicant_name,
        dossier.applicant_number,
    )
    assert child.events.get().payload["origin"]["code"] == dossier.code
    [link] = links(dossier)
    assert (link.dossier, link.open, link.step_name) == (str(child.pk), True, STEP["name"])
    settle()  # however often it is told
    assert dossier.children.count() == 1


def test_the_step_waits_and_its_result_ends_it() -> None:
    dossier = linked()
    with pytest.raises(ValidationError) as refused:
        do(dossier, "complete_step")
    assert refused.value.code == "is_elsewhere"
    child = child_of(dossier)
    processed(child)
    finish(child.pk, actor=there("approver"), key="xong", at=timezone.now(), upload=pdf("so-lieu.pdf"))
    settle()
    dossier.refresh_from_db()
    assert [link.outcome for link in links(dossier)] == ["done"]
    assert list(dossier.steps.filter(left_at=None).values_list("step", flat=True)) == ["ky"]
    assert not list(faults_of(dossier))
    assert not list(faults_of(Dossier.objects.get(pk=child.pk)))
    view = for_applicant(dossier, applicant_of(dossier), timezone.now())
    assert [document.title for one in view.passed for document in one.results]
    assert view.steps[0].agency == child.agency.name  # whose time it was


def test_a_step_with_checks_stays_open_for_its_officer_when_the_result_is_here() -> None:
    dossier = linked(checks=["Khớp bản đồ"])
    child = child_of(dossier)
    processed(child)
    do(child, "finish", actor=there("approver"))
    settle()
    dossier.refresh_from_db()
    assert links(dossier)[0].outcome == "done"
    assert dossier.steps.filter(left_at=None).get().step == "hoi"
    do(dossier, "complete_step", checked=["Khớp bản đồ"])
    assert dossier.steps.filter(left_at=None).get().step == "ky"


def test_what_is_refused_there_comes_back_with_its_reason_and_can_be_passed_on_again() -> None:
    dossier = linked()
    do(child_of(dossier), "refuse", actor=there("reception"), reason="Không có thửa này")
    settle()
    dossier.refresh_from_db()
    [link] = links(dossier)
    assert (link.outcome, link.said) == ("failed", "Không có thửa này")
    do(dossier, "pass_on")
    settle()
    assert dossier.children.count() == 2
    assert [one.open for one in links(dossier)] == [False, True]


def test_it_is_called_back_with_a_reason_and_ends_there() -> None:
    dossier = linked()
    child = child_of(dossier)
    do(dossier, "take_back", reason="Gửi nhầm")
    child.refresh_from_db()
    assert child.status == 3  # it was not accepted yet
    assert child.events.last().payload["reason"] == "Gửi nhầm"
    settle()
    assert [link.outcome for link in links(dossier)] == ["taken_back"]
    do(dossier, "complete_step")  # nobody is waited for any more
    assert not list(faults_of(dossier))


def test_what_has_ended_there_cannot_be_called_back() -> None:
    dossier = linked()
    do(child_of(dossier), "refuse", actor=there("reception"))
    with pytest.raises(ValidationError) as refused:
        do(dossier, "take_back", reason="Gửi nhầm")
    assert refused.value.code == "came_back"


def test_a_dossier_that_stops_calls_back_what_is_elsewhere() -> None:
    dossier = linked()
    do(dossier, "stop", reason="Theo đề nghị")
    settle()
    assert child_of(dossier).status == 3
    assert not Effect.objects.exclude(state="done").exists()


def test_the_applicant_hears_of_the_dossier_they_filed_and_not_of_the_others() -> None:
    dossier = linked()
    before = Message.objects.count()
    child = child_of(dossier)
    processed(child)
    do(child, "ask_supplement", actor=there("specialist"))
    settle()
    assert Message.objects.count() == before


def test_both_agencies_see_the_whole_case_and_others_nothing() -> None:
    dossier = linked()
    child = child_of(dossier)
    stranger = people.hoa()

    def sees(user: Any, which: Dossier) -> bool:
        client = Client()
        people.sign_in(client, user)
        return client.get(f"/can-bo/ho-so/{which.pk}/").status_code == 200

    here, other = people.holder("specialist"), _holder("reception")
    assert [sees(user, which) for user in (here, other) for which in (dossier, child)] == [True] * 4
    assert [sees(stranger, which) for which in (dossier, child)] == [False] * 2
    client = Client()
    people.sign_in(client, here)
    page = client.get(f"/can-bo/ho-so/{dossier.pk}/").text
    assert child.request_code in page
    assert "Đã chuyển cho nơi khác" in page


def test_withdrawal_asked_meanwhile_still_goes_back_to_where_it_was_asked() -> None:
    dossier = linked()
    do(dossier, "ask_withdrawal")
    child = child_of(dossier)
    processed(child)
    do(child, "finish", actor=there("approver"))
    settle()
    dossier.refresh_from_db()
    assert dossier.previous_status == 4
    do(dossier, "recall_withdrawal")
    assert dossier.status == 4
    assert not list(faults_of(dossier))


def test_time_counts_for_whoever_had_the_step_before_and_after_it_came_back() -> None:
    dossier = linked(hours=8)
    [row] = dossier.steps.all()
    calendar, run = calendar_of(dossier.agency), Run(1, step_of(dossier), row.entered_at)
    there, back, now = (add_working_minutes(row.entered_at, hours * 60, calendar) for hours in (1, 17, 21))
    link = Link(1, "hoi", STEP["name"], "Nơi kia", there, agency=OTHER, ended=back, outcome="taken_back")
    found = of_run(run, [link], people.WARD, [], calendar, now)
    assert [(one.agency_code, one.minutes / 60, (one.over or 0) / 60) for one in found] == [
        (people.WARD, 5, 4),
        (OTHER, 16, 9),
    ]


def test_the_applicant_reads_who_has_the_step_and_why_it_stands_still_there() -> None:
    Agency.objects.create(code=OTHER, name="Nơi kia", level="commune")
    dossier = linked()
    child = child_of(dossier)

    def view() -> Any:
        found = Dossier.objects.get(pk=dossier.pk)
        return for_applicant(found, applicant_of(found), timezone.now())

    settle()
    assert view().standing[0].agency == "Nơi kia"
    assert (view().passed[0].light["light"] in ("ok", "soon"), view().passed[0].waits) == (True, "")
    processed(child)
    do(child, "ask_supplement", actor=there("specialist"), reason="Thiếu trích lục", papers=["Trích lục"])
    [passed] = view().passed
    assert (passed.light["light"], passed.due) == ("paused", None)
    assert passed.waits == "Thiếu trích lục: Trích lục"
    do(dossier, "take_back", at=timezone.now(), reason="Tự làm")
    assert view().standing[0].agency == dossier.agency.name  # with its own agency again


# -- an outside system --------------------------------------------------------------------------------


class Tax(BaseHTTPRequestHandler):
    """A tax office's system: takes cases, says how they stand, and fails when told to."""

    def do_POST(self) -> None:
        body = json.loads(self.rfile.read(int(self.headers["Content-Length"] or 0)))
        office: Any = self.server
        office.asked.append({"path": self.path, "body": body, **dict(self.headers.items())})
        if office.down:
            self._say(503, {})
        else:
            self._say(office.refuses or 200, {"data": {"id": "T-7/1"}})

    def do_GET(self) -> None:
        office: Any = self.server
        office.asked.append({"path": self.path})
        self._say(503 if office.down else office.says, office.state)

    def _say(self, status: int, what: Any) -> None:
        words = json.dumps(what).encode()
        self.send_response(status)
        self.send_header("Content-Length", str(len(words)))
        self.end_headers()
        self.wfile.write(words)

    def log_message(self, *_args: Any) -> None:
        pass


@pytest.fixture
def office(settings: Any) -> Iterator[Any]:
    server: Any = ThreadingHTTPServer(("127.0.0.1", 0), Tax)
    server.asked, server.down, server.refuses, server.state = [], False, 0, {"state": "DOING"}
    server.says = 200
    threading.Thread(target=server.serve_forever, daemon=True).start()
    address = f"http://127.0.0.1:{server.server_port}"
    settings.OUTSIDE_SYSTEM_HOSTS = [address]
    settings.OUTSIDE_SYSTEM_SECRETS = {"THUE": "very-secret"}
    system = OutsideSystem(
        code="thue", name="Cơ quan thuế", minutes=10,
        options={
            "url": f"{address}/cases", "reference": "data.id", "ask_url": f"{address}/cases/{{reference}}",
            "state": "state", "done": ["DONE"], "failed": ["REFUSED"], "message": "note",
            "take_back_url": f"{address}/cases/{{reference}}/back",
            "headers": {"Authorization": "Bearer {secret:THUE}"},
        },
    )  # fmt: skip
    system.full_clean()
    system.save()
    yield server
    server.shutdown()
    server.server_close()


def sent() -> Dossier:
    release(process=[node({**STEP, "sends": "thue"}), node(LAST)])
    dossier = brought("accept", "assign")
    settle()
    return dossier


def test_a_system_gets_the_case_once_is_asked_and_its_answer_ends_the_step(office: Any) -> None:
    dossier = sent()
    [case] = office.asked
    assert case["Authorization"] == "Bearer very-secret"
    assert case["Idempotency-Key"] == case["body"]["ref"]
    assert (case["body"]["code"], case["body"]["applicant"]["name"]) == (dossier.code, "Nguyễn Thị Lan")
    assert OutsideCase.objects.get().reference == "T-7/1"
    settle(hours=1)
    assert office.asked[-1]["path"] == "/cases/T-7%2F1"
    assert links(dossier)[0].open
    office.state = {"state": "DONE", "note": "Đã tính thuế"}
    settle(hours=2)
    [link] = links(dossier)
    assert (link.outcome, link.said, link.to) == ("done", "Đã tính thuế", "Cơ quan thuế")
    assert dossier.steps.filter(left_at=None).get().step == "ky"
    asked = len(office.asked)
    settle(hours=5)
    assert len(office.asked) == asked
    dossier.refresh_from_db()
    assert not list(faults_of(dossier))


def test_a_system_that_is_down_gets_it_later(office: Any) -> None:
    office.down = True
    dossier = sent()
    assert OutsideCase.objects.get().reference == ""
    office.down = False
    settle(hours=1)
    assert OutsideCase.objects.get().reference == "T-7/1"
    assert {one["Idempotency-Key"] for one in office.asked if "body" in one} == {
        office.asked[0]["body"]["ref"]
    }
    office.down = True
    settle(hours=2)  # asked in vain: it is asked again, and never given up
    office.down, office.state = False, {"state": "DONE"}
    settle(hours=4)
    assert links(dossier)[0].outcome == "done"


def test_what_a_system_refuses_for_good_comes_back_as_undelivered(office: Any) -> None:
    office.refuses = 422
    dossier = sent()
    [link] = links(dossier)
    assert (link.outcome, link.open) == ("failed", False)
    office.refuses = 0
    do(dossier, "pass_on")
    settle()
    assert links(dossier)[-1].open


def test_a_secret_that_has_run_out_ends_no_case_and_one_they_do_not_know_any_more_does(office: Any) -> None:
    dossier = sent()
    office.says = 401
    settle(hours=1)
    assert links(dossier)[0].open
    office.says = 404
    settle(hours=2)
    assert (links(dossier)[0].outcome, links(dossier)[0].open) == ("failed", False)
    do(dossier, "complete_step")  # its officer goes on alone
    assert dossier.steps.filter(left_at=None).get().step == "ky"


def test_a_dossier_that_cannot_be_opened_there_comes_back(monkeypatch: pytest.MonkeyPatch) -> None:
    def gone(*_args: Any, **_more: Any) -> None:
        raise GiveUp("cannot_pass_on")

    monkeypatch.setattr(opening, "open_linked", gone)
    dossier = linked()
    assert not dossier.children.exists()
    assert (links(dossier)[0].outcome, links(dossier)[0].open) == ("failed", False)


def test_a_system_is_told_what_is_called_back(office: Any) -> None:
    dossier = sent()
    do(dossier, "take_back", reason="Gửi nhầm")
    settle()
    assert office.asked[-1]["path"] == "/cases/T-7%2F1/back"
    assert office.asked[-1]["body"] == {"reason": "Gửi nhầm"}
    office.state = {"state": "DONE"}
    settle(hours=2)
    assert links(dossier)[0].outcome == "taken_back"


def test_options_with_a_mistake_are_refused_in_words(office: Any) -> None:
    system = OutsideSystem.objects.get()
    system.options = {**system.options, "url": "https://kho.example.vn/", "done": [], "lạ": 1}
    with pytest.raises(ValidationError) as refused:
        system.full_clean()
    assert "lạ" in str(refused.value)
