"""Ready processes editors begin from: copied into a procedure, never referred to.

A template that is changed later changes no procedure; what was published stays what it was.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.fields import StreamField
from wagtail.snippets.views.snippets import SnippetViewSet

from procedures.choices import Level
from procedures.process_blocks import ProcessBlock, as_blocks, compiled_process

if TYPE_CHECKING:
    from accounts.models import User
    from procedures.pages import ProcedurePage


class ProcessTemplate(models.Model):
    """A process by name, for procedures of a level."""

    name = models.CharField(_("name"), max_length=200, unique=True)
    level = models.CharField(_("level"), max_length=10, choices=Level)
    process = StreamField(ProcessBlock(), verbose_name=_("processing steps"))

    class Meta:
        verbose_name = _("process template")
        verbose_name_plural = _("process templates")
        ordering = ["level", "name"]

    def __str__(self) -> str:
        return self.name


class ProcessTemplateViewSet(SnippetViewSet):
    model = ProcessTemplate
    icon = "tasks"
    menu_label = _("Process templates")
    list_display: ClassVar = ["name", "level"]
    list_filter: ClassVar = ["level"]
    panels: ClassVar = [FieldPanel("name"), FieldPanel("level"), FieldPanel("process")]


def copy_into(page: ProcedurePage, template: ProcessTemplate, *, by: User) -> None:
    """A new draft of the page with the template's steps in place of its own; nothing is published."""
    page.process = _without_ids(as_blocks(compiled_process(template.process)))
    page.save_revision(user=by)


def _without_ids(raw: Any) -> Any:
    """The blocks as if written anew, so that each step of each procedure has an id of its own."""
    from procedures.pages import ProcedurePage

    return ProcedurePage.process.field.stream_block.to_python(_bare(raw))


def _bare(raw: Any) -> Any:
    if isinstance(raw, list):
        return [_bare(one) for one in raw]
    if isinstance(raw, dict):
        return {name: _bare(one) for name, one in raw.items() if name != "id"}
    return raw


def load_shipped() -> None:
    """The templates the portal comes with; called where there is none."""
    for name, level, steps in SHIPPED:
        nodes = [
            {
                "id": f"{level}-{place}",
                "branches": [{"id": f"{level}-{place}-b", "name": "", "steps": [_step(level, place, one)]}],
            }
            for place, one in enumerate(steps)
        ]
        blocks = ProcessTemplate.process.field.stream_block.to_python(_bare(as_blocks(nodes)))
        ProcessTemplate.objects.create(name=name, level=level, process=blocks)


def _step(level: str, place: int, one: tuple[str, str, list[str], list[str]]) -> dict[str, Any]:
    name, role, checks, produces = one
    return {
        "id": f"{level}-{place}-s", "name": name, "name_en": "", "role": role, "hours": None, "when": "",
        "checks": checks, "produces": produces, "tell": False,
    }  # fmt: skip


WHOLE = ["Thành phần hồ sơ đầy đủ, đúng quy định", "Thông tin khớp với cơ sở dữ liệu và giấy tờ kèm theo"]
DRAFT = ["Tờ trình", "Dự thảo kết quả"]
SHIPPED: list[tuple[str, str, list[tuple[str, str, list[str], list[str]]]]] = [
    (
        "Quy trình chung cấp xã",
        Level.COMMUNE.value,
        [
            ("Thẩm tra hồ sơ, dự thảo kết quả", "specialist", WHOLE, DRAFT),
            ("Lãnh đạo Ủy ban nhân dân ký duyệt", "approver", [], []),
            ("Vào sổ, đóng dấu, chuyển Bộ phận Một cửa", "clerk", [], []),
        ],
    ),
    (
        "Quy trình chung cấp tỉnh",
        Level.PROVINCE.value,
        [
            ("Thẩm định hồ sơ, dự thảo kết quả", "specialist", WHOLE, DRAFT),
            ("Lãnh đạo phòng soát xét dự thảo", "approver", ["Dự thảo đúng thể thức, đúng thẩm quyền"], []),
            ("Lãnh đạo cơ quan ký duyệt", "approver", [], []),
            ("Vào sổ, đóng dấu, chuyển Trung tâm Phục vụ hành chính công", "clerk", [], []),
        ],
    ),
    (
        "Quy trình chung cấp bộ",
        Level.CENTRAL.value,
        [
            ("Thẩm định hồ sơ, dự thảo kết quả", "specialist", WHOLE, DRAFT),
            ("Lãnh đạo vụ, cục soát xét dự thảo", "approver", ["Dự thảo đúng thể thức, đúng thẩm quyền"], []),
            ("Lãnh đạo bộ, cơ quan ngang bộ ký duyệt", "approver", [], []),
            ("Vào sổ, đóng dấu, chuyển Bộ phận Một cửa", "clerk", [], []),
        ],
    ),
]
