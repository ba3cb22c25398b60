"""Twenty at once give statements, settle them and take cash: each debt is paid once, each đồng is booked."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tests.payments.bank_storm import DEBTS, OF_NOTHING
from tests.storms.run import storm

STORM = "tests.payments.bank_storm"


def check(found: dict[str, Any]) -> None:
    assert (found["errors"], found["faults"], found["matched"]) == ([], [], 0)
    assert found["receipts"] == found["paid"] == found["told"] == DEBTS
    assert found["events"] == DEBTS + OF_NOTHING
    balances = found["balances"]
    assert sum(balances.values()) == 0
    assert balances["money:vietqr"] == DEBTS * 58_000 + OF_NOTHING * 7_000
    assert balances.get("money:cash", 0) == found["cash"] * 58_000
    assert balances["held"] == -(found["cash"] * 58_000 + OF_NOTHING * 7_000)
    assert found["held_is_said"]


@pytest.mark.postgres
def test_on_postgresql(tmp_path: Path, postgres_url: str) -> None:
    check(storm(STORM, tmp_path, postgres_url))
