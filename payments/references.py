"""What people read out and write on a transfer."""

from __future__ import annotations

import secrets
from datetime import datetime

from django.utils import timezone

from documents.codes import ALPHABET

SIGNS = 6


def new_reference(prefix: str, at: datetime, signs: int = SIGNS) -> str:
    """ "YC261121K7QM2X": letters and digits only, since banks drop everything else (domain.md §8.3).

    signs: random ones; more where thousands are made at once.
    """
    return f"{prefix}{timezone.localtime(at):%y%m%d}" + "".join(
        secrets.choice(ALPHABET) for _ in range(signs)
    )
