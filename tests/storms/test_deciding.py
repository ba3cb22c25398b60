"""Of opposite decisions about one thing one counts, and a double press is one, whoever comes at once."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tests.storms.run import storm

STORM = "tests.storms.deciding_storm"
EXPECTED = {
    "one_refund_approved_and_refused": {
        "asked": 1,
        "decided": 1,
        "errors": ["refund_decided"],
        "given_once": True,
    },
    "one_drawer_opened_and_counted": {
        "refused": ["session_open"] * 3,
        "closed": 1,
        "again": ["session_closed"] * 3,
    },
    "one_receipt_cancelled_and_replaced": {"done": 1, "errors": ["receipt_ended"], "valid": True},
    "one_revocation_approved_and_denied": {
        "asking": ["already_asked"],
        "decided": 1,
        "errors": ["decided"],
        "agree": True,
    },
    "one_signature_chosen_and_refused": {"one_end": True, "errors": []},
    "one_scan_pressed_twice": {"turned": 270, "handed_in": 1, "errors": []},
    "faults": [],
}


def check(result: dict[str, Any]) -> None:
    assert result == EXPECTED


def test_on_sqlite(tmp_path: Path, sqlite_url: str) -> None:
    check(storm(STORM, tmp_path, sqlite_url))


@pytest.mark.postgres
def test_on_postgresql(tmp_path: Path, postgres_url: str) -> None:
    check(storm(STORM, tmp_path, postgres_url))
