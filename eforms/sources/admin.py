"""Data sources in the editors' admin, and the page that tries one out."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any, ClassVar

from django import forms
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods
from wagtail import hooks
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel
from wagtail.admin.widgets.button import Button
from wagtail.snippets.views.snippets import SnippetViewSet

from accounts.access import WAGTAIL_ADMIN, allow
from eforms.listing import yes_no
from eforms.sources import PLUGINS
from eforms.sources.contract import SourceDown
from eforms.sources.models import DataSource

LABELS = {
    "personal_number": gettext_lazy("Personal number"),
    "full_name": gettext_lazy("Full name"),
    "birth_date": gettext_lazy("Date of birth"),
    "phone": gettext_lazy("Phone"),
    "email": gettext_lazy("E-mail"),
    "tax_code": gettext_lazy("Tax code"),
}
WHY = {
    "bad_address": gettext_lazy("The address is no address of a server."),
    "not_allowed": gettext_lazy("The operator has not allowed this server."),
    "private_address": gettext_lazy(
        "The name leads to a private address, which is not on the operator's list."
    ),
    "unreachable": gettext_lazy("The server cannot be reached."),
    "timeout": gettext_lazy("The server did not answer in time."),
    "redirect": gettext_lazy("The server sends to another address, which is not followed."),
    "refused": gettext_lazy("The server refused to answer."),
    "too_large": gettext_lazy("The answer is too large."),
    "not_json": gettext_lazy("The answer is no JSON object."),
    "no_secret": gettext_lazy("A secret that a header names is not in the environment."),
}


class DataSourceViewSet(SnippetViewSet):
    model = DataSource
    icon = "download"
    menu_label = gettext_lazy("Data sources")
    list_display: ClassVar = ["name", "code", "plugin", yes_no("active", gettext_lazy("in use"))]
    panels: ClassVar = [
        MultiFieldPanel(
            [FieldRowPanel([FieldPanel("name"), FieldPanel("name_en")]), FieldPanel("code")],
            heading=gettext_lazy("Name"),
        ),
        FieldPanel("plugin"),
        FieldPanel("options"),
        FieldPanel("about"),
        FieldPanel("when_down"),
        FieldPanel("active"),
    ]

    def get_urlpatterns(self) -> list[URLPattern]:
        return [*super().get_urlpatterns(), path("try/<int:pk>/", try_out, name="try")]


class TrialForm(forms.Form):
    """Whom to ask about: what the source reads of a person."""

    def __init__(self, *args: Any, wanted: set[str], **more: Any) -> None:
        super().__init__(*args, **more)
        for part in LABELS:
            if part in wanted:
                self.fields[part] = forms.CharField(label=LABELS[part], max_length=250)


@allow(WAGTAIL_ADMIN)
@never_cache
@require_http_methods(["GET", "POST"])
def try_out(request: HttpRequest, pk: int) -> HttpResponse:
    """The plugin's own check, and one real question; what comes back is shown and kept nowhere."""
    if not request.user.has_perm("eforms.change_datasource"):
        raise PermissionDenied
    source = get_object_or_404(DataSource, pk=pk)
    plugin = PLUGINS.get(source.plugin)
    problems = plugin.check_config(source.options) if plugin else [_("There is no such kind of source.")]
    wanted = plugin.reads(source.options) if plugin and not problems else set()
    form = TrialForm(request.POST or None, wanted=wanted)
    context: dict[str, Any] = {"source": source, "problems": problems, "form": form}
    if request.method == "POST" and plugin and not problems and form.is_valid():
        try:
            found = plugin.fetch(form.cleaned_data, source.options)
            context["answer"] = json.dumps(found, ensure_ascii=False, indent=2)
        except SourceDown as reason:
            context["down"] = WHY.get(reason.code, reason.code)
    context["header_title"] = context["page_title"] = _("Try out: %(name)s") % {"name": source.name}
    context["header_icon"] = "download"
    context["edit_url"] = reverse(f"{DataSource.snippet_viewset.url_namespace}:edit", args=[source.pk])  # type: ignore[attr-defined]
    return TemplateResponse(request, "eforms/sources/try.html", context)


@hooks.register("register_snippet_listing_buttons")
def try_button(snippet: Any, user: Any, next_url: str | None = None) -> Iterator[Button]:
    if isinstance(snippet, DataSource) and user.has_perm("eforms.change_datasource"):
        url = reverse(f"{DataSource.snippet_viewset.url_namespace}:try", args=[snippet.pk])  # type: ignore[attr-defined]
        yield Button(_("Try it out"), url=url, icon_name="view", priority=15)
