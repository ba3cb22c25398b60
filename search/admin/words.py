"""Everyday names, pinned results, empty phrases and judged queries in the editors' admin."""

from __future__ import annotations

from typing import Any, ClassVar

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_http_methods
from wagtail.admin.widgets import Button
from wagtail.snippets.views.snippets import CreateView, IndexView, SnippetViewSet

from accounts.access import WAGTAIL_ADMIN, allow, user_of
from eforms.listing import yes_no
from search.models import JudgedQuery, Pin, StopPhrase, Synonym
from search.tables import COLUMNS, read_synonyms, save_synonyms

PREFILLED = ("typed", "query")
MOST_PROBLEMS = 100


@allow(WAGTAIL_ADMIN)
class NewWord(CreateView):
    def get_initial_form_instance(self) -> Any:
        """With the words of the address ("?typed=…"), where reports lead here."""
        made = self.model()
        for name in PREFILLED:
            if hasattr(made, name):
                longest = self.model._meta.get_field(name).max_length
                setattr(made, name, self.request.GET.get(name, "")[:longest])
        return made


@allow(WAGTAIL_ADMIN)
class SynonymIndex(IndexView):
    export_headings: ClassVar = COLUMNS

    @cached_property
    def header_more_buttons(self) -> list[Button]:
        buttons = list(super().header_more_buttons)
        if self.request.user.has_perm("search.add_synonym"):
            address = Synonym.snippet_viewset.get_url_name("bring_in")
            buttons.append(Button(_("Import a table"), url=reverse(address), icon_name="upload", priority=60))
        return buttons


class SynonymViewSet(SnippetViewSet):
    model = Synonym
    index_view_class = SynonymIndex
    add_view_class = NewWord
    icon = "tag"
    menu_label = gettext_lazy("Everyday names")
    list_display: ClassVar = [
        "typed",
        "official",
        yes_no("both_ways", gettext_lazy("Both ways")),
        yes_no("live", gettext_lazy("In force")),
        yes_no("has_unpublished_changes", gettext_lazy("Draft waits")),
    ]
    list_filter: ClassVar = ["live", "has_unpublished_changes", "both_ways", "site"]
    list_export: ClassVar = [*COLUMNS, "live"]
    export_filename = "everyday-names"
    search_fields: ClassVar = ["typed", "typed_folded", "official"]
    search_backend_name = None
    list_per_page = 50
    copy_view_enabled = False

    def get_urlpatterns(self) -> list[URLPattern]:
        return [*super().get_urlpatterns(), path("nhap/", bring_in, name="bring_in")]


class PinViewSet(SnippetViewSet):
    model = Pin
    add_view_class = NewWord
    icon = "pin"
    menu_label = gettext_lazy("Pinned results")
    list_display: ClassVar = [
        "query",
        "procedure",
        yes_no("live", gettext_lazy("In force")),
        yes_no("has_unpublished_changes", gettext_lazy("Draft waits")),
    ]
    list_filter: ClassVar = ["live", "has_unpublished_changes", "site"]
    search_fields: ClassVar = ["query", "query_folded"]
    search_backend_name = None
    list_per_page = 50
    copy_view_enabled = False

    def get_queryset(self, request: HttpRequest) -> Any:
        return Pin.objects.select_related("procedure")


class StopPhraseViewSet(SnippetViewSet):
    model = StopPhrase
    icon = "cut"
    menu_label = gettext_lazy("Empty phrases")
    search_fields: ClassVar = ["phrase"]
    search_backend_name = None
    list_per_page = 100
    copy_view_enabled = False


class JudgedViewSet(SnippetViewSet):
    model = JudgedQuery
    add_view_class = NewWord
    icon = "tasks"
    menu_label = gettext_lazy("Judged queries")
    list_display: ClassVar = ["query", "codes", "note"]
    list_filter: ClassVar = ["note"]
    list_export: ClassVar = ["query", "codes", "note"]
    export_headings: ClassVar = {"query": "query", "codes": "codes", "note": "note"}
    search_fields: ClassVar = ["query", "query_folded", "codes"]
    search_backend_name = None
    list_per_page = 50
    copy_view_enabled = False


# -- a table of everyday names ---------------------------------------------------------------------------


class TableForm(forms.Form):
    """What is read of the file is checked as a whole; nothing is saved while a row has a problem."""

    file = forms.FileField(
        label=gettext_lazy("A table (CSV or XLSX)"),
        help_text=gettext_lazy("Columns: typed, official, both_ways (yes or no). The list's export is one."),
    )


@allow(WAGTAIL_ADMIN)
@require_http_methods(["GET", "POST"])
def bring_in(request: HttpRequest) -> HttpResponse:
    """Names that are there already are left as they are."""
    if not request.user.has_perm("search.add_synonym"):
        raise PermissionDenied
    may_publish = request.user.has_perm("search.publish_synonym")
    form = TableForm(request.POST or None, request.FILES or None)
    problems: list[tuple[int, str]] = []
    if request.method == "POST" and form.is_valid():
        upload = form.cleaned_data["file"]
        read = read_synonyms(upload, upload.name)
        problems = read.problems
        if not problems:
            publish = may_publish and request.POST.get("do") == "publish"
            save_synonyms(read.synonyms, user_of(request), publish=publish)
            messages.success(request, _taken_in(len(read.synonyms), read.known, published=publish))
            return redirect(Synonym.snippet_viewset.get_url_name("list"))
    context = {
        "form": form,
        "problems": problems[:MOST_PROBLEMS],
        "may_publish": may_publish,
        "header_title": _("Import everyday names"),
        "page_title": _("Import everyday names"),
        "header_icon": "upload",
    }
    status = 422 if problems or form.errors else 200
    return TemplateResponse(request, "search/admin/bring_in.html", context, status=status)


def _taken_in(new: int, known: int, *, published: bool) -> str:
    if published:
        words = ngettext("%(n)d everyday name was published.", "%(n)d everyday names were published.", new)
    else:
        words = ngettext("%(n)d draft was saved.", "%(n)d drafts were saved.", new)
    return f"{words % {'n': new}} {_('Known already: %(n)d.') % {'n': known}}"
