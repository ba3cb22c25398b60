"""Certificate of marital status (1.004873), after the declaration of TT 04/2024/TT-BTP."""

from __future__ import annotations

from portal.demo.forms.parts import (
    GENDERS,
    applicant,
    ask,
    authorisation,
    choose,
    ethnicity,
    nationality,
    paper,
    step,
    when,
)

RELATIONS = (
    ("ban-than", "Là người được xác nhận", "The person concerned"),
    ("nguoi-than", "Ông, bà, cha, mẹ, con, anh, chị, em ruột", "Close relative"),
    ("uy-quyen", "Người được ủy quyền", "Authorised person"),
)
STATUSES = (
    ("chua-ket-hon", "Chưa đăng ký kết hôn với ai", "Never married"),
    ("dang-co", "Đang có vợ hoặc chồng", "Married"),
    ("da-ly-hon", "Đã ly hôn, chưa kết hôn lại", "Divorced, not remarried"),
    ("goa", "Vợ hoặc chồng đã chết, chưa kết hôn lại", "Widowed, not remarried"),
)
PURPOSES = (
    ("ket-hon", "Để kết hôn", "To marry"),
    ("vay-von", "Vay vốn ngân hàng", "Bank loan"),
    ("mua-ban", "Mua bán nhà, đất", "Sale of land or house"),
    ("khac", "Mục đích khác", "Another purpose"),
)

MARITAL_STATUS = {
    "code": "to-khai-tinh-trang-hon-nhan",
    "title": "Tờ khai cấp Giấy xác nhận tình trạng hôn nhân",
    "title_en": "Certificate of marital status",
    "steps": [
        applicant(RELATIONS, of_whom="người được xác nhận", of_whom_en="the person concerned"),
        step(
            "nguoi_duoc_xac_nhan",
            "Người được xác nhận",
            "Person concerned",
            ask("text", "ho_ten", "Họ, chữ đệm, tên", "Full name", max_length=100),
            ask("date", "ngay_sinh", "Ngày sinh", "Date of birth", max="today"),
            choose("gioi_tinh", "Giới tính", "Sex", GENDERS),
            *ethnicity("nguoi"),
            *nationality("nguoi"),
            ask("personal_number", "nguoi_so_dinh_danh", "Số định danh cá nhân", "Personal number"),
            ask("address", "nguoi_noi_cu_tru", "Nơi cư trú", "Place of residence"),
            ask("date", "cu_tru_tu", "Cư trú tại đây từ ngày", "Living here since", max="today"),
            ask(
                "date",
                "cu_tru_den",
                "Đến ngày",
                "Until",
                required=False,
                help="Để trống nếu hiện vẫn cư trú tại đây.",
                help_en="Leave empty when still living here.",
            ),
        ),
        step(
            "tinh_trang",
            "Tình trạng hôn nhân và mục đích",
            "Status and purpose",
            choose(
                "tinh_trang", "Tình trạng hôn nhân trong thời gian đó", "Status during that time", STATUSES
            ),
            ask(
                "text",
                "vo_chong",
                "Họ, chữ đệm, tên vợ hoặc chồng",
                "Full name of the spouse",
                max_length=100,
                show_if=when("tinh_trang", "dang-co"),
            ),
            ask(
                "text",
                "giay_to_cham_dut",
                "Số, ngày và nơi ban hành giấy tờ về việc hôn nhân đã chấm dứt",
                "Number, date and issuer of the document that ended the marriage",
                max_length=200,
                required=False,
                show_if=when("tinh_trang", "chua-ket-hon", "not_equals"),
                help="Bản án, quyết định ly hôn hoặc trích lục khai tử. Để trống nếu đang có vợ hoặc chồng.",
                help_en="Divorce judgment or death extract. Leave empty when married.",
            ),
            choose("muc_dich", "Sử dụng Giấy xác nhận để làm gì?", "What is the certificate for?", PURPOSES),
            ask(
                "text",
                "ket_hon_voi",
                "Họ, chữ đệm, tên người dự định kết hôn",
                "Full name of the future spouse",
                max_length=100,
                show_if=when("muc_dich", "ket-hon"),
            ),
            ask(
                "text",
                "ket_hon_tai",
                "Nơi dự định đăng ký kết hôn",
                "Where the marriage will be registered",
                max_length=200,
                show_if=when("muc_dich", "ket-hon"),
                help="Giấy dùng để kết hôn chỉ có giá trị với người và nơi ghi ở đây.",
                help_en="The certificate is only valid for this person and place.",
            ),
            ask(
                "text",
                "muc_dich_khac",
                "Nêu rõ mục đích",
                "Say which purpose",
                max_length=200,
                show_if=when("muc_dich", "khac"),
            ),
        ),
        step(
            "giay_to",
            "Giấy tờ",
            "Papers",
            ask(
                "yes_no",
                "da_duoc_cap",
                "Ông/bà đã từng được cấp Giấy này chưa?",
                "Did you get this certificate before?",
            ),
            paper(
                "giay_cu",
                "Giấy xác nhận tình trạng hôn nhân đã cấp trước đây",
                "The certificate issued before",
                show_if=when("da_duoc_cap", True),
                help="Nộp lại giấy cũ khi dùng cho mục đích khác hoặc giấy đã hết 6 tháng.",
                help_en="Hand in the old one when the purpose changes or it is older than six months.",
            ),
            paper(
                "giay_to_tuy_than",
                "Giấy tờ tùy thân",
                "Identity paper",
                required=False,
            ),
            authorisation(),
        ),
    ],
}
