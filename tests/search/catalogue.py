"""A whole catalogue written straight into the tables: for judging and measuring search."""

from __future__ import annotations

import hashlib
import itertools
import json
import random
from collections.abc import Iterable, Iterator
from datetime import date
from pathlib import Path
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from django.utils import timezone
from wagtail.models import Page

from portal.set_up import set_up
from procedures.importing.record import parse
from procedures.models import Release
from procedures.pages import CatalogueIndexPage, FieldPage, ProcedurePage, slug_of
from search.entries import entry_of
from search.models import SearchEntry

CHUNK = 1000
FIRST_DAY = date(2020, 1, 1)
FREE = {"kind": "charge", "amount": 0, "text": "", "note": ""}

Content = dict[str, Any]


def of_file(path: Path) -> Iterator[Content]:
    """The records of a catalogue, as the import reads them."""
    with path.open(encoding="utf-8") as file:
        for line in file:
            parsed = parse(json.loads(line))
            yield {**parsed.content, "field": parsed.field}


ACTIONS = """cấp|cấp lại|cấp đổi|gia hạn|thu hồi|đăng ký|đăng ký lại|đăng ký thay đổi|chấm dứt|tạm ngừng
thẩm định|xác nhận|công nhận|phê duyệt|chấp thuận|khai báo|thông báo|điều chỉnh|bổ sung
chuyển nhượng|kiểm tra|hỗ trợ"""
THINGS = """giấy phép|giấy chứng nhận|chứng chỉ hành nghề|thẻ|phiếu|hồ sơ|phương án|kế hoạch|hợp đồng
quyết định|tài khoản|mã số|biển hiệu|danh mục|báo cáo|sổ|văn bản|chế độ trợ cấp"""
MATTERS = """nuôi ong lấy mật|trồng rau trong nhà lưới|mở lớp dạy bơi|chở khách bằng đò ngang|bán hoa tươi
khai thác cát lòng sông|khoan giếng|nuôi cá lồng|sản xuất nước mắm|sửa chữa tàu gỗ|in ấn phẩm|mở phòng tập võ
kinh doanh nhà trọ|giết mổ gia cầm|nhập khẩu máy cày|trồng rừng ngập mặn|xây dựng nhà ở riêng lẻ|mở hiệu thuốc
sử dụng đất trồng lúa|vận tải bằng xe buýt|nuôi chim yến|lắp đặt thang máy|thu gom rác thải|bảo tồn nhà cổ"""
CASES = """đối với cá nhân|đối với tổ chức|đối với hộ gia đình|đối với hợp tác xã|trong khu công nghiệp
ở vùng núi|trên đảo|có yếu tố nước ngoài|lần đầu|khi bị mất|khi bị hỏng|do thay đổi tên|cấp tỉnh|cấp xã"""
FIELDS = ("Nông nghiệp", "Thủy sản", "Vận tải", "Xây dựng", "Y tế", "Giáo dục", "Môi trường", "Thương mại")


def made_up(number: int) -> Iterator[Content]:
    """So many procedures that nobody has: names from everyday words, the same ones every time."""
    parts = [text.replace("\n", "|").split("|") for text in (ACTIONS, THINGS, MATTERS, CASES)]
    names = [" ".join(words) for words in itertools.product(*parts)]
    random.Random(1).shuffle(names)
    for place, name in enumerate(itertools.islice(itertools.cycle(names), number)):
        yield {
            "code": f"9.{place:06d}",
            "name": f"{name[0].upper()}{name[1:]}",
            "field": FIELDS[place % len(FIELDS)],
            "levels": [("province", "commune")[place % 2]],
            "online_level": ("full", "partial", "info")[place % 3],
            "subjects": [("citizen", "business")[place % 2]],
            "competent_agency": f"Cơ quan {place % 40}",
            "channels": [{"channel": "online", "time_limits": [], "fees": [FREE], "note": ""}],
            "keywords": [],
            "results": [],
        }


def write(contents: Iterable[Content]) -> int:
    """Pages, releases and entries; index and vocabulary are built afterwards. Returns how many."""
    set_up()
    fields: dict[str, FieldPage] = {field.title: field for field in FieldPage.objects.all()}
    number = 0
    rest = iter(contents)
    while chunk := list(itertools.islice(rest, CHUNK)):
        with transaction.atomic():
            number += _write(chunk, fields)
    return number


def _write(contents: list[Content], fields: dict[str, FieldPage]) -> int:
    pages = [_page(content, _field(content["field"], fields)) for content in contents]
    kind = ContentType.objects.get_for_model(ProcedurePage)
    bare = [_bare(page, kind) for page in pages]
    Page.objects.bulk_create(bare)
    for page, made in zip(pages, bare, strict=True):
        page.pk = page.page_ptr_id = made.pk
    rows = ProcedurePage._meta.local_concrete_fields
    ProcedurePage._base_manager._insert(pages, fields=rows, using="default", raw=True)  # type: ignore[attr-defined]
    releases = [_release(page, content) for page, content in zip(pages, contents, strict=True)]
    Release.objects.bulk_create(releases)
    SearchEntry.objects.bulk_create(entry_of(release, FIRST_DAY, None) for release in releases)
    return len(pages)


def _field(name: str, fields: dict[str, FieldPage]) -> FieldPage:
    if name not in fields:
        index = CatalogueIndexPage.objects.get()
        fields[name] = index.add_child(
            instance=FieldPage(title=name, slug=f"linh-vuc-{len(fields)}", live=True)
        )
    return fields[name]


def _page(content: Content, field: FieldPage) -> ProcedurePage:
    """A child of the field; its path is the next one there."""
    field.numchild += 1
    Page.objects.filter(pk=field.pk).update(numchild=field.numchild)
    slug = slug_of(content["code"])
    return ProcedurePage(
        path=Page._get_path(field.path, field.depth + 1, field.numchild),
        depth=field.depth + 1,
        url_path=f"{field.url_path}{slug}/",
        slug=slug,
        title=content["name"][:255],
        draft_title=content["name"][:255],
        code=content["code"],
        name=content["name"],
        levels=content["levels"],
        keywords=content["keywords"],
        locale_id=field.locale_id,
        live=True,
    )


def _bare(page: ProcedurePage, kind: ContentType) -> Page:
    names = ("path", "depth", "url_path", "slug", "title", "draft_title", "locale_id", "live")
    return Page(content_type=kind, **{name: getattr(page, name) for name in names})


def _release(page: ProcedurePage, content: Content) -> Release:
    return Release(
        procedure=page,
        code=page.code,
        number=1,
        content=content,
        hash=hashlib.sha256(page.code.encode()).hexdigest(),
        effective_from=FIRST_DAY,
        published_at=timezone.now(),
    )
