"""Documents as PDF/A: sound, the same every time, with every Vietnamese letter."""

from __future__ import annotations

import io
import re
import shutil
import subprocess
import unicodedata
from datetime import UTC, datetime
from pathlib import Path

import pytest
from PIL import Image

from documents.codes import shown_code
from documents.errors import TemplateBroken
from documents.glyphs import DRAWN
from documents.render import pdf, png
from tests.house.rooms import ROOT
from themes.marks import code128_svg, qr_svg

AT = datetime(2026, 8, 21, 2, 30, 59, 999_999, tzinfo=UTC)
VOWELS = (
    "a ă â e ê i o ô ơ u ư y A Ă Â E Ê I O Ô Ơ U Ư Y đ Đ "
    "à á ả ã ạ ằ ắ ẳ ẵ ặ ầ ấ ẩ ẫ ậ è é ẻ ẽ ẹ ề ế ể ễ ệ ì í ỉ ĩ ị ò ó ỏ õ ọ ồ ố ổ ỗ ộ ờ ớ ở ỡ ợ "
    "ù ú ủ ũ ụ ừ ứ ử ữ ự ỳ ý ỷ ỹ ỵ À Á Ả Ã Ạ Ằ Ắ Ẳ Ẵ Ặ Ầ Ấ Ẩ Ẫ Ậ È É Ẻ Ẽ Ẹ Ề Ế Ể Ễ Ệ Ì Í Ỉ Ĩ Ị "
    "Ò Ó Ỏ Õ Ọ Ồ Ố Ổ Ỗ Ộ Ờ Ớ Ở Ỡ Ợ Ù Ú Ủ Ũ Ụ Ừ Ứ Ử Ữ Ự Ỳ Ý Ỷ Ỹ Ỵ"
)
IMAGES = {"qr.svg": qr_svg("http://127.0.0.1:8000/xac-minh/K7QM2XPD9RTA/")}


def sample(**changed: object) -> dict[str, object]:
    return {
        "agency": "Ủy ban nhân dân phường Hải Châu",
        "above": "Thành phố Đà Nẵng",
        "number": "12/GTN",
        "place": "Hải Châu",
        "date": "ngày 21 tháng 8 năm 2026",
        "title": "Giấy tiếp nhận hồ sơ",
        "facts": [["Họ và tên", "Nguyễn Thị Hưởng"], ["Nơi ở", "đường Lê Đại Hành"], ["Ghi chú", ""]],
        "text": VOWELS,
        "code": shown_code("K7QM2XPD9RTA"),
        **changed,
    }


def tool(name: str, package: str) -> str:
    found = shutil.which(name)
    if not found:
        pytest.skip(f"{name} is missing: apt-get install {package}")
    return found


def words_of(content: bytes, folder: Path) -> list[str]:
    (folder / "x.pdf").write_bytes(content)
    command = [tool("pdftotext", "poppler-utils"), str(folder / "x.pdf"), "-"]
    return subprocess.run(command, capture_output=True, check=True).stdout.decode().split()


def test_the_same_document_has_the_same_bytes() -> None:
    assert pdf("documents/sample.typ", sample(), images=IMAGES, at=AT) == pdf(
        "documents/sample.typ", sample(), images=IMAGES, at=AT
    )


def test_a_document_is_sound_and_says_that_it_is_pdf_a_2b(tmp_path: Path) -> None:
    content = pdf("documents/sample.typ", sample(), images=IMAGES, at=AT)
    (tmp_path / "x.pdf").write_bytes(content)
    qpdf = tool("qpdf", "qpdf")
    checked = subprocess.run([qpdf, "--check", str(tmp_path / "x.pdf")], capture_output=True, check=False)
    assert checked.returncode == 0, checked.stderr.decode()
    plain = subprocess.run(
        [qpdf, "--qdf", "--object-streams=disable", str(tmp_path / "x.pdf"), "-"],
        capture_output=True,
        check=True,
    ).stdout
    assert b"<pdfaid:part>2</pdfaid:part>" in plain
    assert b"<pdfaid:conformance>B</pdfaid:conformance>" in plain
    assert b"/OutputIntents" in plain
    assert not re.search(rb"/(JavaScript|EmbeddedFile|Encrypt)\b", plain)


def test_every_vietnamese_letter_can_be_read_back(tmp_path: Path) -> None:
    words = words_of(pdf("documents/sample.typ", sample(), images=IMAGES, at=AT), tmp_path)
    text = " ".join(words)
    assert unicodedata.is_normalized("NFC", text)
    assert "".join(words).count("".join(VOWELS.split())) == 2  # upright and italic
    assert "Nguyễn Thị Hưởng" in text  # bold
    assert "GIẤY TIẾP NHẬN HỒ SƠ" in text
    assert "Ghi chú" not in text  # a fact without value is left out


def test_what_people_wrote_is_text_and_never_markup(tmp_path: Path) -> None:
    wicked = '#read("/documents/house.typ") *đậm* $x$ \\ <label> @ref "'
    words = words_of(pdf("documents/sample.typ", sample(text=wicked), images=IMAGES, at=AT), tmp_path)
    assert '#read("/documents/house.typ") *đậm* $x$ \\ <label> @ref "' in " ".join(words).replace("”", '"')


def test_only_fonts_that_every_machine_has_are_used(tmp_path: Path) -> None:
    (tmp_path / "x.pdf").write_bytes(pdf("documents/sample.typ", sample(), images=IMAGES, at=AT))
    command = [tool("pdffonts", "poppler-utils"), str(tmp_path / "x.pdf")]
    lines = subprocess.run(command, capture_output=True, check=True).stdout.decode().splitlines()[2:]
    names = {re.sub(r"^[A-Z]{6}\+", "", line.split()[0]) for line in lines}
    assert all(name.startswith(("LibertinusSerif-", "DejaVuSansMono")) for name in names)
    assert not any("BoldItalic" in name for name in names)  # which lacks Vietnamese letters


def test_no_template_of_ours_asks_for_bold_italic_letters() -> None:
    templates = list(ROOT.glob("*/typst/*.typ"))
    assert [str(path) for path in templates if re.search(r"\*_|_\*", path.read_text())] == []


def test_a_preview_is_a_picture() -> None:
    with Image.open(io.BytesIO(png("documents/sample.typ", sample(), images=IMAGES))) as picture:
        assert picture.format == "PNG"


def test_a_missing_or_broken_template_is_named() -> None:
    with pytest.raises(TemplateBroken, match="nowhere"):
        pdf("documents/nowhere.typ", {})
    with pytest.raises(TemplateBroken, match=r"documents/sample\.typ"):
        pdf("documents/sample.typ", {"title": "no other data"})


@pytest.mark.parametrize("draw", [qr_svg, code128_svg])
def test_a_mark_is_a_drawing_without_text(draw: object) -> None:
    drawing = draw("H08.16-260821-0001")  # type: ignore[operator]
    assert b"<svg" in drawing
    assert b"<text" not in drawing


def test_every_letter_said_to_be_drawn_is_drawn() -> None:
    letters = [chr(one) for first, last in DRAWN for one in range(first, last + 1)]
    assert pdf("documents/sample.typ", sample(text=" ".join(letters)), images=IMAGES, at=AT)


@pytest.mark.parametrize("odd", ["😀 ❤️", "中文", "عربى", "\u0007\u200b", "\ue000", "\ud800"])
def test_a_letter_no_font_has_does_not_stop_the_document(odd: str, tmp_path: Path) -> None:
    made = pdf("documents/sample.typ", sample(text=f"Đầu {odd} cuối"), images=IMAGES, at=AT)
    assert "cuối" in words_of(made, tmp_path)
