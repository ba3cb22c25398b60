"""Death registration (1.000656), after the declaration of TT 04/2024/TT-BTP."""

from __future__ import annotations

from portal.demo.forms.parts import (
    GENDERS,
    Step,
    applicant,
    ask,
    authorisation,
    choose,
    copies,
    ethnicity,
    nationality,
    paper,
    step,
    when,
)

RELATIONS = (
    ("vo-chong", "Vợ hoặc chồng", "Spouse"),
    ("con", "Con", "Child"),
    ("cha-me", "Cha hoặc mẹ", "Parent"),
    ("nguoi-than", "Người thân thích khác", "Another relative"),
    ("uy-quyen", "Người được ủy quyền", "Authorised person"),
)
PROOFS = (
    ("giay-bao-tu", "Giấy báo tử của cơ sở y tế hoặc Ủy ban nhân dân cấp xã", "Death notice"),
    ("giay-thay-the", "Giấy tờ thay Giấy báo tử", "A document that replaces the death notice"),
    ("chet-da-lau", "Người chết đã lâu, có giấy tờ chứng minh khác", "Died long ago, other evidence"),
)


def _deceased() -> Step:
    return step(
        "nguoi_chet",
        "Người chết",
        "The deceased",
        ask(
            "text",
            "nguoi_chet_ho_ten",
            "Họ, chữ đệm, tên người chết",
            "Full name of the deceased",
            max_length=100,
        ),
        ask("date", "nguoi_chet_ngay_sinh", "Ngày sinh", "Date of birth", max="today"),
        choose("nguoi_chet_gioi_tinh", "Giới tính", "Sex", GENDERS),
        ask(
            "personal_number",
            "nguoi_chet_so_dinh_danh",
            "Số định danh cá nhân",
            "Personal number",
            required=False,
        ),
        *ethnicity("nguoi_chet"),
        *nationality("nguoi_chet"),
        ask("address", "noi_cu_tru_cuoi", "Nơi cư trú cuối cùng", "Last place of residence"),
    )


def _death() -> Step:
    return step(
        "su_kien_chet",
        "Thời gian, nơi và nguyên nhân chết",
        "When, where and why",
        ask("date", "ngay_chet", "Ngày chết", "Date of death", max="today"),
        ask(
            "text",
            "gio_chet",
            "Giờ chết",
            "Time of death",
            required=False,
            max_length=20,
            help="Ví dụ: 14 giờ 30 phút. Để trống nếu không rõ.",
            help_en="For example 14:30. Leave empty when not known.",
        ),
        ask("text", "noi_chet", "Nơi chết", "Place of death", max_length=200),
        ask("text", "nguyen_nhan", "Nguyên nhân chết", "Cause of death", max_length=200),
        choose("loai_chung_minh", "Giấy tờ chứng minh việc chết", "Proof of the death", PROOFS),
        ask(
            "text",
            "giay_bao_tu_so",
            "Số giấy báo tử hoặc giấy tờ thay thế",
            "Number of the document",
            max_length=50,
            show_if=when("loai_chung_minh", "chet-da-lau", "not_equals"),
        ),
        ask(
            "text",
            "giay_bao_tu_noi_cap",
            "Nơi cấp",
            "Issued by",
            max_length=200,
            show_if=when("loai_chung_minh", "chet-da-lau", "not_equals"),
        ),
        ask(
            "date",
            "giay_bao_tu_ngay",
            "Ngày cấp",
            "Date of issue",
            max="today",
            show_if=when("loai_chung_minh", "chet-da-lau", "not_equals"),
        ),
    )


DEATH = {
    "code": "to-khai-khai-tu",
    "title": "Tờ khai đăng ký khai tử",
    "title_en": "Death registration",
    "steps": [
        applicant(RELATIONS, of_whom="người chết", of_whom_en="the deceased"),
        _deceased(),
        _death(),
        step(
            "giay_to",
            "Giấy tờ",
            "Papers",
            paper(
                "giay_bao_tu",
                "Giấy báo tử hoặc giấy tờ chứng minh việc chết",
                "Death notice or other evidence",
            ),
            paper(
                "giay_to_cu_tru",
                "Giấy tờ chứng minh nơi cư trú cuối cùng",
                "Proof of the last residence",
                required=False,
                help="Chỉ nộp khi cán bộ không tra cứu được nơi cư trú trong dữ liệu dân cư.",
                help_en="Only when the residence is not found in the population database.",
            ),
            authorisation(),
            *copies("Trích lục khai tử", "death extract"),
        ),
    ],
}
