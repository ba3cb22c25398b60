"""Answers from data sources: asked when all is known that they read, once for each person and draft."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

import jmespath
from jmespath.exceptions import JMESPathError

from accounts.models import User
from eforms import drafts
from eforms.canonical import digest
from eforms.fields.contract import Definition, Facts
from eforms.judging.answers import questions_of
from eforms.models import Draft
from eforms.pages.review import person
from eforms.prefilling.origins import is_fixed, source_of
from eforms.prefilling.prefill import Found, accepted, profile_of
from eforms.prefilling.representing import for_another
from eforms.sources.asking import ask, reads
from eforms.sources.contract import SourceDown
from eforms.sources.models import DataSource

RETRY = timedelta(minutes=1)


@dataclass
class Question:
    """What one source is asked for a draft: about whom, and which questions wait for it."""

    source: DataSource
    who: dict[str, str]
    about: str
    waiting: list[tuple[Definition, str]] = field(default_factory=list)
    answer: dict[str, Any] | None = None


def ask_sources(draft: Draft, *, at: datetime) -> None:
    """Fill in what the sources of the form know; a source that is down is noted beside its questions.

    Takes as long as the slowest source may, and no longer: they are asked at the same time.
    """
    _take_back(draft, at)
    asked = _to_ask(draft, at)
    if not asked:
        return
    with ThreadPoolExecutor(max_workers=len(asked)) as pool:
        list(pool.map(_ask, asked))
    facts = drafts.facts_of(draft, drafts.day_of(at))
    found: Found = {}
    for one in asked:
        for definition, path in one.waiting:
            origin = {"from": source_of(definition), "at": at.isoformat(), **_names(one.source)}
            found[definition["key"]] = _read(one, definition, path, origin, facts)
    drafts.fill_in(draft, found, at=at)


def _take_back(draft: Draft, at: datetime) -> None:
    """Who files for another is not the applicant: what sources said of the account's holder goes."""
    if not for_another(draft.answers):
        return
    own = DataSource.objects.filter(about=DataSource.About.ACCOUNT).values_list("code", flat=True)
    ours = tuple(f"source:{code}:" for code in own)
    told = [key for key, origin in draft.origins.items() if origin["from"].startswith(ours)]
    drafts.fill_in(draft, {}, at=at, dropped=told)


def forget(draft: Draft, key: str, *, at: datetime) -> None:
    """Let the source of a question be asked again, after it was corrected there."""
    if str(draft.origins.get(key, {}).get("from", "")).startswith("source:"):
        drafts.fill_in(draft, {}, at=at, dropped=[key])
        ask_sources(draft, at=at)


def _ask(one: Question) -> None:
    try:
        one.answer = ask(one.source, one.who)
    except SourceDown:
        one.answer = None


def _read(
    one: Question, definition: Definition, path: str, origin: dict[str, Any], facts: Facts
) -> tuple[Any, dict[str, Any]]:
    if one.answer is None:
        check = one.source.when_down == DataSource.WhenDown.CHECK
        return None, {**origin, "unchecked": True} if check else {**origin, "about": one.about}
    try:
        value = accepted(definition, jmespath.search(path, one.answer), facts)
    except JMESPathError:
        value = None
    origin = {**origin, "about": one.about}
    return value, origin if value is None else {**origin, "value": value}


def _to_ask(draft: Draft, at: datetime) -> list[Question]:
    waiting: dict[str, list[tuple[Definition, str]]] = defaultdict(list)
    for one in questions_of(draft.version.content):
        whence = source_of(one)
        if whence.startswith("source:") and whence.count(":") >= 2:
            _kind, code, path = whence.split(":", 2)
            waiting[code].append((one, path))
    if not waiting:
        return []
    sources = DataSource.objects.filter(code__in=waiting, active=True)
    questions = [_question(source, draft, waiting[source.code], at) for source in sources]
    return [one for one in questions if one is not None]


def _question(
    source: DataSource, draft: Draft, waiting: list[tuple[Definition, str]], at: datetime
) -> Question | None:
    """None while something about the person is not known, or all is answered already."""
    known, wanted = _person(source, draft), reads(source)
    if not wanted or not all(known.get(part) for part in wanted):
        return None
    who = {part: known[part] for part in wanted}
    about = digest(who)[:16]
    due = [(one, path) for one, path in waiting if _is_due(draft, one, about, at)]
    return Question(source, who, about, due) if due else None


def _is_due(draft: Draft, definition: Definition, about: str, at: datetime) -> bool:
    key = definition["key"]
    origin = draft.origins.get(key)
    if origin is None:
        return key not in draft.answers or is_fixed(definition)
    if origin.get("unchecked"):
        return key not in draft.answers and datetime.fromisoformat(origin["at"]) + RETRY < at
    untouched = key not in draft.answers or draft.answers[key] == origin.get("value")
    return origin.get("about") != about and (untouched or is_fixed(definition))


def _person(source: DataSource, draft: Draft) -> Mapping[str, str]:
    """Of whom the source may be asked: the account's holder, or whoever the answers name."""
    if source.about == DataSource.About.ANSWERS:
        said = person(draft.version.content, draft.answers)
        return {**_text_only(said), **_tax_code(draft)}
    owner = draft.owner
    if not isinstance(owner, User) or for_another(draft.answers):
        return {}
    profile = profile_of(draft)
    own = {part: getattr(owner, part) for part in ("personal_number", "full_name", "phone", "email")}
    return {**own, "tax_code": profile.tax_code if profile else ""}


def _tax_code(draft: Draft) -> dict[str, str]:
    for one in questions_of(draft.version.content):
        if one["type"] == "tax_code" and draft.answers.get(one["key"]):
            return {"tax_code": str(draft.answers[one["key"]])}
    return {}


def _text_only(said: Mapping[str, Any]) -> dict[str, str]:
    return {part: value for part, value in said.items() if isinstance(value, str)}


def _names(source: DataSource) -> dict[str, str]:
    return {"name": source.name, "name_en": source.name_en}
