"""Many dossiers, streamed into PostgreSQL with COPY: whole histories whose hashes and columns are true.

Each is a life (lives.py) told of another person, agency and week: identifiers, codes and times change, the
chain of hashes is computed anew. Nothing is held in memory but one batch and the patterns of a few weeks.
"""

from __future__ import annotations

import hashlib
import json
import random
import sys
import time
import uuid
from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime, timedelta
from functools import lru_cache
from itertools import islice
from typing import Any

from django.db import connection, transaction

from dossiers.finding import digest
from dossiers.models import Dossier, DossierEvent, DossierKey, DossierStep, NumberCounter
from dossiers.numbering import compose
from dossiers.words import folded
from rules.days import VIETNAM
from tests.bench.province.lives import Life, Row, later, table

BATCH = 2000
OPEN_SHARE = 0.1  # so many are not ended
DESK = 5000
"""So many are the measured desk's (the first agency's), however large the province: its pages are as long."""
SURNAMES = "Nguyễn Trần Lê Phạm Hoàng Huỳnh Phan Vũ Đặng Bùi Đỗ Hồ Ngô Dương Lý".split()
MIDDLES = "Văn Thị Đức Minh Ngọc Thanh Hữu Quốc Thu Hồng".split()
NAMES = "An Bình Chi Dũng Giang Hà Hùng Khánh Lan Mai Nam Oanh Phúc Quân Sơn Trang Uyên Việt Xuân Yến".split()


class Numbers:
    """Codes as the portal gives them: by agency and day, without gaps, after those of the lives."""

    def __init__(self) -> None:
        given = NumberCounter.objects.filter(series="").values_list("agency_code", "day", "last")
        self.last = Counter({(code, day): last for code, day, last in given})

    def next(self, agency: str, at: datetime) -> str:
        key = (agency, at.astimezone(VIETNAM).date())
        self.last[key] += 1
        return compose(*key, self.last[key])

    def keep(self) -> None:
        """The counters go on where these stopped."""
        NumberCounter.objects.filter(series="").delete()
        rows = (
            NumberCounter(agency_code=code, day=day, last=last) for (code, day), last in self.last.items()
        )
        NumberCounter.objects.bulk_create(rows, batch_size=5000)


def generate(count: int, lives: list[Life], agencies: list[tuple[int, str]], now: datetime) -> int:
    """Fill the database with `count` dossiers; returns how many events. Progress on stderr."""
    numbers, chance, events, begun = Numbers(), random.Random(7), 0, time.monotonic()
    told = tell(count, lives, agencies, numbers, chance, now)
    done = 0
    while batch := list(islice(told, BATCH)):
        with transaction.atomic():
            copy(Dossier, (dossier for dossier, _events, _steps in batch))
            copy(DossierEvent, (event for _dossier, rows, _steps in batch for event in rows))
            copy(DossierStep, (step for _dossier, _events, rows in batch for step in rows))
            copy(DossierKey, (key for dossier, _events, _steps in batch for key in keys(dossier)))
        done += len(batch)
        events += sum(len(rows) for _dossier, rows, _steps in batch)
        if done % 50_000 < BATCH:
            rate = done / (time.monotonic() - begun)
            print(
                f"  … {done:,} dossiers, {events:,} events, {rate:,.0f} dossiers/s",
                file=sys.stderr,
                flush=True,
            )
    numbers.keep()
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    return events


def tell(
    count: int,
    lives: list[Life],
    agencies: list[tuple[int, str]],
    numbers: Numbers,
    chance: random.Random,
    now: datetime,
) -> Iterator[tuple[Row, list[Row], list[Row]]]:
    """(dossier, events, steps) one after another, oldest first; open ones begin in the last three weeks."""
    first = min(life.dossier["filed_at"] for life in lives)
    weeks = (now - first).days // 7
    ended = [life for life in lives if life.ended]
    still_open = [life for life in lives if not life.ended]
    prepared = lru_cache(maxsize=4 * len(lives))(Pattern)
    desk, *elsewhere = agencies
    at_desk = min(DESK / count, 0.5)
    for number in range(count):
        is_open = chance.random() < OPEN_SHARE
        life = chance.choice(still_open if is_open else ended)
        week = weeks - chance.randrange(0, 3) if is_open else number * (weeks - 4) // count
        by = timedelta(weeks=week, days=chance.randrange(0, 4) if is_open else 0)
        there = desk if chance.random() < at_desk else chance.choice(elsewhere)
        yield again(prepared(life, by), there, numbers, chance)


class Pattern:
    """A life so much later, its texts with places for what differs: the person, the agency, the codes."""

    def __init__(self, life: Life, by: timedelta) -> None:
        self.dossier = {column: later(value, by) for column, value in life.dossier.items()}
        self.steps = [{column: later(value, by) for column, value in row.items()} for row in life.steps]
        self.events: list[tuple[Row, str, str]] = []
        for row in life.events:
            event = {column: later(value, by) for column, value in row.items()}
            payload = event["payload"]
            if event["action"] == "submit":
                person = {"name": "@name@", "phone": "@phone@", "email": "", "number": "@number@"}
                payload |= {"applicant": person, "request_code": "@request@"}
            elif event["action"] == "accept":
                payload["code"] = "@code@"
            if event["actor_kind"] == "applicant":
                event["actor_name"] = "@name@"
            self.events.append((event, _text(payload), hashed(event)))


def again(
    pattern: Pattern, agency: tuple[int, str], numbers: Numbers, chance: random.Random
) -> tuple[Row, list[Row], list[Row]]:
    """The life told once more: of somebody else, and elsewhere."""
    key, accepted = uuid.UUID(int=chance.getrandbits(128), version=4), pattern.dossier["accepted_at"]
    said = {
        "dossier": str(key),
        "agency": agency[1],
        "name": f"{chance.choice(SURNAMES)} {chance.choice(MIDDLES)} {chance.choice(NAMES)}",
        "phone": f"09{chance.randrange(10**8):08d}",
        "number": f"0520{chance.randrange(10**8):08d}",
        "request": f"YC-{key.hex[:12].upper()}",
        "code": numbers.next(agency[1], accepted) if accepted else "",
        "previous": "",
    }
    dossier = {
        **pattern.dossier,
        "id": key,
        "agency_id": agency[0],
        "agency_code": agency[1],
        "request_code": said["request"],
        "code": said["code"] or None,
        "secret_hash": key.hex * 2,
        "applicant_name": said["name"],
        "applicant_phone": said["phone"],
        "applicant_email": "",
        "applicant_number": said["number"],
        "find_text": folded(f"{said['code']} {said['request']} {said['name']}"),
    }
    events = []
    for event, payload, whole in pattern.events:
        digest = hashlib.sha256(_filled(whole, said).encode()).hexdigest()
        events.append(
            {
                **event,
                "dossier_id": key,
                "agency_code": agency[1],
                "actor_name": _filled(event["actor_name"], said),
                "payload": _filled(payload, said),
                "previous_hash": said["previous"],
                "hash": digest,
            }
        )
        said["previous"] = digest
    steps = [{**row, "dossier_id": key, "agency_code": agency[1]} for row in pattern.steps]
    return dossier, events, steps


def keys(dossier: Row) -> Iterator[Row]:
    for number in (dossier["applicant_phone"], dossier["applicant_number"]):
        yield {"dossier_id": dossier["id"], "digest": digest(number)}


def hashed(event: Row) -> str:
    """The text dossiers.events.hash_of hashes, with places for dossier, agency and the hash before."""
    return _text(
        {
            "dossier": "@dossier@",
            "sequence": event["sequence"],
            "action": event["action"],
            "from": event["from_status"],
            "to": event["to_status"],
            "actor": event["actor_id"],
            "actor_kind": event["actor_kind"],
            "actor_name": event["actor_name"],
            "role": event["role"],
            "agency": "@agency@",
            "at": event["at"].astimezone(UTC).isoformat(),
            "payload": event["payload"],
            "key": event["key"],
            "previous": "@previous@",
        }
    )


def _text(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def _filled(text: str, said: dict[str, str]) -> str:
    for name, value in said.items():
        text = text.replace(f"@{name}@", value)
    return text


def copy(model: Any, rows: Iterable[Row]) -> None:
    """COPY the rows into the model's table; nothing happens for none."""
    rows = iter(rows)
    first = next(rows, None)
    if first is None:
        return
    columns = ", ".join(connection.ops.quote_name(name) for name in first)
    with connection.cursor() as cursor, cursor.copy(f"COPY {table(model)} ({columns}) FROM STDIN") as out:
        out.write_row([_plain(value) for value in first.values()])
        for row in rows:
            out.write_row([_plain(value) for value in row.values()])


def _plain(value: Any) -> Any:
    return json.dumps(value, ensure_ascii=False) if isinstance(value, dict | list) else value
