"""Twenty workers take, give back and correct at once: numbers without gaps, books that hold, no deadlock."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.storms.run import storm


@pytest.mark.postgres
def test_on_postgresql(tmp_path: Path, postgres_url: str) -> None:
    report = storm("tests.storms.pay_storm", tmp_path, postgres_url)
    assert report["errors"] == []
    assert report["strange"] == []
    assert report["faults"] == []
    assert report["numbers"] == list(range(1, 201))
    assert report["done"] > 100
    assert report["refused"] > 20


@pytest.mark.postgres
def test_a_refund_and_a_correction_of_one_payment_never_wait_for_each_other(
    tmp_path: Path, postgres_url: str
) -> None:
    """The correction comes second and is told that the receipt has ended."""
    report = storm("tests.storms.crossing_storm", tmp_path, postgres_url)
    assert report == {"waited": True, "errors": ["receipt_ended"], "faults": []}
