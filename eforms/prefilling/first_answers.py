"""What becomes of first answers while a draft is filled: one place for pages and API to call."""

from __future__ import annotations

from datetime import datetime

from eforms.models import Draft
from eforms.prefilling import earlier, prefill
from eforms.prefilling.papers_again import use_again
from eforms.sources.filling import ask_sources, forget


def begin(draft: Draft, *, at: datetime) -> None:
    """When a draft is begun. Waits for data sources as long as the slowest of them may take."""
    prefill.begin(draft, at=at)
    ask_sources(draft, at=at)


def saved(draft: Draft, *, at: datetime) -> None:
    """After a step was saved: its answers may say who files, or of whom a source may be asked."""
    prefill.refresh(draft, at=at)
    ask_sources(draft, at=at)


def do(draft: Draft, step_id: str, asked: str, *, at: datetime) -> None:
    """What a button of a step asks for: `earlier`, `again:<key>`, `reuse:<key>:<file>`; others do nothing.

    Raises FileRefused, TooManyFiles, QuestionUnknown, DraftClosed.
    """
    verb, _sep, rest = asked.partition(":")
    if verb == "earlier":
        earlier.take(draft, step_id, at=at)
    elif verb == "again":
        prefill.again(draft, rest, at=at)
        forget(draft, rest, at=at)
    elif verb == "reuse":
        key, _sep, file_id = rest.partition(":")
        use_again(draft, key, file_id, at=at)
