"""The certified copy as a document, and its number in the register."""

from __future__ import annotations

import io
import subprocess
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from PIL import Image, ImageDraw
from pypdf import PdfReader

from documents.codes import Marks
from documents.copies.making import AREA, BLOCK, Said, blank_below, made, pages_of, wanted
from documents.copies.register import enter, give_up
from documents.errors import FileRefused
from documents.models import CertifiedCopy, CopyRegister
from documents.scanning.binding import bound, packed, room_for
from tests.documents import scanned

NOW = datetime(2026, 11, 28, 2, 0, tzinfo=UTC)
MARKS = Marks("K7QM2XPD9RTA", "")
SAID = Said(
    title="Bản sao chứng thực",
    agency="UBND phường Quy Nhơn",
    number="15",
    book="01/2026-SCT/BS",
    words=["Chứng thực bản sao đúng với bản chính", "Số chứng thực 15, quyển số 01/2026-SCT/BS"],
    signer="KT. Chủ tịch",
    place="Quy Nhơn",
    day="ngày 28 tháng 11 năm 2026",
)


def scan_of(*pictures: Image.Image) -> bytes:
    return bound([packed(one, room_for(len(pictures))) for one in pictures], "x", NOW)


def half_written() -> Image.Image:
    picture = Image.new("RGB", (1654, 2339), "white")
    ImageDraw.Draw(picture).rectangle([200, 200, 1400, 1200], fill="black")
    return picture


def test_the_certification_stands_on_a_page_of_its_own_where_the_last_is_full(tmp_path: Path) -> None:
    pages = pages_of(scan_of(scanned.paper(1), scanned.paper(2)), "x.pdf", 2)
    assert (pages.count, pages.own, pages.of) == (2, True, 3)
    content = made(pages, SAID, MARKS, NOW)
    reader = PdfReader(io.BytesIO(content))
    assert len(reader.pages) == 3
    (tmp_path / "x.pdf").write_bytes(content)
    text = subprocess.run(
        ["pdftotext", "-layout", "x.pdf", "-"], cwd=tmp_path, capture_output=True, check=True
    )
    said = text.stdout.decode()
    for words in (
        "CHỨNG THỰC BẢN SAO ĐÚNG VỚI BẢN CHÍNH",
        "Trang 1/3",
        "Trang 3/3",
        "K7QM-2XPD-9RTA",
        "KT. CHỦ TỊCH",
    ):
        assert words in said, words
    assert b"pdfaid:part" in content
    assert [one.look["page"] for one in wanted(pages, "H1")] == [2, 2]
    assert [one.automatic for one in wanted(pages, "H1")] == [False, True]


def test_it_stands_at_the_foot_of_the_last_page_where_there_is_room() -> None:
    assert blank_below(half_written()) > BLOCK
    assert blank_below(Image.new("RGB", (1654, 2339), "white")) == AREA[1]
    pages = pages_of(scan_of(half_written()), "x.pdf", 1)
    assert (pages.own, pages.of) == (False, 1)
    assert len(PdfReader(io.BytesIO(made(pages, SAID, MARKS, NOW))).pages) == 1


def test_a_scan_with_too_many_pages_is_refused() -> None:
    with pytest.raises(FileRefused) as refused:
        pages_of(b"", "x.pdf", 2000)
    assert refused.value.reason == "too_many_pages"


def a_copy(subject: str, **more: Any) -> CertifiedCopy:
    return CertifiedCopy.objects.create(
        subject_kind="dossier", subject_id=subject, agency_code="H08.16", asked_at=NOW, **more
    )


@pytest.mark.django_db
def test_a_copy_has_one_number_however_often_it_is_asked_for() -> None:
    first, second = a_copy("1"), a_copy("2")
    assert [enter(one.pk, at=NOW).number for one in (first, second, first)] == [1, 2, 1]
    first.refresh_from_db()
    assert (first.state, first.shown_number, first.shown_book) == ("numbered", "01", "01/2026-SCT/BS")


@pytest.mark.django_db
def test_numbers_go_on_in_the_next_book_and_begin_anew_with_the_year() -> None:
    found = [enter(a_copy(str(n)).pk, at=NOW, entries=2) for n in range(5)]
    assert [(one.number, one.book) for one in found] == [(1, 1), (2, 1), (3, 2), (4, 2), (5, 3)]
    later = enter(a_copy("9").pk, at=datetime(2026, 12, 31, 17, 0, tzinfo=UTC), entries=2)
    assert (later.number, later.book, later.register.year) == (1, 1, 2027)  # type: ignore[union-attr]
    assert CopyRegister.objects.count() == 2


@pytest.mark.django_db
def test_what_was_given_up_meanwhile_gets_no_number() -> None:
    """Its dossier was stopped while its pages were drawn."""
    copy = a_copy("1")
    give_up(copy, "Người yêu cầu rút", at=NOW)
    assert (enter(copy.pk, at=NOW).number, CopyRegister.objects.count()) == (None, 0)
    copy.refresh_from_db()
    assert (copy.state, copy.reason) == ("refused", "Người yêu cầu rút")
