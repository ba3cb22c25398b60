"""Signatures of a PDF somebody hands in lie where they are meant, on whatever page."""

from __future__ import annotations

import io
from itertools import pairwise
from typing import Any

import pypdfium2
import pytest
from PIL import Image, ImageChops
from pypdf import PdfReader, PdfWriter
from pypdf.generic import FloatObject, NameObject, RectangleObject

from documents.models import IssuedDocument
from documents.signing import placing, words
from documents.signing.asking import Wanted
from documents.signing.sheets import Sheet, sheets_of
from tests import people
from tests.documents import authority

PERSONAL, SEAL = authority.PERSONAL, authority.SEAL
A4, A3, ODD = (0, 0, 595, 842), (0, 0, 842, 1191), (100, -50, 700, 790)


def paper(box: tuple[float, ...] = A4, turn: int = 0, crop: tuple[float, ...] = (), unit: float = 0) -> bytes:
    """One empty page."""
    writer = PdfWriter()
    page = writer.add_blank_page(box[2] - box[0], box[3] - box[1])
    page.mediabox = RectangleObject(box)
    if crop:
        page.cropbox = RectangleObject(crop)
    if unit:
        page[NameObject("/UserUnit")] = FloatObject(unit)
    page.rotate(turn)
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def shown(content: bytes) -> Image.Image:
    """The page as a reader shows it, a pixel a point."""
    document = pypdfium2.PdfDocument(content)
    document.init_forms()
    return document[0].render(scale=1, may_draw_forms=True).to_pil().convert("RGB")


def ink(picture: Image.Image, colour: str) -> tuple[int, int, int, int]:
    """Around everything blue or red."""
    red, _green, blue = picture.split()
    strong, weak = (blue, red) if colour == "blue" else (red, blue)
    found = ImageChops.subtract(strong, weak).point(lambda value: 255 if value > 60 else 0).getbbox()
    assert found, f"nothing {colour} on the page"
    return found


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("content", "size"),
    [
        (paper(), (595, 842)),
        (paper(A3, 90), (1191, 842)),
        (paper(A4, 180), (595, 842)),
        (paper(A4, 270), (842, 595)),
        (paper(ODD, 90), (840, 600)),
        (paper(A4, 90, crop=(100, 200, 590, 800)), (600, 490)),
        (paper((595, 842, 0, 0)), (595, 842)),
    ],
    ids=["A4", "A3 turned", "upside down", "turned left", "odd edges", "cut", "edges the other way round"],
)
def test_signature_and_seal_are_seen_upright_at_the_lower_right_of_any_page(
    content: bytes, size: tuple[int, int]
) -> None:
    (look,) = placing.looks_of(placing.choose(content), 1)
    wanted = [
        Wanted(PERSONAL, people.WARD, look=look[PERSONAL]),
        Wanted(SEAL, people.WARD, automatic=True, look=look[SEAL]),
    ]
    document = authority.signed(authority.waiting(wanted, content=content))
    assert document.state == IssuedDocument.State.IN_FORCE
    picture = shown(authority.content_of(document))
    assert picture.size == size
    written, seal = ink(picture, "blue"), ink(picture, "red")
    assert written[2] - written[0] > written[3] - written[1], "it lies on its side"
    middle = (seal[0] + seal[2]) / 2, (seal[1] + seal[3]) / 2
    spot = placing.choose(content).spot
    x, y = spot[0] / 100 * size[0], spot[1] / 100 * size[1]
    assert middle[1] == pytest.approx(y, abs=4)
    assert middle[0] == pytest.approx(x - placing.WRITTEN / 2 - placing.SEAL_LEFT + placing.SEAL / 2, abs=4)
    assert x > size[0] / 2
    assert y > size[1] / 2
    assert x - placing.WRITTEN / 2 - 3 <= written[0] <= written[2] <= x + placing.WRITTEN / 2 + 3
    assert (written[1] + written[3]) / 2 == pytest.approx(y, abs=12)


@pytest.mark.parametrize("turn", [0, 90, 180, 270])
@pytest.mark.parametrize("unit", [1.0, 2.5])
def test_the_way_from_what_is_seen_to_the_pdf_leads_back(turn: int, unit: float) -> None:
    sheet = Sheet((10.0, 20.0, 210.0, 420.0), turn, unit)
    assert {sheet.width, sheet.height} == {200 * unit, 400 * unit}
    seen = (5.0, 10.0, 50.0, 30.0)
    assert sheet.to_seen(sheet.to_pdf(seen)) == pytest.approx(seen)


def test_a_page_in_larger_units_has_signatures_of_the_same_size_on_paper() -> None:
    content = paper((0, 0, 297.5, 421), unit=2)
    (look,) = placing.looks_of(placing.choose(content), 1)
    left, _bottom, right, _top = look[PERSONAL]["box"]
    assert (right - left) * 2 == pytest.approx(placing.WRITTEN)


@pytest.mark.parametrize("count", [2, 3, 4])
@pytest.mark.parametrize("box", [A4, A3, (0, 0, 420, 595), (0, 0, 100, 60)])
@pytest.mark.parametrize("place", ["right", "left", "0,0", "100,100"])
def test_several_signers_stand_beside_one_another_on_the_page(
    count: int, box: tuple[int, ...], place: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(words, "found", lambda *_said: None)
    looks = placing.looks_of(placing.choose(paper(box), place=place, people=count), count)
    assert len(looks) == count
    for one, other in pairwise(looks):
        assert one[PERSONAL]["box"][2] <= other[SEAL]["box"][0] + 0.01, "a seal covers a stranger's signature"
    for look in looks:
        for kind in (PERSONAL, SEAL):
            left, bottom, right, top = look[kind]["box"]
            assert -0.5 <= left < right <= box[2] + 0.5
            assert -0.5 <= bottom < top <= box[3] + 0.5


def test_the_place_is_found_where_the_text_names_the_signer() -> None:
    content = authority.page()
    chosen = placing.choose(content, names=["Nguyễn Thị Hưởng"])
    assert (chosen.place, chosen.page) == ("found", 0)
    said = words.found(content, ["Nguyễn Thị Hưởng"])
    assert said is not None
    top = chosen.sheet.to_seen(said.box)[1]
    box = chosen.sheet.to_seen(tuple(placing.looks_of(chosen, 1)[0][PERSONAL]["box"]))
    assert box[3] == pytest.approx(top, abs=1)
    assert placing.choose(content, names=["Ai Đó Khác"]).place == "right"
    assert placing.choose(content, place="left", names=["Nguyễn Thị Hưởng"]).place == "left"


def test_the_page_is_the_last_or_the_one_that_is_said() -> None:
    writer = PdfWriter()
    for content in (authority.page(), paper(), paper(A3, 90)):
        writer.append(PdfReader(io.BytesIO(content)))
    out = io.BytesIO()
    writer.write(out)
    content = out.getvalue()
    found = [placing.choose(content, **said) for said in _SAID]
    assert [(one.page, one.place) for one in found] == [
        (0, "found"), (2, "right"), (1, "right"), (2, "left"), (1, "50,50"), (0, "found"),
    ]  # fmt: skip
    with pytest.raises(placing.NoSuchPage):
        placing.choose(content, page=4)


_SAID: list[dict[str, Any]] = [
    {"names": ["Nguyễn Thị Hưởng"]},
    {},
    {"page": 2, "names": ["Nguyễn Thị Hưởng"]},
    {"place": "left", "names": ["Nguyễn Thị Hưởng"]},
    {"page": 2, "place": "50,50"},
    {"page": 1, "place": "found", "names": ["Nguyễn Thị Hưởng"]},
]


@pytest.mark.parametrize("content", [b"%PDF-1.7\nnothing", b""])
def test_words_of_a_broken_file_are_not_found(content: bytes) -> None:
    assert words.found(content, ["Lê Minh"]) is None


def test_what_is_no_place_is_known_as_none() -> None:
    for place, known in (("right", True), ("12.5,100", True), ("101,5", False), ("5", False), ("top", False)):
        assert placing.known(place) is known


def test_pages_keep_what_they_inherit() -> None:
    assert sheets_of(paper(A3, 90))[0].turn == 90
