"""What is known about words, read once for each version: the vocabulary, everyday names, pinned results."""

from __future__ import annotations

from dataclasses import dataclass
from threading import Lock
from typing import Any

from django.db import transaction
from django.db.models import F, Model

from rules.text import fold
from search.language.reading import Reading, readings_of
from search.language.thesaurus import Thesaurus
from search.language.vocabulary import Vocabulary
from search.models import Pin, StopPhrase, Synonym, Words

ROW = 1


@dataclass(frozen=True, slots=True)
class Knowledge:
    """pins: {folded query: codes}."""

    vocabulary: Vocabulary
    thesaurus: Thesaurus
    pins: dict[str, list[str]]

    def readings(self, text: str) -> list[Reading]:
        return readings_of(text, self.vocabulary, self.thesaurus)

    def pinned(self, text: str) -> list[str]:
        return self.pins.get(fold(text), [])


_kept: dict[tuple[int | None, bool], tuple[int, Knowledge]] = {}
_lock = Lock()


def knowledge(site: int | None = None, *, drafts: bool = False) -> Knowledge:
    """For a site (None: what holds on every site). drafts: as it would be with what is not published yet."""
    version = Words.objects.filter(pk=ROW).values_list("version", flat=True).first() or 0
    kept = _kept.get((site, drafts))
    if kept is not None and kept[0] == version:
        return kept[1]
    with _lock:
        read = _read(site, drafts=drafts)
        _kept[(site, drafts)] = (version, read)
    return read


def _read(site: int | None, *, drafts: bool) -> Knowledge:
    row = Words.objects.filter(pk=ROW).first()
    vocabulary = row.vocabulary() if row else Vocabulary()
    synonyms = _said(Synonym, site, drafts=drafts)
    pairs = [(one.typed, one.official, one.both_ways) for one in synonyms]
    phrases = list(StopPhrase.objects.values_list("phrase", flat=True))
    for text in [*(typed for typed, _official, _both in pairs), *phrases]:
        vocabulary.know(text)
    pins: dict[str, list[str]] = {}
    for pin in _said(Pin, site, drafts=drafts):
        pins.setdefault(fold(pin.query), []).append(pin.procedure.code)
    return Knowledge(vocabulary, Thesaurus(pairs, phrases), pins)


def _said(model: Any, site: int | None, *, drafts: bool) -> list[Any]:
    rows = model.objects.on_site(site)
    if model is Pin:
        rows = rows.select_related("procedure")
    if not drafts:
        return list(rows.filter(live=True))
    return [row.get_latest_revision_as_object() if row.has_unpublished_changes else row for row in rows]


def changed(*_args: Any, **_kwargs: Any) -> None:
    """Something was said anew: every process reads it with its next query."""
    if not Words.objects.filter(pk=ROW).update(version=F("version") + 1):
        Words.objects.get_or_create(pk=ROW, defaults={"version": 1})


def watch(*models: type[Model]) -> None:
    """Let saving and deleting rows of these count as a change."""
    from django.db.models.signals import post_delete, post_save

    for model in models:
        for signal in (post_save, post_delete):
            signal.connect(changed, sender=model, dispatch_uid=f"search.{model.__name__}")


@transaction.atomic
def count_words(removed: list[str], added: list[str]) -> None:
    """The vocabulary with texts less and more."""
    Words.objects.get_or_create(pk=ROW)
    row = Words.objects.select_for_update(no_key=True).get(pk=ROW)
    vocabulary = row.vocabulary()
    for text in removed:
        vocabulary.count(text, -1)
    for text in added:
        vocabulary.count(text, 1)
    keep_words(row, vocabulary)


def keep_words(row: Words, vocabulary: Vocabulary) -> None:
    row.counts = vocabulary.kept()
    row.version += 1
    row.save()


@transaction.atomic
def count_anew(texts: Any) -> None:
    """The vocabulary of all texts."""
    vocabulary = Vocabulary.of(texts)
    Words.objects.get_or_create(pk=ROW)
    keep_words(Words.objects.select_for_update(no_key=True).get(pk=ROW), vocabulary)
