"""How long a form takes, measured from how long people really sat at it."""

from __future__ import annotations

from statistics import median

from django.core.cache import cache

from eforms.models import Submission

COUNTED = 200  # the newest fillings
FEWEST = 10  # fewer say nothing
KEPT = 3600  # seconds an estimate is used before it is made again


def minutes(eform_id: int | None) -> int | None:
    """Whole minutes that the form's last fillings took in the middle; None while there are too few."""
    if eform_id is None:
        return None
    found: int = cache.get_or_set(f"eforms:minutes:{eform_id}", lambda: _measured(eform_id), KEPT) or 0
    return found or None


def _measured(eform_id: int) -> int:
    """0 while there are fewer fillings than count."""
    timed = Submission.objects.filter(version__eform_id=eform_id, seconds__gt=0)
    newest = timed.order_by("-submitted_at").values_list("seconds", flat=True)[:COUNTED]
    seconds = [one for one in newest if one]
    return max(1, round(median(seconds) / 60)) if len(seconds) >= FEWEST else 0
