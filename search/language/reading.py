"""The ways a query may be read: as typed, as keystrokes, with everyday names, put right. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from rules.text import fold, has_tones, spoken
from search.language.correcting import corrected
from search.language.keystrokes import from_telex, from_vni
from search.language.thesaurus import Meaning, Thesaurus
from search.language.vocabulary import Vocabulary

TYPED, CORRECTED = "typed", "corrected"
MOST_WORDS = 16
MOST_READINGS = 3
SYNONYM_OF_ALL, SYNONYM_OF_PART, OTHER_TONES, PUT_RIGHT = 1.0, 0.92, 0.5, 0.85


@dataclass(frozen=True, slots=True)
class Reading:
    """words: folded; said: the same with tones where they were typed, else ""; weight: how sure (0–1.1).

    kind: "typed", "keystrokes", "synonym", "corrected". weak: words that say little ("cho", "khi").
    core: the words of an official name; what was typed around it only helps.
    """

    words: tuple[str, ...]
    said: tuple[str, ...]
    weight: float = 1.0
    kind: str = TYPED
    weak: frozenset[str] = frozenset()
    core: frozenset[str] = frozenset()

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
    first = _reading(meant, vocabulary, thesaurus, kind="keystrokes" if meant != typed else TYPED)
    yield first
    if meant != typed:
        yield replace(_reading(typed, vocabulary, thesaurus), weight=0.5)
    named = list(_with_names(first, thesaurus))
    yield from named
    if named and max(one.weight for one in named) >= SYNONYM_OF_ALL:
        return  # an everyday name as it stands is no slip
    right = _put_right(first, vocabulary)
    if right:
        known = all(vocabulary.knows(word) for word in first.words)
        weight = PUT_RIGHT if known else 0.97
        mended = replace(_reading(right, vocabulary, thesaurus, kind=CORRECTED), weight=weight)
        yield mended
        for one in _with_names(mended, thesaurus):
            yield replace(one, weight=one.weight * weight)


def _put_right(reading: Reading, vocabulary: Vocabulary) -> list[str]:
    """The words put right, with the tones of those that stay; [] when all stay."""
    right = corrected(reading.words, vocabulary, reading.said)
    if tuple(right) == reading.words:
        return []
    if len(right) != len(reading.words):
        return right
    rows = zip(reading.words, reading.said, right, strict=True)
    return [said or word if word == better else better for word, said, better in rows]


def as_keystrokes(typed: Sequence[str], vocabulary: Vocabulary) -> list[str]:
    """The words with their marks, when the letters are telex or VNI keystrokes; [] when they are not."""
    for decode in (from_telex, from_vni):
        rows = [(word, decode(word)) for word in typed]
        sure = [
            word
            for word, meant in rows
            if meant != word and vocabulary.said[meant] > 0 and not vocabulary.knows(word)
        ]
        if sure:
            return [
                meant if word in sure or vocabulary.said[meant] > vocabulary.words[word] else word
                for word, meant in rows
            ]
    return []


def _reading(
    words: Sequence[str], vocabulary: Vocabulary, thesaurus: Thesaurus, kind: str = TYPED
) -> Reading:
    said = thesaurus.without_stop_phrases(words)
    folded = tuple(fold(word) for word in said)
    toned = has_tones(" ".join(said))
    weak = frozenset(_weak(said, folded, vocabulary, thesaurus, toned=toned))
    if len(weak) == len(set(folded)):
        weak = frozenset()
    return Reading(folded, tuple(said) if toned else ("",) * len(said), kind=kind, weak=weak)


def _weak(
    said: Sequence[str], folded: Sequence[str], vocabulary: Vocabulary, thesaurus: Thesaurus, *, toned: bool
) -> Iterator[str]:
    """Without tones a word is taken for an empty one only where it makes no pair the catalogue knows."""
    for place, word in enumerate(said):
        if not thesaurus.says_little(word, toned=toned):
            continue
        near = [" ".join(folded[place - 1 : place + 1]) if place else "", " ".join(folded[place : place + 2])]
        if toned or not any(vocabulary.pairs[pair] > 0 for pair in near):
            yield folded[place]


def _with_names(reading: Reading, thesaurus: Thesaurus) -> Iterator[Reading]:
    """The reading with an everyday name replaced by what it stands for; also across words that say little."""
    strong = [place for place, word in enumerate(reading.words) if word not in reading.weak]
    for places in (list(range(len(reading.words))), strong):
        yield from _replaced(reading, places, thesaurus)
        if len(strong) == len(reading.words):
            return


def _replaced(reading: Reading, places: list[int], thesaurus: Thesaurus) -> Iterator[Reading]:
    """Each name replaced alone, in every meaning; and all of them at once, in their first."""
    said = [reading.said[place] or reading.words[place] for place in places]
    names = list(_names([reading.words[place] for place in places], thesaurus))
    for start, length in names:
        for meaning in thesaurus.meanings[tuple(map(fold, said[start : start + length]))]:
            yield _renamed(reading, said, [(start, length, meaning)])
    if len(names) > 1:
        firsts = [
            (start, length, thesaurus.meanings[tuple(map(fold, said[start : start + length]))][0])
            for start, length in names
        ]
        yield _renamed(reading, said, firsts)


def _names(words: list[str], thesaurus: Thesaurus) -> Iterator[tuple[int, int]]:
    """(where an everyday name begins, how many words it has): the longest, none over another."""
    start = 0
    while start < len(words):
        length = _longest_name(words, start, thesaurus)
        if length:
            yield start, length
        start += length or 1


def _longest_name(words: list[str], start: int, thesaurus: Thesaurus) -> int:
    for length in range(min(thesaurus.longest, len(words) - start), 0, -1):
        if tuple(words[start : start + length]) in thesaurus.meanings:
            return length
    return 0


def _renamed(reading: Reading, said: list[str], names: list[tuple[int, int, Meaning]]) -> Reading:
    parts: list[str] = []
    done, sure = 0, 1.0
    for start, length, meaning in names:
        parts += [*said[done:start], *meaning.official.split()]
        sure = min(sure, _tones_agree(said[start : start + length], meaning.typed.split()))
        done = start + length
    parts += said[done:]
    kept = [word for place, word in enumerate(parts) if place == 0 or word != parts[place - 1]]
    replaced = sum(length for _start, length, _meaning in names)
    whole = SYNONYM_OF_ALL if replaced == len(said) else SYNONYM_OF_PART
    core = frozenset(word for _start, _length, meaning in names for word in fold(meaning.official).split())
    return Reading(tuple(map(fold, kept)), tuple(kept), whole * sure, "synonym", reading.weak, core)


def _tones_agree(said: list[str], typed: list[str]) -> float:
    """How sure a name is meant that was written with these tones; a syllable without any may be every one."""
    wrong = sum(word != right and word != fold(word) for word, right in zip(said, typed, strict=True))
    return 1.0 - wrong / len(typed) * (1.0 - OTHER_TONES)
