"""Reception: dossiers taken in from paper, for one's own agency and for others, with the rule of 15:00."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts.tokens import issue_token
from dossiers import taking_in
from dossiers.actors import Actor
from dossiers.errors import ActionNotAllowed, CannotFile
from dossiers.models import Dossier, PaperFiling
from dossiers.register.entries import OfProcedure, entries, found
from dossiers.replay import faults_of
from dossiers.slips.issuing import issue_slip
from dossiers.statuses import Status
from dossiers.submit import Person
from dossiers.tracking_secret import derive
from dossiers.transitions import act, available
from eforms.models import Draft, Submission
from procedures.models import Agency, ReceptionUnit
from procedures.processing_rules import ProcessingRules
from tests import people
from tests.dossiers.cases import CONTENT, MONDAY, brought, do, filed, pdf, release, release_with_form, ward
from tests.dossiers.papers import text_of

pytestmark = pytest.mark.django_db
LATE = datetime(2025, 7, 7, 8, 20, tzinfo=UTC)  # Monday, 15:20 in Việt Nam
NAME = "Trần Thị Sáu"


def unit_of(agency: Agency) -> ReceptionUnit:
    known = ReceptionUnit.objects.filter(agency=agency).first()
    return known or ReceptionUnit.objects.create(agency=agency, name=f"Bộ phận Một cửa {agency.name}")


def neighbour() -> Agency:
    known = Agency.objects.filter(code="H08.17").first()
    return known or Agency.objects.create(code="H08.17", name="UBND phường Nhơn Bình", level="commune")


def begun(
    agency: Agency | None = None, *, way: str = "direct", at: datetime = MONDAY, **more: Any
) -> PaperFiling:
    if not more.get("form"):
        release()
    procedure = taking_in.release_of(CONTENT["code"], timezone.localdate(at))
    return taking_in.begin(
        procedure,
        agency or ward(),
        unit=unit_of(ward()),
        way=way,
        variant="usual",
        officer=people.minh(),
        at=at,
    )


def taken_in(
    agency: Agency | None = None, *, at: datetime = MONDAY, wish: str = "", way: str = "direct"
) -> Dossier:
    filing = begun(agency, way=way, at=at)
    counts = [
        {"name": "Giấy chứng sinh", "originals": 1},
        {"name": "Giấy tờ tùy thân của cha, mẹ", "copies": 2, "compared": True},
    ]
    taking_in.note_papers(filing, counts, {0: [pdf("quet.pdf")]}, at=at)
    return taking_in.file_plain(
        filing, Person(NAME, "0905123456", "", "052190099999", "12 Lê Lợi"), wish=wish, at=at
    )


def slip(dossier: Dossier, action: str, folder: Path) -> str:
    return text_of(issue_slip(dossier.events.filter(action=action).last()), folder)


def test_the_citizen_is_the_applicant_and_the_officer_acts() -> None:
    dossier = taken_in()
    event = dossier.events.get()
    assert (dossier.applicant, dossier.applicant_name) == (None, NAME)
    assert (event.actor_kind, event.actor, event.role) == ("officer", people.minh(), "reception")
    assert event.payload["taken_in"]["way"] == "direct"
    assert "accept" in {one.name for one in available(dossier, Actor.officer(people.minh()), MONDAY)}
    assert list(faults_of(dossier)) == []


def test_papers_at_the_counter_and_their_scans_become_the_dossiers() -> None:
    dossier = taken_in()
    rows = {
        (one.label, one.originals, one.copies, one.compared, bool(one.file_id))
        for one in dossier.papers.all()
    }
    assert rows == {
        ("Giấy chứng sinh", 1, 0, False, False),
        ("Giấy chứng sinh", 0, 0, False, True),
        ("Giấy tờ tùy thân của cha, mẹ", 0, 2, True, False),
    }
    scan = dossier.papers.get(file__isnull=False).file
    assert (scan.subject_kind, scan.subject_id, scan.owner) == ("dossier", str(dossier.pk), None)


def test_filing_twice_opens_one_dossier() -> None:
    filing = begun()
    one, two = (taking_in.file_plain(filing, Person(NAME), at=MONDAY) for _ in range(2))
    assert one.pk == two.pk
    assert Dossier.objects.count() == 1


def test_the_slip_lists_originals_and_copies_and_tells_the_secret(tmp_path: Path) -> None:
    dossier = taken_in(wish="accept")
    assert dossier.status == Status.ACCEPTED
    text = slip(dossier, "accept", tmp_path)
    for said in ("Bản chính", "Bản sao (đã đối chiếu)", NAME, "12 Lê Lợi", derive(dossier.pk)):
        assert said in text, said
    assert "Bản điện tử" not in text


def test_who_filed_online_does_not_find_the_secret_on_the_slip(tmp_path: Path) -> None:
    dossier = brought("accept")
    assert derive(dossier.pk) not in slip(dossier, "accept", tmp_path)


def test_papers_that_came_after_15_are_passed_on_the_next_working_day(tmp_path: Path) -> None:
    early, late = taken_in(wish="accept"), taken_in(wish="accept", at=LATE)
    passed = [one.events.get(action="accept").payload["handed_on"] for one in (early, late)]
    assert passed == ["2025-07-07", "2025-07-08"]
    assert "ngày 08 tháng 7 năm 2025" in slip(late, "accept", tmp_path)
    period = OfProcedure(date(2025, 7, 1), date(2025, 7, 31))
    rows = {one.code: one.note for one in entries(found(people.minh(), period, LATE), 1)}
    assert "08/07/2025" in rows[late.code or ""]
    do(late, "assign")
    rows = {one.code: one.note for one in entries(found(people.minh(), period, LATE), 1)}
    assert "08/07/2025" not in rows[late.code or ""]


def test_what_is_filed_online_is_passed_on_at_once() -> None:
    dossier = brought("accept")
    assert "handed_on" not in dossier.events.get(action="accept").payload


def test_the_hour_is_data() -> None:
    rule = ProcessingRules.load()
    rule.cutoff = LATE.astimezone(timezone.get_default_timezone()).time()
    rule.save()
    dossier = taken_in(wish="accept", at=LATE)
    assert dossier.events.get(action="accept").payload["handed_on"] == "2025-07-07"


@pytest.mark.parametrize(("at", "due"), [(MONDAY, "2025-07-07"), (LATE, "2025-07-08")])
def test_a_result_of_the_day_is_due_the_next_working_day_after_15(at: datetime, due: str) -> None:
    limit = {"id": "d", "amount": 0, "unit": "working_day", "text": "Trong ngày", "note": ""}
    release(channels=[{"channel": "in_person", "time_limits": [limit], "fees": [], "note": ""}])
    dossier = taken_in(wish="accept", at=at)
    assert dossier.due_at is not None
    assert timezone.localtime(dossier.due_at).date().isoformat() == due
    assert list(faults_of(dossier)) == []


def test_reception_takes_in_gives_back_and_decides_nothing_for_another_agency() -> None:
    dossier = taken_in(neighbour(), wish="accept")
    assert (dossier.agency_code, dossier.reception_code) == ("H08.17", people.WARD)
    assert dossier.status == Status.ACCEPTED
    assert dossier.code is not None
    assert dossier.code.startswith("H08.17-")
    minh = Actor.officer(people.minh())
    assert {one.name for one in available(dossier, minh, MONDAY)} == set()
    for action, role in (
        ("assign", "dispatcher"),
        ("ask_supplement", "reception"),
        ("check_papers", "specialist"),
    ):
        with pytest.raises(ActionNotAllowed):
            do(dossier, action, actor=Actor.officer(people.holder(role)), assignee=None)


def test_the_result_is_handed_over_where_the_papers_were_taken_in() -> None:
    dossier = taken_in(neighbour(), wish="accept")
    there = {
        role: Actor.officer(people.person(f"{role}17@example.vn", role))
        for role in ("dispatcher", "approver", "specialist")
    }
    for role, actor in there.items():
        people._officer(actor.user, (role,), "H08.17")
    do(dossier, "assign", actor=there["dispatcher"], assignee=there["specialist"].user.pk)
    do(dossier, "finish", actor=there["approver"])
    event = do(dossier, "hand_result")  # by the ward's own return desk
    assert (dossier.status, event.role) == (Status.RETURNED, "return_desk")


def test_what_is_taken_in_for_others_has_a_list_of_its_own(client: Client) -> None:
    other, own = taken_in(neighbour()), taken_in()
    people.sign_in(client, people.minh())
    answer: Any = client.get("/can-bo/?hosted=on")
    assert [row["dossier"].pk for row in answer.context["rows"]] == [other.pk]
    answer = client.get("/can-bo/")
    assert [row["dossier"].pk for row in answer.context["rows"]] == [own.pk]
    assert client.get(reverse("dossiers:case", args=[other.pk])).status_code == 200
    people.sign_in(client, people.hoa())
    answer = client.get("/can-bo/?hosted=on")
    assert list(answer.context["rows"]) == []
    assert client.get(reverse("dossiers:case", args=[other.pk])).status_code == 403


def test_nobody_takes_in_at_a_unit_that_is_not_theirs() -> None:
    release()
    procedure = taking_in.release_of(CONTENT["code"], MONDAY.date())
    for unit in (unit_of(neighbour()), None):
        with pytest.raises(CannotFile):
            taking_in.begin(
                procedure, neighbour(), unit=unit, way="direct", variant="", officer=people.minh(), at=MONDAY
            )


# -- with an electronic form -------------------------------------------------------------------------------


def fill(client: Client, filing: PaperFiling, do_: str = "submit") -> Any:
    draft = filing.draft
    assert draft is not None
    client.post(
        reverse("eforms:step", args=[draft.pk, "nguoi_khai"]),
        {"ho_ten": NAME, "so_dt": "0905123456", "thu": "", "wizard-do": "continue"},
    )
    client.post(reverse("eforms:step", args=[draft.pk, "giay_to"]), {"wizard-do": "continue"})
    page: Any = client.get(reverse("eforms:step", args=[draft.pk, "xem-lai"]))
    data = {"declared": "on", "key": page.context["form"]["key"].value(), "wizard-do": do_}
    return client.post(reverse("eforms:step", args=[draft.pk, "xem-lai"]), data)


def through_the_pages(client: Client, agency: Agency, way: str) -> PaperFiling:
    """From the search for the procedure to the first step of the form."""
    people.sign_in(client, people.minh())
    unit_of(ward())
    where = reverse("dossiers:reception_begin", args=[CONTENT["code"]])
    assert client.get(where).status_code == 200
    client.post(where, {"unit": unit_of(ward()).pk, "agency": agency.pk, "way": way})
    filing = PaperFiling.objects.latest("created_at")
    page = reverse("dossiers:paper_filing", args=[filing.pk])
    assert client.get(page).status_code == 200
    answer = client.post(page, {"p0-originals": "1", "do": "form"})
    assert answer.headers["Location"] == reverse("eforms:draft", args=[filing.draft_id])
    return filing


@pytest.mark.parametrize(
    "wrong", [{"p1-scans": SimpleUploadedFile("hai.exe", b"MZ"), "p1-originals": "1"}, {"p1-originals": "-1"}]
)
def test_when_one_paper_is_refused_the_scans_of_the_others_stay(
    client: Client, wrong: dict[str, Any]
) -> None:
    release_with_form()
    filing = through_the_pages(client, ward(), "direct")
    page = reverse("dossiers:paper_filing", args=[filing.pk])
    more = {"p2-title": "Giấy khác", "p2-scans": pdf("khac.pdf"), "do": "form"}
    answer: Any = client.post(page, {"p0-originals": "1", "p0-scans": pdf("sinh.pdf"), **wrong, **more})
    assert answer.status_code == 422
    forms = answer.context["forms"]
    assert [len(form["kept"].value()) if "kept" in form.fields else 0 for form in forms] == [1, 0, 1, 0]
    assert [bool(form.errors) for form in forms] == [False, True, False, False]
    assert forms[1]["originals"].value() == wrong["p1-originals"]
    kept = {f"p{place}-kept": forms[place]["kept"].value() for place in (0, 2)}
    again = {"p0-originals": "1", "p1-originals": "1", "do": "form"}
    assert client.post(page, {**again, **kept}).status_code == 302
    filing.refresh_from_db()
    assert [len(one["files"]) for one in filing.papers] == [1, 0, 1]


@time_machine.travel(LATE, tick=False)
def test_the_officer_fills_the_same_form_and_files_and_accepts_in_one_go(client: Client) -> None:
    release_with_form()
    filing = through_the_pages(client, ward(), "home")
    answer = fill(client, filing, "submit:accept")
    dossier = Dossier.objects.get()
    assert answer.headers["Location"] == reverse("dossiers:case", args=[dossier.pk])
    assert (dossier.status, dossier.channel, dossier.applicant, dossier.applicant_name) == (
        Status.ACCEPTED, "in_person", None, NAME,
    )  # fmt: skip
    assert Draft.objects.get().owner is None
    assert Submission.objects.get().by is None
    assert client.get(reverse("dossiers:paper_filing", args=[filing.pk])).status_code == 302
    assert list(faults_of(dossier)) == []


def test_a_draft_of_the_desk_is_gone_on_with_by_its_officer_only(client: Client) -> None:
    release_with_form()
    filing = through_the_pages(client, ward(), "direct")
    listed: Any = client.get(reverse("dossiers:reception"))
    assert list(listed.context["begun"]) == [filing]
    other = Client()
    people.sign_in(other, people.hoa())
    assert other.get(reverse("dossiers:paper_filing", args=[filing.pk])).status_code == 404
    stranger: Any = other.get(reverse("eforms:step", args=[filing.draft_id, "nguoi_khai"]))
    assert NAME not in stranger.content.decode()
    client.post(reverse("dossiers:paper_filing", args=[filing.pk]), {"do": "drop"})
    listed = client.get(reverse("dossiers:reception"))
    assert list(listed.context["begun"]) == []


def test_a_paper_missing_at_the_counter_is_asked_for_brought_and_accepted(
    client: Client, tmp_path: Path
) -> None:
    release_with_form()
    with time_machine.travel(LATE, tick=False):
        filing = through_the_pages(client, neighbour(), "post")
        fill(client, filing)
        dossier = Dossier.objects.get()
        checks = [
            {"paper": "Giấy chứng sinh", "state": "valid", "comment": ""},
            {"paper": "Giấy tờ tùy thân của cha, mẹ", "state": "missing", "comment": "cần bản sao của cha"},
        ]
        minh = Actor.officer(people.minh())
        act(dossier.pk, "check_papers", actor=minh, key="c", at=LATE, checks=checks)
        page: Any = client.get(reverse("dossiers:case", args=[dossier.pk]))
        form = next(one for one in page.context["forms"] if one.action.name == "ask_supplement")
        line = "Giấy tờ tùy thân của cha, mẹ: cần bản sao của cha"
        assert form["papers"].value() == line
        assert "Giấy tờ tùy thân" in form["reason"].value()
        do(dossier, "ask_supplement", actor=minh, at=LATE, papers=[line], reason=form["reason"].value())
        text = slip(dossier, "ask_supplement", tmp_path)
        assert "cần bản sao của cha" in text
        assert derive(dossier.pk) in text
        do(dossier, "take_supplement", actor=minh, at=LATE + timedelta(days=1), brought=[line])
        assert dossier.status == Status.NEW
        do(dossier, "accept", actor=minh, at=LATE + timedelta(days=1))
    text = slip(dossier, "accept", tmp_path)
    for said in ("Bưu chính công ích", "Giấy tờ tùy thân của cha, mẹ", "Bản sao", "ngày 09 tháng 7 năm 2025"):
        assert said in text, said
    assert list(faults_of(dossier)) == []


# -- checking, scanning, labels ----------------------------------------------------------------------------


def test_a_check_on_the_page_becomes_the_request(client: Client) -> None:
    dossier = filed(channel="in_person")
    people.sign_in(client, people.minh())
    page: Any = client.get(reverse("dossiers:case", args=[dossier.pk]))
    form = next(one for one in page.context["forms"] if one.action.name == "check_papers")
    assert [form[f"state-{n}"].value() for n in (0, 1)] == ["missing", "missing"]
    data = {"check_papers-key": "k", "check_papers-seen": "1", "check_papers-state-0": "wrong",
            "check_papers-comment-0": "thiếu dấu", "check_papers-state-1": "valid"}  # fmt: skip
    answer = client.post(reverse("dossiers:desk_act", args=[dossier.pk, "check_papers"]), data)
    assert answer.status_code == 302
    page = client.get(reverse("dossiers:case", args=[dossier.pk]))
    asking = next(one for one in page.context["forms"] if one.action.name == "ask_supplement")
    assert asking["papers"].value() == "Giấy chứng sinh: thiếu dấu"


def test_a_check_that_says_nothing_is_refused_beside_the_papers(client: Client) -> None:
    dossier = filed()
    people.sign_in(client, people.minh())
    data = {"check_papers-key": "k", "check_papers-seen": "1"}
    answer: Any = client.post(reverse("dossiers:desk_act", args=[dossier.pk, "check_papers"]), data)
    assert answer.status_code == 422
    assert "state-0" in answer.context["wrong"].errors


def test_applicants_do_not_see_the_check() -> None:
    dossier = brought("check_papers")
    from dossiers.timeline import for_applicant

    assert [one.action for one in for_applicant(dossier, list(dossier.events.all()))] == ["submit"]


@pytest.mark.parametrize(
    "as_scanned", ["{code}", " {code}\n", "https://dvc.example.vn/tra-cuu/?ma={code}", "{request}"]
)
def test_a_scanned_code_leads_straight_to_the_dossier(client: Client, as_scanned: str) -> None:
    dossier = brought("accept")
    brought("accept")
    people.sign_in(client, people.minh())
    text = as_scanned.format(code=dossier.code, request=dossier.request_code)
    answer = client.post("/can-bo/", {"q": text})
    assert answer.headers["Location"] == reverse("dossiers:case", args=[dossier.pk])
    people.sign_in(client, people.hoa())
    answer = client.post("/can-bo/", {"q": text})
    assert answer.headers["Location"].startswith("/can-bo/?")


def test_the_label_carries_the_code(client: Client, tmp_path: Path) -> None:
    dossier = brought("accept")
    people.sign_in(client, people.minh())
    answer = client.get(reverse("dossiers:label", args=[dossier.pk]))
    file = tmp_path / "nhan.pdf"
    file.write_bytes(b"".join(answer.streaming_content) if answer.streaming else answer.content)
    from pypdf import PdfReader

    page = PdfReader(file).pages[0]
    assert dossier.code in page.extract_text()
    assert [round(float(side) / 72 * 25.4) for side in (page.mediabox.width, page.mediabox.height)] == [
        70,
        37,
    ]


def test_a_code_in_scanned_text_is_never_a_name() -> None:
    from dossiers.numbering import scanned

    assert scanned("Trần Thị Sáu") == ""
    assert scanned("https://x.vn/?ma=Trần") == ""


def test_programs_take_in_papers_too() -> None:
    release_with_form()
    unit = unit_of(ward())
    _token, text = issue_token(people.minh(), at=timezone.now(), with_code=True)
    headers = {"Authorization": f"Bearer {text}", "Idempotency-Key": "k"}
    asked = {
        "procedure": CONTENT["code"], "agency": neighbour().code, "unit": unit.pk, "way": "post",
        "papers": [{"name": "Giấy chứng sinh", "originals": 1}],
    }  # fmt: skip
    answer: Any = Client().post(
        "/api/v1/desk/receptions", asked, content_type="application/json", headers=headers
    )
    assert answer.status_code == 201, answer.content
    filing = PaperFiling.objects.get()
    assert answer.json()["draft"]["id"] == str(filing.draft_id)
    assert filing.papers[0]["originals"] == 1


def test_programs_file_what_has_no_form_at_once() -> None:
    release()
    ward()
    _token, text = issue_token(people.minh(), at=timezone.now(), with_code=True)
    headers = {"Authorization": f"Bearer {text}", "Idempotency-Key": "k"}
    asked = {"procedure": CONTENT["code"], "agency": people.WARD, "applicant": {"name": NAME}, "accept": True}
    answer: Any = Client().post(
        "/api/v1/desk/receptions", asked, content_type="application/json", headers=headers
    )
    assert answer.status_code == 201, answer.content
    again: Any = Client().post(
        "/api/v1/desk/receptions", asked, content_type="application/json", headers=headers
    )
    dossier = Dossier.objects.get()
    assert answer.json()["dossier"] == again.json()["dossier"] == str(dossier.pk)
    assert dossier.status == Status.ACCEPTED
