"""Whatever people try, in whatever order: only the table's ways are gone, and columns always equal events."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dossiers.actions import BY_NAME, SYSTEM
from dossiers.errors import ActionNotAllowed
from dossiers.replay import faults_of
from dossiers.transitions import PREVIOUS, TABLE, available
from tests import people
from tests.dossiers.cases import ROLE_OF, applicant_of, brought, do, officer, release

PAUSES = [{"id": "p1", "reason": "field_work", "on_resume": "continue", "legal": "Điều 1 Luật Đo"}]
PROCESS = [
    {
        "id": key,
        "branches": [{"id": key, "name": "", "steps": [{"id": key, "name": key, "role": "specialist"}]}],
    }
    for key in ("dau", "cuoi")
]
ACTIONS = sorted({row.action for row in TABLE} - set(SYSTEM))
PAIRS = {(source, row.target) for row in TABLE for source in row.sources}
steps = st.lists(st.tuples(st.sampled_from(ACTIONS), st.integers(1, 60 * 24 * 3)), min_size=1, max_size=14)


@pytest.mark.django_db
@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(begun=st.sampled_from([(), ("accept", "assign")]), steps=steps)
def test_only_the_tables_ways_are_gone_and_columns_equal_events(
    begun: tuple[str, ...], steps: list[tuple[str, int]]
) -> None:
    with transaction.atomic():
        release(pauses=PAUSES, process=PROCESS)
        dossier = brought(*begun)
        people.holder("specialist")
        at = dossier.accepted_at + timedelta(hours=2) if dossier.accepted_at else dossier.filed_at
        for action, minutes in steps:
            at += timedelta(minutes=minutes)
            who = officer(ROLE_OF[action]) if action in ROLE_OF else applicant_of(dossier)
            offered = {one.name for one in available(dossier, who, at)}
            try:
                do(dossier, action, at=at, actor=who)
            except ValidationError:
                continue
            except ActionNotAllowed:
                assert action in BY_NAME  # nobody was asked
                continue
            assert action in offered
        events = list(dossier.events.all())
        for before, after in zip(events, events[1:], strict=False):
            assert after.from_status == before.to_status
            pair = (before.to_status, after.to_status)
            assert pair in PAIRS or (before.to_status, PREVIOUS) in PAIRS
        assert list(faults_of(dossier)) == []
        transaction.set_rollback(True)
