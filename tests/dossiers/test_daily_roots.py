"""What a chain per dossier cannot see, the roots of the days do: and they say whose events are wrong."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime, timedelta
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.test import Client

from accounts.errors import Unchangeable
from dossiers.events import hash_of
from dossiers.models import DailyRoot, Dossier, DossierEvent
from dossiers.projection import replayed
from dossiers.replay import Fault, audit
from dossiers.roots import checking, tree
from dossiers.roots.writing import last_over, promise, write_until
from effects.models import Effect
from effects.worker import drain
from tests import people
from tests.dossiers.cases import MONDAY, brought, do, filed

LATER = MONDAY + timedelta(days=30)
EVENTS = DossierEvent._base_manager


@pytest.fixture
def dossier(db: Any) -> Dossier:
    """Two dossiers, all their days sealed; this one has a week of events."""
    filed()
    found = brought("accept", "assign")
    do(found, "finish", at=MONDAY + timedelta(days=3))
    write_until(last_over(LATER), at=LATER)
    return found


def all_faults() -> list[Fault]:
    return [*audit(), *checking.faults()]


def named(what: str) -> set[str]:
    return {fault.dossier for fault in all_faults() if fault.what == what}


def raw(sql: str, *values: Any) -> None:
    """As somebody with the database in hand would: past every check of ours."""
    with connection.cursor() as cursor:
        cursor.execute(sql, values)


def test_days_are_sealed_once_in_order_and_caught_up(dossier: Dossier) -> None:
    days = list(DailyRoot.objects.order_by("day").values_list("day", flat=True))
    assert days[0] == date(2025, 7, 7)
    assert days == [days[0] + timedelta(days=n) for n in range(len(days))]
    assert days[-1] == last_over(LATER)
    assert write_until(last_over(LATER), at=LATER) == 0
    first = DailyRoot.objects.get(day=days[0])
    assert (first.dossiers, first.events) == (2, 4)
    assert all_faults() == []


def test_a_day_is_sealed_an_hour_after_midnight_in_viet_nam() -> None:
    assert last_over(datetime(2025, 7, 7, 17, 59, tzinfo=UTC)) == date(2025, 7, 6)  # 00:59 on the 8th
    assert last_over(datetime(2025, 7, 7, 18, 0, tzinfo=UTC)) == date(2025, 7, 7)


def test_several_workers_seal_a_day_once(db: Any) -> None:
    filed()
    promise(LATER)
    promise(LATER + timedelta(minutes=3))
    assert Effect.objects.filter(kind="write_daily_roots").count() == 1
    drain(datetime.now(UTC))
    assert DailyRoot.objects.exists()


COLUMNS: dict[str, Any] = {
    "sequence": 9, "action": "acceqt", "from_status": 3, "to_status": 9, "actor": None,
    "actor_kind": "officeq", "actor_name": "Người receptioo", "role": "receptioo", "agency_code": "H08.17",
    "at": MONDAY + timedelta(hours=1, seconds=1), "payload": {"clock": {}}, "key": "k0",
    "previous_hash": "0" * 64, "hash": "f" * 64,
}  # fmt: skip


def test_every_column_of_an_event_is_tried() -> None:
    told = {field.name for field in DossierEvent._meta.fields} - {"id", "dossier"}
    assert told == set(COLUMNS)


@pytest.mark.parametrize("column", COLUMNS)
def test_one_byte_altered_in_any_column_is_found_and_named(dossier: Dossier, column: str) -> None:
    changed = EVENTS.filter(dossier=dossier, sequence=2).update(**{column: COLUMNS[column]})
    assert changed == 1
    assert str(dossier) in {fault.dossier for fault in all_faults()}


def test_an_event_given_to_another_dossier_is_found(dossier: Dossier) -> None:
    other = Dossier.objects.exclude(pk=dossier.pk).get()
    EVENTS.filter(dossier=dossier, sequence=4).update(dossier=other)
    assert {str(dossier), str(other)} <= {fault.dossier for fault in all_faults()}


def test_a_tail_taken_off_with_its_columns_is_found_and_named(dossier: Dossier) -> None:
    EVENTS.filter(dossier=dossier, sequence=4).delete()
    columns = replayed(dossier.events.all())
    Dossier.objects.filter(pk=dossier.pk).update(**columns)
    assert list(audit()) == []  # the chain alone sees nothing
    assert named("tail") == {str(dossier)}


def test_a_whole_dossier_taken_out_is_found_and_named(dossier: Dossier) -> None:
    key = dossier.pk
    EVENTS.filter(dossier=dossier).delete()
    Dossier.objects.filter(pk=key).delete()
    assert list(audit()) == []
    assert named("deleted") == {str(key)}


def test_hashes_computed_anew_are_found_and_named(dossier: Dossier) -> None:
    previous = ""
    for event in dossier.events.all():
        event.previous_hash, event.key = previous, event.key + "x"
        event.hash = previous = hash_of(event)
        EVENTS.filter(pk=event.pk).update(previous_hash=event.previous_hash, key=event.key, hash=event.hash)
    assert list(audit()) == []
    assert named("rewritten") == {str(dossier)}


def test_an_event_dated_back_into_a_sealed_day_is_found_and_named(dossier: Dossier) -> None:
    other = Dossier.objects.exclude(pk=dossier.pk).get()
    do(other, "accept", at=MONDAY + timedelta(days=1))
    assert list(audit()) == []
    assert named("back-dated") == {str(other)}


@pytest.mark.parametrize(
    "change", ["events = events + 1", "hash = 'x'", "tree = 'x'", "previous = 'x'", "leaves = x'00'"]
)
def test_a_root_that_was_altered_is_found(dossier: Dossier, change: str) -> None:
    if connection.vendor != "sqlite" and "leaves" in change:
        change = r"leaves = '\x00'"
    raw(f"UPDATE dossiers_dailyroot SET {change} WHERE day = '2025-07-08'")
    assert "2025-07-08" in named("root")


def test_a_root_taken_out_is_found_and_the_last_ones_by_what_was_kept_outside(
    dossier: Dossier, tmp_path: Path
) -> None:
    kept = tmp_path / "goc.jsonl"
    call_command("daily_root", export=str(kept), stdout=StringIO())
    lines = [json.loads(line) for line in kept.read_text().splitlines()]
    assert list(checking.unlike(lines)) == []
    raw("DELETE FROM dossiers_dailyroot WHERE day >= '2025-07-20'")
    assert all_faults() == []
    assert {fault.dossier for fault in checking.unlike(lines)} >= {"2025-07-20", "2025-08-01"}
    with pytest.raises(CommandError):
        call_command("audit_dossiers", anchored=str(kept), stdout=StringIO(), stderr=StringIO())
    raw("DELETE FROM dossiers_dailyroot WHERE day = '2025-07-10'")
    assert "2025-07-11" in named("root")


def test_roots_are_never_changed_or_removed(dossier: Dossier) -> None:
    root = DailyRoot.objects.all()[0]
    for forbidden in (root.save, root.delete, DailyRoot.objects.all().delete):
        with pytest.raises(Unchangeable):
            forbidden()
    with pytest.raises(Unchangeable):
        DailyRoot.objects.update(events=0)


def test_a_dossiers_place_in_a_day_is_proved_by_a_few_hashes(dossier: Dossier) -> None:
    out = StringIO()
    call_command("daily_root", day=date(2025, 7, 7), dossier=dossier.code, stdout=out)
    said = json.loads(out.getvalue())
    assert tree.proves(bytes.fromhex(said["leaf"]), said["proof"], said["tree"])
    assert not tree.proves(bytes.fromhex(said["leaf"])[:-1] + b"x", said["proof"], said["tree"])


@pytest.mark.parametrize("number", [1, 2, 3, 5, 8, 13])
def test_every_leaf_of_a_tree_of_any_size_leads_to_its_root(number: int) -> None:
    import uuid

    leaves = {uuid.UUID(int=n): (n, bytes([n]) * 32) for n in range(number)}
    packed = tree.pack(leaves)
    root = tree.root_of(packed)
    assert tree.unpack(packed) == leaves
    for key, (sequence, digest) in leaves.items():
        assert tree.proves(tree.record(key, sequence, digest), tree.proof_of(packed, key), root)


def test_anybody_reads_the_roots_and_they_name_nobody(
    dossier: Dossier, django_assert_num_queries: Any
) -> None:
    with django_assert_num_queries(2):
        answer = Client().get("/api/v1/daily-roots")
    row = answer.json()["results"][0]
    assert set(row) == {"day", "dossiers", "events", "tree", "previous", "hash", "made_at"}


def test_auditors_see_the_roots_on_the_desk_and_others_do_not(dossier: Dossier) -> None:
    client = Client()
    people.sign_in(client, people.holder("auditor"))
    page = client.get("/can-bo/ma-xac-thuc-ngay/")
    assert DailyRoot.objects.all()[0].hash in page.content.decode()
    people.sign_in(client, people.holder("reception"))
    assert client.get("/can-bo/ma-xac-thuc-ngay/").status_code == 403
