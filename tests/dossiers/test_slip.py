"""Form 01 and the notices: what is printed, what is mailed, once each."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.core import mail
from django.utils import timezone
from pypdf import PdfReader

from documents.models import IssuedDocument
from dossiers.notices.shipped import WORDS
from dossiers.notices.telling import STEP
from dossiers.submit import Person
from dossiers.transitions import TABLE
from dossiers.work import issue_slip, tell_applicant
from effects.models import Message
from effects.worker import drain
from procedures.models import ReceptionUnit
from tests.dossiers.cases import brought, do, filed, release, ward
from tests.dossiers.papers import paper_of, text_of

pytestmark = pytest.mark.django_db


def test_the_slip_has_the_fields_of_form_01(tmp_path: Path) -> None:
    unit = ReceptionUnit.objects.create(
        agency=ward(), name="Trung tâm Phục vụ hành chính công", address="01 Trần Phú"
    )
    dossier = brought("accept", reception_unit=unit, channel="in_person")
    text = text_of(paper_of(dossier), tmp_path)
    for said in (
        "Mẫu số 01",
        "Quy Nhơn, ngày 07 tháng 7 năm 2025",
        "GIẤY TIẾP NHẬN HỒ SƠ VÀ HẸN TRẢ KẾT QUẢ",
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
        dossier.code,
        "Nguyễn Thị Lan",
        "052190012345",
        "0912345678",
        "Đăng ký khai sinh (mã thủ tục 1.001193)",
        "Giấy chứng sinh",
        "Bản chính",
        "5 ngày làm việc",
        "09 giờ 00 phút, ngày 07 tháng 7 năm 2025",
        "17 giờ 30 phút, ngày 14 tháng 7 năm 2025",
        "Trung tâm Phục vụ hành chính công",
        "Miễn lệ phí",
        "Cách tính thời hạn (P1)",
        "NGƯỜI NỘP HỒ SƠ",
        "NGƯỜI TIẾP NHẬN HỒ SƠ",
        "Người reception",
    ):
        assert said in text, said


def test_the_slip_is_one_page_of_pdf_a() -> None:
    document = paper_of(brought("accept"))
    reader = PdfReader(document.file.content.open())
    assert len(reader.pages) == 1
    assert b"pdfaid:part>2" in document.file.content.open().read() or "pdfaid" in str(
        reader.xmp_metadata.rdf_root.toxml()
    )


def test_a_procedure_without_time_limit_promises_no_day(tmp_path: Path) -> None:
    limits = [{"id": "n", "amount": None, "unit": "none", "text": "", "note": ""}]
    channels = [{"channel": "online", "time_limits": limits, "fees": [], "note": ""}]
    dossier = brought("accept", release=release(code="1.000001", channels=channels))
    assert dossier.due_at is None
    text = text_of(paper_of(dossier), tmp_path)
    assert "Không quy định thời hạn" in text
    assert "khi có kết quả" in text


def test_a_worker_that_does_it_twice_makes_one_slip_and_one_message() -> None:
    dossier = brought("accept")
    drain(timezone.now())
    event = dossier.events.get(action="accept")
    issue_slip(key="x", dossier=str(dossier.pk), event=event.pk)
    tell_applicant(key="x", dossier=str(dossier.pk), event=event.pk)
    drain(timezone.now())
    assert IssuedDocument.objects.filter(kind="M01").count() == 1
    assert Message.objects.filter(key=f"dossier-event:{event.pk}").count() == 1


def test_every_step_is_told_and_no_message_holds_more_than_name_and_code() -> None:
    dossier = brought(
        "accept", "assign", "ask_supplement", "supplement", "ask_withdrawal", "deny_withdrawal", "stop"
    )
    drain(timezone.now())
    messages = list(Message.objects.order_by("pk"))
    assert len(messages) == 7  # assigning is nobody's business but the agency's
    for message in messages:
        assert message.to == "lan@example.vn"
        assert "Nguyễn Thị Lan" in message.body
        for secret in ("Thiếu giấy chứng sinh", "052190012345", "0912345678", "Theo đề nghị", "{", "&#x27;"):
            assert secret not in message.body, message.subject
    assert dossier.code in messages[1].subject


def test_every_action_the_table_promises_to_tell_has_its_words() -> None:
    told = {row.action for row in TABLE if "tell_applicant" in row.effects}
    assert told | {"submit", STEP} == set(WORDS)


def test_messages_speak_the_language_the_dossier_was_filed_in() -> None:
    filed(language="en")
    drain(timezone.now())
    assert Message.objects.get().subject.startswith("We have received your dossier")


def test_nobody_is_written_to_who_left_no_address() -> None:
    dossier = filed(applicant=Person("Nguyễn Thị Lan"))
    do(dossier, "accept")
    drain(timezone.now())
    assert Message.objects.count() == 0
    assert mail.outbox == []


def test_the_qr_code_leads_to_the_look_up_page() -> None:
    from dossiers.slips import tracking_address

    assert tracking_address("H08.16-250707-0001").endswith("/tra-cuu/?ma=H08.16-250707-0001")
