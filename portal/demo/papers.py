"""Papers people attach in the demo: one small file a kind, made once a run and marked as a demo."""

from __future__ import annotations

from datetime import datetime

from django.core.files.base import ContentFile

from documents.render import pdf, png

TEMPLATE = "portal/demo_paper.typ"
AS_PICTURE = ("giay_to_tuy_than", "giay_to_chu_ho", "giay_to_quan_he")
"""Questions people answer with a photograph."""


class Papers:
    """`of` gives a fresh file to store; what is inside is made once for each kind of paper."""

    def __init__(self, at: datetime) -> None:
        self.at = at.replace(microsecond=0)
        self.made: dict[str, tuple[str, bytes]] = {}

    def of(self, key: str, label: str) -> ContentFile[bytes]:
        """A paper that answers the question `key`, titled as the question is labelled."""
        if key not in self.made:
            self.made[key] = self._make(key, label)
        name, content = self.made[key]
        return ContentFile(content, name=name)

    def _make(self, key: str, label: str) -> tuple[str, bytes]:
        name = key.replace("_", "-")
        data = {
            "title": label,
            "issuer": "Cơ quan cấp: tỉnh Bình Minh (không có thật)",
            "facts": [
                ["Số", "000/DEMO"],
                ["Người đứng tên", "Nguyễn Văn A"],
                ["Ngày cấp", f"{self.at:%d/%m/%Y}"],
            ],
        }
        if key in AS_PICTURE:
            return f"{name}.png", png(TEMPLATE, data)
        return f"{name}.pdf", pdf(TEMPLATE, data, at=self.at)
