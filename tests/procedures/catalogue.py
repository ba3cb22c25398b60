"""A small catalogue for tests: home, index, one field, and procedures as an editor would write them."""

from __future__ import annotations

from typing import Any

from django.utils import timezone
from wagtail.models import Page, Site

from eforms.models import EForm, FormVersion
from portal.pages import HomePage
from procedures.filling import fill
from procedures.pages import CatalogueIndexPage, FieldPage, ProcedurePage

FULL: dict[str, Any] = {
    "code": "1.900001",
    "name": "Đăng ký nuôi ong lấy mật",
    "name_en": "Registering a beekeeper",
    "summary": "Dành cho người nuôi từ năm tổ ong trở lên.",
    "levels": ["province", "commune"],
    "online_level": "full",
    "subjects": ["citizen", "cooperative"],
    "steps_text": "Bước 1: Điền tờ khai.\nBước 2: Nhận giấy xác nhận.",
    "conditions": "Nơi đặt tổ cách trường học ít nhất 200 m.",
    "results": [{"name": "Giấy xác nhận nuôi ong", "code": "KQ.G10.000001"}],
    "competent_agency": "Ủy ban nhân dân cấp xã",
    "keywords": ["ong", "mật ong"],
    "variants": [
        {
            "name": "Lần đầu",
            "papers": [
                {
                    "name": "Tờ khai",
                    "originals": 1,
                    "form": {"name": "Mẫu 01", "url": "https://example.vn/mau-01.docx"},
                },
                {
                    "name": "Sơ đồ nơi đặt tổ",
                    "originals": 0,
                    "copies": 2,
                    "required": False,
                    "note": "Vẽ tay cũng được.",
                },
            ],
        },
        {"name": "Cấp lại", "papers": [{"name": "Đơn xin cấp lại", "originals": 1}]},
    ],
    "channels": [
        {
            "channel": "in_person",
            "time_limits": [{"amount": 5, "unit": "working_day", "text": "5 Ngày làm việc"}],
            "fees": [{"kind": "charge", "amount": 20000, "text": "Miễn cho hộ nghèo"}],
        },
        {
            "channel": "online",
            "time_limits": [{"amount": 3, "unit": "working_day"}],
            "fees": [{"kind": "charge", "amount": 0}],
        },
        {
            "channel": "post",
            "time_limits": [{"amount": None, "unit": "working_day", "text": "Tùy ngày nhận bưu gửi"}],
            "fees": [{"kind": "fee", "amount": 0, "text": "Theo quy định của Hội đồng nhân dân cấp tỉnh"}],
            "note": "Cước bưu chính do người nộp trả.",
        },
    ],
    "legal_bases": [{"number": "01/2026/NĐ-CP", "title": "Về nuôi ong", "url": "https://example.vn/01"}],
    "decision": {"number": "12/QĐ-UBND", "date": "2026-02-01", "kind": "new"},
}


def field(title: str = "Chăn nuôi") -> FieldPage:
    """The field page, with the catalogue and the site above it."""
    home = HomePage.objects.first() or _home()
    index = CatalogueIndexPage.objects.first()
    if index is None:
        index = home.add_child(instance=CatalogueIndexPage(title="Thủ tục hành chính", slug="thu-tuc"))
    found = FieldPage.objects.filter(title=title).first()
    return found or index.add_child(instance=FieldPage(title=title))


def _home() -> HomePage:
    root = Page.get_first_root_node()
    home = root.add_child(instance=HomePage(title="Một Cửa", slug="mot-cua"))
    Site.objects.all().delete()
    Site.objects.create(hostname="testserver", root_page=home, is_default_site=True)
    return home


def draft(**changes: Any) -> ProcedurePage:
    """A whole procedure, kept as a draft."""
    where = changes.pop("field_page", None) or field()
    eform = changes.pop("eform", None)
    page = ProcedurePage(live=False, eform=eform)
    fill(page, {**FULL, **changes})
    return where.add_child(instance=page)


def published(**changes: Any) -> ProcedurePage:
    """A whole procedure, published by its own revision."""
    page = draft(**changes)
    page.save_revision().publish()
    return ProcedurePage.objects.get(pk=page.pk)


def again(page: ProcedurePage, **changes: Any) -> ProcedurePage:
    """The same page with other values, published."""
    page = ProcedurePage.objects.get(pk=page.pk)
    for name, value in changes.items():
        setattr(page, name, value)
    page.save_revision().publish()
    return ProcedurePage.objects.get(pk=page.pk)


def form(code: str = "nuoi-ong", *, versions: int = 1) -> EForm:
    eform = EForm.objects.create(code=code, title="Tờ khai nuôi ong")
    for number in range(1, versions + 1):
        new_version(eform, number)
    return eform


def new_version(eform: EForm, number: int) -> FormVersion:
    content = {"title": eform.title, "title_en": "", "steps": []}
    return FormVersion.objects.create(
        eform=eform, number=number, content=content, hash=f"{number:064d}", created_at=timezone.now()
    )
