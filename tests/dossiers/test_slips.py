"""Forms 02 to 05: each printed with the fields the circular asks for, once for each event."""

from __future__ import annotations

from datetime import datetime, timedelta
from pathlib import Path

import pytest
from django.core.exceptions import ValidationError
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from pypdf import PdfReader

from accounts.models import User
from documents.codes import Marks
from documents.models import IssuedDocument
from dossiers.document_texts import KINDS, DocumentTexts, column
from dossiers.models import Dossier, NumberCounter
from dossiers.slips.sets import NAMES, heading
from dossiers.slips.table import FORMS
from dossiers.transitions import TABLE
from dossiers.work import issue_slip
from effects.worker import drain
from procedures.models import ReceptionUnit
from procedures.processing_rules import FormSet, ProcessingRules
from rules.days import VIETNAM
from tests import people
from tests.dossiers.cases import brought, do, filed, release, ward
from tests.dossiers.papers import codes_on, is_pdf_a, paper_of, text_of

pytestmark = pytest.mark.django_db
LATE = datetime(2025, 7, 15, 9, 0, tzinfo=VIETNAM)
"""The day after the result was due (14/07/2025, 17:30)."""


def unit() -> ReceptionUnit:
    return ReceptionUnit.objects.create(
        agency=ward(),
        name="Trung tâm Phục vụ hành chính công",
        address="01 Trần Phú",
        hotline="0256 382222",
    )


def says(dossier: Dossier, kind: str, folder: Path, *words: str) -> str:
    text = text_of(paper_of(dossier, kind), folder)
    for said in (
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
        "Độc lập - Tự do - Hạnh phúc",
        "Quy Nhơn, ngày",
        f"Mã hồ sơ: {dossier.shown_code}",
        "mã xác minh",
        "Quét để tra cứu",
        "Nguyễn Thị Lan",
        "0912345678",
        "lan@example.vn",
        "Đăng ký khai sinh",
        *words,
    ):
        assert said in text, said
    return text


def test_form_02_before_acceptance_lists_what_is_missing(tmp_path: Path) -> None:
    dossier = filed(reception_unit=unit())
    do(dossier, "ask_supplement", papers=["Giấy chứng sinh", "Viết rõ họ tên mẹ"], reason="Bản chụp bị mờ")
    text = says(
        dossier, "M02", tmp_path,
        "Mẫu số 02 – Thông tư số 03/2025/TT-VPCP",
        "PHIẾU YÊU CẦU BỔ SUNG, HOÀN THIỆN HỒ SƠ",
        "Số: 01/HDHS",
        "Hồ sơ của Ông/Bà: Nguyễn Thị Lan",
        "Số định danh cá nhân: 052190012345",
        "Nội dung yêu cầu giải quyết: Đăng ký khai sinh (mã thủ tục 1.001193)",
        "Thời gian nộp hồ sơ: 08 giờ 00 phút, ngày 07 tháng 7 năm 2025",
        "Giai đoạn: Kiểm tra hồ sơ trước khi tiếp nhận",
        "1 Giấy chứng sinh 1",
        "2 Viết rõ họ tên mẹ",
        "Bản chứng thực",
        "Lý do: Bản chụp bị mờ",
        "mã 1.001193; Luật Hộ tịch số 60/2014",
        "thời hạn giải quyết tính từ khi hồ sơ đầy đủ, hợp lệ được tiếp nhận",
        "liên hệ Người reception, Trung tâm Phục vụ hành chính công, điện thoại 0256 382222",
        "NGƯỜI HƯỚNG DẪN",
    )  # fmt: skip
    assert "lần yêu cầu bổ sung thứ" not in text


def test_form_02_after_acceptance_says_that_time_stands_still(tmp_path: Path) -> None:
    dossier = brought("accept", "assign", "ask_supplement", "supplement")
    do(dossier, "ask_supplement", papers=["Ảnh"])
    event = dossier.events.last()
    drain(timezone.now())
    second = IssuedDocument.objects.get(key=f"slip:{event.pk}")
    text = text_of(second, tmp_path)
    assert second.number == "02/HDHS"
    for said in (
        "Thời gian tiếp nhận: 09 giờ 00 phút, ngày 07 tháng 7 năm 2025",
        "Giai đoạn: Giải quyết hồ sơ đã tiếp nhận",
        "Thời hạn giải quyết tạm dừng từ khi ban hành phiếu này",
        "Đây là lần yêu cầu bổ sung thứ 2 của hồ sơ",
        f"Mã hồ sơ: {dossier.code}",
    ):
        assert said in text, said


def test_form_03_gives_the_reason(tmp_path: Path) -> None:
    dossier = filed(reception_unit=unit())
    do(dossier, "refuse", reason="Hồ sơ thuộc thẩm quyền của UBND phường Hải Châu")
    says(
        dossier, "M03", tmp_path,
        "Mẫu số 03",
        "PHIẾU TỪ CHỐI TIẾP NHẬN GIẢI QUYẾT HỒ SƠ",
        "Số: 01/PTC",
        "Bộ phận tiếp nhận và trả kết quả: Trung tâm Phục vụ hành chính công",
        "Tiếp nhận hồ sơ của: Nguyễn Thị Lan",
        "thông báo không tiếp nhận, giải quyết hồ sơ này với lý do cụ thể như sau",
        "Hồ sơ thuộc thẩm quyền của UBND phường Hải Châu",
        "Xin thông báo cho Ông/Bà được biết và thực hiện",
        "NGƯỜI NỘP HỒ SƠ",
        "NGƯỜI TIẾP NHẬN HỒ SƠ",
        "Người reception",
    )  # fmt: skip


def test_form_04_extends_with_old_day_new_day_and_history(tmp_path: Path) -> None:
    dossier = brought("accept", "assign")
    do(dossier, "ask_extension", more=2, reason="Chờ ý kiến giám định")
    do(dossier, "extend")
    says(
        dossier, "M04", tmp_path,
        "Mẫu số 04",
        "VĂN BẢN XIN LỖI VÀ ĐỀ NGHỊ GIA HẠN THỜI GIAN GIẢI QUYẾT",
        "Số: 01/PXL",
        "Kính gửi: Nguyễn Thị Lan",
        "Ngày 07 tháng 7 năm 2025, UBND phường Quy Nhơn tiếp nhận hồ sơ",
        "lĩnh vực Hộ tịch",
        "Thời gian hẹn trả kết quả: 17 giờ 30 phút, ngày 14 tháng 7 năm 2025",
        "Lý do: Chờ ý kiến giám định",
        "trân trọng xin lỗi Ông/Bà",
        "đề nghị gia hạn thời gian giải quyết thêm 2 ngày làm việc",
        "Thời gian hẹn trả kết quả mới: 17 giờ 30 phút, ngày 16 tháng 7 năm 2025",
        "lần thứ 1 (tối đa 1 lần theo quy định)",
        "Hẹn lần đầu khi tiếp nhận hồ sơ 17:30 14/07/2025",
        "Gia hạn thời gian giải quyết 17:30 16/07/2025",
        "Nơi nhận",
        "THỦ TRƯỞNG CƠ QUAN, ĐƠN VỊ",
        "Người approver",
    )  # fmt: skip


def test_form_04_apologises_when_it_is_late_already(tmp_path: Path) -> None:
    dossier = brought("accept", "assign")
    do(dossier, "apologise", at=LATE, until="2025-07-18", reason="Hệ thống gián đoạn")
    text = says(
        dossier, "M04", tmp_path,
        "đã quá thời gian hẹn trả",
        "Lý do: Hệ thống gián đoạn",
        "Thời gian hẹn trả kết quả: 17 giờ 30 phút, ngày 14 tháng 7 năm 2025",
        "Thời gian hẹn trả kết quả mới: ngày 18 tháng 7 năm 2025",
        "Xin lỗi và hẹn lại 18/07/2025",
    )  # fmt: skip
    assert "gia hạn thời gian giải quyết thêm" not in text


def test_form_05_says_what_becomes_of_the_open_invoice(tmp_path: Path) -> None:
    dossier = brought("accept", "assign", "ask_payment")
    do(dossier, "stop", reason="Không còn căn cứ giải quyết.")
    says(
        dossier, "M05", tmp_path,
        "Mẫu số 05",
        "THÔNG BÁO DỪNG GIẢI QUYẾT HỒ SƠ",
        "Số: 01/TB-DGQ",
        "Người nộp hồ sơ: Nguyễn Thị Lan",
        "quyết định của cơ quan giải quyết. Lý do: Không còn căn cứ giải quyết",
        "2. Thời điểm dừng: 12 giờ 00 phút, ngày 07 tháng 7 năm 2025",
        "Yêu cầu thực hiện nghĩa vụ tài chính",
        "8.000 đồng",
        "Lệ phí",
        "Chưa nộp: đã hủy",
        "4. Giấy tờ đã nộp",
        "Giấy chứng sinh (bản chính: 1)",
        "THỦ TRƯỞNG CƠ QUAN, ĐƠN VỊ",
    )  # fmt: skip


def test_form_05_of_a_withdrawal_names_the_wish_and_what_was_paid(tmp_path: Path) -> None:
    dossier = brought("accept", "assign", "ask_payment", "pay")
    do(dossier, "ask_withdrawal", reason="Tôi chuyển nơi ở")
    do(dossier, "grant_withdrawal")
    text = says(
        dossier, "M05", tmp_path,
        "đề nghị rút hồ sơ của người nộp hồ sơ lúc 13 giờ 00 phút, ngày 07 tháng 7 năm 2025, lý do: Tôi",
        "2. Thời điểm dừng: 14 giờ 00 phút, ngày 07 tháng 7 năm 2025",
        "Đang xử lý",
        "Đã nộp ngày 07/07/2025, biên lai",
    )  # fmt: skip
    assert "Chưa nộp" not in text


def test_every_paper_is_pdf_a_of_one_page_and_the_applicant_may_read_it() -> None:
    lan = people.lan()
    client, stranger = Client(), Client()
    people.sign_in(client, lan)
    people.sign_in(stranger, people.hoa())
    ways = {
        "M02": ("ask_supplement",),
        "M03": ("refuse",),
        "M04": ("accept", "assign", "ask_extension", "extend"),
        "M05": ("accept", "stop"),
    }
    for kind, actions in ways.items():
        dossier = brought(*actions, user=lan)
        document = paper_of(dossier, kind)
        content = document.file.content.open().read()
        assert is_pdf_a(content), kind
        assert len(PdfReader(document.file.content.open()).pages) == 1
        assert Marks(document.verify_code, document.token).address in codes_on(content), kind
        address = reverse("documents:file", args=[document.file_id])
        assert client.get(address).status_code == 200
        assert stranger.get(address).status_code in (302, 403, 404)
        assert address in client.get(reverse("dossiers:tracking", args=[dossier.pk])).content.decode()


def test_one_paper_and_one_number_however_often_the_work_is_done() -> None:
    dossier = filed()
    do(dossier, "ask_supplement")
    first = paper_of(dossier, "M02")
    event = dossier.events.get(action="ask_supplement")
    for _again in range(2):
        issue_slip(key="x", dossier=str(dossier.pk), event=event.pk)
    assert IssuedDocument.objects.filter(kind="M02").get() == first
    assert NumberCounter.objects.get(series="HDHS").last == 1


def test_numbers_run_by_agency_sign_and_year_beside_the_codes_of_dossiers() -> None:
    def number(kind: str, dossier: Dossier) -> str:
        return paper_of(dossier, kind).number

    new_year = datetime(2026, 1, 1, 9, 0, tzinfo=VIETNAM)
    numbers = []
    for at in (new_year - timedelta(days=1), new_year - timedelta(days=1), new_year, new_year):
        dossier = filed(at=at - timedelta(hours=1))
        do(dossier, "ask_supplement", at=at)
        numbers.append(number("M02", dossier))
    assert numbers == ["01/HDHS", "02/HDHS", "01/HDHS", "02/HDHS"]
    dossier = filed(at=new_year)
    do(dossier, "accept", at=new_year)
    assert dossier.code.endswith("-0001")
    other = filed(at=new_year)
    do(other, "refuse", at=new_year)
    assert number("M03", other) == "01/PTC"


def test_a_paper_that_cannot_be_drawn_uses_up_no_number(monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_args: object, **_more: object) -> bytes:
        raise RuntimeError

    dossier = filed()
    do(dossier, "ask_supplement")
    event = dossier.events.get(action="ask_supplement")
    with monkeypatch.context() as now:
        now.setattr("dossiers.slips.issuing.pdf", broken)
        with pytest.raises(RuntimeError):
            issue_slip(key="x", dossier=str(dossier.pk), event=event.pk)
    assert paper_of(dossier, "M02").number == "01/HDHS"


def test_every_action_that_promises_a_paper_has_its_form() -> None:
    assert {row.action for row in TABLE if "issue_slip" in row.effects} == set(FORMS)


# -- the older set, and the words an administrator changes ------------------------------------------------


def test_the_set_of_2018_has_its_own_numbers_and_names(tmp_path: Path) -> None:
    ProcessingRules.objects.create(form_set=FormSet.TT2018)
    dossier = brought("accept", "assign", "ask_extension", "extend")
    document = paper_of(dossier, "M04-2018")
    assert document.title == f"Phiếu xin lỗi và hẹn lại ngày trả kết quả {dossier.code}"
    text = text_of(document, tmp_path)
    assert "Mẫu số 04 – Thông tư số 01/2018/TT-VPCP" in text
    assert "PHIẾU XIN LỖI VÀ HẸN LẠI NGÀY TRẢ KẾT QUẢ" in text
    do(dossier, "stop")
    assert "Mẫu số 05 – Thông tư số 03/2025/TT-VPCP" in text_of(paper_of(dossier, "M05"), tmp_path)


def test_a_change_of_set_leaves_issued_papers_as_they_are() -> None:
    dossier = filed()
    do(dossier, "refuse")
    first = paper_of(dossier, "M03")
    ProcessingRules.objects.create(form_set=FormSet.TT2018)
    event = dossier.events.get(action="refuse")
    issue_slip(key="x", dossier=str(dossier.pk), event=event.pk)
    assert IssuedDocument.objects.get(subject_id=str(dossier.pk)) == first


def test_both_sets_name_the_same_forms() -> None:
    assert heading("M06", FormSet.TT2018).number == "05"
    assert heading("M07", FormSet.TT2018).number == "06"
    assert heading("M05", FormSet.TT2018).form_set == FormSet.TT2025
    assert {form_set: set(kinds) for form_set, kinds in KINDS.items()} == {
        form_set: set(names) for form_set, names in NAMES.items()
    }
    for form_set, kinds in KINDS.items():
        for kind in kinds:
            number, title = NAMES[form_set][kind]
            field = DocumentTexts._meta.get_field(column(kind, form_set))
            assert field.verbose_name == f"{number} – {title}"


def test_the_closing_words_are_the_administrators(tmp_path: Path) -> None:
    DocumentTexts.objects.create(m03_2025="Hồ sơ {ma_ho_so} của {nguoi_nop} gửi {co_quan}: xin đọc kỹ lý do.")
    dossier = filed()
    do(dossier, "refuse")
    text = text_of(paper_of(dossier, "M03"), tmp_path)
    assert (
        f"Hồ sơ {dossier.request_code} của Nguyễn Thị Lan gửi UBND phường Quy Nhơn: xin đọc kỹ lý do." in text
    )
    assert "khiếu nại" not in text


def test_an_unknown_placeholder_is_refused_by_its_name() -> None:
    texts = DocumentTexts(m01_2025="Hẹn {han_tra}", m02_2018="Gặp {can_bo}", m07_2025="Sổ của {ma_ho_so}")
    with pytest.raises(ValidationError) as refused:
        texts.full_clean()
    assert set(refused.value.message_dict) == {"m02_2018", "m07_2025"}
    assert "{can_bo}" in str(refused.value.message_dict["m02_2018"])


def test_the_texts_are_kept_in_the_admin_and_a_wrong_one_is_named(client: Client) -> None:
    people.sign_in(client, User.objects.create_superuser("bien-tap@example.vn", "x", full_name="Biên tập"))
    address = reverse("wagtailsettings:edit", args=["dossiers", "documenttexts"])
    page = client.get(address, follow=True)
    assert "<code>{ma_ho_so}</code>" in page.content.decode()
    assert "nhật ký xử lý hồ sơ {ma_ho_so} trên" in page.content.decode()
    where = page.redirect_chain[-1][0] if page.redirect_chain else address
    empty = {column(kind, form_set): "" for form_set, kinds in KINDS.items() for kind in kinds}
    wrong = client.post(where, {**empty, "m05_2025": "Xem {abc}"})
    assert "{abc}" in wrong.content.decode()
    assert not DocumentTexts.objects.exclude(m05_2025="").exists()
    client.post(where, {**empty, "m05_2025": "Trân trọng."})
    assert DocumentTexts.load().m05_2025 == "Trân trọng."


def test_a_procedure_without_grounds_or_form_prints_nothing_empty(tmp_path: Path) -> None:
    dossier = filed(release=release(code="1.000002", legal_bases=[], field=""))
    do(dossier, "ask_supplement")
    text = text_of(paper_of(dossier, "M02"), tmp_path)
    assert "Căn cứ" not in text
