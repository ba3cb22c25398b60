"""Forms and places in the editors' admin."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, ClassVar

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import URLPattern, URLResolver, include, path, reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.panels import FieldPanel
from wagtail.admin.widgets import Button, ListingButton
from wagtail.snippets.models import register_snippet
from wagtail.snippets.views.snippets import EditView, IndexView, SnippetViewSet, SnippetViewSetGroup

from accounts.access import WAGTAIL_ADMIN, allow
from eforms.creating import NewCoded
from eforms.listing import last_saved, yes_no
from eforms.lists.admin import CodeListViewSet
from eforms.models import EForm, Place, SharedQuestions
from eforms.paper.views import of_eform
from eforms.shared.uses import uses_of
from eforms.sources.admin import DataSourceViewSet


@allow(WAGTAIL_ADMIN)
class FormsIndex(IndexView):
    def get_add_url(self) -> str | None:
        """Where one chooses what to begin from."""
        return reverse("eforms_exchange:new") if super().get_add_url() else None


@allow(WAGTAIL_ADMIN)
class FormEditor(EditView):
    @cached_property
    def header_more_buttons(self) -> list[Button]:
        pages = [
            (_("Fill it for trial"), "trial", "view"),
            (_("Scenarios"), "scenarios", "tasks"),
            (_("Compare versions"), "versions", "history"),
            (_("Export as a file"), "export", "download"),
        ]
        ours = [
            Button(
                words,
                url=reverse(f"eforms_exchange:{page}", args=[self.object.pk]),
                icon_name=icon,
                priority=5,
            )
            for words, page, icon in pages
        ]
        return [*ours, *super().header_more_buttons]


class EFormViewSet(SnippetViewSet):
    model = EForm
    add_view_class = NewCoded
    index_view_class = FormsIndex
    edit_view_class = FormEditor
    icon = "form"
    menu_label = _("E-forms")
    list_display: ClassVar = ["title", "code", yes_no("live", _("Published")), last_saved(_("Last saved"))]
    list_per_page = 50
    copy_view_enabled = False

    def get_queryset(self, request: HttpRequest) -> Any:
        return EForm.objects.select_related("latest_revision")


class PlaceViewSet(SnippetViewSet):
    model = Place
    add_view_class = NewCoded
    icon = "site"
    menu_label = _("Provinces and communes")
    list_display: ClassVar = ["name", "code", "kind", "parent", "valid_from", "valid_to"]
    list_filter: ClassVar = ["kind"]
    list_per_page = 100
    panels: ClassVar = [
        FieldPanel("code"), FieldPanel("name"), FieldPanel("kind"), FieldPanel("parent"),
        FieldPanel("valid_from"), FieldPanel("valid_to"),
    ]  # fmt: skip


class SharedQuestionsViewSet(SnippetViewSet):
    model = SharedQuestions
    add_view_class = NewCoded
    icon = "snippet"
    menu_label = _("Shared questions")
    list_display: ClassVar = ["title", "code"]
    copy_view_enabled = False


class Forms(SnippetViewSetGroup):
    items = (EFormViewSet, SharedQuestionsViewSet, CodeListViewSet, PlaceViewSet, DataSourceViewSet)
    menu_label = _("Forms")
    menu_icon = "form"
    menu_order = 200


register_snippet(Forms)


@hooks.register("register_admin_urls")
def printed_forms() -> list[Any]:
    return [path("to-khai-in/<int:eform_id>/", of_eform, name="eform_paper")]


@hooks.register("register_snippet_listing_buttons")
def printed_form(snippet: Any, user: Any, next_url: str | None = None) -> Iterator[ListingButton]:
    """The e-form as it is printed, beside its name in the list."""
    if isinstance(snippet, EForm):
        address = reverse("eform_paper", args=[snippet.pk])
        yield ListingButton(_("Printed form"), address, priority=40, icon_name="doc-full")


@hooks.register("register_admin_urls")
def exchange_urls() -> list[URLPattern | URLResolver]:
    return [path("bieu-mau-dien-tu/", include("eforms.exchange.urls"))]


@hooks.register("register_admin_urls")
def builder_urls() -> list[URLPattern | URLResolver]:
    return [path("bieu-mau/", include("eforms.builder.urls"))]


@hooks.register("before_delete_snippet")
def keep_used_questions(request: HttpRequest, instances: list[Any]) -> HttpResponse | None:
    """Shared questions that a form uses stay: the form would lose them."""
    for one in instances:
        used = uses_of(one.pk) if isinstance(one, SharedQuestions) else []
        if used:
            titles = ", ".join(use.eform.title for use in used)
            messages.error(
                request,
                _("“%(title)s” is used by: %(forms)s. Take it out there first.")
                % {"title": one.title, "forms": titles},
            )
            return redirect("eforms_builder:shared", one.pk)
    return None
