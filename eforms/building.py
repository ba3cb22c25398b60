"""A form from its content JSON, for demo content, imports and exchange: the inverse of compile."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from typing import Any

from django.db import transaction

from accounts.models import User
from eforms.definition import EForm
from eforms.errors import FormIncomplete
from eforms.fields import TYPES
from eforms.models import FormVersion

WORDS = ("label", "label_en", "help", "help_en", "key")
NAMESPACE = uuid.UUID("6f3b1c52-3f0e-5d0c-9a6b-0c7a5d1f2e44")


def build(code: str, content: Mapping[str, Any], *, user: User | None = None, publish: bool = True) -> EForm:
    """Create or replace the form `code` from content JSON (eforms.compile), through the editor's own checks.

    Keys may be left out where the editor may leave them empty. Publishing equal content makes no new version.
    Raises ValidationError as the editor would see it, FormIncomplete when it cannot be published.
    """
    with transaction.atomic():
        eform = EForm.objects.filter(code=code).first() or EForm(code=code, live=False)
        eform.title, eform.title_en = content["title"], content.get("title_en", "")
        block = EForm.steps.field.stream_block
        eform.steps = block.clean(block.to_python([_step(code, step) for step in content["steps"]]))
        eform.full_clean()
        if eform._state.adding:
            eform.save()
        revision = eform.save_revision(user=user)
        if publish:
            revision.publish(user=user)
        eform.refresh_from_db()
    return eform


def current_version(code: str) -> FormVersion | None:
    """The newest published version of a form; None while there is none."""
    return FormVersion.objects.filter(eform__code=code).order_by("-number").first()


def _step(code: str, step: Mapping[str, Any]) -> dict[str, Any]:
    words = {name: step.get(name, "") for name in ("title", "title_en", "description", "description_en")}
    key = step.get("id", "")
    fields = [_field(f"{code}/{key or step['title']}", one) for one in step["fields"]]
    return {
        "type": "step",
        "id": _id(f"{code}/{key or step['title']}"),
        "value": {**words, "key": key, "fields": fields},
    }


def _field(path: str, definition: Mapping[str, Any]) -> dict[str, Any]:
    kind = TYPES[definition["type"]]
    allowed = set(kind.Block().child_blocks)
    as_block = getattr(kind, "as_block", dict)  # where the compiled options differ from the block's
    value = {
        name: part for name, part in as_block(definition).items() if name in allowed and part is not None
    }
    value["show_if"] = _condition(definition.get("show_if"))
    value.setdefault("required", False)
    name = definition.get("key") or definition["label"]
    return {"type": definition["type"], "id": _id(f"{path}/{name}"), "value": value}


def _condition(show_if: Mapping[str, Any] | None) -> dict[str, str]:
    if not show_if:
        return {"field": "", "op": "equals", "value": ""}
    value = show_if.get("value", "")
    words = {True: "yes", False: "no"}[value] if isinstance(value, bool) else str(value)
    return {"field": show_if["field"], "op": show_if["op"], "value": words}


def _id(path: str) -> str:
    """The same block keeps its id when the form is built again."""
    return str(uuid.uuid5(NAMESPACE, path))


__all__ = ["FormIncomplete", "build", "current_version"]
