"""A form from its content JSON, for demo content, imports and exchange: the inverse of compile."""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Mapping
from typing import Any

from django.db import transaction

from accounts.models import User
from eforms.checking.rule_checks import route_problems
from eforms.compile import compile_content
from eforms.definition import EForm
from eforms.errors import FormIncomplete
from eforms.fields import TYPES, prefilling
from eforms.fields.question import ABOUT
from eforms.models import FormVersion
from eforms.paper.blocks import as_blocks
from eforms.paper.checking import paper_problems
from eforms.prefilling.representing import STEP, Representation
from eforms.signing.blocks import as_blocks as signers_as_blocks

NAMESPACE = uuid.UUID("6f3b1c52-3f0e-5d0c-9a6b-0c7a5d1f2e44")


def build(
    code: str,
    content: Mapping[str, Any],
    *,
    user: User | None = None,
    publish: bool = True,
    scenarios: list[dict[str, Any]] | None = None,
) -> EForm:
    """Create or replace the form `code` from content JSON (eforms.compile), through the editor's own checks.

    `scenarios`: to have instead of those the form has.
    Keys may be left out where the editor may leave them empty. Publishing equal content makes no new version.
    Raises ValidationError as the editor would see it, FormIncomplete when it cannot be published.
    """
    with transaction.atomic():
        eform = EForm.objects.filter(code=code).first() or EForm(code=code, live=False)
        eform.title, eform.title_en = content["title"], content.get("title_en", "")
        if scenarios is not None:
            eform.scenarios = scenarios
        eform.representation = content.get("representation") or Representation.OFF
        eform.by_officers = bool(content.get("by_officers"))
        steps = [step for step in content["steps"] if step.get("id") != STEP]  # the engine's own
        eform.steps = EForm.steps.field.stream_block.clean(blocks_of(code, steps))
        signers = EForm.signers.field.stream_block
        eform.signers = signers.clean(signers.to_python(_signers(code, content)))
        routes = EForm.routes.field.stream_block
        eform.routes = routes.clean(routes.to_python(_routes(code, content)))
        if found := route_problems(eform.routes, eform.steps):
            raise found
        paper = EForm.paper.field.stream_block
        eform.paper = paper.clean(paper.to_python(_paper(code, content)))
        if found := paper_problems(eform.paper, compile_content(eform)):
            raise found
        eform.full_clean()
        if eform._state.adding:
            eform.save()
        revision = eform.save_revision(user=user)
        if publish:
            revision.publish(user=user)
        eform.refresh_from_db()
    return eform


def blocks_of(code: str, steps: Iterable[Mapping[str, Any]]) -> Any:
    """The steps as the editor's blocks, not checked yet."""
    return EForm.steps.field.stream_block.to_python([_step(code, step) for step in steps])


def current_version(code: str) -> FormVersion | None:
    """The newest published version of a form; None while there is none."""
    return FormVersion.objects.filter(eform__code=code).order_by("-number").first()


def _step(code: str, step: Mapping[str, Any]) -> dict[str, Any]:
    words = {name: step.get(name, "") for name in ("title", "title_en", "description", "description_en")}
    key = step.get("id", "")
    path = f"{code}/{key or step['title']}"
    value = {
        **words,
        "key": key,
        "one_by_one": bool(step.get("one_by_one")),
        "rules": rule_blocks(path, step),
        "fields": [_field(path, one) for one in step["fields"]],
    }
    return {"type": "step", "id": _id(path), "value": value}


def _field(path: str, definition: Mapping[str, Any]) -> dict[str, Any]:
    kind = TYPES[definition["type"]]
    allowed = set(kind.Block().child_blocks)
    as_block = getattr(kind, "as_block", dict)  # where the compiled options differ from the block's
    own = f"{path}/{definition.get('key') or definition['label']}"
    value = {
        name: part for name, part in as_block(definition).items() if name in allowed and part is not None
    }
    value["rules"] = rule_blocks(own, definition)
    value["prefill"] = prefilling.as_block(definition.get("prefill"))
    value["about"] = {name: definition[name] for name in ABOUT if name in definition}
    if definition.get("fields") is not None:
        value["fields"] = [_field(own, one) for one in definition["fields"]]
    value.setdefault("required", False)
    return {"type": definition["type"], "id": _id(own), "value": value}


def rule_blocks(path: str, of: Mapping[str, Any]) -> list[dict[str, Any]]:
    """The blocks of the rules of a question or step."""
    single = [(name, of[name]) for name in ("show_if", "require_if") if of.get(name)]
    listed = [
        (block, rule)
        for block, name in (("limit", "limits"), ("refuse", "checks"), ("refuse", "refusals"), ("set", "set"))
        for rule in of.get(name) or ()
    ]
    return [
        {"type": block, "id": _id(f"{path}#{number}"), "value": value}
        for number, (block, value) in enumerate([*single, *listed])
    ]


def _routes(code: str, content: Mapping[str, Any]) -> list[dict[str, Any]]:
    return [
        {"type": "route", "id": _id(f"{code}#route{number}"), "value": dict(route)}
        for number, route in enumerate(content.get("routes") or ())
    ]


def _paper(code: str, content: Mapping[str, Any]) -> list[dict[str, Any]]:
    return [
        {**block, "id": _id(f"{code}#paper{number}")}
        for number, block in enumerate(as_blocks(content.get("paper") or []))
    ]


def _signers(code: str, content: Mapping[str, Any]) -> list[dict[str, Any]]:
    return [
        {"type": "signer", "id": _id(f"{code}#signer{number}"), "value": value}
        for number, value in enumerate(signers_as_blocks(content.get("signers") or ()))
    ]


def _id(path: str) -> str:
    """The same block keeps its id when the form is built again."""
    return str(uuid.uuid5(NAMESPACE, path))


__all__ = ["FormIncomplete", "blocks_of", "build", "current_version"]
