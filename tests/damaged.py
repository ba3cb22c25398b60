"""Workbooks (XLSX) with something broken inside."""

from __future__ import annotations

import io
from zipfile import ZIP_DEFLATED, ZipFile


def repacked(content: bytes, part: str, old: bytes, new: bytes) -> bytes:
    """The XLSX with other bytes in one of its parts."""
    made = io.BytesIO()
    with ZipFile(io.BytesIO(content)) as given, ZipFile(made, "w", ZIP_DEFLATED) as packed:
        for name in given.namelist():
            inner = given.read(name)
            packed.writestr(name, inner.replace(old, new) if name.endswith(part) else inner)
    return made.getvalue()


def with_broken_stream(workbook: bytes) -> bytes:
    """The packed bytes of its sheet say nothing."""
    content = bytearray(workbook)
    with ZipFile(io.BytesIO(content)) as given:
        part = given.getinfo("xl/worksheets/sheet1.xml")
    start = part.header_offset + 30 + len(part.filename)
    content[start : start + 40] = b"\xff" * 40
    return bytes(content)
