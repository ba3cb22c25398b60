"""Fields under the catalogue: found by name, made when they are new."""

from __future__ import annotations

from django.utils.text import slugify
from wagtail.models import Page, Site

from procedures.importing.parse_text import bare
from procedures.pages import CatalogueIndexPage, FieldPage, ProcedurePage

CATALOGUE = "Thủ tục hành chính"
WITHOUT_FIELD = "Lĩnh vực khác"


class Fields:
    """The fields of the catalogue, read once; `page_of` adds what is missing."""

    def __init__(self) -> None:
        self.reload()

    def reload(self) -> None:
        """Read again: a page added in a transaction that was rolled back is not there."""
        self.index: CatalogueIndexPage | None = CatalogueIndexPage.objects.order_by("path").first()
        self.known: dict[str, FieldPage] = {}
        if self.index is not None:
            for page in FieldPage.objects.child_of(self.index):
                self.known[_key(page.title)] = page

    def page_of(self, name: str) -> FieldPage:
        """The page of a field; "" is the field for procedures that name none."""
        key = _key(name)
        if key not in self.known:
            self.known[key] = self._add(name or WITHOUT_FIELD)
        return self.known[key]

    def publish_above(self, procedure: ProcedurePage) -> None:
        """A field is live as soon as one of its procedures is."""
        above = procedure.path[: -procedure.steplen]
        page = next((page for page in self.known.values() if page.path == above), None)
        if page is not None and not page.live:
            page.save_revision().publish()
            page.refresh_from_db()

    def _add(self, name: str) -> FieldPage:
        index = self._index()
        taken = set(index.get_children().values_list("slug", flat=True))
        base = slugify(bare(name))[:200] or "linh-vuc"
        slug = next(one for one in (base, *(f"{base}-{n}" for n in range(2, 1000))) if one not in taken)
        page: FieldPage = index.add_child(instance=FieldPage(title=name, slug=slug, live=False))
        return page

    def _index(self) -> CatalogueIndexPage:
        if self.index is None:
            site = Site.objects.filter(is_default_site=True).select_related("root_page").first()
            root = site.root_page if site else Page.objects.filter(depth=1).get()
            self.index = root.add_child(instance=CatalogueIndexPage(title=CATALOGUE, slug="thu-tuc"))
        self.index.refresh_from_db(fields=["path", "numchild"])
        return self.index


def _key(name: str) -> str:
    return " ".join((name or WITHOUT_FIELD).casefold().split())
