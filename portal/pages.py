"""Home and content pages, and what editors keep for the whole site."""

from __future__ import annotations

from datetime import datetime
from typing import Any, ClassVar

from django.db import models
from django.db.models import Case, When
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.contrib.settings.models import BaseSiteSetting, register_setting
from wagtail.fields import StreamField
from wagtail.models import Page

from dossiers.popularity import asked_for
from portal.blocks import BODY, LinkBlock, LinkGroupBlock
from procedures.listing import LONG
from procedures.pages import CatalogueIndexPage, FieldPage, ProcedurePage, in_language
from search.events import grouped
from search.finding import site_of

ENGLISH = MultiFieldPanel(
    [FieldPanel("title_en"), FieldPanel("lead_en"), FieldPanel("body_en")], heading=_("English")
)


def _words(page: HomePage | ContentPage) -> dict[str, Any]:
    """{"heading", "lead", "body", "only_vi"}: in the reader's language as far as an editor wrote it."""
    english = get_language() == "en" and bool(page.body_en or not page.body)
    return {
        "heading": in_language(page.title, page.title_en),
        "lead": in_language(page.lead, page.lead_en),
        "body": page.body_en if english else page.body,
        "only_vi": not english,
    }


class HomePage(Page):
    """The door: a search box, the procedures people ask for most, the fields, and what an editor adds."""

    lead = models.CharField(_("lead"), max_length=300, blank=True)
    title_en = models.CharField(_("title in English"), max_length=255, blank=True)
    lead_en = models.CharField(_("lead in English"), max_length=300, blank=True)
    body = StreamField(BODY, verbose_name=_("body"), blank=True)
    body_en = StreamField(BODY, verbose_name=_("body in English"), blank=True)

    content_panels: ClassVar = [
        *Page.content_panels,
        FieldPanel("lead"),
        FieldPanel("body"),
        ENGLISH,
    ]
    template = "portal/home.html"
    max_count = 1

    class Meta:
        verbose_name = _("home page")

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context(request, *args, **kwargs)
        context.update(_words(self))
        context["fields"] = FieldPage.objects.live().descendant_of(self).order_by("-numchild", "title")[:12]
        context["events"] = grouped(site_of(request))
        context["catalogue"] = CatalogueIndexPage.objects.live().descendant_of(self).first()
        context["featured"] = self._featured(timezone.now())
        return context

    def _featured(self, at: datetime, most: int = 8) -> list[ProcedurePage]:
        """Procedures that can be filed online: those asked for most come first, the others by title."""
        places = [When(code=code, then=place) for place, code in enumerate(asked_for(at))]
        order = [Case(*places, default=len(places))] if places else []
        online = ProcedurePage.objects.live().descendant_of(self).exclude(eform=None)
        return list(online.defer(*LONG).order_by(*order, "title")[:most])


class ContentPage(Page):
    """Guides, news, contact: anything an editor writes."""

    lead = models.CharField(_("lead"), max_length=300, blank=True)
    body = StreamField(BODY, verbose_name=_("body"))
    title_en = models.CharField(_("title in English"), max_length=255, blank=True)
    lead_en = models.CharField(_("lead in English"), max_length=300, blank=True)
    body_en = StreamField(BODY, verbose_name=_("body in English"), blank=True)

    content_panels: ClassVar = [*Page.content_panels, FieldPanel("lead"), FieldPanel("body"), ENGLISH]
    template = "portal/content.html"

    class Meta:
        verbose_name = _("content page")

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        return {**super().get_context(request, *args, **kwargs), **_words(self)}


@register_setting(icon="site")
class SiteSettings(BaseSiteSetting):
    """Name, contact and menus of the site, the same on every page."""

    name = models.CharField(_("name of the portal"), max_length=120, default="Một Cửa")
    name_en = models.CharField(_("name in English"), max_length=120, blank=True)
    owner = models.CharField(_("agency in charge"), max_length=200, blank=True)
    hotline = models.CharField(_("hotline"), max_length=40, blank=True)
    address = models.CharField(_("address"), max_length=300, blank=True)
    main_menu = StreamField([("link", LinkBlock())], verbose_name=_("main menu"), blank=True)
    footer_menu = StreamField([("group", LinkGroupBlock())], verbose_name=_("footer menu"), blank=True)

    panels: ClassVar = [
        MultiFieldPanel([FieldPanel("name"), FieldPanel("name_en"), FieldPanel("owner")], heading=_("Name")),
        MultiFieldPanel([FieldPanel("hotline"), FieldPanel("address")], heading=_("Contact")),
        FieldPanel("main_menu"),
        FieldPanel("footer_menu"),
    ]

    class Meta:
        verbose_name = _("Site and menus")

    def menu(self, path: str) -> dict[str, Any]:
        """What the base template shows: {"name", "owner", "hotline", "address", "main", "footer"}."""
        return {
            "name": in_language(self.name, self.name_en),
            "owner": self.owner,
            "hotline": self.hotline,
            "address": self.address,
            "main": [_entry(block.value, path) for block in self.main_menu],
            "footer": [
                {
                    "title": in_language(group.value["title"], group.value["title_en"]),
                    "links": [_entry(link, path) for link in group.value["links"]],
                }
                for group in self.footer_menu
            ],
        }


def _entry(link: Any, path: str) -> dict[str, Any]:
    page = link["page"]
    url = page.url if page else link["address"]
    current = bool(url) and url != "/" and path.startswith(url)
    return {"title": in_language(link["title"], link["title_en"]), "url": url, "current": current}
