"""What editors say to search in the admin."""

from __future__ import annotations

from typing import ClassVar

from django.utils.translation import gettext_lazy as _
from wagtail.snippets.models import register_snippet
from wagtail.snippets.views.snippets import SnippetViewSet

from search.models import LifeEvent


class LifeEventViewSet(SnippetViewSet):
    model = LifeEvent
    icon = "group"
    menu_label = _("Life events")
    add_to_admin_menu = True
    menu_order = 210
    list_display: ClassVar = ["title", "kind", "place", "live"]
    list_filter: ClassVar = ["kind"]
    copy_view_enabled = False


register_snippet(LifeEventViewSet)
