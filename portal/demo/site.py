"""The demo's site: what a new portal has, and content pages. Adds what is missing."""

from __future__ import annotations

from wagtail.models import Page

from portal.demo import texts, texts_en
from portal.models import ContentPage, HomePage, SiteSettings
from portal.set_up import Words, link, set_up

WORDS = Words(
    name="Cổng Dịch vụ công tỉnh Bình Minh",
    name_en="Bình Minh Public Services",
    owner="Ủy ban nhân dân tỉnh Bình Minh (bản demo)",
    hotline="1900 0000",
    address="Số 1 đường Bình Minh, phường Bến Đò, tỉnh Bình Minh",
)


def create_site() -> int:
    """What `set_up` makes, with the demo's words, and the demo's pages. Returns how much was added."""
    before = Page.objects.count()
    made = set_up(WORDS)
    home = HomePage.objects.get()
    if "home page" in made:
        home.body, home.body_en = texts.HOME_BODY, texts_en.HOME_BODY
        home.save_revision().publish()
    pages = {slug: _content_page(home, slug, title, lead) for slug, title, lead, _body in texts.PAGES}
    if "menus" in made:
        _menus(pages)
    return max(Page.objects.count() - before, len(made))


def _add(parent: Page, page: Page) -> Page:
    parent.refresh_from_db()
    parent.add_child(instance=page)
    page.save_revision().publish()
    return page


def _content_page(home: HomePage, slug: str, title: str, lead: str) -> Page:
    known = Page.objects.child_of(home).filter(slug=slug).first()
    body = next(body for one, _title, _lead, body in texts.PAGES if one == slug)
    title_en, lead_en, body_en = texts_en.PAGES[slug]
    english = {"title_en": title_en, "lead_en": lead_en, "body_en": body_en}
    return known or _add(home, ContentPage(title=title, slug=slug, lead=lead, body=body, **english))


def _menus(pages: dict[str, Page]) -> None:
    """The menus of a new portal, and the demo's own pages in them."""
    kept = SiteSettings.objects.get(site__is_default_site=True)
    guide = link("Hướng dẫn", "Guide", pages["huong-dan"])
    about = [
        guide,
        link("Liên hệ", "Contact", pages["lien-he"]),
        link("Hỗ trợ tiếp cận", "Accessibility", pages["tro-nang"]),
        link("Quyền riêng tư", "Privacy", pages["quyen-rieng-tu"]),
    ]
    kept.main_menu.append(("link", guide))
    kept.footer_menu.append(("group", {"title": "Về cổng này", "title_en": "About", "links": about}))
    kept.save()
