"""Filing for somebody else: the standard step at the start, and what it says.

The step is content like any other: shown, saved, judged, filed and read back as the editor's own steps are.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _

STEP = "nguoi_nop"
FOR, REASON, NAME, NUMBER, PAPER = (
    "nop_thay_cho",
    "nop_thay_ly_do",
    "nop_thay_ho_ten",
    "nop_thay_so_dinh_danh",
    "nop_thay_giay_to",
)
KEYS = frozenset({FOR, REASON, NAME, NUMBER, PAPER})
SELF, OTHER = "chinh_minh", "nguoi_khac"
REASONS = {
    "uy_quyen": ("Được ủy quyền bằng văn bản", "Authorised in writing"),
    "cha_me": ("Là cha, mẹ hoặc người giám hộ", "Parent or guardian"),
    "dai_dien": ("Là người đại diện theo pháp luật của tổ chức", "Legal representative of an organisation"),
    "nguoi_than": ("Là người thân nộp thay theo quy định", "Relative, where the law allows it"),
    "giup_do": ("Giúp người già yếu, ốm đau, khuyết tật", "Helping somebody old, ill or disabled"),
}


class Representation(models.TextChoices):
    """Whether a form may be filed for somebody else."""

    OFF = "off", _("no: everybody files for themselves")
    ALLOWED = "allowed", _("yes: with name, personal number and reason")
    PAPER = "paper", _("yes, with a paper that proves the authority")


def step(representation: str) -> dict[str, Any]:
    """The step as compiled content."""
    by_other = {"field": FOR, "op": "equals", "value": OTHER}
    fields = [
        {
            **_question(FOR, "choice", "Bạn nộp hồ sơ cho ai?", "For whom do you file?"),
            "options": [
                {"value": SELF, "label": "Cho chính mình", "label_en": "For myself"},
                {"value": OTHER, "label": "Cho người khác", "label_en": "For somebody else"},
            ],
        },
        {
            **_question(REASON, "choice", "Vì sao bạn nộp thay?", "Why do you file for them?", by_other),
            "options": [
                {"value": value, "label": words, "label_en": english}
                for value, (words, english) in REASONS.items()
            ],
        },
        {
            **_question(NAME, "text", "Họ và tên của bạn", "Your full name", by_other),
            "max_length": 150,
            "prefill": {"from": "account.full_name"},
        },
        {
            **_question(NUMBER, "personal_number", "Số định danh của bạn", "Your personal number", by_other),
            "sensitive": True,
            "prefill": {"from": "account.personal_number"},
        },
    ]
    if representation == Representation.PAPER:
        fields.append(
            {
                **_question(
                    PAPER,
                    "file",
                    "Giấy tờ chứng minh được nộp thay",
                    "Paper that proves your authority",
                    by_other,
                ),
                "help": "Giấy ủy quyền, giấy khai sinh, quyết định cử người giám hộ hoặc giấy tờ tương tự.",
                "help_en": "Power of attorney, birth certificate, appointment as guardian or the like.",
                "accept": ["pdf", "jpg", "png"],
                "max_files": 5,
            }
        )
    return {
        "id": STEP, "title": "Người nộp hồ sơ", "title_en": "Who files",
        "description": "Nếu bạn nộp thay, các câu sau hỏi về người có hồ sơ, không phải về bạn.",
        "description_en": "If you file for somebody else, the questions after these are about them.",
        "fields": fields,
    }  # fmt: skip


def _question(
    key: str, kind: str, words: str, english: str, show_if: Mapping[str, Any] | None = None
) -> dict[str, Any]:
    about = {"help": "", "help_en": "", "required": True, "use": None, "show_if": show_if}
    return {"key": key, "type": kind, "label": words, "label_en": english, **about}


def for_another(answers: Mapping[str, Any]) -> bool:
    return bool(answers.get(FOR) == OTHER)


def representative(answers: Mapping[str, Any]) -> dict[str, str] | None:
    """Who files for the applicant and why; None when people file for themselves."""
    if not for_another(answers):
        return None
    return {
        "name": str(answers.get(NAME) or ""),
        "number": str(answers.get(NUMBER) or ""),
        "reason": str(answers.get(REASON) or ""),
    }


def reason_words(reason: str, *, english: bool = False) -> str:
    """A reason as people read it."""
    return REASONS.get(reason, (reason, reason))[1 if english else 0]
