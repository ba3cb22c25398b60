"""Work promised in a transaction: once per key, gone with a rollback, tried again, seen when failed."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest
from django.db import transaction
from django_tasks_db.models import DBTaskResult

from effects import handlers
from effects.errors import GiveUp, KindTaken, UnknownKind
from effects.handlers import handler
from effects.models import Effect, Message
from effects.outbox import send, send_again, send_many
from effects.reaper import keep_house, reap, wake_forgotten
from effects.retry import LONGEST, delay, next_try
from effects.worker import drain, run

pytestmark = pytest.mark.django_db
AT = datetime(2126, 8, 21, 2, 30, tzinfo=UTC)  # later than any row the test writes by the real clock


@pytest.fixture(autouse=True)
def _empty_queue(db: None) -> None:
    """Making the test database may already have put tasks of Wagtail on the queue."""
    DBTaskResult.objects.all().delete()


class Note:
    """A kind of effect that writes down each run and fails as often as it is told to."""

    def __init__(self) -> None:
        self.runs: list[dict] = []
        self.gave_up: list[dict] = []
        self.failures = 0
        self.error: Exception = ConnectionError("lan@example.vn refused the connection")

    def __call__(self, **args: object) -> None:
        self.runs.append(args)
        Message.objects.create(to="x", subject="x", body="x", key=f"run {len(self.runs)}")
        if self.failures:
            self.failures -= 1
            raise self.error


@pytest.fixture
def note(monkeypatch: pytest.MonkeyPatch) -> Iterator[Note]:
    monkeypatch.setattr(handlers, "HANDLERS", dict(handlers.HANDLERS))
    noted = Note()

    @handler("note", attempts=3, gave_up=lambda **args: noted.gave_up.append(args))
    def write(**args: object) -> None:
        noted(**args)

    return noted


def state() -> str:
    return Effect.objects.get().state


def test_an_effect_runs_with_its_key_and_arguments(note: Note) -> None:
    send("note", key="slip:1", dossier="7")
    assert drain(AT) == 1
    assert note.runs == [{"key": "slip:1", "dossier": "7"}]
    assert (state(), Effect.objects.get().done_at) == ("done", AT)


def test_the_same_key_is_one_effect_and_runs_once(note: Note) -> None:
    first = send("note", key="slip:1", dossier="7")
    assert send("note", key="slip:1", dossier="8") == first
    drain(AT)
    send("note", key="slip:1", dossier="7")
    assert drain(AT) == 0
    assert len(note.runs) == 1
    assert not DBTaskResult.objects.filter(status="READY").exists()


def test_many_are_promised_at_once_as_one_by_one(note: Note) -> None:
    send("note", key="a", dossier="1")
    assert send_many("note", {"a": {}, "b": {"dossier": "2"}, "c": {"dossier": "3"}}) == 2
    assert send_many("note", {"b": {}}) == 0
    alarms = [
        {name: getattr(one, name) for name in ("status", "priority", "task_path", "queue_name", "run_after")}
        for one in DBTaskResult.objects.all()
    ]
    assert alarms[0] == alarms[1] == alarms[2]
    assert {one.pk for one in DBTaskResult.objects.all()} == {one.wake for one in Effect.objects.all()}
    assert [one.args_kwargs for one in DBTaskResult.objects.filter(pk=Effect.objects.get(key="c").wake)] == [
        {"args": [Effect.objects.get(key="c").pk], "kwargs": {}}
    ]
    assert drain(AT) == 3
    assert [run["dossier"] for run in note.runs] == ["1", "2", "3"]
    assert not DBTaskResult.objects.filter(status="READY").exists()


def test_a_rolled_back_caller_promised_nothing(note: Note) -> None:
    with transaction.atomic():
        send("note", key="slip:1")
        transaction.set_rollback(True)
    assert not Effect.objects.exists()
    assert not DBTaskResult.objects.exists()


def test_an_unknown_kind_stops_the_caller() -> None:
    with pytest.raises(UnknownKind):
        send("no such kind", key="k")


def test_a_promise_whose_handler_vanished_is_tried_and_then_seen(note: Note) -> None:
    send("note", key="k")
    del handlers.HANDLERS["note"]
    drain(AT)
    assert (state(), Effect.objects.get(key="k").last_error) == ("waiting", "effects.errors.UnknownKind")
    Effect.objects.update(state="running", lease_until=AT)
    keep_house(AT + timedelta(hours=1))
    assert Effect.objects.get(key="k").state == "waiting"


def test_a_key_of_another_kind_is_an_error(note: Note) -> None:
    send("note", key="k")
    with pytest.raises(KindTaken):
        send("deliver_message", key="k", message=1)


def test_two_functions_cannot_answer_for_one_kind(note: Note) -> None:
    with pytest.raises(KindTaken):
        handler("note")(lambda **_args: None)


def test_an_effect_for_later_waits(note: Note) -> None:
    send("note", key="k", run_after=AT + timedelta(hours=1))
    assert drain(AT) == 0
    assert drain(AT + timedelta(hours=1)) == 1


def test_a_failure_is_tried_again_later_and_leaves_nothing_half_done(note: Note) -> None:
    note.failures = 1
    send("note", key="k")
    drain(AT)
    effect = Effect.objects.get()
    assert (effect.state, effect.run_after) == ("waiting", AT + timedelta(seconds=10))
    assert not Message.objects.exists()
    assert drain(AT + timedelta(seconds=9)) == 0
    assert drain(AT + timedelta(seconds=10)) == 1
    assert state() == "done"
    assert Message.objects.count() == 1


def test_an_error_is_kept_without_what_it_says(note: Note) -> None:
    note.failures = 1
    send("note", key="k")
    drain(AT)
    assert Effect.objects.get().last_error == "builtins.ConnectionError"


def test_what_still_fails_stays_failed_and_is_tried_again_by_hand(note: Note) -> None:
    note.failures = 3
    effect = send("note", key="k", a=1)
    for minutes in (0, 1, 2, 60):
        drain(AT + timedelta(minutes=minutes))
    assert (state(), len(note.runs), note.gave_up) == ("failed", 3, [{"key": "k", "a": 1}])
    assert send_again(effect.pk)
    assert drain(AT + timedelta(minutes=61)) == 1
    assert state() == "done"
    assert not send_again(effect.pk)


def test_giving_up_ends_the_attempts_at_once(note: Note) -> None:
    note.failures, note.error = 1, GiveUp("no_such_address")
    send("note", key="k")
    drain(AT)
    assert (state(), Effect.objects.get().last_error) == ("failed", "effects.errors.GiveUp:no_such_address")


def test_an_effect_may_promise_another(note: Note, monkeypatch: pytest.MonkeyPatch) -> None:
    @handler("first")
    def first(*, key: str) -> None:
        send("note", key=f"{key}:then")

    send("first", key="k")
    assert drain(AT) == 2
    assert note.runs == [{"key": "k:then"}]


def test_an_effect_somebody_runs_is_not_run_by_another(note: Note) -> None:
    effect = send("note", key="k")
    Effect.objects.update(state="running", attempts=1, lease_until=AT + timedelta(minutes=1))
    assert not run(effect.pk, at=AT)
    assert drain(AT) == 0


def test_what_a_dead_worker_left_is_taken_back_and_done_once(note: Note) -> None:
    send("note", key="k")
    Effect.objects.update(state="running", attempts=1, lease_until=AT)
    assert reap(AT) == 0
    assert reap(AT + timedelta(seconds=1)) == 1
    assert Effect.objects.get().last_error == "effects.WorkerLost"
    assert drain(AT + timedelta(minutes=1)) == 1
    assert (state(), len(note.runs)) == ("done", 1)


def test_an_effect_that_kills_every_worker_fails_in_the_end(note: Note) -> None:
    send("note", key="k")
    Effect.objects.update(state="running", attempts=3, lease_until=AT)
    reap(AT + timedelta(seconds=1))
    assert (state(), note.gave_up) == ("failed", [{"key": "k"}])


def test_a_worker_that_lost_its_lease_writes_nothing(note: Note) -> None:
    @handler("overtaken")
    def overtaken(*, key: str) -> None:
        Message.objects.create(to="x", subject="x", body="x", key="late")
        Effect.objects.update(attempts=2)  # the reaper was here, and another worker began

    effect = send("overtaken", key="k")
    run(effect.pk, at=AT)
    assert not Message.objects.exists()
    assert state() == "running"


def test_a_lost_alarm_is_set_again(note: Note) -> None:
    send("note", key="k")
    DBTaskResult.objects.all().delete()
    assert wake_forgotten(AT) == 1
    assert wake_forgotten(AT) == 0
    assert DBTaskResult.objects.get().pk == Effect.objects.get().wake


def test_housekeeping_forgets_finished_alarms_and_frees_abandoned_tasks_of_others(note: Note) -> None:
    send("note", key="k")
    mine = DBTaskResult.objects.get()
    DBTaskResult.objects.update(status="SUCCESSFUL", finished_at=AT - timedelta(hours=1))
    Effect.objects.update(state="done")
    other = DBTaskResult.objects.get(pk=mine.pk)
    other.pk, other.task_path, other.status, other.started_at = (
        None,
        "wagtail.tasks.x",
        "RUNNING",
        AT - timedelta(hours=2),
    )
    other._state.adding = True
    other.pk = DBTaskResult._meta.pk.get_default()
    other.save()
    keep_house(AT)
    assert not DBTaskResult.objects.filter(pk=mine.pk).exists()
    assert DBTaskResult.objects.get(task_path="wagtail.tasks.x").status == "READY"


def test_pauses_grow_and_end() -> None:
    assert [delay(attempt).total_seconds() for attempt in (1, 2, 3)] == [10, 30, 90]
    assert delay(50) == LONGEST
    assert next_try(2, allowed=2, at=AT) is None
    assert next_try(1, allowed=2, at=AT) == AT + timedelta(seconds=10)
