"""What officers of the demo fill in while they work on a dossier."""

from __future__ import annotations

from typing import Any

from eforms.building import build
from eforms.models import EForm


def _choice(value: str, label: str, english: str) -> dict[str, str]:
    return {"value": value, "label": label, "label_en": english}


FIELD_CHECK: dict[str, Any] = {
    "title": "Biên bản kiểm tra thực địa",
    "title_en": "Minutes of the field inspection",
    "by_officers": True,
    "steps": [
        {
            "id": "ket_qua",
            "title": "Kết quả kiểm tra",
            "title_en": "Findings",
            "fields": [
                {
                    "key": "hien_trang",
                    "type": "choice",
                    "label": "Ranh giới, diện tích so với hồ sơ địa chính",
                    "label_en": "Borders and area compared with the cadastre",
                    "required": True,
                    "options": [
                        _choice("khop", "Khớp với hồ sơ", "As recorded"),
                        _choice("chenh-lech", "Có chênh lệch", "Different"),
                    ],
                },
                {
                    "key": "nhan_xet",
                    "type": "long_text",
                    "label": "Nhận xét của cán bộ đo đạc",
                    "label_en": "Remarks of the surveyor",
                    "required": True,
                },
                {
                    "key": "anh_hien_trang",
                    "type": "file",
                    "label": "Ảnh hiện trạng",
                    "label_en": "Pictures",
                    "required": False,
                },
            ],
        }
    ],
}
OFFICER_FORMS = {"bien-ban-kiem-tra-thuc-dia": FIELD_CHECK}


def publish_officer_forms() -> int:
    """Publish the forms that are missing. Returns how many."""
    known = set(EForm.objects.filter(code__in=OFFICER_FORMS).values_list("code", flat=True))
    missing = [code for code in OFFICER_FORMS if code not in known]
    for code in missing:
        build(code, OFFICER_FORMS[code])
    return len(missing)
