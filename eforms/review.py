"""Answers as a person reads them, and what they say about the person."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from documents.models import StoredFile
from eforms.answers import Content, visible_fields, visible_steps
from eforms.attached import attached
from eforms.fields import TYPES
from eforms.fields.contract import is_file
from eforms.wording import said


def review(content: Content, answers: Mapping[str, Any]) -> list[dict[str, Any]]:
    """Steps and questions asked: [{"id", "step", "rows": [{"key", "label", "text", "files": [StoredFile]}]}].

    A question without an answer has an empty text.
    """
    stored = _files(content, answers)
    return [
        {
            "id": step["id"],
            "step": said(step, "title"),
            "rows": [
                _row(one, answers.get(one["key"]), stored)
                for one in visible_fields(content, answers, step["id"])
            ],
        }
        for step in visible_steps(content, answers)
    ]


def person(content: Content, answers: Mapping[str, Any]) -> dict[str, Any]:
    """Answers by `use`: full_name, personal_number, phone, email, address, birth_date.

    Values as stored; a use that nobody asked or answered is absent.
    """
    found = visible_fields(content, answers)
    return {one["use"]: answers[one["key"]] for one in found if one.get("use") and one["key"] in answers}


def _files(content: Content, answers: Mapping[str, Any]) -> dict[str, StoredFile]:
    """Every file of the answers in one query, by id."""
    ids = [file_id for _question, file_id in attached(content, answers)]
    return {str(pk): stored for pk, stored in StoredFile.objects.in_bulk(ids).items()} if ids else {}


def _row(definition: Mapping[str, Any], value: Any, stored: Mapping[str, StoredFile]) -> dict[str, Any]:
    files = [stored[one] for one in value or [] if one in stored] if is_file(definition) else []
    text = "" if value is None or files else TYPES[definition["type"]].text(definition, value)
    return {"key": definition["key"], "label": said(definition, "label"), "text": text, "files": files}
