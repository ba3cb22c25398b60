"""A whole file into the catalogue: each row in a transaction of its own; one never stops the others."""

from __future__ import annotations

import json
import logging
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from datetime import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import DatabaseError, transaction
from django.db.models.signals import post_save
from modelsearch.signal_handlers import post_save_signal_handler
from wagtail.signal_handlers import disable_reference_index_auto_update

from procedures.importing.doubts import Unacceptable
from procedures.importing.field_pages import Fields
from procedures.importing.read import Row
from procedures.importing.record import parse
from procedures.importing.report import Report
from procedures.importing.upsert import Importer, Outcome, refuse_broken
from procedures.pages import ProcedurePage

Progress = Callable[[Report], None]


def import_procedures(
    rows: Iterable[Row],
    *,
    at: datetime,
    publish: bool = False,
    dry_run: bool = False,
    examples: int = 5,
    progress: Progress = lambda report: None,
) -> Report:
    """Upsert every row by its code. Running it again with the same rows changes nothing.

    progress: called after each row with the report so far. Rows are read one at a time, never all held.
    """
    importer = Importer(Fields(), at, publish=publish, dry_run=dry_run)
    report = Report(examples=examples, dry_run=dry_run)
    first_seen: dict[str, int] = {}
    with _quiet():
        for row in rows:
            report.read += 1
            try:
                report.add(_take(importer, row, first_seen))
            except Unacceptable as problem:
                report.reject(row.line, problem)
            progress(report)
    return report


def _take(importer: Importer, row: Row, first_seen: dict[str, int]) -> Outcome:
    if row.problem is not None or row.record is None:
        raise row.problem or Unacceptable("not_an_object")
    _refuse_unkeepable(row.record)
    code = parse(row.record).code
    if code in first_seen:
        raise Unacceptable("repeated", f"{code}, {first_seen[code]}")
    first_seen[code] = row.line
    try:
        with transaction.atomic():
            return importer.take(row.record)
    except ValidationError as error:
        importer.fields.reload()
        raise refuse_broken(error) from error
    except DatabaseError as error:
        importer.fields.reload()
        raise Unacceptable("refused", error) from error


def _refuse_unkeepable(record: dict[str, Any]) -> None:
    """The record is kept whole beside the page: no part of it may be something a database refuses."""
    try:
        written = json.dumps(record, ensure_ascii=False, allow_nan=False)
        written.encode()
    except UnicodeEncodeError as error:
        raise Unacceptable("broken_characters", error.reason) from error
    except (ValueError, RecursionError, TypeError) as error:
        raise Unacceptable("bad_number", error) from error
    if "\\u0000" in written:
        raise Unacceptable("broken_characters", "NUL")


@contextmanager
def _quiet() -> Iterator[None]:
    """Without Wagtail's line in the log and its queued tasks for every single save: thousands at a time.

    One task notes which images, documents and pages a page refers to: imported pages refer to none. The other
    lets editors find the page in the admin: `Importer` queues it once a page instead of once a save.
    """
    log = logging.getLogger("wagtail")
    level = log.level
    log.setLevel(logging.WARNING)
    post_save.disconnect(post_save_signal_handler, sender=ProcedurePage)
    try:
        with disable_reference_index_auto_update():
            yield
    finally:
        post_save.connect(post_save_signal_handler, sender=ProcedurePage)
        log.setLevel(level)
