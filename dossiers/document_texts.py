"""The closing words of each printed form, as an administrator keeps them, with placeholders for facts."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.functional import Promise
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, HelpPanel, MultiFieldPanel
from wagtail.contrib.settings.models import BaseGenericSetting, register_setting

from procedures.processing_rules import FormSet
from rules.placeholders import PLACEHOLDER, said_as

OF_A_DOSSIER: dict[str, str | Promise] = {
    "ma_ho_so": _("code of the dossier"),
    "thu_tuc": _("name of the procedure"),
    "co_quan": _("agency that decides"),
    "bo_phan": _("unit that receives dossiers"),
    "nguoi_nop": _("name of the applicant"),
    "duong_day_nong": _("hotline of the unit"),
    "trang_tra_cuu": _("address of the look-up page"),
}
"""What texts of papers and of messages may both name."""
PLACEHOLDERS: dict[str, str | Promise] = {
    **OF_A_DOSSIER,
    "ngay_nhan": _("day of acceptance, before it the day of filing"),
    "han_tra": _("day of the result, the new one where it is put off"),
}
OF_THE_REGISTER = ("co_quan", "tu_ngay", "den_ngay")
"""The register speaks of no single dossier: its text may name the agency, the first and the last day."""
SHIPPED = {
    "M01": "Khi đến nhận kết quả, Ông/Bà mang theo giấy này và giấy tờ tùy thân. Kết quả được trả tại "
    "{bo_phan} hoặc qua dịch vụ bưu chính công ích nếu Ông/Bà đã đăng ký.",
    "M02": "Ông/Bà bổ sung một lần, đầy đủ các nội dung nêu trên: trực tuyến tại {trang_tra_cuu} (nhập mã "
    "{ma_ho_so}) hoặc tại {bo_phan}.",
    "M03": "Xin thông báo cho Ông/Bà được biết và thực hiện. Nếu không đồng ý, Ông/Bà có quyền khiếu nại "
    "theo quy định của pháp luật về khiếu nại.",
    "M04": "Rất mong nhận được sự thông cảm của Ông/Bà.",
    "M05": "Ông/Bà có thể nộp lại hồ sơ khi có nhu cầu và đủ điều kiện theo quy định.",
    "M06": "Phiếu được lập từ nhật ký xử lý hồ sơ {ma_ho_so} trên hệ thống; thời gian giao, nhận do hệ thống "
    "tự ghi và không sửa được.",
    "M07": "Sổ được lập từ hệ thống, gồm các hồ sơ tiếp nhận từ {tu_ngay} đến {den_ngay}.",
}
KINDS = {
    FormSet.TT2025: tuple(SHIPPED),
    FormSet.TT2018: tuple(kind for kind in SHIPPED if kind != "M05"),
}


def column(kind: str, form_set: str) -> str:
    """Where the text of a form lies: "m04_2018"."""
    return f"{kind.lower()}_{form_set}"


def strange(kind: str, text: str) -> list[str]:
    """Placeholders of the text that this form does not have."""
    allowed = OF_THE_REGISTER if kind == "M07" else PLACEHOLDERS
    return [name for name in PLACEHOLDER.findall(text) if name not in allowed]


def _text(label: str) -> Any:
    return models.TextField(label, blank=True, max_length=600)


def _panel(kind: str, form_set: str) -> FieldPanel:
    # The words that come with the portal stay in Vietnamese, as they are printed.
    shipped = format_lazy(_("Empty: {text}"), text=SHIPPED[kind])
    return FieldPanel(column(kind, form_set), help_text=shipped)


@register_setting(icon="doc-full")
class DocumentTexts(BaseGenericSetting):
    """One row for the portal; an empty text is the one that comes with it."""

    m01_2025 = _text("01 – Giấy tiếp nhận hồ sơ và hẹn trả kết quả")
    m02_2025 = _text("02 – Phiếu yêu cầu bổ sung, hoàn thiện hồ sơ")
    m03_2025 = _text("03 – Phiếu từ chối tiếp nhận giải quyết hồ sơ")
    m04_2025 = _text("04 – Văn bản xin lỗi và đề nghị gia hạn thời gian giải quyết")
    m05_2025 = _text("05 – Thông báo dừng giải quyết hồ sơ")
    m06_2025 = _text("06 – Phiếu kiểm soát quá trình giải quyết hồ sơ")
    m07_2025 = _text("07 – Sổ theo dõi hồ sơ")
    m01_2018 = _text("01 – Giấy tiếp nhận hồ sơ và hẹn trả kết quả")
    m02_2018 = _text("02 – Phiếu yêu cầu bổ sung, hoàn thiện hồ sơ")
    m03_2018 = _text("03 – Phiếu từ chối tiếp nhận, giải quyết hồ sơ")
    m04_2018 = _text("04 – Phiếu xin lỗi và hẹn lại ngày trả kết quả")
    m06_2018 = _text("05 – Phiếu kiểm soát quá trình giải quyết hồ sơ")
    m07_2018 = _text("06 – Sổ theo dõi hồ sơ")

    panels: ClassVar = [
        HelpPanel(template="dossiers/admin/placeholders.html", heading=_("Placeholders")),
        *(
            MultiFieldPanel([_panel(kind, form_set) for kind in KINDS[form_set]], heading=form_set.label)
            for form_set in FormSet
        ),
    ]

    class Meta:
        verbose_name = _("document texts")

    def __str__(self) -> str:
        return str(self._meta.verbose_name)

    def clean(self) -> None:
        """Raises ValidationError beside each text that names something there is not."""
        super().clean()
        wrong = {}
        for form_set, kinds in KINDS.items():
            for kind in kinds:
                if names := strange(kind, getattr(self, column(kind, form_set))):
                    wrong[column(kind, form_set)] = ValidationError(
                        _("There is no placeholder %(names)s for this form."),
                        code="placeholder_unknown",
                        params={"names": said_as(names)},
                    )
        if wrong:
            raise ValidationError(wrong)


def text_for(kind: str, form_set: str, values: Mapping[str, str]) -> str:
    """The closing words of a form with its facts filled in; one query."""
    return PLACEHOLDER.sub(lambda found: values.get(found[1], found[0]), words_of(kind, form_set))


def words_of(kind: str, form_set: str) -> str:
    """The closing words of a form with their placeholders; one query."""
    return getattr(DocumentTexts.load(), column(kind, form_set)).strip() or SHIPPED[kind]
