"""An empty database becomes a portal: home page, catalogue, menus, theme, working days, rights.

Adds what is missing and overwrites nothing; only the site's address follows BASE_URL each time.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.db import transaction
from wagtail.models import Page, Site

from portal.models import HomePage, SiteSettings
from portal.rights import give_rights
from procedures import calendar_loading
from procedures.calendar_data import SHIPPED
from procedures.models import ProcessTemplate, WorkingCalendar
from procedures.pages import CatalogueIndexPage
from procedures.process_templates import load_shipped
from themes.models import Theme


@dataclass(frozen=True)
class Words:
    """What a new portal says of itself; editors change all of it afterwards."""

    name: str = "Cổng Dịch vụ công"
    name_en: str = ""
    owner: str = ""
    hotline: str = ""
    address: str = ""
    title: str = "Làm thủ tục hành chính trực tuyến"
    title_en: str = "Public services online"
    lead: str = (
        "Tìm thủ tục, điền tờ khai, gửi giấy tờ và theo dõi hồ sơ ở một nơi. "
        "Không cần biết tên chính thức của thủ tục."
    )
    lead_en: str = (
        "Find a procedure, fill in the form, send your papers and follow your dossier in one place."
    )


def link(title: str, title_en: str, page: Page | None = None, address: str = "") -> dict[str, Any]:
    """A menu entry, as SiteSettings keeps it."""
    return {"title": title, "title_en": title_en, "page": page, "address": address}


LOOK_UP = link("Tra cứu hồ sơ", "Look up a dossier", address="/tra-cuu/")
VERIFY = link("Kiểm tra giấy tờ", "Verify a document", address="/xac-minh/")


@transaction.atomic
def set_up(words: Words = Words()) -> list[str]:
    """Make what is missing; returns the names of what was made, in order: empty on a second run."""
    made: list[str] = []

    def ensure(what: str, found: Any, make: Callable[[], Any]) -> Any:
        if found:
            return found
        made.append(what)
        return make()

    home = ensure("home page", HomePage.objects.first(), lambda: _home(words))
    site = _site(home, words.name)
    index = ensure("catalogue", CatalogueIndexPage.objects.first(), lambda: _catalogue(home))
    _below(home, index)
    ensure("menus", SiteSettings.objects.filter(site=site).first(), lambda: _settings(site, words, index))
    ensure("theme", Theme.objects.filter(site=site).first(), lambda: Theme.objects.create(site=site))
    ensure("working days", WorkingCalendar.objects.exists(), load_national_calendar)
    ensure("process templates", ProcessTemplate.objects.exists(), load_shipped)
    if give_rights(home, index):
        made.append("rights and moderation")
    return made


def load_national_calendar() -> None:
    """The calendar the portal comes with becomes the one of agencies that have none."""
    calendar_loading.load(json.loads(SHIPPED.read_text(encoding="utf-8")), default=True)


def _home(words: Words) -> HomePage:
    home = HomePage(
        slug="trang-chu",
        title=words.title,
        title_en=words.title_en,
        lead=words.lead,
        lead_en=words.lead_en,
    )
    Page.get_first_root_node().add_child(instance=home)
    home.save_revision().publish()
    return home


def _site(home: HomePage, name: str) -> Site:
    """The default site, at the address people use; the page Wagtail comes with makes room."""
    address = urlsplit(settings.BASE_URL)
    site = Site.objects.filter(is_default_site=True).first() or Site(is_default_site=True)
    old = site.root_page if site.root_page_id and site.root_page_id != home.pk else None
    site.hostname = address.hostname or "localhost"
    site.port = address.port or (443 if address.scheme == "https" else 80)
    site.root_page = home.page_ptr
    site.site_name = site.site_name or name
    site.save()
    if old is not None:
        _remove(old, home)
    return site


def _remove(old: Page, home: HomePage) -> None:
    """Wagtail's own first page goes; a catalogue that was imported below it moves to the home page."""
    for index in CatalogueIndexPage.objects.child_of(old):
        index.move(Page.objects.get(pk=home.pk), pos="last-child")
    old = Page.objects.get(pk=old.pk)
    if old.specific_class is Page and not old.get_children().exists():
        old.delete()


def _catalogue(home: HomePage) -> CatalogueIndexPage:
    index = CatalogueIndexPage(
        title="Thủ tục hành chính",
        title_en="Procedures",
        slug="thu-tuc",
        lead="Mọi thủ tục theo lĩnh vực, với giấy tờ, thời hạn, lệ phí và căn cứ pháp lý đang có hiệu lực.",
    )
    Page.objects.get(pk=home.pk).add_child(instance=index)
    index.save_revision().publish()
    return index


def _below(home: HomePage, index: CatalogueIndexPage) -> None:
    """A catalogue that was imported before there was a home page may lie beside it."""
    home.refresh_from_db()
    index.refresh_from_db()
    if not index.is_descendant_of(home):
        index.move(Page.objects.get(pk=home.pk), pos="last-child")
        index.refresh_from_db()


def _settings(site: Site, words: Words, index: CatalogueIndexPage) -> SiteSettings:
    procedures = link("Thủ tục", "Procedures", index.page_ptr)
    group = {"title": "Dịch vụ", "title_en": "Services", "links": [procedures, LOOK_UP, VERIFY]}
    return SiteSettings.objects.create(
        site=site,
        name=words.name,
        name_en=words.name_en,
        owner=words.owner,
        hotline=words.hotline,
        address=words.address,
        main_menu=[("link", procedures), ("link", LOOK_UP)],
        footer_menu=[("group", group)],
    )
