"""Papers of dossiers as tests read them."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pypdfium2
import zxingcpp
from django.utils import timezone
from pypdf import PdfReader

from documents.models import IssuedDocument
from dossiers.models import Dossier
from effects.worker import drain


def paper_of(dossier: Dossier, kind: str = "M01") -> IssuedDocument:
    """The paper of that kind, once the worker has done what waits."""
    drain(timezone.now())
    return IssuedDocument.objects.get(kind=kind, subject_id=str(dossier.pk))


def text_in(content: bytes, folder: Path) -> str:
    """Every word of a PDF, one space apart, the words of a cell together."""
    path = folder / "paper.pdf"
    path.write_bytes(content)
    if not shutil.which("pdftotext"):
        return " ".join(" ".join(page.extract_text() for page in PdfReader(path).pages).split())
    made = subprocess.run(["pdftotext", "-raw", str(path), "-"], capture_output=True, text=True, check=True)
    return " ".join(made.stdout.split())


def text_of(document: IssuedDocument, folder: Path) -> str:
    return text_in(document.file.content.open().read(), folder)


def codes_on(content: bytes) -> list[str]:
    """What machines read on the first page, printed with 200 dpi."""
    page = pypdfium2.PdfDocument(content)[0]
    return [found.text for found in zxingcpp.read_barcodes(page.render(scale=200 / 72).to_pil())]


def is_pdf_a(content: bytes) -> bool:
    return b"pdfaid:part>2" in content
