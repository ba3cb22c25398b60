"""One way to write JSON down, so that equal content has an equal hash."""

from __future__ import annotations

import hashlib
import json
from typing import Any


def canonical(content: Any) -> str:
    """JSON with sorted keys, no blanks, Vietnamese letters as they are."""
    return json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False)


def digest(content: Any) -> str:
    """SHA-256 (hex, 64 characters) of the canonical JSON."""
    return hashlib.sha256(canonical(content).encode()).hexdigest()
