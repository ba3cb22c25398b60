"""A question's single condition `show_if` becomes the first of its `rules`, in forms and in their revisions."""

from __future__ import annotations

import json
import re
from typing import Any

from django.db import migrations
from django.db.models import JSONField, TextField, Value
from django.db.models.functions import Cast

TRUE = ("có", "đúng", "yes", "true")


def rewritten(steps: list[dict[str, Any]]) -> bool:
    """Rewrite the raw stream of steps in place. Whether anything was to do."""
    kinds: dict[str, str] = {}
    changed = False
    for step in steps:
        for question in (step.get("value") or {}).get("fields") or ():
            value = question.get("value") or {}
            if isinstance(value.get("show_if"), dict) and "rules" not in value:
                condition = condition_of(value.pop("show_if"), kinds)
                value["rules"] = [{"type": "show_if", "value": condition}] if condition else []
                changed = True
            kinds[value.get("key") or ""] = question.get("type") or ""
    return changed


def condition_of(written: dict[str, Any], kinds: dict[str, str]) -> dict[str, Any] | None:
    """{"field", "op", "value"} as the block held it, to the condition with a typed value."""
    field, op = written.get("field") or "", written.get("op") or "equals"
    if not field:
        return None
    if op in ("filled", "empty"):
        return {"field": field, "op": op}
    return {"field": field, "op": op, "value": typed(str(written.get("value") or ""), kinds.get(field, ""))}


def typed(words: str, kind: str) -> Any:
    if kind == "yes_no":
        return words.strip().casefold() in TRUE
    digits = re.sub(r"[^0-9\-]", "", words)
    if kind in ("integer", "money") and re.fullmatch(r"-?[0-9]{1,18}", digits):
        return int(digits)
    day = re.fullmatch(r"\s*([0-9]{1,2})[/.\- ]([0-9]{1,2})[/.\- ]([0-9]{4})\s*", words)
    if kind == "date" and day:
        return f"{day[3]}-{int(day[2]):02d}-{int(day[1]):02d}"
    return words


def forwards(apps: Any, schema_editor: Any) -> None:
    forms = apps.get_model("eforms", "EForm").objects.using(schema_editor.connection.alias)
    for key, text in forms.annotate(raw=Cast("steps", TextField())).values_list("pk", "raw"):
        steps = json.loads(text or "[]")
        if rewritten(steps):
            forms.filter(pk=key).update(steps=Value(steps, JSONField()))
    _revisions(apps, schema_editor)


def _revisions(apps: Any, schema_editor: Any) -> None:
    """A revision keeps the stream as JSON text inside its own JSON."""
    types = apps.get_model("contenttypes", "ContentType").objects.using(schema_editor.connection.alias)
    ours = list(types.filter(app_label="eforms", model="eform").values_list("pk", flat=True))
    revisions = apps.get_model("wagtailcore", "Revision").objects.using(schema_editor.connection.alias)
    for revision in revisions.filter(content_type__in=ours).iterator():
        raw = revision.content.get("steps") or "[]"
        steps = json.loads(raw) if isinstance(raw, str) else raw
        if rewritten(steps):
            revision.content["steps"] = json.dumps(steps, ensure_ascii=False) if isinstance(raw, str) else steps
            revision.save(update_fields=["content"])


class Migration(migrations.Migration):
    dependencies = [
        ("eforms", "0003_rules_and_routes"),
        ("contenttypes", "0002_remove_content_type_name"),
        ("wagtailcore", "0098_apitoken"),
    ]

    operations = [migrations.RunPython(forwards, migrations.RunPython.noop)]
