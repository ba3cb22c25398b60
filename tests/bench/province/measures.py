"""What officers do all day, timed on whatever database the process has: {"what": [median, p95] in ms}."""

from __future__ import annotations

import itertools
import os
import sys
import time
from collections.abc import Callable
from datetime import timedelta
from typing import Any

from django.test import Client
from django.utils import timezone

from tests.bench.table import timed
from tests.people import WARD

RECOUNTED = int(os.environ.get("RECOUNTED", "100000"))
"""So many open dossiers at most are counted anew; where there are more, the rest is promised only."""
keys = itertools.count()


def measure(times: int) -> dict[str, list[float]]:
    """Every measure once warm; "recount" is per dossier, over RECOUNTED at most."""
    found: dict[str, list[float]] = {}
    for what, work, runs in _works(times):
        found[what] = list(timed(work, runs))
        print(f"  … {what}: {found[what][0]:.1f} ms", file=sys.stderr, flush=True)
    found |= recounted()
    return found


def _works(times: int) -> list[tuple[str, Callable[[], object], int]]:
    from dossiers.models import Dossier

    desk, above = _signed_in("specialist"), _signed_in("supervisor", agency="H08")
    here = Dossier.objects.filter(agency_code=WARD)
    codes = itertools.cycle(
        here.exclude(code=None).order_by("-accepted_at").values_list("code", flat=True)[:200]
    )
    phone = here.order_by("pk").values_list("applicant_phone", flat=True).first()
    cases = itertools.cycle(here.filter(status=4).values_list("pk", flat=True)[:200])

    def got(client: Client, address: str) -> Callable[[], object]:
        return lambda: _got(client, address)

    lists = {
        "inbox, first page": "/can-bo/",
        "inbox, overdue": "/can-bo/?light=late",
        "inbox, steps to do": "/can-bo/?waiting=on",
        "inbox, by status and procedure": "/can-bo/?status=4&procedure=1.001193",
        "inbox, ended ones": "/can-bo/?status=10",
    }
    works = [(what, got(desk, address), times) for what, address in lists.items()]
    works += [("inbox of the whole province", got(above, "/can-bo/"), times)]
    works += [
        ("search by code", lambda: _got(desk, f"/can-bo/?status=all&q={next(codes)}"), times),
        ("search by name, whole province", _searching(above, "nguyen thi lan"), times),
        ("search by a rare name, whole province", _searching(above, "dang quoc yen", "all"), times),
        ("search by phone, whole province", _searching(above, str(phone), "all"), times),
        ("dossier page", lambda: _got(desk, f"/can-bo/ho-so/{next(cases)}/"), times),
        ("accept", _accepting(), times),
    ]
    return works


def _got(client: Client, address: str) -> None:
    response = client.get(address, follow=True)
    assert response.status_code == 200, (address, response.status_code)


def _searching(client: Client, text: str, status: str = "open") -> Callable[[], object]:
    """As the page does: sent by POST, then read where it leads."""

    def search() -> None:
        response = client.post("/can-bo/", {"q": text, "status": status}, follow=True)
        assert response.status_code == 200, response.status_code

    return search


def _signed_in(role: str, agency: str = WARD) -> Client:
    from tests import people

    client = Client()
    people.sign_in(client, people.holder(role, agency=agency))
    return client


def _accepting() -> Callable[[], object]:
    """Each call accepts one more of the dossiers filed at the measured agency."""
    from dossiers.transitions import act
    from tests.dossiers.cases import filed, officer

    minh = officer("reception")

    def accept() -> None:
        begin = (
            filed()
        )  # the agency's own are too few at ten thousand: one more each time, outside the timing
        waiting.append(begin.pk)

    waiting: list[Any] = []
    for _ in range(120):
        accept()
    left = iter(waiting)
    return lambda: act(next(left), "accept", actor=minh, key=f"bench{next(keys)}", at=timezone.now())


def recounted() -> dict[str, list[float]]:
    """A day off is added to the calendar that counts for all: every open dossier is counted anew."""
    from dossiers.recounting import recount_many, spread
    from effects.models import Effect
    from procedures.models import CalendarDay, WorkingCalendar

    calendar = WorkingCalendar.objects.filter(is_default=True).first() or WorkingCalendar.objects.first()
    assert calendar is not None
    day = timezone.localdate() + timedelta(days=3)
    CalendarDay.objects.get_or_create(
        calendar=calendar, date=day, defaults={"kind": "holiday", "name": "Ngày đo"}
    )
    begin = time.monotonic()
    promised = spread(calendar.pk, 999)
    spreading = time.monotonic() - begin
    args = Effect.objects.filter(kind="recount_dossiers").values_list("args__dossiers", flat=True)
    begin, moved, counted = time.monotonic(), 0, 0
    for chunk in args.iterator():
        moved += recount_many(chunk, calendar.pk, 999, at=timezone.now())
        counted += len(chunk)
        if counted >= RECOUNTED:
            break
        if counted % 10_000 < len(chunk):
            print(f"  … {counted:,} recounted, {moved:,} moved", file=sys.stderr, flush=True)
    took = time.monotonic() - begin
    print(
        f"  … {counted:,} recounted in {took:.0f} s, {moved:,} moved; promised in {spreading:.0f} s",
        file=sys.stderr,
    )
    return {
        "recount: promise one dossier": [spreading * 1000 / max(promised, 1), 0],
        "recount: one dossier after a new holiday": [took * 1000 / max(counted, 1), 0],
    }
