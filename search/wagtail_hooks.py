"""Search in the editors' admin."""

from __future__ import annotations

from typing import ClassVar

from django.utils.translation import gettext_lazy as _
from wagtail.snippets.models import register_snippet
from wagtail.snippets.views.snippets import SnippetViewSet, SnippetViewSetGroup

from search.admin.reports import TryWords, WithoutClicks, WithoutResults
from search.admin.words import JudgedViewSet, PinViewSet, StopPhraseViewSet, SynonymViewSet
from search.models import LifeEvent


class LifeEventViewSet(SnippetViewSet):
    model = LifeEvent
    icon = "group"
    menu_label = _("Life events")
    list_display: ClassVar = ["title", "kind", "place", "live"]
    list_filter: ClassVar = ["kind"]
    copy_view_enabled = False


class SearchWords(SnippetViewSetGroup):
    items = (
        LifeEventViewSet,
        SynonymViewSet,
        PinViewSet,
        StopPhraseViewSet,
        WithoutResults,
        WithoutClicks,
        JudgedViewSet,
        TryWords,
    )
    menu_label = _("Search")
    menu_icon = "search"
    menu_name = "search_words"
    menu_order = 250


register_snippet(SearchWords)
