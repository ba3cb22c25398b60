"""Ten thousand malformed payloads: none breaks the server, none leaves anything half stored.

Every type of question is on the form. A payload is a good answer damaged in one to three places, or no answer
at all: values of wrong types, numbers without end, letters that are none, deep nests, bodies cut short.
"""

from __future__ import annotations

import json
import logging
import random
from collections.abc import Callable
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from documents.models import StoredFile
from eforms import drafts
from eforms.canonical import digest
from eforms.definition import EForm
from eforms.fields import TYPES
from eforms.models import Draft, FormVersion, Submission
from tests.eforms.conftest import HOME, NOW, PDF
from tests.eforms.test_fields import GOOD, definition

MANY = 10_000
SEED = 20251125
NASTY: list[Any] = [
    None, True, False, 0, -1, 1.5, 10**30, -(10**400), 1e308, "", " ", "\0", "\ud800", "\u202e", "𝟙𝟚",
    "a" * 70_000, "1e999", "NaN", "../../x", "{{7*7}}", "<script>", "'; --", [], [[]], [None], {}, {"": ""},
    {"province": []}, {"province": {"a": 1}}, [{}], [{"key": None}], [[["x"]]], "31/02/2025", "2025-13-45",
    "99999-01-01", "24:61",
]  # fmt: skip


def nested(depth: int) -> Any:
    found: Any = "x"
    for level in range(depth):
        found = [found] if level % 2 else {"k": found}
    return found


def form() -> FormVersion:
    """A question of each type in one step; rows of questions in another; rules that read what is sent."""
    more: dict[str, Any] = {
        "group": {"fields": [definition("text", key="r1"), definition("integer", key="r2")], "max_rows": 3},
        "table": {
            "rows": [{"id": "x", "label": "X", "label_en": ""}],
            "fields": [definition("money", key="t1")],
        },
        "computed": {"formula": "k_integer * 2 + size(k_text)", "result": "integer"},
        "hidden": {"value": 3},
        "pattern": {"pattern": "[0-9]{3}", "message": "Ba chữ số.", "message_en": ""},
        "long_choice": {"list": "quoc-tich", "version": 1},
    }
    fields = [
        definition(kind, key=f"k_{kind}", required=False, **more.get(kind, {})) for kind in sorted(TYPES)
    ]
    ruled = {"field": "k_integer", "op": "greater", "value": 3}
    fields.append(definition("text", key="k_shown", required=True, show_if=ruled))
    rows = {"rows": "k_group", "some": {"field": "r2", "op": "at_least", "value": 2}}
    fields.append(definition("text", key="k_rows", required=False, require_if=rows))
    content = {"title": "Mọi loại", "steps": [{"id": "mot", "title": "Một", "fields": fields}]}
    eform = EForm.objects.create(code="moi-loai", title="Mọi loại", live=False)
    return FormVersion.objects.create(
        eform=eform, number=1, content=content, hash=digest(content), created_at=NOW
    )


def good() -> dict[str, Any]:
    """Answers that are accepted, where the type needs nothing else to accept them."""
    found = {f"k_{kind}": raw for kind, raw, options, _value in GOOD if not options}
    return {
        **found,
        "k_address": HOME,
        "k_choice": "a",
        "k_choices": ["a"],
        "k_group": [{"r1": "x", "r2": 2}],
        "k_table": {"x": {"t1": 1000}},
        "k_shown": "x",
    }


class Damage:
    """Makes payloads; the same seed makes the same ones."""

    def __init__(self) -> None:
        self.random = random.Random(SEED)
        self.good = good()

    def value(self) -> Any:
        return (
            nested(self.random.randint(1, 90)) if self.random.random() < 0.05 else self.random.choice(NASTY)
        )

    def answers(self) -> Any:
        if self.random.random() < 0.05:
            return self.value()
        sent: dict[str, Any] = {key: value for key, value in self.good.items() if self.random.random() < 0.3}
        for _ in range(self.random.randint(1, 3)):
            key = self.random.choice([*self.good, "unknown", "", "k_file", "k_photo", "k_hidden", "_today"])
            sent[key] = self._damaged(sent.get(key))
        return sent

    def _damaged(self, value: Any) -> Any:
        """Something else, or the good value with something else inside it."""
        if isinstance(value, dict) and value and self.random.random() < 0.6:
            return {**value, self.random.choice(list(value)): self.value()}
        if isinstance(value, list) and value and self.random.random() < 0.6:
            return [*value, self.value()] * self.random.randint(1, 3)
        return self.value()

    def body(self, payload: Any) -> bytes:
        """As JSON, at times cut short or in letters that are none."""
        text = json.dumps(payload, ensure_ascii=self.random.random() < 0.9)
        whole = text.encode("utf-8", errors="replace")
        chance = self.random.random()
        if chance < 0.03:
            return whole[: self.random.randint(0, len(whole))]
        return b"\xff\xfe" + whole if chance < 0.05 else whole


class Target:
    """A draft, and everything of it that may be stored."""

    def __init__(self) -> None:
        self.version = form()
        self.draft, self.secret = drafts.start(
            self.version, kind="trial", context={}, title="Đo", owner=None, at=NOW
        )
        self.client = Client(headers={"Draft-Secret": self.secret})
        self.at = f"/api/v1/drafts/{self.draft.pk}"

    def stored(self) -> tuple[Any, ...]:
        now = Draft.objects.values_list("answers", "typed", "done_steps", "state").get(pk=self.draft.pk)
        return (*now, StoredFile.objects.count(), Submission.objects.count())


def test_no_malformed_payload_breaks_the_server_or_is_stored_in_part(
    receiver: None, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.ERROR)  # each refusal is a warning in the log of requests
    target, damage = Target(), Damage()
    ways: list[tuple[float, Callable[[], Any]]] = [
        (0.60, lambda: _put(target, damage)),
        (0.80, lambda: _check(target, damage)),
        (0.90, lambda: _upload(target, damage)),
        (1.00, lambda: _submit(target, damage)),
    ]
    seen: dict[int, int] = {}
    for _ in range(MANY):
        chance = damage.random.random()
        before = target.stored()
        response = next(way for until, way in ways if chance <= until)()
        seen[response.status_code] = seen.get(response.status_code, 0) + 1
        assert response.status_code < 500
        if response.status_code >= 400:
            assert response["Content-Type"] == "application/problem+json"
            assert target.stored() == before
    assert seen[400] > MANY / 2
    assert seen[200] > 50  # some damage does no harm: the test reaches the far side too


def _put(target: Target, damage: Damage) -> Any:
    step = damage.random.choice(["mot"] * 9 + ["khong-co"])
    body = damage.body(damage.answers())
    return target.client.put(f"{target.at}/steps/{step}", body, content_type="application/json")


def _check(target: Target, damage: Damage) -> Any:
    sent = damage.random.choice(
        [{"answers": damage.answers()}, damage.answers(), {"answers": {}, "channel": damage.value()}]
    )
    address = "/api/v1/forms/moi-loai/versions/1/check"
    return target.client.post(address, damage.body(sent), content_type="application/json")


def _upload(target: Target, damage: Damage) -> Any:
    pick = damage.random.choice
    content = pick([b"", b"MZ\0", PDF[:40], b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n" + b"\0" * 50])
    file = SimpleUploadedFile(pick(["a.pdf", "../../b.png", "\0.jpg", "đ" * 300]), content)
    sent = {"field": pick(["k_file", "k_photo", "k_text", "", "x" * 300]), "file": file}
    return target.client.post(f"{target.at}/files", pick([sent, sent, {"field": "k_file"}]))


def _submit(target: Target, damage: Damage) -> Any:
    """Without a key, or with too little answered to be filed."""
    headers = damage.random.choice([{}, {"Idempotency-Key": " "}])
    return target.client.post(
        f"{target.at}/submit", damage.body(damage.value()), content_type="application/json", headers=headers
    )


pytestmark = pytest.mark.django_db
