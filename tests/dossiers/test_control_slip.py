"""Form 06: made from the events whenever somebody asks, kept by nobody."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts.models import AccessRecord
from documents.models import IssuedDocument
from dossiers.models import Dossier
from dossiers.slips.control import STEPS, TO_APPLICANT, TO_OFFICER, TO_RECEPTION, control_facts
from dossiers.slips.facts import Case
from dossiers.transitions import TABLE
from procedures.models import ReceptionUnit
from procedures.processing_rules import FormSet, ProcessingRules
from tests import people
from tests.dossiers.cases import brought, do, officer, ward
from tests.dossiers.papers import is_pdf_a, text_in
from tests.dossiers.test_slips import LATE
from tests.dossiers.test_steps import CHECKED, processing

pytestmark = pytest.mark.django_db


def opened(dossier: Dossier, *roles: str) -> bytes:
    client = Client()
    people.sign_in(client, people.minh(*roles))
    answer = client.get(reverse("dossiers:control_slip", args=[dossier.pk]))
    assert answer.status_code == 200
    assert answer["Content-Type"] == "application/pdf"
    return answer.content


def rows_of(dossier: Dossier) -> list[dict[str, str]]:
    events = list(dossier.events.all())
    return control_facts(Case(dossier, events[-1], events))["rows"]


def test_form_06_has_every_hand_over_with_its_times(tmp_path: Path) -> None:
    unit = ReceptionUnit.objects.create(agency=ward(), name="Trung tâm Phục vụ hành chính công")
    dossier = brought("accept", "assign", "ask_supplement", "supplement", "finish", reception_unit=unit)
    do(dossier, "hand_result")
    content = opened(dossier)
    assert is_pdf_a(content)
    text = text_in(content, tmp_path)
    for said in (
        "Mẫu số 06 – Thông tư số 03/2025/TT-VPCP",
        "PHIẾU KIỂM SOÁT QUÁ TRÌNH GIẢI QUYẾT HỒ SƠ",
        f"Mã hồ sơ: {dossier.code}",
        "Hồ sơ của Ông/Bà: Nguyễn Thị Lan",
        "Số điện thoại: 0912345678",
        "Tên cơ quan, đơn vị",
        "Thời gian giao, nhận",
        "1. Giao: 09:00 07/07/2025 – Người reception",
        "2. Nhận: 10:00 07/07/2025 – Người specialist",
        "Trước hạn",
        "Thiếu giấy chứng sinh",
        "Hẹn lần đầu khi tiếp nhận hồ sơ",
        "In từ hệ thống lúc",
        "người in: Lê Minh",
    ):
        assert said in text, said


def test_who_hands_to_whom_and_how_the_stage_ended() -> None:
    dossier = brought("accept", "assign")
    do(dossier, "finish", at=LATE)
    filed, accepted, assigned, finished = rows_of(dossier)
    assert (filed["giver"], filed["taker"]) == ("Nguyễn Thị Lan", "Bộ phận Tiếp nhận và Trả kết quả")
    assert (accepted["taker"], accepted["result"]) == ("UBND phường Quy Nhơn", "early")
    assert (assigned["giver"], assigned["taker"], assigned["result"]) == (
        "Người dispatcher", "Người specialist", "",
    )  # fmt: skip
    assert finished["result"] == "late"


def test_what_leaves_the_dossier_where_it_is_hands_nothing_over() -> None:
    dossier = brought("accept", "assign")
    do(dossier, "apologise", at=LATE, until="2025-07-18", reason="Thiếu người")
    assert rows_of(dossier)[-1]["taker"] == ""
    assert rows_of(dossier)[-1]["said"] == "Thiếu người"


def test_each_step_of_a_process_is_handed_on_and_held_against_its_own_hours() -> None:
    dossier = processing()
    assert rows_of(dossier)[-1]["taker"] == "Người specialist"
    at = dossier.events.last().at + timedelta(days=7)  # sixteen working hours are two days
    do(dossier, "complete_step", actor=officer("specialist"), at=at, step="tham-dinh", checked=CHECKED)
    row = rows_of(dossier)[-1]
    assert "(Bước tham-dinh)" in row["what"]
    assert row["result"] == "late"
    assert row["taker"] == "Bước do-dac (Cán bộ thụ lý); Bước thue (Kế toán thu phí)"


def test_every_hand_over_is_an_action_of_the_table() -> None:
    actions = {row.action for row in TABLE} | {"submit"}
    assert actions >= TO_APPLICANT | TO_OFFICER | TO_RECEPTION | STEPS


def test_it_is_made_anew_each_time_kept_nowhere_and_logged(tmp_path: Path) -> None:
    dossier = brought("accept")
    first = text_in(opened(dossier), tmp_path)
    do(dossier, "assign", at=timezone.now() - timedelta(minutes=1))
    second = text_in(opened(dossier), tmp_path)
    assert "Người specialist" in second
    assert "Người specialist" not in first
    assert not IssuedDocument.objects.filter(kind__startswith="M06").exists()
    logged = AccessRecord.objects.filter(action="dossier.print_control", subject=f"dossier:{dossier.pk}")
    assert logged.count() == 2


def test_who_may_print_finds_it_on_the_page_others_do_not(client: Client) -> None:
    dossier = brought("accept")
    address = reverse("dossiers:control_slip", args=[dossier.pk])
    people.sign_in(client, people.holder("supervisor"))
    page = client.get(reverse("dossiers:case", args=[dossier.pk])).content.decode()
    assert address not in page
    assert client.get(address).status_code == 403
    people.sign_in(client, people.minh())
    assert address in client.get(reverse("dossiers:case", args=[dossier.pk])).content.decode()
    people.sign_in(client, people.hoa())
    assert client.get(address).status_code == 403


def test_in_the_set_of_2018_it_is_number_05(tmp_path: Path) -> None:
    ProcessingRules.objects.create(form_set=FormSet.TT2018)
    text = text_in(opened(brought("accept")), tmp_path)
    assert "Mẫu số 05 – Thông tư số 01/2018/TT-VPCP" in text
