"""What the demo's forms are put together from: questions, choices, and the steps several forms share."""

from __future__ import annotations

from typing import Any

Field = dict[str, Any]
Step = dict[str, Any]
Form = dict[str, Any]
Option = tuple[str, str, str]

PAPERS = ["pdf", "jpg", "png"]
CLEAR_PICTURE = "Ảnh chụp hoặc bản quét rõ nét, đủ các góc; tệp PDF, JPG hoặc PNG."
CLEAR_PICTURE_EN = "A clear photo or scan showing all corners; PDF, JPG or PNG."

GENDERS: tuple[Option, ...] = (("nam", "Nam", "Male"), ("nu", "Nữ", "Female"))
ETHNIC_GROUPS: tuple[Option, ...] = tuple(
    (value, name, name)
    for value, name in (
        ("kinh", "Kinh"),
        ("tay", "Tày"),
        ("thai", "Thái"),
        ("muong", "Mường"),
        ("mong", "Mông"),
        ("khmer", "Khmer"),
        ("nung", "Nùng"),
        ("dao", "Dao"),
        ("hoa", "Hoa"),
        ("gia-rai", "Gia Rai"),
        ("e-de", "Ê Đê"),
        ("ba-na", "Ba Na"),
        ("xo-dang", "Xơ Đăng"),
        ("cham", "Chăm"),
        ("co-ho", "Cơ Ho"),
        ("san-chay", "Sán Chay"),
        ("san-diu", "Sán Dìu"),
        ("hre", "Hrê"),
        ("ra-glai", "Ra Glai"),
    )
) + (("khac", "Dân tộc khác", "Another group"),)
NATIONALITIES: tuple[Option, ...] = (
    ("viet-nam", "Việt Nam", "Vietnamese"),
    ("khac", "Quốc tịch khác", "Another nationality"),
)


def ask(kind: str, key: str, label: str, label_en: str, *, required: bool = True, **more: Any) -> Field:
    """One question; `more` are the other keys of a compiled field (help, show_if, use, min, max …)."""
    return {"key": key, "type": kind, "label": label, "label_en": label_en, "required": required, **more}


def choose(key: str, label: str, label_en: str, options: tuple[Option, ...], **more: Any) -> Field:
    listed = [{"value": value, "label": vi, "label_en": en} for value, vi, en in options]
    return ask("choice", key, label, label_en, options=listed, **more)


def paper(key: str, label: str, label_en: str, **more: Any) -> Field:
    """A paper to attach, up to three files of it unless told otherwise."""
    defaults = {"accept": PAPERS, "max_files": 3, "help": CLEAR_PICTURE, "help_en": CLEAR_PICTURE_EN}
    return ask("file", key, label, label_en, **{**defaults, **more})


def step(key: str, title: str, title_en: str, *fields: Field, description: str = "") -> Step:
    return {
        "id": key,
        "title": title,
        "title_en": title_en,
        "description": description,
        "fields": list(fields),
    }


def when(field: str, value: Any, op: str = "equals") -> dict[str, Any]:
    return {"field": field, "op": op, "value": value}


def applicant(relations: tuple[Option, ...], *, of_whom: str, of_whom_en: str) -> Step:
    """The first step of every form: who asks, how to reach them, what they are to the person concerned."""
    return step(
        "nguoi_yeu_cau",
        "Người yêu cầu",
        "Applicant",
        ask(
            "text",
            "nguoi_yeu_cau",
            "Họ, chữ đệm, tên người yêu cầu",
            "Full name of the applicant",
            use="full_name",
            max_length=100,
            help="Viết đủ như trên thẻ căn cước.",
            help_en="As written on the identity card.",
        ),
        ask(
            "personal_number",
            "so_dinh_danh",
            "Số định danh cá nhân",
            "Personal number",
            use="personal_number",
            help="12 chữ số trên thẻ căn cước hoặc trong VNeID.",
            help_en="The 12 digits on the identity card or in VNeID.",
        ),
        ask(
            "phone",
            "dien_thoai",
            "Số điện thoại",
            "Phone number",
            use="phone",
            help="Cán bộ gọi số này khi hồ sơ cần làm rõ.",
            help_en="Officers call this number if something is unclear.",
        ),
        ask(
            "email",
            "thu_dien_tu",
            "Thư điện tử",
            "E-mail",
            required=False,
            use="email",
            help="Để nhận phiếu hẹn và thông báo về hồ sơ.",
            help_en="To receive the appointment slip and notices.",
        ),
        ask("address", "noi_cu_tru", "Nơi cư trú hiện nay", "Current place of residence", use="address"),
        choose("quan_he", f"Quan hệ với {of_whom}", f"Relation to {of_whom_en}", relations),
        description="Người trực tiếp nộp tờ khai này và chịu trách nhiệm về nội dung đã khai.",
    )


def ethnicity(prefix: str, **more: Any) -> tuple[Field, Field]:
    """A choice of the larger groups, and a line for the others."""
    key = f"{prefix}_dan_toc"
    return (
        choose(key, "Dân tộc", "Ethnic group", ETHNIC_GROUPS, **more),
        ask(
            "text",
            f"{key}_khac",
            "Tên dân tộc khác",
            "Name of the other group",
            max_length=60,
            show_if=when(key, "khac"),
        ),
    )


def nationality(prefix: str, **more: Any) -> tuple[Field, Field]:
    key = f"{prefix}_quoc_tich"
    return (
        choose(key, "Quốc tịch", "Nationality", NATIONALITIES, **more),
        ask(
            "text",
            f"{key}_khac",
            "Tên quốc tịch khác",
            "Name of the other nationality",
            max_length=60,
            show_if=when(key, "khac"),
        ),
    )


def copies(result: str, result_en: str) -> tuple[Field, Field]:
    """Whether copies of the result are wanted, and how many."""
    return (
        ask(
            "yes_no",
            "can_ban_sao",
            f"Ông/bà có cần bản sao {result} không?",
            f"Do you need copies of the {result_en}?",
        ),
        ask(
            "integer",
            "so_ban_sao",
            "Số bản sao",
            "Number of copies",
            min=1,
            max=20,
            show_if=when("can_ban_sao", True),
            help="Mỗi bản sao thu phí 8.000 đồng.",
            help_en="Each copy costs 8,000 đồng.",
        ),
    )


def authorisation(authorised: str = "uy-quyen") -> Field:
    """The letter of authorisation, asked only of someone who files for another person."""
    return paper(
        "van_ban_uy_quyen",
        "Văn bản ủy quyền",
        "Letter of authorisation",
        show_if=when("quan_he", authorised),
        help="Phải được chứng thực, trừ khi người được ủy quyền là ông, bà, cha, mẹ, con, vợ, chồng hoặc "
        "anh, chị, em ruột.",
        help_en="Must be certified unless the authorised person is a close relative.",
    )
