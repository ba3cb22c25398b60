"""Who has to sign a draft besides the person who fills it, and how far each of them is.

A signature holds for the answers it was given to: after any change it is the same as none.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from eforms.canonical import digest
from eforms.drafts import facts_of
from eforms.errors import NotSigned
from eforms.fields import TYPES
from eforms.fields.contract import Facts
from eforms.judging.answers import Content, clean_all, questions_of
from eforms.models import Draft, FormVersion
from eforms.signing.models import CoSignature
from eforms.wording import said
from rules.conditions import evaluate

NO_ADDRESS, TO_INVITE, CHANGED = "no_address", "to_invite", "changed"
State = CoSignature.State


@dataclass(frozen=True)
class Standing:
    """A signer of a draft: whom the answers name, and the state: one of CoSignature's or of those above."""

    id: str
    label: str
    name: str
    email: str
    state: str
    signature: CoSignature | None

    @property
    def waits_for_invitation(self) -> bool:
        return self.state in (TO_INVITE, CHANGED, State.DECLINED, State.CANCELLED)


def fingerprint(version: FormVersion, values: Mapping[str, Any]) -> str:
    """What is signed: the version and every answer given (what the form reckons follows from them)."""
    reckoned = {
        one["key"] for one in questions_of(version.content) if getattr(TYPES[one["type"]], "UNASKED", False)
    }
    given = {key: value for key, value in values.items() if key not in reckoned}
    return digest({"version": version.hash, "answers": given})


def values_of(draft: Draft, on: date) -> tuple[dict[str, Any], Facts]:
    """The answers as they would be filed now, and what they are judged by."""
    facts = facts_of(draft, on)
    values, _errors = clean_all(draft.version.content, draft.answers, facts=facts)
    return values, facts


def has_signers(content: Content) -> bool:
    return bool(content.get("signers"))


def standings(draft: Draft, on: date) -> list[Standing]:
    """Everybody who has to sign the draft as it stands."""
    if not has_signers(draft.version.content):
        return []
    values, facts = values_of(draft, on)
    return _standings(draft, values, facts)


def void_now(draft: Draft, on: date) -> list[str]:
    """Names of those who had agreed to answers that have been changed since."""
    return [one.name or one.label for one in standings(draft, on) if one.state == CHANGED]


def require(draft: Draft, values: Mapping[str, Any], facts: Facts) -> None:
    """Raises NotSigned, naming who is missing, unless everybody has agreed to exactly these answers."""
    missing = [one for one in _standings(draft, values, facts) if one.state != State.AGREED]
    if missing:
        raise NotSigned([one.name or one.label for one in missing])


def _standings(draft: Draft, values: Mapping[str, Any], facts: Facts) -> list[Standing]:
    wanted = draft.version.content.get("signers") or []
    if not wanted:
        return []
    known = {**values, **facts.as_answers()}
    mark = fingerprint(draft.version, values)
    given = {one.signer: one for one in CoSignature.objects.filter(draft=draft)}
    return [
        _standing(one, values, given.get(one["id"]), mark)
        for one in wanted
        if evaluate(one.get("when"), known)
    ]


def _standing(
    signer: Mapping[str, Any], values: Mapping[str, Any], signature: CoSignature | None, mark: str
) -> Standing:
    name, email = str(values.get(signer["name"]) or ""), str(values.get(signer["email"]) or "")
    label = said(signer, "label")
    if not email:
        return Standing(signer["id"], label, name, "", NO_ADDRESS, None)
    if signature is None or signature.email.casefold() != email.casefold() or signature.name != name:
        return Standing(signer["id"], label, name, email, TO_INVITE, None)
    changed = signature.state == State.AGREED and signature.answers_hash != mark
    return Standing(signer["id"], label, name, email, CHANGED if changed else signature.state, signature)
