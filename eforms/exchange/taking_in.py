"""A form from a file: a dry check that says what would be made or changed, then the same for good.

Nothing is saved when anything is wrong. The form comes in as a draft an editor looks at, through the editor's
own checks; what the form would not keep of the file is an error, never lost in silence.
"""

from __future__ import annotations

import logging
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from eforms.building import blocks_of, build
from eforms.checking.gate import reasons_against
from eforms.compile import compile_content
from eforms.definition import EForm
from eforms.exchange.places import problems_of
from eforms.exchange.shape import Problem, problems, question_place, step_place
from eforms.keys import key_from
from eforms.prefilling.representing import STEP
from eforms.proving.scenarios import Verdict, run
from eforms.versions.comparing import Change, compare, spots

ODD = (TypeError, ValueError, KeyError, AttributeError, IndexError, RecursionError)
CONDITIONS = {"show_if", "require_if", "when", "routes"}  # may be written in words: read back as codes
OF_THIS_PORTAL = {"lists", "list_version"}  # versions of code lists are those this portal has
REWRITTEN = {"limits", "set"}  # their days and numbers may be
NOT_KEPT = {"format", "format_version", "code", "source", "source_url", "about", "scenarios"}


@dataclass
class Checked:
    """What an import would do. `problems`: when there are any, nothing can be saved."""

    code: str
    title: str = ""
    problems: list[Problem] = field(default_factory=list)
    existing: EForm | None = None
    changes: list[Change] = field(default_factory=list)
    content: dict[str, Any] = field(default_factory=dict)
    verdicts: list[Verdict] = field(default_factory=list)
    reasons: list[str] = field(default_factory=list)
    eform: EForm | None = None

    @property
    def steps(self) -> int:
        return len(self.content.get("steps", ()))

    @property
    def questions(self) -> int:
        return len(spots(self.content)) if self.content else 0


class ImportRefused(ValidationError):
    """The file cannot become a form; nothing was saved. Seen by who imports it."""

    def __init__(self, found: list[Problem]) -> None:
        self.problems = found
        super().__init__([f"{one.place or one.path}: {one.message}" for one in found], code="import_refused")


class _DryRun(Exception):
    """All was done as asked, now take it back."""


class _Held(logging.Filter):
    """Keeps what this thread logs."""

    def __init__(self) -> None:
        super().__init__()
        self.thread = threading.get_ident()
        self.records: list[logging.LogRecord] = []

    def filter(self, record: logging.LogRecord) -> bool:
        mine = record.thread == self.thread
        if mine:
            self.records.append(record)
        return not mine


@contextmanager
def _logged_when_kept() -> Iterator[None]:
    """Wagtail logs every revision as it is written: here only those that are there in the end."""
    held, logger = _Held(), logging.getLogger("wagtail")
    logger.addFilter(held)
    try:
        yield
    finally:
        logger.removeFilter(held)
    for record in held.records:
        logger.handle(record)


def check(data: Mapping[str, Any], *, user: User | None = None) -> Checked:
    """What importing the file would make or change. Nothing is kept."""
    checked = Checked(code="")
    try:
        with _logged_when_kept(), transaction.atomic():
            checked = _take(data, user)
            raise _DryRun
    except _DryRun:
        checked.eform = None
    return checked


def save(data: Mapping[str, Any], *, user: User | None = None, publish: bool = False) -> EForm:
    """Import the file as a draft, or publish it at once. Raises ImportRefused, FormIncomplete."""
    with _logged_when_kept(), transaction.atomic():
        checked = _take(data, user)
        if checked.problems or checked.eform is None:
            raise ImportRefused(checked.problems)
        if publish:
            checked.eform.get_latest_revision().publish(user=user)
    checked.eform.refresh_from_db()
    return checked.eform


def free_code(wanted: str) -> str:
    """The code, or the same with a number when a form has it already."""
    taken = set(EForm.objects.filter(code__startswith=wanted[:50]).values_list("code", flat=True))
    code, count = wanted[:60], 2
    while code in taken:
        code, count = f"{wanted[:55]}-{count}", count + 1
    return code


def code_from(title: str) -> str:
    """A free code made from a title."""
    return free_code(key_from(title).replace("_", "-") or "to-khai")


def _take(data: Mapping[str, Any], user: User | None) -> Checked:
    checked = Checked(code=str(data.get("code") or ""), title=str(data.get("title") or ""))
    checked.problems = problems(data)
    if checked.problems:
        return checked
    checked.existing = EForm.objects.filter(code=checked.code).first()
    before = compile_content(checked.existing.get_latest_revision_as_object()) if checked.existing else None
    checked.problems = [*_locked(checked.existing, user)]
    eform = None if checked.problems else _built(data, user, checked)
    if eform is None:
        return checked
    newest: EForm = eform.get_latest_revision_as_object()
    checked.content = compile_content(newest)
    checked.problems = [*_lost(data, checked.content)]
    checked.changes = compare(before, checked.content) if before else []
    checked.verdicts = run(checked.content, newest.scenarios)
    checked.reasons = [
        message for one in reasons_against(checked.content, newest.scenarios) for message in one.messages
    ]
    checked.eform = eform
    return checked


def _locked(eform: EForm | None, user: User | None) -> Iterator[Problem]:
    lock = eform.get_lock() if eform else None
    if lock and (user is None or lock.for_user(user)):
        yield Problem("code", _("Code"), _("The form with this code is locked: it cannot be changed now."))


def _built(data: Mapping[str, Any], user: User | None, checked: Checked) -> EForm | None:
    try:
        with transaction.atomic():
            return build(
                checked.code, data, user=user, publish=False, scenarios=list(data.get("scenarios") or [])
            )
    except ValidationError as refused:
        checked.problems = problems_of(refused, data)
    except ODD:
        checked.problems = [*_odd(data)] or [Problem("", "", _("The file cannot be read as a form."))]
    return None


def _odd(data: Mapping[str, Any]) -> Iterator[Problem]:
    """Which questions cannot even be read: each is tried alone."""
    for number, step in enumerate(data["steps"]):
        for turn, one in enumerate([None, *step["fields"]]):
            alone = {**step, "fields": [one] if one else []}
            if one:
                alone = {"title": "-", "fields": [one]}
            try:
                blocks_of(str(data["code"]), [alone])
            except ODD:
                path, place = f"steps[{number}]", step_place(number, step)
                if one:
                    path, place = f"{path}.fields[{turn - 1}]", f"{place}, {question_place(turn - 1, one)}"
                yield Problem(path, place, _("Something in this part has another shape than expected."))


# -- what would be lost ---------------------------------------------------------------------------------


def _lost(data: Mapping[str, Any], made: Mapping[str, Any]) -> Iterator[Problem]:
    """Parts of the file that the form does not keep: misspelt or unknown names, values that were changed."""
    for name, value in data.items():
        if name in NOT_KEPT or name == "steps" or _says_nothing(value):
            continue
        yield from _part_lost(name, value, made, name, "")
    own = [step for step in made["steps"] if step["id"] != STEP]
    given = [(turn, step) for turn, step in enumerate(data["steps"]) if step.get("id") != STEP]
    for (number, step), kept in zip(given, own, strict=True):
        place = step_place(number, step)
        for name, value in step.items():
            if name != "fields" and not _says_nothing(value):
                yield from _part_lost(name, value, kept, f"steps[{number}].{name}", place)
        yield from _fields_lost(step["fields"], kept["fields"], f"steps[{number}]", place)


def _fields_lost(given: list[Any], made: list[Any], path: str, place: str) -> Iterator[Problem]:
    for turn, (one, kept) in enumerate(zip(given, made, strict=True)):
        where, said = f"{path}.fields[{turn}]", f"{place}, {question_place(turn, one)}"
        for name, value in one.items():
            if name == "fields":
                yield from _fields_lost(value or [], kept.get("fields") or [], where, said)
            elif not _says_nothing(value):
                yield from _part_lost(name, value, kept, f"{where}.{name}", said)


def _part_lost(
    name: str, value: Any, made: Mapping[str, Any], path: str, place: str, strict: bool = True
) -> Iterator[Problem]:
    if name in OF_THIS_PORTAL:
        return
    if name not in made:
        yield Problem(path, place, _("“%(name)s” is not known here.") % {"name": name[:60]})
    elif name not in CONDITIONS:
        yield from _value_lost(value, made[name], path, place, strict and name not in REWRITTEN)


def _value_lost(value: Any, kept: Any, path: str, place: str, strict: bool) -> Iterator[Problem]:
    if isinstance(value, Mapping) and isinstance(kept, Mapping):
        for name, part in value.items():
            if not _says_nothing(part):
                yield from _part_lost(name, part, kept, f"{path}.{name}", place, strict)
    elif isinstance(value, list) and isinstance(kept, list) and len(value) == len(kept):
        for number, (part, other) in enumerate(zip(value, kept, strict=True)):
            yield from _value_lost(part, other, f"{path}[{number}]", place, strict)
    elif strict and not _alike(value, kept):
        words = {"value": str(value)[:60], "kept": str(kept)[:60]}
        yield Problem(path, place, _("“%(value)s” cannot stand here: “%(kept)s” would be kept.") % words)


def _alike(value: Any, kept: Any) -> bool:
    if isinstance(value, bool) or isinstance(kept, bool):
        return value is kept
    if isinstance(value, int | float) and isinstance(kept, int | float):
        return value == kept
    if isinstance(value, list) and isinstance(kept, list):
        return sorted(map(str, value)) == sorted(map(str, kept))
    return " ".join(str(value).split()) == " ".join(str(kept).split())


def _says_nothing(value: Any) -> bool:
    return value is None or value is False or value in ("", [], {})
