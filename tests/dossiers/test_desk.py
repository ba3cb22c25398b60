"""Officers' pages: who sees what, the clock on each row, exactly the actions the role may do, stale pages."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts.models import AccessRecord
from documents.models import IssuedDocument
from dossiers import clock_words, inbox
from dossiers.act_fields import FIELDS
from dossiers.models import Dossier
from dossiers.statuses import Status
from dossiers.timing import reading
from payments.models import Invoice, Payment
from procedures.models import Agency
from tests import people
from tests.dossiers.cases import MONDAY, brought, do, filed, pdf

pytestmark = pytest.mark.django_db
NOW = timezone.now


@pytest.fixture
def minh(client: Client) -> Client:
    people.sign_in(client, people.minh())
    return client


def as_role(role: str) -> Client:
    client = Client()
    people.sign_in(client, people.holder(role))
    return client


def case(client: Client, dossier: Dossier) -> Any:
    return client.get(reverse("dossiers:case", args=[dossier.pk]))


def act(client: Client, dossier: Dossier, action: str, **said: Any) -> Any:
    """Open the page, fill the action's form, send it."""
    form = next(form for form in case(client, dossier).context["forms"] if form.action.name == action)
    data = {f"{action}-key": form["key"].value(), f"{action}-seen": form["seen"].value()}
    data |= {f"{action}-{name}": value for name, value in said.items()}
    answer = client.post(reverse("dossiers:desk_act", args=[dossier.pk, action]), data)
    dossier.refresh_from_db()
    return answer


def shown(answer: Any) -> set[str]:
    return {row["dossier"].shown_code for row in answer.context["rows"]}


def test_the_whole_path_on_the_desk_by_the_people_whose_job_it_is() -> None:
    dossier = filed(at=NOW())
    assert act(as_role("reception"), dossier, "accept").status_code == 302
    act(as_role("dispatcher"), dossier, "assign", assignee=people.holder("specialist").pk)
    act(as_role("specialist"), dossier, "ask_payment", amount=8000, reason="Lệ phí cấp bản sao")
    assert dossier.status == Status.PAYMENT
    act(as_role("cashier"), dossier, "pay")
    assert dossier.status == Status.PROCESSING
    act(as_role("approver"), dossier, "finish", note="Đã ký", result=pdf("ket-qua.pdf"))
    act(as_role("return_desk"), dossier, "hand_result")
    assert dossier.status == Status.RETURNED
    assert Invoice.objects.get().state == Invoice.State.PAID
    assert Payment.objects.get().received_by == people.holder("cashier")
    paid = dossier.events.get(action="pay")
    assert (paid.actor, paid.role) == (people.holder("cashier"), "cashier")
    assert IssuedDocument.objects.get(kind="KQ").title == "Giấy khai sinh"


def test_each_role_is_offered_exactly_its_own_actions() -> None:
    offered = {
        "reception": ["accept", "refuse", "ask_supplement", "check_papers"],
        "specialist": ["ask_supplement", "check_papers"],
        "approver": [],
        "supervisor": [],
    }
    dossier = filed()
    for role, expected in offered.items():
        names = [form.action.name for form in case(as_role(role), dossier).context["forms"]]
        assert sorted(names) == sorted(expected), role


def test_hoa_sees_nothing_of_another_agency(client: Client) -> None:
    dossier = filed()
    people.sign_in(client, people.hoa())
    assert shown(client.get("/can-bo/")) == set()
    assert case(client, dossier).status_code == 403
    data = {"accept-key": "x", "accept-seen": "1"}
    assert client.post(reverse("dossiers:desk_act", args=[dossier.pk, "accept"]), data).status_code == 403
    dossier.refresh_from_db()
    assert dossier.status == Status.NEW


def test_an_applicant_has_no_desk(client: Client) -> None:
    people.sign_in(client, people.lan())
    assert client.get("/can-bo/").status_code == 403


def test_opening_a_dossier_is_written_to_the_access_log(minh: Client) -> None:
    dossier = filed()
    case(minh, dossier)
    record = AccessRecord.objects.get()
    assert (record.user_id, record.subject) == (people.minh().pk, f"dossier:{dossier.pk}")


def test_a_stale_page_says_so_and_does_nothing(minh: Client) -> None:
    dossier = filed()
    old = case(minh, dossier).context["forms"][0]
    do(dossier, "ask_supplement")
    do(dossier, "supplement")
    data = {"accept-key": old["key"].value(), "accept-seen": old["seen"].value()}
    answer = minh.post(reverse("dossiers:desk_act", args=[dossier.pk, "accept"]), data)
    assert answer.status_code == 422
    assert "Vừa có người khác xử lý hồ sơ này" in answer.content.decode()
    dossier.refresh_from_db()
    assert dossier.status == Status.NEW


def test_clicking_twice_accepts_once(minh: Client) -> None:
    dossier = filed()
    form = case(minh, dossier).context["forms"][0]
    data = {"accept-key": form["key"].value(), "accept-seen": form["seen"].value()}
    for _ in range(2):
        answer = minh.post(reverse("dossiers:desk_act", args=[dossier.pk, "accept"]), data)
        assert answer.status_code == 302
    assert dossier.events.count() == 2


def test_the_address_of_an_action_opened_by_hand_leads_back_to_the_dossier(minh: Client) -> None:
    dossier = filed()
    answer = minh.get(reverse("dossiers:desk_act", args=[dossier.pk, "refuse"]))
    assert answer["Location"] == reverse("dossiers:case", args=[dossier.pk])


def test_a_reason_left_out_is_asked_for_beside_its_field_and_what_was_typed_stays(minh: Client) -> None:
    dossier = filed()
    answer = act(minh, dossier, "ask_supplement", reason="", papers="Giấy chứng sinh")
    assert answer.status_code == 422
    wrong = answer.context["wrong"]
    assert "reason" in wrong.errors
    assert "Giấy chứng sinh" in answer.content.decode()


def test_missing_papers_are_taken_one_a_line(minh: Client) -> None:
    dossier = filed()
    act(minh, dossier, "ask_supplement", reason="Thiếu", papers="- Giấy chứng sinh\n\n• Căn cước của cha")
    assert dossier.events.last().payload["papers"] == ["Giấy chứng sinh", "Căn cước của cha"]


def test_an_agency_without_code_is_told_why_it_cannot_accept() -> None:
    dossier = filed()
    Agency.objects.filter(pk=dossier.agency_id).update(code=None)
    answer = act(as_role("reception"), dossier, "accept")
    assert answer.status_code == 422
    assert "chưa có mã định danh" in answer.content.decode()


def test_the_inbox_filters_by_status_clock_person_and_words(minh: Client) -> None:
    late = filed(at=MONDAY)
    fresh = filed(at=NOW())
    mine = filed(at=NOW())
    do(mine, "accept", at=NOW())
    do(mine, "assign", at=NOW(), assignee=people.holder("specialist").pk)
    ended = brought("refuse")
    assert shown(minh.get("/can-bo/")) == {late.shown_code, fresh.shown_code, mine.shown_code}
    assert shown(minh.get("/can-bo/?light=late")) == {late.shown_code}
    assert shown(minh.get("/can-bo/?status=3")) == {ended.shown_code}
    assert shown(minh.get(f"/can-bo/?q={late.request_code[:8]}")) == {late.shown_code}
    specialist = as_role("specialist")
    assert shown(specialist.get("/can-bo/?mine=on")) == {mine.shown_code}


def test_a_name_looked_for_stands_in_no_address_and_a_code_may(minh: Client) -> None:
    late, ended = filed(at=MONDAY), brought("refuse")
    sent = minh.post("/can-bo/", {"q": "nguyen thi LAN", "status": "all", "light": "", "procedure": ""})
    assert sent.status_code == 302
    assert "nguyen" not in sent.url.lower()
    found = minh.get(sent.url)
    assert shown(found) >= {ended.shown_code, late.shown_code}
    assert 'value="nguyen thi LAN"' in found.content.decode()
    assert shown(minh.get(minh.post("/can-bo/", {"q": "không có ai"}).url)) == set()
    part = late.request_code[:-1]  # a whole code leads straight to its dossier
    assert minh.post("/can-bo/", {"q": part}).url == f"/can-bo/?q={part}"
    half = minh.post("/can-bo/", {"q": late.request_code[3:]})
    assert shown(minh.get(half.url)) == {late.shown_code}
    assert shown(minh.get("/can-bo/?q=không+có+ai")) == {late.shown_code}  # a name in an address is ignored


def test_how_late_a_dossier_is_stands_on_its_page(minh: Client) -> None:
    page = case(minh, filed(at=NOW() - timedelta(days=30))).content.decode()
    assert "Quá hạn" in page
    assert "chưa đầy một giờ" not in page
    assert "ngày làm việc" in page


def test_officers_find_their_desk_in_the_header_and_others_see_none(minh: Client) -> None:
    visitor, applicant = Client(), Client()
    people.sign_in(applicant, people.lan())
    link = f'href="{reverse("dossiers:inbox")}">Bàn làm việc</a>'
    assert link in minh.get("/ho-so/").content.decode()
    assert link not in applicant.get("/ho-so/").content.decode()
    assert link not in visitor.get("/tra-cuu/").content.decode()


def test_how_long_is_left_or_gone_stands_on_each_row_of_the_inbox(minh: Client) -> None:
    late, fresh, ended = filed(at=NOW() - timedelta(days=30)), filed(at=NOW()), brought("refuse")
    answer = minh.get("/can-bo/?status=all")
    said = {row["dossier"].pk: row["distance"] for row in answer.context["rows"]}
    assert said[late.pk].endswith("ngày làm việc")
    assert said[fresh.pk].endswith("giờ làm việc")
    assert said[ended.pk] == ""
    assert said[late.pk] in answer.content.decode()


def test_the_most_urgent_come_first(minh: Client) -> None:
    later = filed(at=NOW())
    sooner = filed(at=MONDAY + timedelta(days=1))
    first = filed(at=MONDAY)
    rows = [row["dossier"].pk for row in minh.get("/can-bo/").context["rows"]]
    assert rows == [first.pk, sooner.pk, later.pk]


def test_the_inbox_takes_the_same_number_of_queries_however_many_rows(
    minh: Client, django_assert_max_num_queries: Any
) -> None:
    for _ in range(3):
        filed()
    minh.get("/can-bo/")
    with django_assert_max_num_queries(40) as few:
        minh.get("/can-bo/")
    for _ in range(25):
        filed()
    with django_assert_max_num_queries(len(few)):
        minh.get("/can-bo/")


def test_of_very_many_the_choices_of_the_filters_are_read_once_a_minute(
    minh: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(inbox, "MANY", 0)
    filed()
    with time_machine.travel(NOW(), tick=False) as clock:
        assert 'value="1.001193"' in minh.get("/can-bo/").content.decode()
        Dossier.objects.update(procedure_code="9.999999")
        assert 'value="9.999999"' not in minh.get("/can-bo/").content.decode()
        clock.shift(61)
        assert 'value="9.999999"' in minh.get("/can-bo/").content.decode()


def test_odd_filters_are_no_error(minh: Client) -> None:
    filed()
    for query in ("status=99", "status=x", "light=pink", "agency=nowhere", "page=999", "q=%00", "mine=maybe"):
        assert minh.get(f"/can-bo/?{query}").status_code == 200, query


def test_a_stopped_dossier_asks_for_no_money_any_more() -> None:
    dossier = brought("accept", "assign", "ask_payment", "stop")
    assert dossier.status == Status.STOPPED
    assert Invoice.objects.get().state == Invoice.State.CANCELLED


def test_a_result_that_is_no_pdf_is_refused_and_the_dossier_stays(client: Client) -> None:
    dossier = brought("accept", "assign")
    people.sign_in(client, people.holder("approver"))
    wrong = SimpleUploadedFile("ket-qua.pdf", b"MZ" + b"\0" * 400)
    answer = act(client, dossier, "finish", result=wrong)
    assert answer.status_code == 422
    assert dossier.status == Status.PROCESSING


def test_why_this_date_is_a_table_on_the_desk_and_for_the_applicant() -> None:
    lan = people.lan()
    dossier = brought("accept", user=lan)
    applicant = Client()
    people.sign_in(applicant, lan)
    for client, name in ((as_role("specialist"), "case"), (applicant, "tracking")):
        page = client.get(reverse(f"dossiers:{name}", args=[dossier.pk])).content.decode()
        table = page.partition('<table class="table table--why">')[2].partition("</table>")[0]
        assert table.count("<tr>") == 1 + len(for_officer_clock(dossier))


def for_officer_clock(dossier: Dossier) -> list[clock_words.Row]:
    return clock_words.rows(reading(dossier, list(dossier.events.all()), NOW()))


def test_a_reason_the_applicant_never_sees_is_not_said_to_be_read_by_them() -> None:
    hints = {
        action: str(FIELDS["reason"](brought("accept"), NOW(), action).help_text)
        for action in ("refuse", "send_back", "deny_extension")
    }
    assert "Người nộp sẽ đọc" in hints["refuse"]
    assert hints["send_back"] == hints["deny_extension"] == "Dành cho đồng nghiệp, người nộp không thấy."


def test_a_sum_is_asked_for_as_the_officer_writes_it() -> None:
    dossier, specialist = brought("accept", "assign"), as_role("specialist")
    refused = act(specialist, dossier, "ask_payment", amount="1.5", reason="Lệ phí")
    assert (refused.status_code, Invoice.objects.count()) == (422, 0)
    act(specialist, dossier, "ask_payment", amount="50.000", reason="Lệ phí")
    assert Invoice.objects.get().amount == 50_000
