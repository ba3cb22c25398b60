"""Registration of permanent residence (1.004222), after form CT01 of TT 53/2025/TT-BCA."""

from __future__ import annotations

from portal.demo.forms.parts import GENDERS, Step, applicant, ask, choose, paper, step, when

RELATIONS = (
    ("ban-than", "Đăng ký cho bản thân", "For myself"),
    ("cha-me", "Cha, mẹ hoặc người giám hộ của người được đăng ký", "Parent or guardian"),
    ("chu-ho", "Chủ hộ", "Head of the household"),
    ("uy-quyen", "Người được ủy quyền", "Authorised person"),
)
HOMES = (
    ("cua-minh", "Chỗ ở thuộc quyền sở hữu của mình", "A home of one's own"),
    ("nguoi-than", "Về ở với vợ, chồng, cha, mẹ, con hoặc người thân", "With family"),
    ("thue-muon", "Chỗ ở thuê, mượn, ở nhờ", "Rented or lent"),
    ("khac", "Trường hợp khác", "Another case"),
)
TO_THE_HEAD = (
    ("chu-ho", "Là chủ hộ", "Head of the household"),
    ("vo-chong", "Vợ, chồng", "Spouse"),
    ("con", "Con", "Child"),
    ("cha-me", "Cha, mẹ", "Parent"),
    ("anh-chi-em", "Anh, chị, em", "Sibling"),
    ("khac", "Quan hệ khác", "Another relation"),
)


def _person() -> Step:
    return step(
        "nguoi_dang_ky",
        "Người đăng ký thường trú",
        "Person to be registered",
        ask("text", "ho_ten", "Họ, chữ đệm, tên", "Full name", max_length=100),
        ask("date", "ngay_sinh", "Ngày sinh", "Date of birth", max="today"),
        choose("gioi_tinh", "Giới tính", "Sex", GENDERS),
        ask("personal_number", "nguoi_so_dinh_danh", "Số định danh cá nhân", "Personal number"),
        ask(
            "address",
            "thuong_tru_cu",
            "Nơi thường trú hiện nay",
            "Present permanent residence",
            required=False,
            help="Để trống nếu chưa có nơi thường trú.",
            help_en="Leave empty when there is none.",
        ),
        ask(
            "integer",
            "so_nguoi_cung",
            "Số người cùng chuyển đến",
            "How many others move in together",
            min=0,
            max=20,
            help="Nhập 0 nếu chỉ đăng ký cho một người.",
            help_en="0 when only one person is registered.",
        ),
        ask(
            "long_text",
            "nguoi_cung",
            "Danh sách người cùng chuyển đến",
            "The others who move in",
            max_length=2000,
            show_if=when("so_nguoi_cung", 0, "greater"),
            help="Mỗi người một dòng: họ tên, ngày sinh, số định danh, quan hệ với chủ hộ.",
            help_en="One line each: full name, date of birth, personal number, relation to the head of the "
            "household.",
        ),
    )


def _home() -> Step:
    return step(
        "cho_o",
        "Nơi đăng ký thường trú và chủ hộ",
        "New residence and head of the household",
        ask("address", "thuong_tru_moi", "Nơi đề nghị đăng ký thường trú", "Address to be registered"),
        choose("loai_cho_o", "Chỗ ở hợp pháp thuộc loại nào?", "What kind of home is it?", HOMES),
        choose("quan_he_chu_ho", "Quan hệ với chủ hộ", "Relation to the head of the household", TO_THE_HEAD),
        ask(
            "text",
            "chu_ho",
            "Họ, chữ đệm, tên chủ hộ",
            "Full name of the head of the household",
            max_length=100,
            show_if=when("quan_he_chu_ho", "chu-ho", "not_equals"),
        ),
        ask(
            "personal_number",
            "chu_ho_so_dinh_danh",
            "Số định danh của chủ hộ",
            "Personal number of the head of the household",
            show_if=when("quan_he_chu_ho", "chu-ho", "not_equals"),
        ),
        ask(
            "yes_no",
            "chu_ho_dong_y",
            "Chủ hộ đã đồng ý cho đăng ký chưa?",
            "Has the head of the household agreed?",
            show_if=when("quan_he_chu_ho", "chu-ho", "not_equals"),
            help="Chủ hộ sẽ được hỏi ý kiến qua VNeID hoặc ký vào tờ khai.",
            help_en="The head of the household is asked through VNeID or signs the declaration.",
        ),
        ask(
            "integer",
            "dien_tich",
            "Diện tích chỗ ở (m²)",
            "Floor space (m²)",
            min=1,
            max=10_000,
            show_if=when("loai_cho_o", "thue-muon"),
            help="Nơi thuê, mượn phải đủ diện tích tối thiểu do Hội đồng nhân dân tỉnh quy định.",
            help_en="Rented homes need the minimum floor space set by the province.",
        ),
    )


def _papers() -> Step:
    return step(
        "giay_to",
        "Giấy tờ",
        "Papers",
        paper(
            "giay_to_cho_o",
            "Giấy tờ chứng minh chỗ ở hợp pháp",
            "Proof of the home",
            show_if=when("loai_cho_o", "nguoi-than", "not_equals"),
            help="Ví dụ: giấy chứng nhận quyền sử dụng đất, quyền sở hữu nhà; hợp đồng thuê nhà đã công "
            "chứng, chứng thực.",
            help_en="For example the title of the house, or a certified rental contract.",
        ),
        paper(
            "giay_to_quan_he",
            "Giấy tờ chứng minh quan hệ với chủ hộ",
            "Proof of the relation to the head of the household",
            show_if=when("loai_cho_o", "nguoi-than"),
            help="Ví dụ: giấy khai sinh, giấy chứng nhận kết hôn. Không cần nếu đã có trong dữ liệu dân cư.",
            help_en="For example a birth or marriage certificate. Not needed when in the population "
            "database.",
        ),
        paper(
            "xac_nhan_dien_tich",
            "Xác nhận về diện tích bình quân nhà ở",
            "Confirmation of the floor space per head",
            required=False,
            show_if=when("loai_cho_o", "thue-muon"),
        ),
        paper(
            "van_ban_uy_quyen",
            "Văn bản ủy quyền",
            "Letter of authorisation",
            show_if=when("quan_he", "uy-quyen"),
        ),
        choose(
            "nhan_ket_qua",
            "Muốn nhận thông báo kết quả bằng cách nào?",
            "How do you want to receive the notice?",
            (
                ("truc-tuyen", "Bản điện tử", "Electronically"),
                ("truc-tiep", "Tại Bộ phận Một cửa", "At the one-stop desk"),
            ),
        ),
    )


RESIDENCE = {
    "code": "to-khai-thuong-tru",
    "title": "Tờ khai thay đổi thông tin cư trú: đăng ký thường trú",
    "title_en": "Registration of permanent residence",
    "steps": [
        applicant(RELATIONS, of_whom="người đăng ký thường trú", of_whom_en="the person to be registered"),
        _person(),
        _home(),
        _papers(),
    ],
}
