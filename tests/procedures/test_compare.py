"""Two versions, field by field."""

from __future__ import annotations

import pytest
from django.utils.translation import override

from procedures.compare import compare
from procedures.models import Release
from tests.procedures import catalogue


def test_parts_are_matched_by_id_not_by_place() -> None:
    old = {"variants": [{"id": "a", "name": "A", "papers": [{"id": "1", "name": "Tờ khai", "copies": 0}]}]}
    new = {
        "variants": [
            {"id": "b", "name": "B", "papers": []},
            {"id": "a", "name": "A", "papers": [{"id": "1", "name": "Tờ khai", "copies": 2}]},
        ]
    }
    with override("en"):
        changes = compare(old, new)
    assert [(change.path, change.before, change.after) for change in changes] == [
        (("Cases", "B", "Name"), "", "B"),
        (("Cases", "A", "Papers", "Tờ khai", "Copies"), "0", "2"),
    ]


def test_what_was_taken_away_is_told() -> None:
    with override("en"):
        changes = compare({"keywords": ["ong"], "summary": "Cũ"}, {"keywords": [], "summary": "Cũ"})
    assert [(change.path, change.before, change.after) for change in changes] == [(("Keywords",), "ong", "")]


@pytest.mark.django_db
def test_the_same_content_has_no_difference() -> None:
    catalogue.published()
    content = Release.objects.get().content
    assert compare(content, content) == []
