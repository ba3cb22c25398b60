"""Criminal record certificate (3.000333), after declaration 04/2025/LLTP."""

from __future__ import annotations

from portal.demo.forms.parts import (
    GENDERS,
    Step,
    applicant,
    ask,
    choose,
    ethnicity,
    nationality,
    paper,
    step,
    when,
)

RELATIONS = (
    ("ban-than", "Xin cấp cho bản thân", "For myself"),
    ("cha-me", "Cha, mẹ của người chưa thành niên", "Parent of a minor"),
    ("uy-quyen", "Người được ủy quyền (chỉ với Phiếu số 1)", "Authorised person (certificate no. 1 only)"),
)
KINDS = (
    ("so-1", "Phiếu số 1: để nộp cho cơ quan, tổ chức", "No. 1: for an organisation"),
    ("so-2", "Phiếu số 2: để biết về lý lịch của chính mình", "No. 2: to know one's own record"),
)
DISCOUNTS = (
    ("khong", "Không", "None"),
    ("giam", "Sinh viên, người có công, thân nhân liệt sĩ", "Student, person of merit, martyr's family"),
    (
        "mien",
        "Trẻ em, người cao tuổi, người khuyết tật, hộ nghèo",
        "Child, elderly, disabled, poor household",
    ),
)


def _person() -> Step:
    return step(
        "nguoi_duoc_cap",
        "Người được cấp Phiếu",
        "Person concerned",
        ask("text", "ho_ten", "Họ, chữ đệm, tên", "Full name", max_length=100),
        ask(
            "text", "ten_khac", "Tên gọi khác (nếu có)", "Other names, if any", required=False, max_length=100
        ),
        choose("gioi_tinh", "Giới tính", "Sex", GENDERS),
        ask("date", "ngay_sinh", "Ngày sinh", "Date of birth", max="today"),
        ask("address", "noi_sinh", "Nơi sinh", "Place of birth"),
        *nationality("nguoi"),
        *ethnicity("nguoi"),
        ask("personal_number", "nguoi_so_dinh_danh", "Số định danh cá nhân", "Personal number"),
        ask("address", "thuong_tru", "Nơi thường trú", "Permanent residence"),
        ask(
            "yes_no",
            "co_tam_tru",
            "Hiện đang tạm trú ở nơi khác nơi thường trú?",
            "Do you live elsewhere at present?",
        ),
        ask("address", "tam_tru", "Nơi tạm trú", "Temporary residence", show_if=when("co_tam_tru", True)),
    )


def _family_and_past() -> Step:
    return step(
        "gia_dinh",
        "Gia đình và quá trình cư trú",
        "Family and past",
        ask(
            "text",
            "cha",
            "Họ tên và năm sinh của cha",
            "Name and year of birth of the father",
            required=False,
            max_length=150,
        ),
        ask(
            "text",
            "me",
            "Họ tên và năm sinh của mẹ",
            "Name and year of birth of the mother",
            required=False,
            max_length=150,
        ),
        ask(
            "text",
            "vo_chong",
            "Họ tên và năm sinh của vợ hoặc chồng",
            "Name and year of birth of the spouse",
            required=False,
            max_length=150,
        ),
        ask(
            "long_text",
            "qua_trinh",
            "Quá trình cư trú từ khi đủ 14 tuổi đến nay",
            "Where you lived since the age of 14",
            max_length=4000,
            help="Mỗi giai đoạn một dòng: từ tháng, năm đến tháng, năm; nơi ở; nghề nghiệp, nơi làm việc.",
            help_en="One line a period: from, to, place, occupation and employer.",
        ),
        ask("yes_no", "co_an_tich", "Đã từng bị kết án chưa?", "Have you ever been convicted?"),
        ask(
            "long_text",
            "an_tich",
            "Nội dung bản án",
            "The judgment",
            max_length=2000,
            show_if=when("co_an_tich", True),
            help="Số, ngày bản án; tòa án; tội danh; hình phạt.",
            help_en="Number and date, court, offence, penalty.",
        ),
    )


def _request() -> Step:
    return step(
        "yeu_cau",
        "Yêu cầu và giấy tờ",
        "Request and papers",
        choose("loai_phieu", "Yêu cầu cấp Phiếu nào?", "Which certificate?", KINDS),
        ask(
            "yes_no",
            "cam_dam_nhiem",
            "Ghi cả nội dung cấm đảm nhiệm chức vụ, thành lập, quản lý doanh nghiệp?",
            "Include bans on holding office or managing an enterprise?",
            show_if=when("loai_phieu", "so-1"),
        ),
        ask("text", "muc_dich", "Mục đích sử dụng", "Purpose", max_length=200),
        ask(
            "integer",
            "so_phieu",
            "Số Phiếu cần cấp",
            "Number of certificates",
            min=1,
            max=10,
            help="Từ Phiếu thứ ba trở đi thu thêm 5.000 đồng mỗi Phiếu.",
            help_en="From the third on, 5,000 đồng each.",
        ),
        choose("giam_phi", "Có thuộc diện được miễn, giảm phí không?", "Is a lower fee due?", DISCOUNTS),
        paper(
            "giay_to_tuy_than",
            "Thẻ căn cước hoặc hộ chiếu của người được cấp Phiếu",
            "Identity card or passport of the person concerned",
        ),
        paper(
            "giay_to_giam_phi",
            "Giấy tờ chứng minh được miễn, giảm phí",
            "Proof for the lower fee",
            show_if=when("giam_phi", "khong", "not_equals"),
        ),
        paper(
            "van_ban_uy_quyen",
            "Văn bản ủy quyền",
            "Letter of authorisation",
            show_if=when("quan_he", "uy-quyen"),
        ),
    )


CRIMINAL_RECORD = {
    "code": "to-khai-ly-lich-tu-phap",
    "title": "Tờ khai yêu cầu cấp Phiếu lý lịch tư pháp",
    "title_en": "Criminal record certificate",
    "steps": [
        applicant(RELATIONS, of_whom="người được cấp Phiếu", of_whom_en="the person concerned"),
        _person(),
        _family_and_past(),
        _request(),
    ],
}
