"""Answers as a person reads them, and what they say about the person."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from documents.models import StoredFile
from eforms.fields import TYPES
from eforms.fields.contract import Facts, is_file
from eforms.judging.answers import Content, shown_fields, state_of, visible_fields
from eforms.judging.attached import attached
from eforms.pages.asked_fields import is_told
from eforms.pages.row_forms import has_rows, row_name
from eforms.prefilling.origins import marks
from eforms.wording import said

TOGETHER = "applicants"  # the use of a group whose rows are the applicants


def review(
    content: Content,
    answers: Mapping[str, Any],
    *,
    facts: Facts | None = None,
    origins: Mapping[str, Any] | None = None,
) -> list[dict[str, Any]]:
    """Steps and questions asked: [{"id", "step", "rows": [{"key", "label", "text", "files": [StoredFile]}]}].

    A question without an answer has an empty text; words that ask nothing are left out. `facts`: of the
    filing; `origins`: those of a submission, for the officer: rows have "marks" then.
    """
    stored, state, known = _files(content, answers), state_of(content, answers, facts), origins or {}
    return [
        {
            "id": step.id,
            "step": said(step.raw, "title"),
            "rows": [
                {**_row(one, state.value(one["key"]), stored), "marks": marks(known.get(one["key"]))}
                for one in fields
                if is_told(one)
            ],
        }
        for step in state.plan.steps
        if (fields := shown_fields(state, step.id))
    ]


def person(content: Content, answers: Mapping[str, Any], *, facts: Facts | None = None) -> dict[str, Any]:
    """Answers by `use`: full_name, personal_number, phone, email, address, birth_date.

    Values as stored; a use that nobody asked or answered is absent. Where several apply together, the first
    of them is the person.
    """
    found = visible_fields(content, answers, facts=facts)
    own = {one["use"]: answers[one["key"]] for one in found if one.get("use") and one["key"] in answers}
    together = own.pop(TOGETHER, None)
    return {**next(iter(persons(content, answers, facts=facts)), {}), **own} if together else own


def persons(
    content: Content, answers: Mapping[str, Any], *, facts: Facts | None = None
) -> list[dict[str, Any]]:
    """Those who apply together, each as `person`: the rows of the group taken as the applicants."""
    groups = [one for one in visible_fields(content, answers, facts=facts) if one.get("use") == TOGETHER]
    return [
        {one["use"]: row[one["key"]] for one in group["fields"] if one.get("use") and one["key"] in row}
        for group in groups
        for row in answers.get(group["key"]) or []
    ]


def _files(content: Content, answers: Mapping[str, Any]) -> dict[str, StoredFile]:
    """Every file of the answers in one query, by id."""
    ids = [file_id for _question, file_id in attached(content, answers)]
    return {str(pk): stored for pk, stored in StoredFile.objects.in_bulk(ids).items()} if ids else {}


def _row(definition: Mapping[str, Any], value: Any, stored: Mapping[str, StoredFile]) -> dict[str, Any]:
    files = [stored[one] for one in value or [] if one in stored] if is_file(definition) else []
    text = "" if value is None or files else TYPES[definition["type"]].text(definition, value)
    row = {"key": definition["key"], "label": said(definition, "label"), "text": text, "files": files}
    return {**row, **_table(definition, value, stored)} if has_rows(definition) else row


def _table(definition: Mapping[str, Any], value: Any, stored: Mapping[str, StoredFile]) -> dict[str, Any]:
    """Rows of a group or table: {"parts": [{"title", "rows", "cells"}], "columns": [words], "as_table"}."""
    columns = [one for one in definition["fields"] if is_told(one)]
    parts = []
    for title, row, asked in _named_rows(definition, value):
        rows = [_row(one, row.get(one["key"]), stored) for one in asked or columns if is_told(one)]
        cells = {one["key"]: one for one in rows}
        told = [{"label": said(one, "label"), "row": cells.get(one["key"])} for one in columns]
        parts.append({"title": title, "rows": rows, "cells": told})
    as_table = definition["type"] == "table" or definition.get("layout") == "table"
    return {"parts": parts, "columns": [said(one, "label") for one in columns], "as_table": as_table}


def _named_rows(definition: Mapping[str, Any], value: Any) -> Iterator[tuple[str, Mapping[str, Any], Any]]:
    """(title, its answers, its questions resolved) of each row that is filled."""
    by_row = definition.get("by_row")
    if isinstance(value, Mapping):
        for row in definition["rows"]:
            if row["id"] in value:
                yield said(row, "label"), value[row["id"]], (by_row or {}).get(row["id"])
    else:
        asked = list(by_row or [])
        for place, one in enumerate(value or ()):
            yield (
                f"{row_name(definition)} {place + 1}",
                one,
                asked[place] if place < len(asked) else None,
            )
