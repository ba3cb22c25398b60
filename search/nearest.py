"""What helps where nothing was found: the same words put right, fewer of them, without the filters."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from search.finding import find
from search.knowledge import knowledge
from search.language.reading import CORRECTED, Reading
from search.query import Count, Query, Results

SHOWN = 5
MOST_TRIES = 4
MOST_MEANT = 3


@dataclass(frozen=True, slots=True)
class Help:
    """unfiltered: how many there are without the filters. meant: other words that may have been meant.

    nearest: what fewer words find (`words`), None where nothing is near. fields: to look around in.
    """

    unfiltered: int
    meant: Sequence[str]
    nearest: Results | None
    words: str
    fields: Sequence[Count]


def help_for(results: Results, *, site: int | None) -> Help:
    """For a query that found nothing; at most MOST_TRIES and two more searches."""
    query = results.query
    plain = replace(query, filters={}, page=1, size=SHOWN, counted=False)
    unfiltered = find(plain, site=site).total if query.filters else 0
    words, nearest = ("", None) if unfiltered else _nearest(plain, site)
    fields = find(replace(plain, text="", size=1, counted=True), site=site).fields
    return Help(unfiltered, _meant(results), nearest, words, fields)


def _meant(results: Results) -> list[str]:
    texts = [one.text for one in results.readings if one.kind == CORRECTED]
    return list(dict.fromkeys(text for text in texts if text != results.query.folded))[:MOST_MEANT]


def _nearest(query: Query, site: int | None) -> tuple[str, Results | None]:
    """Unknown words are left out first, all at once; then the rarest, one by one."""
    for words in _fewer(query, site)[:MOST_TRIES]:
        found = find(replace(query, text=" ".join(words), exact=False), site=site)
        if found.total:
            return found.query.text, found
    return "", None


def _fewer(query: Query, site: int | None) -> list[list[str]]:
    """The words that are left after each step."""
    known = knowledge(site)
    vocabulary = known.vocabulary
    readings: list[Reading] = known.readings(query.text)
    if not readings:
        return []
    best = readings[0]
    rows = [(said or word, word) for said, word in zip(best.said, best.words, strict=True)]
    left = [row for row in rows if vocabulary.knows(row[1])]
    steps = [left] if left and len(left) < len(rows) else []
    while len(left) > 1:
        rarest = max(left, key=lambda row: vocabulary.rarity(row[1]))
        left = [row for row in left if row is not rarest]
        steps.append(left)
    return [[said for said, _word in step] for step in steps]
