"""What filing a draft costs, told before it is filed: registered with eforms.receivers."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from django.utils import timezone

from dossiers.costs import Costs, fees_of, in_words, pages_in, paper_names
from dossiers.paper_filings import filing_of, papers_of
from eforms.drafts import day_of, rule_facts
from eforms.judging.attached import attached
from eforms.models import Draft
from payments.fees.quote import PAGES, quote
from procedures.models import Release


def told_costs(draft: Draft, answers: Mapping[str, Any]) -> Costs:
    """As it would be filed now; {} where nothing is to pay."""
    release = Release.objects.get(pk=draft.context["release"])
    fees = fees_of(release.content, str(draft.context.get("channel") or "online"))
    if not fees:
        return {}
    on = day_of(timezone.now())
    pages = pages_in(draft.version.content, answers)
    facts = {**rule_facts(draft, on).as_answers(), **answers, PAGES: pages}
    return in_words(quote(fees, facts, on=on, papers=list(_papers(draft, answers))), fees)


def _papers(draft: Draft, answers: Mapping[str, Any]) -> Iterator[str]:
    """Names of the papers that go along: files of the form, and what lies at the counter."""
    for field, _file_id in attached(draft.version.content, answers):
        yield from paper_names(field)
    if filing := filing_of(draft):
        yield from (str(one["label"]) for one in papers_of(filing))
