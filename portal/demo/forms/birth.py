"""Birth registration (1.001193), after the declaration of TT 04/2024/TT-BTP."""

from __future__ import annotations

from portal.demo.forms.parts import (
    GENDERS,
    Field,
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
    ("me", "Mẹ", "Mother"),
    ("cha", "Cha", "Father"),
    ("ong-ba", "Ông, bà", "Grandparent"),
    ("nguoi-than", "Người thân thích khác", "Another relative"),
    ("uy-quyen", "Người được ủy quyền", "Authorised person"),
)
CIRCUMSTANCES = (
    ("thong-thuong", "Không thuộc trường hợp đặc biệt nào", "None of the special circumstances"),
    ("bi-bo-roi", "Trẻ bị bỏ rơi", "Abandoned child"),
    ("mang-thai-ho", "Trẻ sinh ra do mang thai hộ", "Born by surrogacy"),
)
PROOFS = (
    ("giay-chung-sinh", "Giấy chứng sinh của cơ sở y tế", "Birth notice of a health facility"),
    ("nguoi-lam-chung", "Văn bản của người làm chứng về việc sinh", "Statement of a witness of the birth"),
    ("cam-doan", "Giấy cam đoan về việc sinh", "Written declaration about the birth"),
)


def _child() -> Step:
    return step(
        "tre",
        "Trẻ được khai sinh",
        "The child",
        ask(
            "text",
            "tre_ho_ten",
            "Họ, chữ đệm, tên của trẻ",
            "Full name of the child",
            max_length=100,
            help="Họ theo họ cha hoặc họ mẹ, như cha mẹ đã thống nhất.",
            help_en="The family name is the father's or the mother's, as the parents agreed.",
        ),
        ask("date", "tre_ngay_sinh", "Ngày sinh", "Date of birth", max="today"),
        choose("tre_gioi_tinh", "Giới tính", "Sex", GENDERS),
        *ethnicity("tre"),
        *nationality("tre"),
        ask(
            "text",
            "tre_noi_sinh",
            "Nơi sinh",
            "Place of birth",
            max_length=200,
            help="Tên bệnh viện hoặc trạm y tế và địa chỉ; sinh tại nhà thì ghi địa chỉ nhà.",
            help_en="Name and address of the hospital or health station; the home address if born at home.",
        ),
        ask(
            "address",
            "tre_que_quan",
            "Quê quán",
            "Place of origin",
            help="Theo quê của cha hoặc của mẹ.",
            help_en="That of the father or of the mother.",
        ),
        choose("hoan_canh", "Trẻ thuộc trường hợp nào?", "Which circumstance applies?", CIRCUMSTANCES),
    )


def _parent(prefix: str, who: str, who_en: str) -> list[Field]:
    known: Field = {"show_if": when(f"biet_{prefix}", True)}
    return [
        ask(
            "yes_no",
            f"biet_{prefix}",
            f"Có ghi thông tin về {who} vào Giấy khai sinh không?",
            f"Is the {who_en} to be entered in the birth certificate?",
            help="Chọn “Không” khi chưa xác định được.",
            help_en="Choose “No” when not known.",
        ),
        ask(
            "text",
            f"{prefix}_ho_ten",
            f"Họ, chữ đệm, tên của {who}",
            f"Full name of the {who_en}",
            max_length=100,
            **known,
        ),
        ask("date", f"{prefix}_ngay_sinh", "Ngày sinh", "Date of birth", max="today", **known),
        ask("personal_number", f"{prefix}_so_dinh_danh", "Số định danh cá nhân", "Personal number", **known),
        *ethnicity(prefix, **known),
        *nationality(prefix, **known),
        ask("address", f"{prefix}_noi_cu_tru", "Nơi cư trú", "Place of residence", **known),
    ]


def _marriage_of_parents() -> list[Field]:
    married: Field = {"show_if": when("cha_me_ket_hon", True)}
    return [
        ask("yes_no", "cha_me_ket_hon", "Cha mẹ trẻ đã đăng ký kết hôn chưa?", "Are the parents married?"),
        ask(
            "text",
            "ket_hon_so",
            "Số Giấy chứng nhận kết hôn",
            "Number of the marriage certificate",
            max_length=50,
            **married,
        ),
        ask(
            "date",
            "ket_hon_ngay",
            "Ngày đăng ký kết hôn",
            "Date of the marriage registration",
            max="today",
            **married,
        ),
        ask(
            "text",
            "ket_hon_noi",
            "Nơi đăng ký kết hôn",
            "Where the marriage was registered",
            max_length=200,
            **married,
        ),
    ]


def _papers() -> Step:
    return step(
        "giay_to",
        "Giấy tờ",
        "Papers",
        choose("loai_chung_minh", "Giấy tờ chứng minh việc sinh", "Proof of the birth", PROOFS),
        paper(
            "giay_chung_sinh",
            "Giấy chứng sinh hoặc giấy tờ thay thế",
            "Birth notice or what replaces it",
        ),
        paper(
            "giay_ket_hon",
            "Giấy chứng nhận kết hôn của cha mẹ",
            "Marriage certificate of the parents",
            required=False,
            show_if=when("cha_me_ket_hon", True),
            help="Nộp kèm để cán bộ đối chiếu nhanh; không bắt buộc nếu việc kết hôn đã có trong dữ liệu hộ "
            "tịch.",
            help_en="Helps the officer; not required when the marriage is in the civil status database.",
        ),
        paper(
            "bien_ban_bo_roi",
            "Biên bản về việc trẻ bị bỏ rơi",
            "Record of the abandonment",
            show_if=when("hoan_canh", "bi-bo-roi"),
        ),
        paper(
            "xac_nhan_mang_thai_ho",
            "Xác nhận của cơ sở y tế về việc mang thai hộ",
            "Confirmation of the health facility about the surrogacy",
            show_if=when("hoan_canh", "mang-thai-ho"),
        ),
        authorisation(),
        *copies("Giấy khai sinh", "birth certificate"),
    )


BIRTH = {
    "code": "to-khai-khai-sinh",
    "title": "Tờ khai đăng ký khai sinh",
    "title_en": "Birth registration",
    "steps": [
        applicant(RELATIONS, of_whom="trẻ", of_whom_en="the child"),
        _child(),
        step("me", "Mẹ", "Mother", *_parent("me", "mẹ", "mother")),
        step("cha", "Cha", "Father", *_parent("cha", "cha", "father"), *_marriage_of_parents()),
        _papers(),
    ],
}
