"""Vietnamese text for comparing: one form of writing, tones taken off, words. Pure."""

from __future__ import annotations

import re
import unicodedata

TONES = "\u0300\u0301\u0303\u0309\u0323"
MARKS = "\u0300-\u036f"
ETH = str.maketrans({"Ð": "Đ", "ð": "đ"})
"""Icelandic eth (U+00D0) looks like Đ (U+0110) and is typed instead of it."""
OPEN_PAIR = re.compile(rf"(o)([ae])([{TONES}])(?![\w{MARKS}])|(?<!q)(u)(y)([{TONES}])(?![\w{MARKS}])", re.I)
"""oa, oe, uy at the end of a syllable, tone on the second vowel (hoà); not after q, as in quý."""
NOT_WORD = re.compile(r"[\W_]+")
NOT_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def normalise(text: str) -> str:
    """NFC with the tone of open oa, oe, uy on the first vowel: hoà -> hòa, thuỷ -> thủy; quý, toàn stay."""
    decomposed = unicodedata.normalize("NFD", text.translate(ETH))
    moved = OPEN_PAIR.sub(_tone_first, decomposed)
    return unicodedata.normalize("NFC", moved)


def _tone_first(match: re.Match[str]) -> str:
    first, second, tone = (group for group in match.groups() if group is not None)
    return first + tone + second


def in_xml(text: str) -> str:
    """A blank for each letter XML has no place for, such as the line break of a word processor (U+000B)."""
    return NOT_XML.sub(" ", text)


def fold(text: str) -> str:
    """The search key: no case, no tones, đ as d, words with single spaces ("GIẤY QSDĐ" -> "giay qsdd")."""
    bare = unicodedata.normalize("NFD", text.translate(ETH).casefold())
    letters = "".join(char for char in bare if not unicodedata.combining(char)).replace("đ", "d")
    return NOT_WORD.sub(" ", letters).strip()


def spoken(text: str) -> str:
    """Lower case, tones kept in one way of writing, words with single spaces: tells ma, mã, má apart."""
    return NOT_WORD.sub(" ", normalise(text).casefold()).strip()


def words(text: str) -> list[str]:
    """Folded words, each once, in the order written."""
    return list(dict.fromkeys(fold(text).split()))


def has_tones(text: str) -> bool:
    """Whether the person typed Vietnamese marks, so that ma and mã are meant to differ."""
    return spoken(text) != fold(text)


ALPHABET = "aăâbcdđeêfghijklmnoôơpqrstuưvwxyz"
TONE_ORDER = "\u0300\u0309\u0303\u0301\u0323"
"""Huyền, hỏi, ngã, sắc, nặng, after no tone at all."""


def order_key(text: str) -> str:
    """Sorts as Vietnamese dictionaries do, under any database's rules: digits and small letters only.

    Letters first (a ă â … d đ …), tones only between words of the same letters (domain.md §10.1).
    """
    letters: list[str] = []
    tones: list[str] = []
    for char in unicodedata.normalize("NFD", spoken(text)):
        if char in TONE_ORDER:
            tones[-1:] = [str(TONE_ORDER.index(char) + 1)]
        elif unicodedata.combining(char):
            letters[-1:] = [unicodedata.normalize("NFC", "".join(letters[-1:]) + char)]
        else:
            letters.append(char)
            tones.append("0")
    return "".join(map(_place, letters)) + "00" + "".join(tones)


def _place(letter: str) -> str:
    """Two signs: "00" for a space, "0" and the digit, else the place in the alphabet from "aa"."""
    if letter.isdigit():
        return f"0{letter}" if letter.isascii() else "09"
    place = ALPHABET.find(letter)
    if place < 0:
        return "00" if letter == " " else "zz"
    return chr(ord("a") + place // 26) + chr(ord("a") + place % 26)
