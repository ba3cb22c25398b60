"""What a form is called: by TT 03/2025/TT-VPCP, or by TT 01/2018/TT-VPCP where an agency still uses it."""

from __future__ import annotations

from dataclasses import dataclass

from procedures.processing_rules import FormSet

CIRCULARS = {
    FormSet.TT2025: "Thông tư số 03/2025/TT-VPCP",
    FormSet.TT2018: "Thông tư số 01/2018/TT-VPCP",
}
NAMES: dict[str, dict[str, tuple[str, str]]] = {
    FormSet.TT2025: {
        "M01": ("01", "Giấy tiếp nhận hồ sơ và hẹn trả kết quả"),
        "M02": ("02", "Phiếu yêu cầu bổ sung, hoàn thiện hồ sơ"),
        "M03": ("03", "Phiếu từ chối tiếp nhận giải quyết hồ sơ"),
        "M04": ("04", "Văn bản xin lỗi và đề nghị gia hạn thời gian giải quyết"),
        "M05": ("05", "Thông báo dừng giải quyết hồ sơ"),
        "M06": ("06", "Phiếu kiểm soát quá trình giải quyết hồ sơ"),
        "M07": ("07", "Sổ theo dõi hồ sơ"),
    },
    FormSet.TT2018: {
        "M01": ("01", "Giấy tiếp nhận hồ sơ và hẹn trả kết quả"),
        "M02": ("02", "Phiếu yêu cầu bổ sung, hoàn thiện hồ sơ"),
        "M03": ("03", "Phiếu từ chối tiếp nhận, giải quyết hồ sơ"),
        "M04": ("04", "Phiếu xin lỗi và hẹn lại ngày trả kết quả"),
        "M06": ("05", "Phiếu kiểm soát quá trình giải quyết hồ sơ"),
        "M07": ("06", "Sổ theo dõi hồ sơ"),
    },
}
"""By what a form is for: kinds keep the numbers of 2025, the printed number is that of the set."""


@dataclass(frozen=True)
class Heading:
    """`number` and `title` as printed; `form_set` is the set the form really comes from."""

    kind: str
    form_set: str
    number: str
    title: str
    circular: str

    @property
    def kept_as(self) -> str:
        """Kind of the issued document: "M04", or "M04-2018" for the older set."""
        return self.kind if self.form_set == FormSet.TT2025 else f"{self.kind}-{self.form_set}"

    def printed(self) -> dict[str, str]:
        return {"number": self.number, "title": self.title, "circular": self.circular, "set": self.form_set}


def heading(kind: str, form_set: str) -> Heading:
    """The form in that set, else in the set of 2025 (2018 has no notice that processing stops)."""
    chosen = FormSet(form_set) if kind in NAMES[form_set] else FormSet.TT2025
    number, title = NAMES[chosen][kind]
    return Heading(kind, chosen.value, number, title, CIRCULARS[chosen])
