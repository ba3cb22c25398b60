"""The columns of the spreadsheet and the words that may stand in them. Vietnamese first, English as well."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import get_language, override
from django.utils.translation import gettext_lazy as _

from eforms.fields import TYPES
from eforms.fields.question import USES


@dataclass(frozen=True)
class Column:
    """`vi`, `en`: the heading; `about`: what is written there; `most`: the longest text in a cell."""

    name: str
    vi: str
    en: str
    about: Any
    most: int = 250

    @property
    def heading(self) -> str:
        return self.vi if (get_language() or "vi").startswith("vi") else self.en


COLUMNS = (
    Column("step", "Bước", "Step", _("Title of the step. Empty: the same step as in the row above."), 120),
    Column("question", "Câu hỏi", "Question", _("What the applicant is asked. Every row needs one.")),
    Column("type", "Loại", "Type", _("How the question is answered: choose from the menu. Empty: text.")),
    Column("required", "Bắt buộc", "Required", _("Yes or No. Empty: it must be answered.")),
    Column("help", "Hướng dẫn", "Help", _("A hint under the question."), 500),
    Column("example", "Ví dụ", "Example", _("An example of a good answer.")),
    Column(
        "choices",
        "Lựa chọn",
        "Choices",
        _("The choices, separated by “;”. Only for questions with choices."),
        8000,
    ),
    Column(
        "shown_when",
        "Chỉ hiện khi",
        "Shown when",
        _(
            "An earlier question and its answer, such as “Marital status = Married”. Also ≠, >, <, ≥, ≤ and "
            "“is answered”. Several separated by “;” must all hold."
        ),
        1000,
    ),
    Column(
        "group",
        "Nhóm",
        "Group",
        _("Rows under each other with the same name here are asked together, as often as needed (children)."),
    ),
    Column("paper", "Giấy tờ", "Paper", _("For files: the paper of the procedure that the file is.")),
    Column("use", "Dùng làm", "Taken as", _("What the portal knows this answer to be; see the menu.")),
    Column(
        "question_en", "Câu hỏi (tiếng Anh)", "Question in English", _("The question in English, if any.")
    ),
    Column("help_en", "Hướng dẫn (tiếng Anh)", "Help in English", _("The hint in English, if any."), 500),
    Column("key", "Mã", "Code", _("Leave it empty: made from the question."), 44),
)  # fmt: skip
BY_NAME = {column.name: column for column in COLUMNS}
NEEDED = ("step", "question")

YES = ("có", "yes", "x", "đúng", "true", "1")
NO = ("không", "no", "sai", "false", "0")

# Types a spreadsheet cannot describe: they need parts of their own or rules.
NOT_HERE = {"group", "table", "computed", "hidden", "image", "checklist", "notice", "text_block", "map_point",
            "long_choice", "pattern"}  # fmt: skip
# First the word of the menu, then others that are understood. The editor's own menu names are understood too.
TYPE_WORDS: Mapping[str, tuple[str, ...]] = {
    "text": ("Chữ", "Text", "Văn bản", "Chữ ngắn"),
    "long_text": ("Chữ dài", "Long text", "Đoạn văn", "Nhiều dòng"),
    "integer": ("Số nguyên", "Whole number", "Số", "Number", "Số lượng"),
    "decimal": ("Số thập phân", "Decimal number", "Số lẻ"),
    "money": ("Số tiền", "Money", "Tiền"),
    "percent": ("Phần trăm", "Percentage", "%"),
    "date": ("Ngày", "Date", "Ngày tháng năm"),
    "month": ("Tháng", "Month", "Tháng năm"),
    "year": ("Năm", "Year"),
    "time": ("Giờ", "Time"),
    "date_range": ("Khoảng ngày", "Date range", "Từ ngày đến ngày"),
    "yes_no": ("Có/Không", "Yes/No", "Có hay không"),
    "declaration": ("Cam kết", "Declaration", "Cam đoan"),
    "choice": ("Chọn một", "One choice", "Một lựa chọn", "Lựa chọn"),
    "choices": ("Chọn nhiều", "Several choices", "Nhiều lựa chọn"),
    "email": ("Thư điện tử", "E-mail", "Email"),
    "phone": ("Số điện thoại", "Phone number", "Điện thoại", "Phone"),
    "full_name": ("Họ và tên", "Full name", "Họ tên"),
    "personal_number": ("Số định danh cá nhân", "Personal number", "Số định danh", "CCCD", "Căn cước"),
    "tax_code": ("Mã số thuế", "Tax code", "MST"),
    "plate": ("Biển số xe", "Vehicle plate"),
    "bank_account": ("Tài khoản ngân hàng", "Bank account", "Số tài khoản"),
    "address": ("Địa chỉ", "Address", "Nơi ở"),
    "country": ("Quốc gia", "Country", "Quốc tịch"),
    "ethnicity": ("Dân tộc", "Ethnicity"),
    "religion": ("Tôn giáo", "Religion"),
    "relation": ("Quan hệ", "Relation", "Mối quan hệ"),
    "agency": ("Cơ quan", "Agency"),
    "file": ("Tệp", "File", "Tệp đính kèm", "Giấy tờ đính kèm"),
    "photo": ("Ảnh", "Photo", "Ảnh chân dung", "Ảnh 3x4"),
    "heading": ("Tiêu đề", "Heading"),
}
USE_WORDS: Mapping[str, tuple[str, str]] = {
    "full_name": ("Họ tên người nộp", "Applicant's full name"),
    "personal_number": ("Số định danh người nộp", "Applicant's personal number"),
    "phone": ("Điện thoại người nộp", "Applicant's phone"),
    "email": ("Thư điện tử người nộp", "Applicant's e-mail"),
    "address": ("Địa chỉ người nộp", "Applicant's address"),
    "birth_date": ("Ngày sinh người nộp", "Applicant's date of birth"),
}


def folded(words: object) -> str:
    """Words as they are compared: NFC, one blank between them, no capitals."""
    return " ".join(unicodedata.normalize("NFC", str(words or "")).split()).casefold()


def column_of(heading: object) -> str | None:
    """Which column a heading names; None when it names none."""
    wanted = folded(heading).rstrip(" *")
    for column in COLUMNS:
        if wanted in (folded(column.vi), folded(column.en), column.name):
            return column.name
    return None


def types_here() -> dict[str, str]:
    """{type: word of the menu} of the types a spreadsheet may use, in the page's language."""
    turn = 0 if (get_language() or "vi").startswith("vi") else 1
    return {
        kind: (TYPE_WORDS[kind][turn] if kind in TYPE_WORDS else str(TYPES[kind].Block().label))
        for kind in TYPES
        if kind not in NOT_HERE
    }


def type_of(words: str) -> str | None:
    """The type somebody means; None when no type is called so."""
    wanted = folded(words)
    for kind in TYPES:
        if kind not in NOT_HERE and wanted in (folded(one) for one in _names_of(kind)):
            return kind
    return None


def _names_of(kind: str) -> Iterator[str]:
    yield kind
    yield from TYPE_WORDS.get(kind, ())
    for language in ("vi", "en"):
        with override(language):
            yield str(TYPES[kind].Block().label)


def uses_here() -> dict[str, str]:
    turn = 0 if (get_language() or "vi").startswith("vi") else 1
    return {use: USE_WORDS[use][turn] if use in USE_WORDS else str(USES[use]) for use in USES}


def use_of(words: str) -> str | None:
    """What the portal is to take an answer as; None when it takes nothing as that."""
    wanted = folded(words)
    for use in USES:
        if wanted in (use, *(folded(one) for one in USE_WORDS.get(use, ())), folded(USES[use])):
            return use
    return None


def truth_of(words: str) -> bool | None:
    wanted = folded(words)
    return True if wanted in YES else False if wanted in NO else None
