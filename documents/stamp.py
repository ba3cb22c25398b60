"""Marks that machines read, as pictures: QR and Code 128, without text below."""

from __future__ import annotations

import io

import segno
from barcode.codex import Code128
from barcode.writer import SVGWriter


def qr_svg(text: str, error: str = "m") -> bytes:
    """QR code of `text` (ISO/IEC 18004), no quiet zone: leave four modules around.

    error: how much of it may be lost, from "l" for long texts to "h"; more where it costs no room.
    """
    out = io.BytesIO()
    segno.make(text, error=error, micro=False).save(out, kind="svg", border=0, xmldecl=False, omitsize=True)
    return out.getvalue()


def qr_png(text: str) -> bytes:
    """The same code as a picture to keep, with its quiet zone: what an app of a bank finds among photos."""
    out = io.BytesIO()
    segno.make(text, error="m", micro=False).save(out, kind="png", border=4, scale=8)
    return out.getvalue()


def code128_svg(text: str) -> bytes:
    """Code 128 bar code of `text` (ASCII), 10 mm high with its quiet zone."""
    out = io.BytesIO()
    look = {"write_text": False, "quiet_zone": 2.5, "module_height": 10.0, "module_width": 0.3}
    Code128(text, writer=SVGWriter()).write(out, look)
    return out.getvalue()
