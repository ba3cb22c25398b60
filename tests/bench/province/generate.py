"""Many dossiers, streamed into PostgreSQL with COPY: whole histories whose hashes and columns are true.

Each is a life (lives.py) told of another person, agency and week: identifiers, codes and times change, the
chain of hashes is computed anew. Nothing is held in memory but one batch.
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
from datetime import UTC, date, datetime, timedelta
from itertools import islice
from typing import Any

from django.db import connection, transaction

from dossiers.models import Dossier, DossierEvent, DossierStep, NumberCounter
from dossiers.numbering import VIETNAM, compose
from dossiers.words import folded
from tests.bench.province.lives import Life, Row, later, table

BATCH = 2000
OPEN_SHARE = 10  # every tenth is not ended
SURNAMES = "Nguyễn Trần Lê Phạm Hoàng Huỳnh Phan Vũ Đặng Bùi Đỗ Hồ Ngô Dương Lý".split()
MIDDLES = "Văn Thị Đức Minh Ngọc Thanh Hữu Quốc Thu Hồng".split()
NAMES = "An Bình Chi Dũng Giang Hà Hùng Khánh Lan Mai Nam Oanh Phúc Quân Sơn Trang Uyên Việt Xuân Yến".split()


class Numbers:
    """Codes as the portal gives them: by agency and day, without gaps."""

    def __init__(self) -> None:
        self.last: Counter[tuple[str, date]] = Counter()

    def next(self, agency: str, at: datetime) -> str:
        key = (agency, at.astimezone(VIETNAM).date())
        self.last[key] += 1
        return compose(*key, self.last[key])

    def keep(self) -> None:
        """The counters go on where these stopped."""
        NumberCounter.objects.all().delete()
        rows = (
            NumberCounter(agency_code=code, day=day, last=last) for (code, day), last in self.last.items()
        )
        NumberCounter.objects.bulk_create(rows, batch_size=5000)


def generate(count: int, lives: list[Life], agencies: list[tuple[int, str]], now: datetime) -> int:
    """Fill the database with `count` dossiers; returns how many events. Progress on stderr."""
    numbers, chance, events, begun = Numbers(), random.Random(7), 0, time.monotonic()  # noqa: S311
    told = tell(count, lives, agencies, numbers, chance, now)
    done = 0
    while batch := list(islice(told, BATCH)):
        with transaction.atomic():
            copy(Dossier, (dossier for dossier, _events, _steps in batch))
            copy(DossierEvent, (event for _dossier, rows, _steps in batch for event in rows))
            copy(DossierStep, (step for _dossier, _events, rows in batch for step in rows))
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


def tell(  # noqa: PLR0913  what a generated world is made of
    count: int,
    lives: list[Life],
    agencies: list[tuple[int, str]],
    numbers: Numbers,
    chance: random.Random,
    now: datetime,
) -> Iterator[tuple[Row, list[Row], list[Row]]]:
    """(dossier, events, steps) one after another; open ones begin in the last three weeks."""
    ended = [life for life in lives if life.ended]
    still_open = [life for life in lives if not life.ended]
    first = min(life.dossier["filed_at"] for life in lives)
    weeks = (now - first).days // 7
    for number in range(count):
        is_open = number % OPEN_SHARE == 0
        life = chance.choice(still_open if is_open else ended)
        back = chance.randrange(0, 3) if is_open else chance.randrange(4, 300)
        by = timedelta(weeks=weeks - back, days=chance.randrange(0, 4) if is_open else 0)
        yield again(life, agencies[number % len(agencies)], by, numbers, chance)


def again(
    life: Life, agency: tuple[int, str], by: timedelta, numbers: Numbers, chance: random.Random
) -> tuple[Row, list[Row], list[Row]]:
    """The life told once more: of somebody else, elsewhere, and so much later."""
    key = uuid.UUID(int=chance.getrandbits(128), version=4)
    name = f"{chance.choice(SURNAMES)} {chance.choice(MIDDLES)} {chance.choice(NAMES)}"
    request = f"YC-{chance.getrandbits(40):08X}"[:11].ljust(11, "0") + f"{key.hex[:4].upper()}"
    dossier: Row = {**{column: later(value, by) for column, value in life.dossier.items()}}
    code = numbers.next(agency[1], dossier["accepted_at"]) if dossier["accepted_at"] else None
    person = {"name": name, "phone": f"09{chance.randrange(10**8):08d}", "email": "",
              "number": f"0520{chance.randrange(10**8):08d}"}  # fmt: skip
    dossier |= {
        "id": key, "agency_id": agency[0], "agency_code": agency[1], "request_code": request, "code": code,
        "secret_hash": key.hex * 2, "applicant_name": name, "applicant_phone": person["phone"],
        "applicant_email": "", "applicant_number": person["number"],
        "find_text": folded(f"{code or ''} {request} {name}"),
    }  # fmt: skip
    events, previous = [], ""
    for row in life.events:
        event = {column: later(value, by) for column, value in row.items()}
        if event["action"] == "submit":
            event["payload"] |= {"applicant": person, "request_code": request}
        elif event["action"] == "accept":
            event["payload"]["code"] = code
        event |= {"dossier_id": key, "agency_code": agency[1], "previous_hash": previous}
        if event["actor_kind"] == "applicant":
            event["actor_name"] = name
        event["hash"] = previous = digest(event)
        events.append(event)
    steps = [
        {
            **{column: later(value, by) for column, value in row.items()},
            "dossier_id": key,
            "agency_code": agency[1],
        }
        for row in life.steps
    ]
    return dossier, events, steps


def digest(event: Row) -> str:
    """As dossiers.events.hash_of, over a row that is not a model yet."""
    said = {
        "dossier": str(event["dossier_id"]), "sequence": event["sequence"], "action": event["action"],
        "from": event["from_status"], "to": event["to_status"], "actor": event["actor_id"],
        "actor_kind": event["actor_kind"], "actor_name": event["actor_name"], "role": event["role"],
        "agency": event["agency_code"], "at": event["at"].astimezone(UTC).isoformat(),
        "payload": event["payload"], "key": event["key"], "previous": event["previous_hash"],
    }  # fmt: skip
    text = json.dumps(said, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


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
