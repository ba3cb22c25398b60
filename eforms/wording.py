"""Which language a form speaks: English where it has been written, else Vietnamese."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils.translation import get_language


def said(item: Mapping[str, Any], name: str) -> str:
    """`item["label_en"]` when the page is in English and the words exist, else `item["label"]`."""
    english = (get_language() or "").startswith("en")
    return str((english and item.get(f"{name}_en")) or item.get(name) or "")
