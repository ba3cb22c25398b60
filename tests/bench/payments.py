"""Money: what a quote over a long table of fees costs, and what it takes to settle a notice of payment.

`python -m tests.bench.payments` starts a PostgreSQL of its own and measures in a second process.
"""

from __future__ import annotations

import itertools
import json
import os
import subprocess
import sys
import tempfile
from dataclasses import asdict
from datetime import UTC, datetime
from typing import Any

from tests.bench.table import Figure, compare, print_table
from tests.house.rooms import ROOT
from tests.postgres import started

AT = datetime(2026, 8, 21, 2, 30, tzinfo=UTC)
MEASURE = "measure"
RULES = 50
NOTICES = 100
KINDS: tuple[dict[str, Any], ...] = (
    {"amount": 50_000},
    {"how": "per_unit", "amount": 8_000, "quantity": "so_ban"},
    {
        "how": "tiers",
        "quantity": "so_trang",
        "tiers": [{"up_to": 10, "amount": 100_000}, {"up_to": None, "amount": 200_000}],
    },
    {
        "how": "steps",
        "quantity": "so_trang",
        "tiers": [{"up_to": 2, "amount": 2_000}, {"up_to": None, "amount": 1_000}],
        "maximum": 200_000,
    },
    {"how": "formula", "formula": "double(gia_tri) * 0.005", "minimum": 10_000, "round_to": 1_000},
)
REDUCTIONS = [
    {"id": "r1", "name": "Nộp trực tuyến", "percent": 20, "when": '_channel == "online"'},
    {"id": "r2", "name": "Hộ nghèo", "percent": 100, "paper": "Giấy chứng nhận hộ nghèo"},
]
FACTS = {"so_ban": 3, "so_trang": 12, "gia_tri": 30_000_000, "_channel": "online", "_today": "2026-08-21"}
numbers = itertools.count()


def table() -> list[dict[str, Any]]:
    """Fifty rules of every kind, each with a condition and two reductions."""
    return [
        {"id": str(n), "kind": "fee", "name": f"Phí {n}", "when": "so_ban > 0", "reductions": REDUCTIONS}
        | KINDS[n % len(KINDS)]
        for n in range(RULES)
    ]


def quotes() -> Figure:
    from payments.fees.quote import quote

    fees = table()
    text = json.dumps(fees)
    made = quote(fees, FACTS, on=AT.date())
    assert len(made.lines) == RULES
    assert made.decided
    return compare(
        f"quote over {RULES} fee rules",
        lambda: quote(fees, FACTS, on=AT.date()),
        lambda: json.loads(text),
        "json.loads of the same table",
    )


def settled() -> Figure:
    """The notice of a provider until the books are written: event, payment, invoice, entry, receipt."""
    from django.db import connection, transaction

    from payments import notices
    from payments.models import ProviderEvent
    from payments.providers.sandbox import Sandbox
    from tests.payments.world import an_invoice, begun, heard, offer

    def plain() -> None:
        with transaction.atomic():
            ProviderEvent.objects.create(
                provider="bench", event_id=str(next(numbers)), verified=True, raw={}, outcome="ignored", at=AT
            )

    with heard():
        offer()
        bank = Sandbox()
        payments = [
            begun(an_invoice(f"bench:{n}", subject=str(n)), key=f"bench:{n}") for n in range(NOTICES + 1)
        ]
        waiting = iter([bank.read(bank.notice_of(one, "paid")) for one in payments])

        def ours() -> None:
            assert notices.take("sandbox", next(waiting), at=AT) == "settled"

        what = f"notice of payment, settled ({connection.vendor})"
        return compare(what, ours, plain, "a bare insert", NOTICES)


def measured() -> None:
    """In the process whose database is the one to measure in."""
    import django

    django.setup()
    from django.conf import settings
    from django.core.management import call_command

    settings.DEMO = True
    call_command("migrate", verbosity=0)
    print(json.dumps([asdict(measure()) for measure in (quotes, settled)]))


def main() -> int:
    if MEASURE in sys.argv:
        measured()
        return 0
    with started() as server:
        environment = {
            **os.environ,
            "DATABASE_URL": server.create("payments"),
            "VAR_DIR": tempfile.mkdtemp(prefix="motcua-bench-"),
            "DJANGO_SETTINGS_MODULE": "portal.settings",
            "LOG_LEVEL": "ERROR",
        }
        command = [sys.executable, "-m", "tests.bench.payments", MEASURE]
        run = subprocess.run(command, cwd=ROOT, env=environment, stdout=subprocess.PIPE, check=True)
    figures = [Figure(**one) for one in json.loads(run.stdout)]
    print_table(figures)
    for one in figures:
        print(f"{one.what}: {1000 / one.ours:,.0f} a second")
    return 0


if __name__ == "__main__":
    sys.exit(main())
