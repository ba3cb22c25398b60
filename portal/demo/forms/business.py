"""Registration of a household business (1.001612), after the request of TT 68/2025/TT-BTC."""

from __future__ import annotations

from portal.demo.forms.parts import GENDERS, Step, applicant, ask, choose, paper, step, when

RELATIONS = (
    ("chu-ho", "Là chủ hộ kinh doanh", "The owner"),
    ("uy-quyen", "Người được chủ hộ ủy quyền", "Authorised by the owner"),
)
FOUNDERS = (
    ("ca-nhan", "Một cá nhân", "One person"),
    ("ho-gia-dinh", "Các thành viên hộ gia đình", "Members of a family"),
)
TRADES = (
    ("ban-le", "Bán lẻ hàng hóa", "Retail"),
    ("an-uong", "Dịch vụ ăn uống", "Food and drink"),
    ("luu-tru", "Lưu trú, nhà trọ", "Lodging"),
    ("sua-chua", "Sửa chữa xe, đồ gia dụng", "Repairs"),
    ("may-mac", "May mặc", "Tailoring"),
    ("lam-dep", "Cắt tóc, làm đẹp", "Hairdressing and beauty"),
    ("van-tai", "Vận tải", "Transport"),
    ("san-xuat", "Sản xuất, chế biến nhỏ", "Small production"),
    ("khac", "Ngành, nghề khác", "Another trade"),
)


def _owner() -> Step:
    return step(
        "chu_ho",
        "Chủ hộ kinh doanh",
        "Owner",
        ask(
            "text",
            "chu_ho_ten",
            "Họ, chữ đệm, tên chủ hộ kinh doanh",
            "Full name of the owner",
            max_length=100,
        ),
        ask("date", "chu_ho_ngay_sinh", "Ngày sinh", "Date of birth", max="today"),
        choose("chu_ho_gioi_tinh", "Giới tính", "Sex", GENDERS),
        ask("personal_number", "chu_ho_so_dinh_danh", "Số định danh cá nhân", "Personal number"),
        ask("address", "chu_ho_dia_chi", "Địa chỉ liên lạc", "Contact address"),
        choose("chu_the", "Ai thành lập hộ kinh doanh?", "Who founds the business?", FOUNDERS),
        ask(
            "integer",
            "so_thanh_vien",
            "Số thành viên hộ gia đình tham gia",
            "Number of family members taking part",
            min=2,
            max=20,
            show_if=when("chu_the", "ho-gia-dinh"),
        ),
        ask(
            "long_text",
            "thanh_vien",
            "Danh sách thành viên tham gia",
            "The members",
            max_length=2000,
            show_if=when("chu_the", "ho-gia-dinh"),
            help="Mỗi người một dòng: họ tên, ngày sinh, số định danh cá nhân.",
            help_en="One line each: full name, date of birth, personal number.",
        ),
    )


def _business() -> Step:
    return step(
        "ho_kinh_doanh",
        "Hộ kinh doanh",
        "The business",
        ask(
            "text",
            "ten_ho",
            "Tên hộ kinh doanh",
            "Name of the business",
            max_length=150,
            help="Gồm cụm từ “Hộ kinh doanh” và tên riêng; không trùng tên hộ khác đã đăng ký trong xã, "
            "phường.",
            help_en="“Hộ kinh doanh” and a proper name that no other business in the commune has.",
        ),
        ask("address", "tru_so", "Địa chỉ trụ sở", "Address of the business"),
        ask(
            "phone",
            "tru_so_dien_thoai",
            "Điện thoại của hộ kinh doanh",
            "Phone of the business",
            required=False,
        ),
        choose("nganh_chinh", "Ngành, nghề kinh doanh chính", "Main trade", TRADES),
        ask(
            "text",
            "nganh_khac",
            "Ghi rõ ngành, nghề",
            "Say which trade",
            max_length=200,
            show_if=when("nganh_chinh", "khac"),
        ),
        ask(
            "long_text",
            "nganh_them",
            "Ngành, nghề khác (nếu có)",
            "Other trades, if any",
            required=False,
            max_length=1000,
            help="Mỗi ngành, nghề một dòng.",
            help_en="One trade a line.",
        ),
        ask(
            "money",
            "von",
            "Vốn kinh doanh (đồng)",
            "Capital (đồng)",
            min=1_000_000,
            max=100_000_000_000,
        ),
        ask("integer", "lao_dong", "Số lao động dự kiến", "Expected number of workers", min=1, max=1000),
        ask("date", "ngay_bat_dau", "Ngày dự kiến bắt đầu kinh doanh", "Expected first day of business"),
    )


def _tax_and_papers() -> Step:
    return step(
        "thue_va_giay_to",
        "Thông tin thuế và giấy tờ",
        "Tax and papers",
        ask(
            "yes_no",
            "dia_chi_thue_khac",
            "Nhận thông báo thuế ở địa chỉ khác trụ sở?",
            "Should tax notices go to another address?",
        ),
        ask(
            "address",
            "dia_chi_thue",
            "Địa chỉ nhận thông báo thuế",
            "Address for tax notices",
            show_if=when("dia_chi_thue_khac", True),
        ),
        ask(
            "yes_no",
            "hoa_don",
            "Có dùng hóa đơn điện tử khởi tạo từ máy tính tiền không?",
            "Will you issue e-invoices from a cash register?",
        ),
        paper(
            "giay_to_chu_ho",
            "Giấy tờ tùy thân của chủ hộ",
            "Identity paper of the owner",
            required=False,
            help="Không bắt buộc khi chủ hộ đã có số định danh cá nhân trong dữ liệu dân cư.",
            help_en="Not required when the owner is in the population database.",
        ),
        paper(
            "uy_quyen_thanh_vien",
            "Văn bản các thành viên hộ gia đình ủy quyền cho chủ hộ",
            "Authorisation of the owner by the family members",
            show_if=when("chu_the", "ho-gia-dinh"),
            help="Phải được công chứng hoặc chứng thực.",
            help_en="Must be notarised or certified.",
        ),
        paper(
            "van_ban_uy_quyen",
            "Văn bản ủy quyền cho người nộp hồ sơ",
            "Authorisation of the person who files",
            show_if=when("quan_he", "uy-quyen"),
            help="Không bắt buộc công chứng, chứng thực.",
            help_en="Need not be notarised.",
        ),
    )


HOUSEHOLD_BUSINESS = {
    "code": "de-nghi-dang-ky-ho-kinh-doanh",
    "title": "Giấy đề nghị đăng ký hộ kinh doanh",
    "title_en": "Registration of a household business",
    "steps": [
        applicant(RELATIONS, of_whom="hộ kinh doanh", of_whom_en="the business"),
        _owner(),
        _business(),
        _tax_and_papers(),
    ],
}
