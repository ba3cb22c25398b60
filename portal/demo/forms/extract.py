"""Copy of a civil status extract (2.000635), after the declaration of TT 04/2024/TT-BTP."""

from __future__ import annotations

from portal.demo.forms.parts import GENDERS, applicant, ask, authorisation, choose, paper, step, when

RELATIONS = (
    ("ban-than", "Là người có tên trong giấy tờ", "The person named in it"),
    ("nguoi-than", "Ông, bà, cha, mẹ, con, vợ, chồng, anh, chị, em ruột", "Close relative"),
    ("co-quan", "Người của cơ quan, tổ chức có yêu cầu", "On behalf of an organisation"),
    ("uy-quyen", "Người được ủy quyền", "Authorised person"),
)
KINDS = (
    ("khai-sinh", "Bản sao Giấy khai sinh", "Copy of the birth certificate"),
    ("ket-hon", "Bản sao Trích lục kết hôn", "Marriage extract"),
    ("khai-tu", "Bản sao Trích lục khai tử", "Death extract"),
    ("nhan-cha-me-con", "Bản sao Trích lục nhận cha, mẹ, con", "Extract of a recognition of parentage"),
    ("thay-doi", "Bản sao Trích lục thay đổi, cải chính hộ tịch", "Extract of a change or correction"),
    ("khac", "Trích lục khác", "Another extract"),
)

EXTRACT = {
    "code": "to-khai-ban-sao-trich-luc",
    "title": "Tờ khai cấp bản sao Trích lục hộ tịch, bản sao Giấy khai sinh",
    "title_en": "Copy of a civil status extract or birth certificate",
    "steps": [
        applicant(RELATIONS, of_whom="người có tên trong giấy tờ", of_whom_en="the person named"),
        step(
            "giay_to_can_cap",
            "Giấy tờ cần cấp bản sao",
            "What is to be copied",
            choose("loai", "Loại giấy tờ", "Kind", KINDS),
            ask(
                "text",
                "loai_khac",
                "Tên trích lục",
                "Name of the extract",
                max_length=120,
                show_if=when("loai", "khac"),
            ),
            ask(
                "text",
                "ho_ten",
                "Họ, chữ đệm, tên người được đăng ký",
                "Full name of the registered person",
                max_length=100,
            ),
            ask("date", "ngay_sinh", "Ngày sinh", "Date of birth", max="today"),
            choose("gioi_tinh", "Giới tính", "Sex", GENDERS),
            ask(
                "text",
                "nguoi_kia",
                "Họ, chữ đệm, tên người vợ hoặc chồng",
                "Full name of the other spouse",
                max_length=100,
                show_if=when("loai", "ket-hon"),
            ),
            ask(
                "text",
                "noi_dang_ky",
                "Nơi đã đăng ký",
                "Where it was registered",
                max_length=200,
                help="Tên Ủy ban nhân dân lúc đăng ký; tên cũ cũng được.",
                help_en="The people's committee at that time; an old name will do.",
            ),
            ask("date", "ngay_dang_ky", "Ngày đăng ký", "Date of registration", required=False, max="today"),
            ask(
                "text",
                "so_dang_ky",
                "Số, quyển số",
                "Number and volume",
                required=False,
                max_length=60,
                help="Có trên giấy đã cấp; để trống nếu không nhớ.",
                help_en="On the certificate; leave empty when not known.",
            ),
        ),
        step(
            "so_luong",
            "Số bản và giấy tờ",
            "Copies and papers",
            ask(
                "integer",
                "so_ban",
                "Số bản sao cần cấp",
                "Number of copies",
                min=1,
                max=50,
                help="Phí 8.000 đồng mỗi bản sao.",
                help_en="8,000 đồng for each copy.",
            ),
            ask("text", "muc_dich", "Dùng để làm gì", "Purpose", required=False, max_length=200),
            paper("giay_da_cap", "Giấy đã cấp trước đây", "The certificate you have", required=False),
            paper(
                "giay_gioi_thieu",
                "Văn bản yêu cầu của cơ quan, tổ chức",
                "Written request of the organisation",
                show_if=when("quan_he", "co-quan"),
            ),
            authorisation(),
        ),
    ],
}
