"""Which procedures people ask for most: counted over the last 90 days, at most once an hour."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.core.cache import cache
from django.db.models import Count

from dossiers.models import Dossier

DAYS = 90
KEPT = 60 * 60  # seconds
KEY = "procedures-asked-for"


def asked_for(at: datetime, most: int = 20) -> list[str]:
    """Codes of the procedures with the most dossiers filed lately, the most wanted first."""
    codes: list[str] | None = cache.get(KEY)
    if codes is None:
        lately = Dossier.objects.filter(filed_at__gt=at - timedelta(days=DAYS)).order_by()
        rows = lately.values_list("procedure_code").annotate(n=Count("pk")).order_by("-n", "procedure_code")
        codes = [code for code, _n in rows[:most]]
        cache.set(KEY, codes, KEPT)
    return codes
