"""What people asked and did not find, or did not open; and words tried before they are published."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any
from urllib.parse import urlencode

from django.core.paginator import Paginator
from django.db.models import F, Sum
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe
from wagtail.admin.menu import MenuItem
from wagtail.admin.viewsets.base import ViewSet

from accounts.access import Rule, allow
from search.engines.contract import EngineAway
from search.finding import find, site_of
from search.models import AskedOnDay, JudgedQuery, Pin, Synonym
from search.query import query_of
from search.trying import trial

DAYS = 30
A_PAGE = 25
ADDING: tuple[tuple[type[Any], str, str | Promise], ...] = (
    (Synonym, "typed", _("Add an everyday name")),
    (Pin, "query", _("Pin a result")),
    (JudgedQuery, "query", _("Judge it")),
)


def _sees(request: HttpRequest, **_named: object) -> bool:
    user = request.user
    return user.has_perm("wagtailadmin.access_admin") and user.has_perm("search.view_synonym")


SEES_WORDS = Rule("sees everyday names (Wagtail's permission)", check=_sees)


@allow(SEES_WORDS)
@require_safe
def without_results(request: HttpRequest) -> HttpResponse:
    found = _asked(timezone.localdate()).filter(nothing__gt=0).order_by("-nothing", "words__words")
    return _report(request, found, str(_("Queries without results")))


@allow(SEES_WORDS)
@require_safe
def without_clicks(request: HttpRequest) -> HttpResponse:
    found = _asked(timezone.localdate()).filter(opened=0, number__gt=F("nothing"))
    return _report(request, found.order_by("-number", "words__words"), str(_("Queries without clicks")))


def _asked(on: date) -> Any:
    """Of the last days, by words: number of times asked, without any result, a result opened."""
    rows = AskedOnDay.objects.filter(day__gt=on - timedelta(days=DAYS)).exclude(words__words="")
    return rows.values("words__words").annotate(
        number=Sum("asked"), nothing=Sum("without"), opened=Sum("clicked")
    )


def _report(request: HttpRequest, found: Any, title: str) -> HttpResponse:
    page = Paginator(found, A_PAGE).get_page(request.GET.get("p"))
    context = {
        "page_obj": page,
        "rows": [_row(request, one) for one in page],
        "days": DAYS,
        **_heading(title, "search"),
    }
    return TemplateResponse(request, "search/admin/report.html", context)


def _row(request: HttpRequest, asked: dict[str, Any]) -> dict[str, Any]:
    """With what is found today, and where to do something about it with these words filled in."""
    words = asked["words__words"]
    query = query_of(words, on=timezone.localdate(), size=1, counted=False, begun=False)
    buttons = [
        {
            "label": label,
            "url": f"{reverse(model.snippet_viewset.get_url_name('add'))}?{urlencode({name: words})}",
        }
        for model, name, label in ADDING
        if request.user.has_perm(f"search.add_{model._meta.model_name}")
    ]
    return {**asked, "words": words, "today": find(query, site=site_of(request)), "buttons": buttons}


@allow(SEES_WORDS)
@require_safe
def try_words(request: HttpRequest) -> HttpResponse:
    """All judged queries, now and with the drafts: asked for by a button, it takes some seconds."""
    context: dict[str, Any] = {
        "judged": JudgedQuery.objects.count(),
        "drafts": [*_drafts(Synonym), *_drafts(Pin)],
        **_heading(str(_("Try the words")), "tasks"),
    }
    if "thu" in request.GET:
        try:
            context["trial"] = trial(JudgedQuery.objects.all(), site_of(request), on=timezone.localdate())
        except EngineAway:
            context["away"] = True
    return TemplateResponse(request, "search/admin/try_words.html", context)


def _drafts(model: type[Synonym] | type[Pin]) -> list[dict[str, str]]:
    """What would come into force."""
    rows = model.objects.filter(has_unpublished_changes=True)
    edit = model.snippet_viewset.get_url_name("edit")
    return [
        {"words": str(row.get_latest_revision_as_object()), "url": reverse(edit, args=[row.pk])}
        for row in rows
    ]


def _heading(title: str, icon: str) -> dict[str, str]:
    return {"header_title": title, "page_title": title, "header_icon": icon}


class SeesWords(MenuItem):
    def is_shown(self, request: HttpRequest) -> bool:
        return _sees(request)


class ReportPage(ViewSet):
    """One page of the menu."""

    menu_item_class = SeesWords
    view: Any = None

    def get_urlpatterns(self) -> list[URLPattern]:
        return [path("", type(self).view, name="page")]


class WithoutResults(ReportPage):
    name = "search_without_results"
    url_prefix = "tim-kiem/khong-ket-qua"
    icon = "warning"
    menu_label = _("Queries without results")
    view = staticmethod(without_results)


class WithoutClicks(ReportPage):
    name = "search_without_clicks"
    url_prefix = "tim-kiem/khong-chon"
    icon = "view"
    menu_label = _("Queries without clicks")
    view = staticmethod(without_clicks)


class TryWords(ReportPage):
    name = "search_try_words"
    url_prefix = "tim-kiem/thu-tu"
    icon = "tasks"
    menu_label = _("Try the words")
    view = staticmethod(try_words)
