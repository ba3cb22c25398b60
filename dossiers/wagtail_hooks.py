"""Texts of messages and of results in the editors' admin."""

from __future__ import annotations

from typing import ClassVar

from django.urls import path
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.snippets.models import register_snippet
from wagtail.snippets.views.snippets import SnippetViewSet

from dossiers import document_preview, result_preview
from dossiers.models import NoticeText


class NoticeTextViewSet(SnippetViewSet):
    model = NoticeText
    icon = "mail"
    menu_label = _("Texts of messages")
    add_to_settings_menu = True
    list_display: ClassVar = ["__str__", "live"]
    list_filter: ClassVar = ["event", "kind", "language"]
    copy_view_enabled = False


register_snippet(NoticeTextViewSet)
hooks.register(
    "register_admin_urls",
    lambda: [
        path("thu-tuc/<int:pk>/ket-qua-mau/", result_preview.preview, name="result_preview"),
        path("van-ban-mau/xem-truoc/", document_preview.preview, name="document_preview"),
    ],
)
hooks.register("register_page_header_buttons", result_preview.preview_button)
