"""Many click on one thing at once: it happens once, nobody gets an error that is not told in words."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tests.storms.run import storm

STORM = "tests.storms.clicks_storm"
EXPECTED = {
    "one_dossier_many_officers": {
        "events": 1,
        "answered": 4,
        "errors": ["not_in_this_status"],
        "sequences": [1, 2],
    },
    "one_answer_many_clicks": {"events": 1, "errors": [], "papers": 1, "files": 1},
    "one_result_many_clicks": {"events": 1, "errors": [], "documents": 1},
    "one_fee_many_cashiers": {"payments": 1, "errors": ["no_invoice"], "status": 4},
    "one_draft_many_submissions": {"receipts": 10, "different": 1, "errors": [], "dossiers": 1},
    "one_procedure_many_publishers": {"errors": [], "unbroken": True, "many": True},
    "one_code_many_tries": {"passed": 1, "errors": ["code_used"], "refused": 10, "locked": True},
    "faults": [],
}


def check(result: dict[str, Any]) -> None:
    assert result == EXPECTED


def test_on_sqlite(tmp_path: Path, sqlite_url: str) -> None:
    check(storm(STORM, tmp_path, sqlite_url))


@pytest.mark.postgres
def test_on_postgresql(tmp_path: Path, postgres_url: str) -> None:
    check(storm(STORM, tmp_path, postgres_url))
