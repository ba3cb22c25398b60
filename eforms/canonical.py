"""One way to write JSON down, so that equal content has an equal hash."""

from __future__ import annotations

import hashlib
import json
import unicodedata
from typing import Any


def canonical(content: Any) -> str:
    """JSON with sorted keys, no blanks, Vietnamese letters as they are."""
    return json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False)


def digest(content: Any) -> str:
    """SHA-256 (hex, 64 characters) of the canonical JSON."""
    return hashlib.sha256(canonical(content).encode()).hexdigest()


def in_one_way(value: Any) -> Any:
    """Letters (NFC) and line ends in one way: a browser sends CRLF, which is no change of the text."""
    if isinstance(value, str):
        return unicodedata.normalize("NFC", value.replace("\r\n", "\n"))
    if isinstance(value, list):
        return [in_one_way(one) for one in value]
    if isinstance(value, dict):
        return {key: in_one_way(one) for key, one in value.items()}
    return value
