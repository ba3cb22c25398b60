"""What is seen of a signature lies where NĐ 30/2020 wants it."""

from __future__ import annotations

import io
from datetime import UTC, datetime

import pypdfium2
import pytest
from PIL import Image
from pypdf import PdfReader

from documents.models import IssuedDocument
from documents.render import pdf
from documents.signing import demo_images, looks
from documents.signing.asking import Wanted
from tests import people
from tests.documents import authority
from themes.marks import code128_svg, qr_svg

CODE = "H08.16-251128-0001"
IMAGES = {"qr.svg": qr_svg("x"), "code.svg": code128_svg(CODE), "verify.svg": qr_svg("y")}
RESULT = {
    "draft": False,
    "electronic": True,
    "title": "Quyết định",
    "code": CODE,
    "paper_number": "12/QĐ",
    "above": "Tỉnh Gia Lai",
    "agency": "UBND phường Quy Nhơn",
    "place": "Quy Nhơn",
    "made": {"day": "28", "month": "11", "year": "2026"},
    "paragraphs": ["Nội dung."],
    "signers": [{"agency": "", "title": "Chủ tịch", "name": "Lê Minh"}],
    "tracking_address": "x",
    "hotline": "",
    "verify_code": "X",
    "verify_address": "y",
}


def overlap(one: list[float], other: list[float]) -> float:
    return min(one[2], other[2]) - max(one[0], other[0])


def test_the_seal_covers_the_left_third_of_the_signature_in_its_real_size() -> None:
    (found,) = looks.places("dossiers/result.typ", RESULT, IMAGES)
    written, seal = found[authority.PERSONAL]["box"], found[authority.SEAL]["box"]
    assert seal[2] - seal[0] == pytest.approx(36 * looks.MM)
    assert seal[3] - seal[1] == pytest.approx(36 * looks.MM)
    assert overlap(written, seal) == pytest.approx((written[2] - written[0]) / 3)
    assert seal[0] < written[0]


def test_the_written_signature_lies_between_title_and_name_in_their_middle() -> None:
    """Of the same page: the words above and below the box."""
    page = pypdfium2.PdfDocument(pdf("dossiers/result.typ", RESULT, images=IMAGES))[0]
    text = page.get_textpage()
    left, bottom, right, top = looks.places("dossiers/result.typ", RESULT, IMAGES)[0][authority.PERSONAL][
        "box"
    ]
    note, name = (place_of(text, words) for words in ("Ký số", "Lê Minh"))
    assert note[1] >= top - 3
    assert name[3] <= bottom + 3
    assert (left + right) / 2 == pytest.approx((name[0] + name[2]) / 2, abs=3)


def place_of(text: pypdfium2.PdfTextPage, words: str) -> tuple[float, float, float, float]:
    start, count = text.search(words).get_next()
    boxes = [text.get_charbox(start + place) for place in range(count)]
    lefts, bottoms, rights, tops = zip(*boxes, strict=True)
    return min(lefts), min(bottoms), max(rights), max(tops)


@pytest.mark.django_db
def test_signature_is_blue_and_seal_red_on_the_page() -> None:
    (found,) = looks.places("dossiers/result.typ", RESULT, IMAGES)
    wanted = [
        Wanted(authority.PERSONAL, people.WARD, look=found[authority.PERSONAL]),
        Wanted(authority.SEAL, people.WARD, automatic=True, look=found[authority.SEAL]),
    ]
    content = pdf("dossiers/result.typ", RESULT, images=IMAGES)
    document = authority.signed(authority.waiting(wanted, content=content))
    assert document.state == IssuedDocument.State.IN_FORCE
    shown = pypdfium2.PdfDocument(authority.content_of(document))
    shown.init_forms()
    picture = shown[0].render(scale=1, may_draw_forms=True).to_pil().convert("RGB")
    assert colours(picture, found[authority.PERSONAL]["box"])["blue"] > 50
    assert colours(picture, found[authority.SEAL]["box"])["red"] > 200


def colours(picture: Image.Image, box: list[float]) -> dict[str, int]:
    left, bottom, right, top = box
    part = picture.crop((int(left), int(looks.A4.height - top), int(right), int(looks.A4.height - bottom)))
    pixels = [pixel for _count, pixel in part.getcolors(1_000_000) for _ in range(_count)]
    return {
        "blue": sum(b > r + 60 for r, _g, b in pixels),
        "red": sum(r > b + 80 for r, _g, b in pixels),
    }


@pytest.mark.django_db
def test_an_appendix_says_number_and_time_at_the_top_right() -> None:
    document = authority.waiting([Wanted(authority.SEAL, people.WARD, look=looks.corner("12/QĐ-UBND"))])
    at = datetime(2026, 8, 21, 2, 30, 5, tzinfo=UTC)
    signature = document.signatures.get()
    found = looks.seen(signature, authority.seal(), authority.page(), at)
    assert found is not None
    assert (found.page, round(found.box[2]), round(found.box[3])) == (0, 567, 814)
    said = PdfReader(io.BytesIO(found.drawn)).pages[0].extract_text()
    assert "12/QĐ-UBND" in said
    assert "21/08/2026 09:30:05 +07:00" in said


def test_pictures_of_the_demo_are_transparent() -> None:
    for picture in (demo_images.signature("Lê Minh"), demo_images.seal("UBND phường Quy Nhơn")):
        opened = Image.open(io.BytesIO(picture))
        assert opened.mode == "RGBA"
        assert opened.getpixel((0, 0))[3] == 0
