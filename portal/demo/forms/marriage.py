"""Marriage registration (1.000894), after the declaration of TT 04/2024/TT-BTP."""

from __future__ import annotations

from portal.demo.forms.parts import (
    Field,
    Step,
    applicant,
    ask,
    choose,
    copies,
    ethnicity,
    nationality,
    paper,
    step,
    when,
)

RELATIONS = (
    ("ben-nu", "Là bên nữ", "The bride"),
    ("ben-nam", "Là bên nam", "The groom"),
)
BEFORE = (
    ("chua-ket-hon", "Chưa kết hôn lần nào", "Never married"),
    ("da-ly-hon", "Đã ly hôn", "Divorced"),
    ("goa", "Vợ hoặc chồng trước đã chết", "Widowed"),
)


def _side(prefix: str, key: str, who: str, who_en: str) -> Step:
    """One of the two who marry."""
    again: Field = {"show_if": when(f"{prefix}_hon_nhan", "chua-ket-hon", "not_equals")}
    return step(
        key,
        who,
        who_en,
        ask("text", f"{prefix}_ho_ten", "Họ, chữ đệm, tên", "Full name", max_length=100),
        ask(
            "date",
            f"{prefix}_ngay_sinh",
            "Ngày sinh",
            "Date of birth",
            max="today",
            help="Nam phải từ đủ 20 tuổi, nữ từ đủ 18 tuổi.",
            help_en="Men must have reached 20, women 18 years of age.",
        ),
        ask("personal_number", f"{prefix}_so_dinh_danh", "Số định danh cá nhân", "Personal number"),
        *ethnicity(prefix),
        *nationality(prefix),
        ask("address", f"{prefix}_noi_cu_tru", "Nơi cư trú", "Place of residence"),
        choose(f"{prefix}_hon_nhan", "Tình trạng hôn nhân hiện nay", "Present marital status", BEFORE),
        ask(
            "integer",
            f"{prefix}_lan_thu",
            "Đây là lần kết hôn thứ mấy?",
            "Which marriage is this, counting earlier ones?",
            min=2,
            max=9,
            **again,
        ),
        ask(
            "text",
            f"{prefix}_giay_to_truoc",
            "Số, ngày và nơi ban hành bản án, quyết định ly hôn hoặc trích lục khai tử",
            "Number, date and issuer of the divorce judgment or death extract",
            max_length=200,
            **again,
        ),
    )


MARRIAGE = {
    "code": "to-khai-ket-hon",
    "title": "Tờ khai đăng ký kết hôn",
    "title_en": "Marriage registration",
    "steps": [
        applicant(RELATIONS, of_whom="việc kết hôn", of_whom_en="the marriage"),
        _side("nu", "ben_nu", "Bên nữ", "Bride"),
        _side("nam", "ben_nam", "Bên nam", "Groom"),
        step(
            "cam_doan_va_giay_to",
            "Điều kiện và giấy tờ",
            "Conditions and papers",
            ask(
                "yes_no",
                "tu_nguyen",
                "Hai bên tự nguyện kết hôn và không có quan hệ họ hàng trong phạm vi ba đời?",
                "Do both marry of their own will, and are they not related within three generations?",
            ),
            ask(
                "date",
                "ngay_den_ky",
                "Ngày hai bên dự định đến ký Giấy chứng nhận kết hôn",
                "Day on which both intend to come and sign",
                required=False,
                help="Cả hai phải có mặt khi nhận Giấy chứng nhận kết hôn.",
                help_en="Both must be present when the certificate is handed over.",
            ),
            paper(
                "giay_to_tuy_than",
                "Giấy tờ tùy thân của hai bên",
                "Identity papers of both",
                max_files=4,
            ),
            paper(
                "giay_to_hon_nhan_truoc_nu",
                "Bên nữ: giấy tờ về việc hôn nhân trước đã chấm dứt",
                "Bride: proof that the earlier marriage ended",
                required=False,
                show_if=when("nu_hon_nhan", "chua-ket-hon", "not_equals"),
            ),
            paper(
                "giay_to_hon_nhan_truoc_nam",
                "Bên nam: giấy tờ về việc hôn nhân trước đã chấm dứt",
                "Groom: proof that the earlier marriage ended",
                required=False,
                show_if=when("nam_hon_nhan", "chua-ket-hon", "not_equals"),
            ),
            *copies("Trích lục kết hôn", "marriage extract"),
        ),
    ],
}
