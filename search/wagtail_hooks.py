"""Search in the editors' admin."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _
from wagtail.snippets.models import register_snippet
from wagtail.snippets.views.snippets import SnippetViewSetGroup

from search.admin.reports import TryWords, WithoutClicks, WithoutResults
from search.admin.words import JudgedViewSet, PinViewSet, StopPhraseViewSet, SynonymViewSet


class SearchWords(SnippetViewSetGroup):
    items = (
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
