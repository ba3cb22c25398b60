"""Outside systems in the editors' admin."""

from __future__ import annotations

from typing import ClassVar

from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel
from wagtail.snippets.views.snippets import SnippetViewSet

from procedures.systems.models import OutsideSystem


class OutsideSystemViewSet(SnippetViewSet):
    model = OutsideSystem
    icon = "upload"
    menu_label = _("Outside systems")
    list_display: ClassVar = ["name", "code", "plugin", "active"]
    panels: ClassVar = [
        MultiFieldPanel(
            [FieldRowPanel([FieldPanel("name"), FieldPanel("name_en")]), FieldPanel("code")],
            heading=_("Name"),
        ),
        FieldPanel("plugin"),
        FieldPanel("options"),
        FieldPanel("minutes"),
        FieldPanel("active"),
    ]
