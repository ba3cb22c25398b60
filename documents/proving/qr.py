"""QR codes in a photograph somebody sends, read where their browser cannot: in a process of its own."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from io import BytesIO

from documents import apart
from documents.proving.guarded import one_of_few

MEMORY = 1024 * 1024 * 1024  # of addresses; a phone's largest picture as it is unpacked
SECONDS = 15
MOST_PIXELS = 64_000_000
FORMATS = ("JPEG", "PNG", "WEBP", "HEIF")
ADDRESS = re.compile(r"/(?:xac-minh|verify)/([0-9A-Za-z-]{8,40})/?(?:[?#]|$)")


def codes_in(picture: bytes) -> list[str]:
    """Verification codes of the QR codes seen in the picture, as they are printed; [] also when it is none.

    Raises guarded.Busy.
    """
    with one_of_few():
        texts = _texts(picture)
    found = (ADDRESS.search(text) for text in texts)
    return [one[1] for one in found if one]


def _texts(picture: bytes) -> list[str]:
    try:
        done = apart.ask("documents.proving.qr", {}, picture, seconds=SECONDS)
        return [str(text) for text in json.loads(done.stdout)]
    except (subprocess.TimeoutExpired, ValueError):  # lost over the file, so nothing was seen in it
        return []


def main() -> None:
    """In the process of its own: the limits stand before anything large is imported."""
    _asked, content = apart.told(memory=MEMORY, seconds=SECONDS)
    import zxingcpp
    from PIL import Image
    from pillow_heif import register_heif_opener

    register_heif_opener()
    with Image.open(BytesIO(content), formats=FORMATS) as picture:
        picture.draft("L", (4000, 4000))
        if picture.width * picture.height > MOST_PIXELS:
            return
        seen = zxingcpp.read_barcodes(
            picture.convert("L"), formats=zxingcpp.BarcodeFormats(zxingcpp.BarcodeFormat.QRCode)
        )
    sys.stdout.write(json.dumps([one.text for one in seen]))


if __name__ == "__main__":
    main()
