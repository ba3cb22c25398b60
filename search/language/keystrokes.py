"""Vietnamese typed without an input method: raw telex and VNI keystrokes. Pure (domain.md §10.1)."""

from __future__ import annotations

import re
import unicodedata

from rules.text import normalise

TELEX_TONES = {"s": "\u0301", "f": "\u0300", "r": "\u0309", "x": "\u0303", "j": "\u0323"}
VNI_TONES = {"1": "\u0301", "2": "\u0300", "3": "\u0309", "4": "\u0303", "5": "\u0323"}
HAT, HORN, BREVE = "\u0302", "\u031b", "\u0306"
ONSET = re.compile(r"(?:qu|gi(?=[aeiouy])|[^aeiouyw]*)", re.I)
VOWELS = "aeiouy"
SYLLABLE = re.compile(r"[a-z]+")


def from_telex(word: str) -> str:
    """ "ddawng" -> "đăng", "kys" -> "ký", "cuwowcs" -> "cước"; the word itself where nothing was meant."""
    if not SYLLABLE.fullmatch(word):
        return word
    onset = ONSET.match(word)
    first = onset[0] if onset else ""
    rest = word[len(first) :]
    crossed = first.startswith("dd")
    first = first[1:] if crossed else first
    letters: list[str] = []
    tone = ""
    for key in rest:
        if key in TELEX_TONES and letters:
            tone = TELEX_TONES[key]
        elif key == "w":
            _hook(letters)
        elif key == "d" and first == "d" and letters:
            crossed = True
        elif key in "aeo" and key in letters:
            letters[letters.index(key)] = key + HAT
        else:
            letters.append(key)
    return _composed(first, letters, tone, crossed=crossed)


def from_vni(word: str) -> str:
    """ "d9a8ng" -> "đăng", "so63" -> "sổ"; the word itself where digits mean something else."""
    if not re.fullmatch(r"[a-z]+[1-9a-z]*", word) or not any(key.isdigit() for key in word):
        return word
    letters: list[str] = []
    tone, crossed = "", False
    plain = re.sub(r"\d", "", word)
    first = (ONSET.match(plain) or [""])[0]
    for key in word[len(first) :] if word.startswith(first) else _after_onset(word, len(first)):
        if key in VNI_TONES:
            tone = VNI_TONES[key]
        elif key == "9":
            crossed = first.startswith("d")
        elif key == "6":
            _mark(letters, "aeo", HAT)
        elif key == "7":
            _horn(letters)
        elif key == "8":
            _mark(letters, "a", BREVE)
        else:
            letters.append(key)
    return _composed(first, letters, tone, crossed=crossed)


def _after_onset(word: str, length: int) -> str:
    """What follows the first `length` letters, with the digits typed between them kept in front."""
    digits, seen = "", 0
    for place, key in enumerate(word):
        if seen == length:
            return digits + word[place:]
        if key.isdigit():
            digits += key
        else:
            seen += 1
    return digits


def _hook(letters: list[str]) -> None:
    """w: a becomes ă, o ơ, u ư, uo ươ; alone it is ư."""
    if "a" in letters and not ("u" in letters and letters.index("u") + 1 == letters.index("a")):
        letters[letters.index("a")] = "a" + BREVE
    elif "o" in letters or "u" in letters:
        _horn(letters)
    elif not any(letter[0] in VOWELS for letter in letters):
        letters.append("u" + HORN)


def _horn(letters: list[str]) -> None:
    for vowel in ("u", "o"):
        if vowel in letters:
            letters[letters.index(vowel)] = vowel + HORN


def _mark(letters: list[str], vowels: str, mark: str) -> None:
    for place in reversed(range(len(letters))):
        if letters[place] in vowels:
            letters[place] += mark
            return


def _composed(first: str, letters: list[str], tone: str, *, crossed: bool) -> str:
    if tone and (place := _toned(letters)) is not None:
        letters[place] += tone
    onset = f"đ{first[1:]}" if crossed else first
    return normalise(unicodedata.normalize("NFC", onset + "".join(letters)))


def _toned(letters: list[str]) -> int | None:
    """Which letter bears the tone: the last one with a mark, else by the place among the vowels."""
    vowels = [place for place, letter in enumerate(letters) if letter[0] in VOWELS]
    if not vowels:
        return None
    marked = [place for place in vowels if len(letters[place]) > 1]
    if marked:
        return marked[-1]
    run = [vowels[0]]
    run += [place for before, place in zip(vowels, vowels[1:], strict=False) if place == before + 1]
    closed = run[-1] < len(letters) - 1
    if len(run) == 1:
        return run[0]
    return run[1] if len(run) == 3 or closed else run[0]
