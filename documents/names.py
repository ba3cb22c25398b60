"""A file's name as a person may read it: no path, no control character, one way of writing Vietnamese."""

from __future__ import annotations

import re
import unicodedata

LONGEST = 120
FORBIDDEN = '<>:"|?*'


def clean_name(name: str) -> str:
    """Last part of the path, NFC, without control and direction characters, at most 120 characters.

    "../../x.pdf" → "x.pdf". Returns "" when nothing usable is left ("...", "/").
    """
    last = re.split(r"[/\\]", unicodedata.normalize("NFC", name))[-1]
    visible = "".join(sign for sign in last if unicodedata.category(sign)[0] != "C" and sign not in FORBIDDEN)
    tidy = " ".join(visible.split()).strip(" .")
    stem, dot, extension = tidy.rpartition(".")
    if not dot or len(extension) > 10:
        return tidy[:LONGEST]
    return f"{stem[: LONGEST - len(extension) - 1].rstrip()}.{extension}" if stem.strip(" .") else ""


def extension_of(name: str) -> str:
    """Ending in small letters without the dot: "Ảnh.JPG" → "jpg"; "" when there is none."""
    return name.rpartition(".")[2].lower() if "." in name else ""
