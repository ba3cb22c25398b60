"""What editors lay down for certified copies: the words, why one is refused, how many a book holds."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.functional import Promise
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, HelpPanel
from wagtail.contrib.settings.models import BaseGenericSetting, register_setting

from rules.placeholders import names_in, put_in, said_as, unbalanced

PLACEHOLDERS: dict[str, str | Promise] = {
    "so_chung_thuc": _("number in the register"),
    "quyen_so": _("book of the register"),
    "ten_giay_to": _("name of the original"),
    "so_trang": _("pages of the original"),
    "co_quan": _("agency that certifies"),
    "ngay_ky": _("day on which it is submitted for signature"),
}
WORDS = (
    "Chứng thực bản sao đúng với bản chính\n"
    "Số chứng thực {so_chung_thuc}, quyển số {quyen_so}\n"
    "Bản sao gồm {so_trang} trang, được chụp từ bản chính giấy tờ, văn bản"
)
SIGNER = "Người thực hiện chứng thực"
REASONS = (
    "Bản chính bị tẩy xóa, sửa chữa, thêm, bớt nội dung không hợp lệ.\n"
    "Bản chính bị hư hỏng, cũ nát, không xác định được nội dung.\n"
    "Bản chính đóng dấu mật của cơ quan có thẩm quyền hoặc ghi rõ không được sao chụp.\n"
    "Bản chính có nội dung trái pháp luật, đạo đức xã hội.\n"
    "Bản chính do cơ quan nước ngoài cấp chưa được hợp pháp hóa lãnh sự.\n"
    "Giấy tờ do cá nhân tự lập không có xác nhận và đóng dấu của cơ quan có thẩm quyền.\n"
    "Người yêu cầu không xuất trình bản chính.\n"
    "Bản chụp không rõ hoặc không đủ các trang của bản chính."
)
"""Nghị định 23/2015/NĐ-CP, Điều 22; the last two are of comparing."""


@register_setting(icon="doc-full-inverse")
class CopyRules(BaseGenericSetting):
    """One row for the portal; what is empty is as it comes with it."""

    words = models.TextField(_("words of the certification"), blank=True, max_length=1000)
    signer = models.CharField(_("who signs"), blank=True, max_length=120)
    reasons = models.TextField(_("reasons for which a copy is refused"), blank=True, max_length=4000)
    entries = models.PositiveIntegerField(
        _("entries in a book"), default=0, help_text=_("0: one book holds a whole year.")
    )

    panels: ClassVar = [
        HelpPanel(template="dossiers/admin/copy_placeholders.html", heading=_("Placeholders")),
        FieldPanel(
            "words",
            help_text=format_lazy(
                _("One paragraph a line, the first is the heading. Empty: {text}"), text=WORDS
            ),
        ),
        FieldPanel("signer", help_text=format_lazy(_("Empty: {text}"), text=SIGNER)),
        FieldPanel("reasons", help_text=format_lazy(_("One a line. Empty: {text}"), text=REASONS)),
        FieldPanel("entries"),
    ]

    class Meta:
        verbose_name = _("certified copies")

    def __str__(self) -> str:
        return str(self._meta.verbose_name)

    def clean(self) -> None:
        """Raises ValidationError beside words that name what there is not."""
        super().clean()
        strange = [name for name in names_in(self.words) if name not in PLACEHOLDERS]
        if strange or unbalanced(self.words):
            message = _("There is no placeholder %(names)s for this form.")
            said = {"names": said_as(strange)}
            raise ValidationError(
                {"words": ValidationError(message, code="placeholder_unknown", params=said)}
            )

    def choices(self) -> list[str]:
        """The reasons, one by one."""
        return [line.strip() for line in (self.reasons.strip() or REASONS).splitlines() if line.strip()]

    def said(self, values: Mapping[str, str]) -> list[str]:
        """The paragraphs of the certification with their facts."""
        text = (self.words.strip() or WORDS).replace("\r\n", "\n")
        return [put_in(line, values, "……")[0] for line in text.split("\n") if line.strip()]

    def who_signs(self) -> str:
        return self.signer.strip() or SIGNER


def copy_rules() -> CopyRules:
    """One query."""
    loaded: Any = CopyRules.load()
    assert isinstance(loaded, CopyRules)
    return loaded
