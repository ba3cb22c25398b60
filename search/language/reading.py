"""The ways a query may be read: as typed, as keystrokes, with everyday names, put right. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from rules.text import fold, has_tones, spoken
from search.language.correcting import corrected
from search.language.keystrokes import from_telex, from_vni
from search.language.thesaurus import Thesaurus
from search.language.vocabulary import Vocabulary

MOST_WORDS = 16
MOST_READINGS = 8
SYNONYM_OF_ALL, SYNONYM_OF_PART, OTHER_TONES, PUT_RIGHT = 1.0, 0.92, 0.55, 0.85


@dataclass(frozen=True, slots=True)
class Reading:
    """words: folded; said: the same with tones where they were typed, else ""; weight: how sure (0–1.1).

    kind: "typed", "keystrokes", "synonym", "corrected". weak: words that say little ("cho", "khi").
    """

    words: tuple[str, ...]
    said: tuple[str, ...]
    weight: float = 1.0
    kind: str = "typed"
    weak: frozenset[str] = frozenset()

    @property
    def text(self) -> str:
        return " ".join(said or word for said, word in zip(self.said, self.words, strict=True))


def readings_of(text: str, vocabulary: Vocabulary, thesaurus: Thesaurus) -> list[Reading]:
    """The likeliest first, each set of words once; empty when nothing readable was typed."""
    typed = spoken(text).split()[:MOST_WORDS]
    if not typed:
        return []
    found: dict[tuple[str, ...], Reading] = {}
    for reading in _all(typed, vocabulary, thesaurus):
        before = found.get(reading.words)
        if before is None or before.weight < reading.weight:
            found[reading.words] = reading
    return sorted(found.values(), key=lambda one: -one.weight)[:MOST_READINGS]


def _all(typed: list[str], vocabulary: Vocabulary, thesaurus: Thesaurus) -> Iterator[Reading]:
    toned = has_tones(" ".join(typed))
    keys = typed if toned else as_keystrokes(typed, vocabulary)
    meant = keys or typed
    first = _reading(meant, thesaurus, kind="keystrokes" if meant != typed else "typed")
    yield first
    if meant != typed:
        yield replace(_reading(typed, thesaurus), weight=0.5)
    named = list(_with_names(first, thesaurus))
    yield from named
    if named and max(one.weight for one in named) >= SYNONYM_OF_ALL:
        return  # an everyday name as it stands is no slip
    right = corrected(first.words, vocabulary)
    if tuple(right) != first.words:
        known = all(vocabulary.knows(word) for word in first.words)
        weight = PUT_RIGHT if known else 0.97
        mended = replace(_reading(right, thesaurus, kind="corrected"), weight=weight)
        yield mended
        for one in _with_names(mended, thesaurus):
            yield replace(one, weight=one.weight * weight)


def as_keystrokes(typed: Sequence[str], vocabulary: Vocabulary) -> list[str]:
    """The words with their marks, when the letters are telex or VNI keystrokes; [] when they are not."""
    for decode in (from_telex, from_vni):
        decoded = [decode(word) for word in typed]
        sure = [
            word
            for word, meant in zip(typed, decoded, strict=True)
            if meant != word and vocabulary.said[meant] > 0 and not vocabulary.knows(word)
        ]
        if sure:
            return [
                meant if meant != word and (word in sure or vocabulary.said[meant] > vocabulary.words[word]) else word
                for word, meant in zip(typed, decoded, strict=True)
            ]
    return []


def _reading(words: Sequence[str], thesaurus: Thesaurus, kind: str = "typed") -> Reading:
    said = thesaurus.without_stop_phrases(words)
    folded = tuple(fold(word) for word in said)
    toned = has_tones(" ".join(said))
    weak = frozenset(word for word in folded if word in thesaurus.weak)
    if len(weak) == len(set(folded)):
        weak = frozenset()
    return Reading(folded, tuple(said) if toned else ("",) * len(said), kind=kind, weak=weak)


def _with_names(reading: Reading, thesaurus: Thesaurus) -> Iterator[Reading]:
    """The reading with an everyday name replaced by what it stands for; also across words that say little."""
    strong = [place for place, word in enumerate(reading.words) if word not in reading.weak]
    for places in (list(range(len(reading.words))), strong):
        yield from _replaced(reading, places, thesaurus)
        if len(strong) == len(reading.words):
            return


def _replaced(reading: Reading, places: list[int], thesaurus: Thesaurus) -> Iterator[Reading]:
    words = [reading.words[place] for place in places]
    start = 0
    while start < len(words):
        length = _longest_name(words, start, thesaurus)
        if not length:
            start += 1
            continue
        rest = places[:start] + places[start + length :]
        spelled = " ".join(reading.said[place] or reading.words[place] for place in places[start : start + length])
        for meaning in thesaurus.meanings[tuple(words[start : start + length])]:
            yield _renamed(reading, places[:start], meaning.official, rest[start:], _fit(spelled, meaning.typed, rest))
        start += length


def _longest_name(words: list[str], start: int, thesaurus: Thesaurus) -> int:
    for length in range(min(thesaurus.longest, len(words) - start), 0, -1):
        if tuple(words[start : start + length]) in thesaurus.meanings:
            return length
    return 0


def _fit(spelled: str, typed: str, rest: list[int]) -> float:
    """How sure the name is meant: other tones than its own say that something else is."""
    if has_tones(spelled) and spelled != typed:
        return OTHER_TONES
    return SYNONYM_OF_PART if rest else SYNONYM_OF_ALL


def _renamed(reading: Reading, before: list[int], official: str, after: list[int], weight: float) -> Reading:
    said = [reading.said[place] for place in before] + official.split() + [reading.said[place] for place in after]
    words = [reading.words[place] for place in before] + fold(official).split()
    words += [reading.words[place] for place in after]
    return Reading(tuple(words), tuple(said), weight, "synonym", reading.weak)
