"""Marks that machines read, as pictures: QR and Code 128, without text below."""

from __future__ import annotations

import io
import re

import zxingcpp
from PIL import Image

QR, CODE128 = zxingcpp.BarcodeFormat.QRCode, zxingcpp.BarcodeFormat.Code128
HEAD = re.compile(r'.*?<svg width="(\d+)" height="(\d+)".*?<g id="barcode"', re.DOTALL)


def qr_svg(text: str, error: str = "m", quiet: bool = False) -> bytes:
    """QR code of `text` (ISO/IEC 18004); without its quiet zone leave four modules around.

    error: how much of it may be lost, from "l" for long texts to "h".
    """
    return _svg(zxingcpp.create_barcode(text, QR, ec_level=error.upper()), quiet)


def qr_png(text: str) -> bytes:
    """The same code as a picture to keep, with its quiet zone: what an app of a bank finds among photos."""
    drawn = zxingcpp.create_barcode(text, QR, ec_level="M").to_image(scale=8, add_quiet_zones=True)
    out = io.BytesIO()
    Image.fromarray(drawn).save(out, "PNG")
    return out.getvalue()


def code128_svg(text: str) -> bytes:
    """Code 128 bar code of `text` (ASCII) with its quiet zone; as high as it is laid out."""
    return _svg(zxingcpp.create_barcode(text, CODE128), quiet=True)


def _svg(mark: zxingcpp.Barcode, quiet: bool) -> bytes:
    """Without a size of its own: whoever shows it says how wide."""
    head = r'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 \1 \2"><g'
    return HEAD.sub(head, mark.to_svg(add_quiet_zones=quiet), count=1).encode()
