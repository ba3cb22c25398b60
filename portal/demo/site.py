"""The demo's site: home, content pages, catalogue, name, menus and theme. Adds what is missing."""

from __future__ import annotations

from urllib.parse import urlsplit

from django.conf import settings
from wagtail.models import Page, Site

from portal.demo import texts
from portal.models import ContentPage, HomePage, SiteSettings
from procedures.pages import CatalogueIndexPage
from themes.models import Theme

NAME = "Cổng Dịch vụ công tỉnh Bình Minh"
NAME_EN = "Bình Minh Public Services"
OWNER = "Ủy ban nhân dân tỉnh Bình Minh (bản demo)"
HOTLINE = "1900 0000"
ADDRESS = "Số 1 đường Bình Minh, phường Bến Đò, tỉnh Bình Minh"


def create_site() -> int:
    """Home, pages and settings that are missing. Returns how many pages were added."""
    before = Page.objects.count()
    home = HomePage.objects.first() or _home()
    site = _site(home)
    catalogue = CatalogueIndexPage.objects.first() or _add(
        home,
        CatalogueIndexPage(
            title="Thủ tục hành chính",
            title_en="Procedures",
            slug="thu-tuc",
            lead="Mọi thủ tục theo lĩnh vực, với giấy tờ, thời hạn, lệ phí và căn cứ pháp lý đang có hiệu "
            "lực.",
        ),
    )
    pages = {slug: _content_page(home, slug, title, lead) for slug, title, lead, _body in texts.PAGES}
    if not SiteSettings.objects.filter(site=site).exists():
        _settings(site, catalogue, pages)
    if not Theme.objects.filter(site=site).exists():
        Theme.objects.create(site=site, preset="son")
    return max(Page.objects.count() - before, 0)


def _home() -> HomePage:
    root = Page.get_first_root_node()
    home = HomePage(slug="trang-chu", body=texts.HOME_BODY, **texts.HOME)
    root.add_child(instance=home)
    home.save_revision().publish()
    return home


def _site(home: HomePage) -> Site:
    """The default site at the address people use; the page Wagtail comes with makes room."""
    address = urlsplit(settings.BASE_URL)
    port = address.port or (443 if address.scheme == "https" else 80)
    site = Site.objects.filter(is_default_site=True).first() or Site(is_default_site=True)
    old = site.root_page if site.root_page_id and site.root_page_id != home.pk else None
    if old is None and site.root_page_id:
        return site
    site.hostname, site.port, site.root_page = address.hostname or "localhost", port, home.page_ptr
    site.site_name = NAME
    site.save()
    if old is not None and old.specific_class is Page and not old.get_children().exists():
        old.delete()
    return site


def _add(parent: Page, page: Page) -> Page:
    parent.refresh_from_db()
    parent.add_child(instance=page)
    page.save_revision().publish()
    return page


def _content_page(home: HomePage, slug: str, title: str, lead: str) -> Page:
    known = Page.objects.child_of(home).filter(slug=slug).first()
    body = next(body for one, _title, _lead, body in texts.PAGES if one == slug)
    return known or _add(home, ContentPage(title=title, slug=slug, lead=lead, body=body))


def _settings(site: Site, catalogue: Page, pages: dict[str, Page]) -> None:
    def entry(title: str, title_en: str, page: Page | None = None, address: str = "") -> dict[str, object]:
        return {"title": title, "title_en": title_en, "page": page, "address": address}

    look_up = entry("Tra cứu hồ sơ", "Look up a dossier", address="/tra-cuu/")
    procedures = entry("Thủ tục", "Procedures", catalogue)
    guide = entry("Hướng dẫn", "Guide", pages["huong-dan"])
    SiteSettings.objects.create(
        site=site,
        name=NAME,
        name_en=NAME_EN,
        owner=OWNER,
        hotline=HOTLINE,
        address=ADDRESS,
        main_menu=[("link", procedures), ("link", look_up), ("link", guide)],
        footer_menu=[
            (
                "group",
                {
                    "title": "Dịch vụ",
                    "title_en": "Services",
                    "links": [
                        procedures,
                        look_up,
                        entry("Kiểm tra giấy tờ", "Verify a document", address="/xac-minh/"),
                    ],
                },
            ),
            (
                "group",
                {
                    "title": "Về cổng này",
                    "title_en": "About",
                    "links": [
                        guide,
                        entry("Liên hệ", "Contact", pages["lien-he"]),
                        entry("Hỗ trợ tiếp cận", "Accessibility", pages["tro-nang"]),
                        entry("Quyền riêng tư", "Privacy", pages["quyen-rieng-tu"]),
                    ],
                },
            ),
        ],
    )
