"""Files made to stop whoever opens them."""

from __future__ import annotations

import io
import re
import zlib

from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.pdf_utils.writer import copy_into_new_writer

from tests.documents.signed import plain_pdf, stream, table


def bomb(size: int = 1 << 30) -> bytes:
    """A few hundred kilobytes of page content that unpack to a gigabyte."""
    return plain_pdf(more={4: stream(_zeros(size), b"/Filter /FlateDecode")})


def bomb_of_objects(size: int = 1 << 30) -> bytes:
    """The catalogue lies in a stream of objects that unpacks to a gigabyte, so that it must be unpacked."""
    packed = stream(
        _zeros(size, b"1 0 << /Type /Catalog /Pages 2 0 R >> "),
        b"/Type /ObjStm /N 1 /First 4 /Filter /FlateDecode",
    )
    out = b"%PDF-1.7\n"
    places = {2: len(out)}
    out += b"2 0 obj\n<< /Type /Pages /Kids [] /Count 0 >>\nendobj\n"
    places[3] = len(out)
    out += b"3 0 obj\n" + packed + b"\nendobj\n"
    rows = b"\0\0\0\0\0\0" + b"\2" + (3).to_bytes(4, "big") + b"\0"
    for number in (2, 3):
        rows += b"\1" + places[number].to_bytes(4, "big") + b"\0"
    start = len(out)
    rows += b"\1" + start.to_bytes(4, "big") + b"\0"
    head = b"/Type /XRef /Size 5 /W [1 4 1] /Root 1 0 R /ID [<00> <00>]"
    return out + b"4 0 obj\n" + stream(rows, head) + b"\nendobj\nstartxref\n%d\n%%%%EOF\n" % start


def _zeros(size: int, first: bytes = b"") -> bytes:
    press = zlib.compressobj(9)
    packed = press.compress(first)
    for _ in range(size >> 20):
        packed += press.compress(bytes(1 << 20))
    return packed + press.flush()


def loop() -> bytes:
    """A tree of pages that is its own child, and a field that is its own parent and child."""
    return plain_pdf(more={
        1: b"<< /Type /Catalog /Pages 2 0 R /AcroForm << /Fields [10 0 R] >> >>",
        2: b"<< /Type /Pages /Kids [2 0 R 3 0 R] /Count 2 /Parent 2 0 R >>",
        10: b"<< /FT /Sig /T (a) /Kids [10 0 R] /Parent 10 0 R >>",
    })  # fmt: skip


def deep() -> bytes:
    """Ten thousand arrays within each other."""
    return plain_pdf(
        more={5: b"[" * 10_000 + b"]" * 10_000, 1: b"<< /Type /Catalog /Pages 2 0 R /AcroForm 5 0 R >>"}
    )


def many_pages(count: int = 2000) -> bytes:
    kids = b" ".join(b"%d 0 R" % (100 + number) for number in range(count))
    more = {
        100
        + number: b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources << >> >>"
        for number in range(count)
    }
    return plain_pdf(more={**more, 2: b"<< /Type /Pages /Kids [" + kids + b"] /Count %d >>" % count})


def scripted() -> bytes:
    return plain_pdf(
        more={1: b"<< /Type /Catalog /Pages 2 0 R /OpenAction << /S /JavaScript /JS (app.alert\\(1\\)) >> >>"}
    )


def locked() -> bytes:
    writer = copy_into_new_writer(PdfFileReader(io.BytesIO(plain_pdf())))
    writer.encrypt("chu", "khach")
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def large_picture() -> bytes:
    """A picture of 40 megapixels, white."""
    width, height = 8000, 5000
    head = (
        b"/Type /XObject /Subtype /Image /Width %d /Height %d /ColorSpace /DeviceRGB "
        b"/BitsPerComponent 8 /Filter /FlateDecode" % (width, height)
    )
    press = zlib.compressobj(6)
    packed = b"".join(press.compress(b"\xff" * (width * 3)) for _ in range(height)) + press.flush()
    pdf = plain_pdf(more={20: stream(packed, head), 4: stream(b"500 0 0 300 40 300 cm /I Do")}, page=b"")
    body = pdf.replace(b"/Font << /F1 5 0 R >> >>", b"/XObject << /I 20 0 R >> >>", 1)
    start = int(body.rpartition(b"startxref\n")[2].split()[0])
    start = body.index(b"xref\n", start - 200)
    places = {int(one[1]): one.start() for one in re.finditer(rb"(?m)^(\d+) 0 obj", body[:start])}
    return body[:start] + table(places, start, trailer=b"/Root 1 0 R /ID [<00> <00>]")
