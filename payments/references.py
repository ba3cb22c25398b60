"""What people read out and write on a transfer."""

from __future__ import annotations

import secrets
from datetime import datetime

from django.utils import timezone

from documents.codes import ALPHABET


def new_reference(prefix: str, at: datetime) -> str:
    """ "YC261121K7QM2X": letters and digits only, since banks drop everything else (domain.md §8.3)."""
    return f"{prefix}{timezone.localtime(at):%y%m%d}" + "".join(secrets.choice(ALPHABET) for _ in range(6))
