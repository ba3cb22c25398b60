"""A definition becomes an immutable FormVersion.

Content: {"title", "title_en", "steps": [
  {"id", "title", "title_en", "description", "description_en", "fields": [
    {"key", "type", "label", "label_en", "help", "help_en", "required", "use", "show_if", …options,
     "example"?, "example_en"?, "sensitive"?, "legal_basis"?, "legal_url"?}]}]}
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.apps import apps
from django.core.exceptions import ValidationError
from django.db import transaction

from eforms.canonical import digest
from eforms.fields import TYPES
from eforms.show_if import resolve

if TYPE_CHECKING:
    from eforms.models import EForm, FormVersion

STEP_WORDS = ("title", "title_en", "description", "description_en")
WORDS = ("label", "label_en", "help", "help_en")
EXTRAS = ("example", "example_en", "sensitive", "legal_basis", "legal_url")  # written only when set


def definition_of(kind: str, value: Mapping[str, Any]) -> dict[str, Any]:
    """One question's compiled definition, its condition left out."""
    return {
        "key": value["key"],
        "type": kind,
        **{word: value.get(word) or "" for word in WORDS},
        "required": bool(value.get("required")),
        "use": value.get("use") or None,
        "show_if": None,
        **{extra: value[extra] for extra in EXTRAS if value.get(extra)},
        **TYPES[kind].options(value),
    }


def compile_content(eform: EForm) -> dict[str, Any]:
    """The content of a cleaned definition. Conditions that do not resolve are left out (in previews only)."""
    earlier: dict[str, dict[str, Any]] = {}
    steps = []
    for step in eform.steps:
        fields = [_field(child.block_type, child.value, earlier) for child in step.value["fields"]]
        words = {word: step.value.get(word) or "" for word in STEP_WORDS}
        steps.append({"id": step.value["key"], **words, "fields": fields})
    return {"title": eform.title, "title_en": eform.title_en, "steps": steps}


def _field(kind: str, value: Mapping[str, Any], earlier: dict[str, dict[str, Any]]) -> dict[str, Any]:
    definition = definition_of(kind, value)
    try:
        definition["show_if"] = resolve(value["show_if"], earlier)
    except ValidationError:
        definition["show_if"] = None
    earlier[definition["key"]] = definition
    return definition


def publish_version(eform: EForm, content: Mapping[str, Any], *, at: datetime) -> FormVersion | None:
    """Write the next version of the form; None when the content is that of the newest version already."""
    versions: Any = apps.get_model("eforms", "FormVersion").objects
    fingerprint = digest(content)
    with transaction.atomic():
        type(eform).objects.select_for_update().get(pk=eform.pk)
        newest = versions.filter(eform_id=eform.pk).order_by("-number").first()
        if newest and newest.hash == fingerprint:
            return None
        number = newest.number + 1 if newest else 1
        version: FormVersion = versions.create(
            eform_id=eform.pk, number=number, content=content, hash=fingerprint, created_at=at
        )
        return version
