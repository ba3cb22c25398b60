"""A definition becomes an immutable FormVersion.

Content: {"title", "title_en", "steps": [step, …], "routes"?: [{"when": condition | None, "agency": code}],
  "paper"?: [{"type", …}] the printed form (eforms/paper/blocks.py),
  "representation"?: "allowed" | "paper" (its step is the first: eforms.prefilling.representing),
  "by_officers"?: True, a form of a step of a process: it has no applicant,
  "signers"?: [{"id", "label", "label_en", "name": key, "email": key, "when"?: condition}],
  "lists"?: {code of a code list: version}}
  step: {"id", "title", "title_en", "description", "description_en", "fields": [definition, …],
    "show_if"?: condition, "one_by_one"?: True,
    "refusals"?: [{"when", "message", "message_en"?, "way_out"?, "way_out_en"?, "url"?}]}
  definition: {"key", "type", "label", "label_en", "help", "help_en", "required", "use", "show_if", …options,
    "example"?, "example_en"?, "sensitive"?, "legal_basis"?, "legal_url"?, "prefill"?: {"from", "fixed"?},
    "require_if"?: condition,
    "limits"?: [{"when"?, "min"?, "max"?, "message"?, "message_en"?}], "checks"?: [as refusals],
    "set"?: [{"when"?, "value" | "formula"}], "fields"?: [definition, …] of a group or table}
Keys with a question mark are written only when they say something: forms without them keep their hash.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.apps import apps
from django.db import transaction

from eforms.canonical import digest, in_one_way
from eforms.fields import TYPES
from eforms.fields.prefilling import compiled as compiled_prefill
from eforms.fields.question import ABOUT
from eforms.paper.blocks import compiled
from eforms.prefilling.representing import Representation
from eforms.prefilling.representing import step as standard_step
from eforms.shared.block import SHARED
from eforms.shared.inlining import inlined
from eforms.signing.blocks import compiled as compiled_signers

if TYPE_CHECKING:
    from eforms.models import EForm, FormVersion

STEP_WORDS = ("title", "title_en", "description", "description_en")
WORDS = ("label", "label_en", "help", "help_en")


def definition_of(kind: str, value: Mapping[str, Any]) -> dict[str, Any]:
    """One question's compiled definition, those of its rows included."""
    definition = {
        "key": value["key"],
        "type": kind,
        **{word: value.get(word) or "" for word in WORDS},
        "required": bool(value.get("required")),
        "use": value.get("use") or None,
        "show_if": None,
        **TYPES[kind].options(value),
        **said_only({name: (value.get("about") or {}).get(name) for name in ABOUT}),
        **said_only({"prefill": compiled_prefill(value.get("prefill"))}),
        **rules_of(value.get("rules") or ()),
    }
    if value.get("fields") is not None:
        definition["fields"] = [definition_of(child.block_type, child.value) for child in value["fields"]]
    return definition


def definitions_of(child: Any) -> list[dict[str, Any]]:
    """The definitions a block of a step stands for: its own, or those of the shared questions it names."""
    if child.block_type != SHARED:
        return [definition_of(child.block_type, child.value)]
    source = child.value.get("source")
    own = [definition_of(one.block_type, one.value) for one in source.questions] if source else []
    return inlined(own, child.value.get("prefix") or "", child.value.get("prefix_en") or "")


def said_only(parts: Mapping[str, Any]) -> dict[str, Any]:
    """Without the parts that say nothing."""
    return {name: part for name, part in parts.items() if part not in (None, "", False, [], {})}


def rules_of(stream: Iterable[Any], refusals: str = "checks") -> dict[str, Any]:
    """The rules of a question or a step. `refusals`: the name under which refusals are kept."""
    rules: dict[str, Any] = {}
    for child in stream:
        if child.block_type in ("show_if", "require_if"):
            rules[child.block_type] = child.value
        elif child.block_type == "limit":
            rules.setdefault("limits", []).append(_present(child.value))
        elif child.block_type == "refuse":
            rules.setdefault(refusals, []).append(said_only(child.value))
        elif child.block_type == "set":
            rules.setdefault("set", []).append(_present(child.value))
    return rules


def _present(value: Mapping[str, Any]) -> dict[str, Any]:
    """As `said_only`, but an answer may be set to No or limited to 0."""
    return {name: part for name, part in value.items() if part not in (None, "")}


def compile_content(eform: EForm) -> dict[str, Any]:
    """The content of a cleaned definition."""
    content: dict[str, Any] = {
        "title": eform.title,
        "title_en": eform.title_en,
        "steps": [_step(step.value) for step in eform.steps],
    }
    if eform.representation and eform.representation != Representation.OFF:
        content["representation"] = str(eform.representation)
        content["steps"].insert(0, standard_step(eform.representation))
    if signers := compiled_signers(eform.signers):
        content["signers"] = signers
    routes = [
        {"when": child.value["when"] or None, "agency": child.value["agency"]} for child in eform.routes
    ]
    parts = {
        "by_officers": bool(eform.by_officers),
        "routes": routes,
        "paper": compiled(eform.paper),
        "lists": lists_of(content["steps"]),
    }
    compiled_content: dict[str, Any] = in_one_way({**content, **said_only(parts)})
    return compiled_content


def lists_of(steps: Iterable[Mapping[str, Any]]) -> dict[str, int]:
    """{code: version} of the code lists whose versions the questions pin."""
    asked = [
        one for step in steps for field in step["fields"] for one in (field, *(field.get("fields") or ()))
    ]
    return {one["list"]: one["list_version"] for one in asked if one.get("list_version")}


def _step(value: Mapping[str, Any]) -> dict[str, Any]:
    return {
        "id": value["key"],
        **{word: value.get(word) or "" for word in STEP_WORDS},
        "fields": [one for child in value["fields"] for one in definitions_of(child)],
        **said_only({"one_by_one": bool(value.get("one_by_one"))}),
        **rules_of(value.get("rules") or (), "refusals"),
    }


def publish_version(eform: EForm, content: Mapping[str, Any], *, at: datetime) -> FormVersion | None:
    """Write the next version of the form; None when the content is that of the newest version already."""
    versions: Any = apps.get_model("eforms", "FormVersion").objects
    fingerprint = digest(content)
    with transaction.atomic():
        type(eform).objects.select_for_update(no_key=True).get(pk=eform.pk)
        newest = versions.filter(eform_id=eform.pk).order_by("-number").first()
        if newest and newest.hash == fingerprint:
            return None
        number = newest.number + 1 if newest else 1
        version: FormVersion = versions.create(
            eform_id=eform.pk, number=number, content=content, hash=fingerprint, created_at=at
        )
        return version
