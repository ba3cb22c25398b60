"""Kinds of file that can be taken in: what the bytes say they are, and whether they open."""

from __future__ import annotations

import zipfile
from collections.abc import Callable
from dataclasses import dataclass
from typing import IO

import puremagic
from PIL import Image, UnidentifiedImageError
from pypdf import PdfReader
from pypdf.errors import PyPdfError

from documents.stumbles import STUMBLES

MOST_PIXELS = 200_000_000  # what a phone camera can take
MOST_UNPACKED = 300 * 1024 * 1024


@dataclass(frozen=True)
class Kind:
    """One kind of file. `problem(stream)` gives None when it opens, else a key of errors.MESSAGES."""

    media_type: str
    extensions: tuple[str, ...]
    problem: Callable[[IO[bytes]], str | None]


def kind_of(stream: IO[bytes]) -> Kind | None:
    """The kind the bytes themselves show, whatever the name says; None for one that is not taken."""
    stream.seek(0)
    head = stream.read(2048)
    stream.seek(0)
    if head.startswith(b"PK\x03\x04"):
        return _office_kind(stream)
    try:
        found = {match.extension.lstrip(".").lower() for match in puremagic.magic_string(head)}
    except (puremagic.PureError, ValueError):
        return None
    return next((kind for kind in KINDS if found & set(kind.extensions)), None) if _plain(head) else None


def _plain(head: bytes) -> bool:
    start = head.lstrip(b"\xef\xbb\xbf\0 \t\r\n")  # some scanners write a mark or blanks before %PDF
    return head.startswith((b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff")) or start.startswith(b"%PDF-")


def _office_kind(stream: IO[bytes]) -> Kind | None:
    try:
        with zipfile.ZipFile(stream) as package:
            names = set(package.namelist())
    except (zipfile.BadZipFile, *STUMBLES):
        return None
    if any(name.endswith("vbaProject.bin") for name in names):
        return None
    if "word/document.xml" in names:
        return DOCX
    return XLSX if "xl/workbook.xml" in names else None


def _pdf_problem(stream: IO[bytes]) -> str | None:
    try:
        reader = PdfReader(stream)
        if reader.is_encrypted and not reader.decrypt(""):
            return "locked"
        return None if len(reader.pages) else "damaged"
    except (PyPdfError, *STUMBLES):
        return "damaged"


def _picture_problem(stream: IO[bytes]) -> str | None:
    try:
        with Image.open(stream, formats=("PNG", "JPEG")) as picture:
            if picture.width * picture.height > MOST_PIXELS:
                return "too_many_pixels"
            if picture.format == "PNG":
                picture.verify()  # every chunk's checksum, without unpacking
            else:
                picture.draft("L", (picture.width // 8, picture.height // 8))  # whole file, little memory
                picture.load()
    except Image.DecompressionBombError:
        return "too_many_pixels"
    except (UnidentifiedImageError, *STUMBLES):
        return "damaged"
    return None


def _office_problem(stream: IO[bytes]) -> str | None:
    try:
        with zipfile.ZipFile(stream) as package:
            if sum(part.file_size for part in package.infolist()) > MOST_UNPACKED:
                return "damaged"
            return "damaged" if package.testzip() else None
    except (zipfile.BadZipFile, zipfile.LargeZipFile, *STUMBLES):
        return "damaged"


OFFICE = "application/vnd.openxmlformats-officedocument"
PDF = Kind("application/pdf", ("pdf",), _pdf_problem)
JPEG = Kind("image/jpeg", ("jpg", "jpeg", "jpe", "jfif"), _picture_problem)
PNG = Kind("image/png", ("png",), _picture_problem)
DOCX = Kind(f"{OFFICE}.wordprocessingml.document", ("docx",), _office_problem)
XLSX = Kind(f"{OFFICE}.spreadsheetml.sheet", ("xlsx",), _office_problem)
KINDS = (PDF, JPEG, PNG, DOCX, XLSX)
