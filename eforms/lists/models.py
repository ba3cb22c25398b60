"""A code list and its versions. A form names the version it was published with, for ever."""

from __future__ import annotations

from typing import Any, ClassVar

from django.core.validators import RegexValidator
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms import WagtailAdminModelForm

from accounts.written_once import WrittenOnce


class CodeListForm(WagtailAdminModelForm):
    """The admin's form."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "code" in self.fields:
            # Forms name the list and its versions by its code: once there is a version it stays.
            self.fields["code"].disabled = bool(self.instance.pk and self.instance.versions.exists())


class CodeList(models.Model):
    """What an editor names; its entries stand in versions."""

    code = models.CharField(
        _("code"), max_length=40, unique=True, validators=[RegexValidator(r"^[a-z][a-z0-9_]*$")],
        help_text=_("Small letters, digits and _. Forms name the list by it."),
    )  # fmt: skip
    title = models.CharField(_("title"), max_length=120)
    title_en = models.CharField(_("title in English"), max_length=120, blank=True)

    base_form_class = CodeListForm

    class Meta:
        verbose_name = _("code list")
        verbose_name_plural = _("code lists")
        ordering: ClassVar[list[str]] = ["title"]

    def __str__(self) -> str:
        return self.title

    @property
    def newest(self) -> CodeListVersion | None:
        return self.versions.order_by("-number").first()

    def newest_number(self) -> int | str:
        """For the listing."""
        return self.newest.number if self.newest else "–"

    newest_number.short_description = _("newest version")  # type: ignore[attr-defined]


class CodeListVersion(WrittenOnce):
    """Entries, never changed: [{"code", "label", "label_en", "parent"?, "valid"?: False}]."""

    code_list = models.ForeignKey(CodeList, on_delete=models.PROTECT, related_name="versions")
    number = models.PositiveIntegerField(_("number"))
    entries = models.JSONField()
    hash = models.CharField(max_length=64)
    created_at = models.DateTimeField()

    class Meta:
        ordering: ClassVar[list[str]] = ["code_list_id", "-number"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["code_list", "number"], name="one_number_per_list_version")
        ]

    def __str__(self) -> str:
        return f"{self.code_list_id} v{self.number}"
