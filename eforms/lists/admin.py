"""Code lists in the editors' admin: entries typed or uploaded, checked first, then saved as a version."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, ClassVar

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_http_methods
from wagtail import hooks
from wagtail.admin.panels import FieldPanel, FieldRowPanel
from wagtail.admin.widgets.button import Button, HeaderButton
from wagtail.snippets.views.snippets import EditView, SnippetViewSet

from accounts.access import WAGTAIL_ADMIN, allow
from documents.kinds import XLSX
from documents.tables import UnreadableTable
from eforms.creating import NewCoded
from eforms.lists.importing import Read, as_typed, as_xlsx, difference, read_file, read_typed
from eforms.lists.models import CodeList
from eforms.lists.publishing import publish

MOST_PROBLEMS = 100


@allow(WAGTAIL_ADMIN)
class NewList(NewCoded):
    def get_success_url(self) -> str:
        """A list without entries is of no use: they come next."""
        if self.request.user.has_perm("eforms.change_codelist"):
            return _address("entries", self.object)
        return str(super().get_success_url())


@allow(WAGTAIL_ADMIN)
class ListEditor(EditView):
    @cached_property
    def header_buttons(self) -> list[Button]:
        address = _address("entries", self.object)
        return [*super().header_buttons, HeaderButton(_("Entries"), url=address, icon_name="list-ul")]


class CodeListViewSet(SnippetViewSet):
    model = CodeList
    add_view_class = NewList
    edit_view_class = ListEditor
    icon = "list-ul"
    menu_label = gettext_lazy("Code lists")
    list_display: ClassVar = ["title", "code", "newest_number"]
    panels: ClassVar = [FieldRowPanel([FieldPanel("title"), FieldPanel("title_en")]), FieldPanel("code")]

    def get_urlpatterns(self) -> list[URLPattern]:
        own = [
            path("entries/<int:pk>/", entries, name="entries"),
            path("table/<int:pk>/", table, name="table"),
        ]
        return [*super().get_urlpatterns(), *own]


class EntriesForm(forms.Form):
    """A file, or the entries as typed; a file goes first."""

    file = forms.FileField(
        required=False,
        label=gettext_lazy("A table (CSV or XLSX)"),
        help_text=gettext_lazy("Columns: code, label, label_en; also parent and valid (no: out of use)."),
    )
    typed = forms.CharField(
        required=False,
        strip=False,
        label=gettext_lazy("Or the entries themselves"),
        help_text=gettext_lazy(
            "One entry a line, the columns apart by a tab or “;”. The first line names them."
        ),
        widget=forms.Textarea(attrs={"rows": 20, "spellcheck": "false"}),
    )


def _address(name: str, code_list: CodeList) -> str:
    return reverse(f"{CodeList.snippet_viewset.url_namespace}:{name}", args=[code_list.pk])  # type: ignore[attr-defined]


def _allowed(request: HttpRequest, pk: int) -> CodeList:
    if not request.user.has_perm("eforms.change_codelist"):
        raise PermissionDenied
    return get_object_or_404(CodeList, pk=pk)


@allow(WAGTAIL_ADMIN)
@require_http_methods(["GET", "POST"])
def entries(request: HttpRequest, pk: int) -> HttpResponse:
    """What a new version would hold and change is shown first; only a table without problems is saved."""
    code_list = _allowed(request, pk)
    newest = code_list.newest
    now = newest.entries if newest else []
    form = EntriesForm(request.POST or None, request.FILES or None, initial={"typed": as_typed(now)})
    context: dict[str, Any] = {"code_list": code_list, "newest": newest, "form": form}
    if request.method == "POST" and form.is_valid():
        read = _read(form)
        context.update(problems=read.problems[:MOST_PROBLEMS], checked=not read.problems)
        if not read.problems:
            if request.POST.get("do") == "save":
                return _save(request, code_list, read)
            context["difference"] = difference(now, read.entries)
        if form.cleaned_data["file"]:  # what was read of the file can be looked at, changed and saved
            context["form"] = EntriesForm(initial={"typed": as_typed(read.entries)})
    context.update(
        header_title=_("Entries: %(title)s") % {"title": code_list.title},
        page_title=_("Entries: %(title)s") % {"title": code_list.title},
        header_icon="list-ul",
        table_url=_address("table", code_list),
        edit_url=_address("edit", code_list),
    )
    return TemplateResponse(request, "eforms/lists/entries.html", context)


def _read(form: EntriesForm) -> Read:
    upload = form.cleaned_data["file"]
    try:
        return read_file(upload, upload.name) if upload else read_typed(form.cleaned_data["typed"])
    except UnreadableTable as error:
        return Read(problems=[(1, " ".join(error.messages))])


def _save(request: HttpRequest, code_list: CodeList, read: Read) -> HttpResponse:
    version = publish(code_list, read.entries, at=timezone.now())
    if version is None:
        messages.info(request, _("Nothing is different from the newest version."))
    else:
        words = _("Version %(number)d was saved. Forms take it over when they are published again.")
        messages.success(request, words % {"number": version.number})
    return redirect(_address("entries", code_list))


@allow(WAGTAIL_ADMIN)
@require_GET
def table(request: HttpRequest, pk: int) -> HttpResponse:
    """The entries as a table to change and upload; of a new list the table to fill in."""
    code_list = _allowed(request, pk)
    newest = code_list.newest
    response = HttpResponse(as_xlsx(newest.entries if newest else []), content_type=XLSX.media_type)
    response["Content-Disposition"] = f'attachment; filename="{code_list.code}.xlsx"'
    return response


@hooks.register("register_snippet_listing_buttons")
def entries_button(snippet: Any, user: Any, next_url: str | None = None) -> Iterator[Button]:
    if isinstance(snippet, CodeList) and user.has_perm("eforms.change_codelist"):
        yield Button(_("Entries"), url=_address("entries", snippet), icon_name="list-ul", priority=15)
