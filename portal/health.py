"""What is up and what is degraded, for people and for machines."""

from __future__ import annotations

from django.db import DatabaseError, connection
from django.http import HttpRequest, JsonResponse

from accounts.access import PUBLIC, allow
from effects.models import Effect
from search.alarm import answers
from search.engines import scheme


def _database() -> dict[str, object]:
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except DatabaseError:
        return {"ok": False}
    return {"ok": True, "engine": connection.vendor}


def _effects() -> dict[str, object]:
    """Counts only: what waits is normal, what failed for good wants a look at the failed-work page."""
    waiting = Effect.objects.filter(state=Effect.State.WAITING).count()
    failed = Effect.objects.filter(state=Effect.State.FAILED).count()
    return {"ok": failed == 0, "waiting": waiting, "failed": failed}


def _search() -> dict[str, object]:
    """Without its engine the plain database answers: people find, editors' words do not help them."""
    return {"ok": answers(), "engine": scheme()}


@allow(PUBLIC)
def health(request: HttpRequest) -> JsonResponse:
    """200 while the portal can serve people, 503 when its database is away."""
    parts: dict[str, dict[str, object]] = {"database": _database()}
    if parts["database"]["ok"]:
        parts["effects"] = _effects()
        parts["search"] = _search()
    status = 200 if parts["database"]["ok"] else 503
    return JsonResponse({"ok": all(part["ok"] for part in parts.values()), "parts": parts}, status=status)
