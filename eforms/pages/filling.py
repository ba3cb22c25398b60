"""What a page of a step is drawn from: the draft, and what the person may use again."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from django.urls import reverse

from documents.again import Paper
from eforms.fields.contract import Facts, is_file
from eforms.judging.answers import Content, step_of
from eforms.models import Draft
from eforms.prefilling import earlier
from eforms.prefilling.earlier import Offer
from eforms.prefilling.origins import still_first
from eforms.prefilling.papers_again import offers, papers_for


@dataclass(frozen=True)
class Filling:
    """What a step's form needs to know of the draft. `base`: address of the draft, empty in previews.

    `only`: the question whose screen is asked for, where the step asks one question a screen.

    `origins`, `first`: where answers came from, and first answers of questions that were hidden until now;
    `papers`, `offer`: papers and an earlier filing that may be used again (pages of `with_offers` only).
    """

    content: Content
    facts: Facts
    answers: Mapping[str, Any] = field(default_factory=dict)
    typed: Mapping[str, Any] = field(default_factory=dict)
    base: str = ""
    version: int = 0
    origins: Mapping[str, Any] = field(default_factory=dict)
    first: Mapping[str, Any] = field(default_factory=dict)
    papers: Mapping[str, list[Paper]] = field(default_factory=dict)
    offer: Offer | None = None
    only: str = ""

    @classmethod
    def of(cls, draft: Draft, facts: Facts, only: str = "") -> Filling:
        base = reverse("eforms:draft", args=[draft.pk])
        return cls(
            draft.version.content, facts, draft.answers, draft.typed, base, version=draft.version.number,
            origins=draft.origins, first=still_first(draft), only=only,
        )  # fmt: skip

    @property
    def known(self) -> dict[str, Any]:
        """First answers, as they stand now: for questions that were not on the page until now."""
        filled = [key for key, origin in self.origins.items() if "value" in origin and key in self.answers]
        return {**self.first, **{key: self.answers[key] for key in filled}}

    @classmethod
    def with_offers(cls, draft: Draft, facts: Facts, step_id: str, only: str = "") -> Filling:
        """As `of`, with what the person may use again in this step."""
        filling, papers = cls.of(draft, facts, only), papers_for(draft)
        files = [one for one in step_of(filling.content, step_id)["fields"] if is_file(one)]
        found = {one["key"]: offers(draft, one, papers) for one in files} if papers else {}
        return replace(filling, papers=found, offer=earlier.offer(draft, step_id, facts))
