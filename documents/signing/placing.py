"""Where the signatures of a PDF that somebody hands in are seen: found by its words, or chosen.

Several people sign beside one another, in their order, the last where the place says; on a page too narrow
for them everything is drawn smaller.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from django.db import models
from django.utils.translation import gettext_lazy as _

from documents.signing import words
from documents.signing.looks import MM, SEAL, SEAL_LEFT, WRITTEN, Look, looks_at
from documents.signing.sheets import Sheet, sheets_of

HIGH = 20 * MM  # of a written signature
EDGE = 5 * MM  # that stays free at the edges of the page
STEP = 82.5 * MM  # from one to the next, as on A4 two blocks of signatures stand
CLOSEST = WRITTEN + SEAL_LEFT + MM  # a seal touches the signature beside it no more
FOOT = 45 * MM  # of the middle of a signature from the lower edge, where nothing else says
SPOT = re.compile(r"(\d{1,2}(?:\.\d{1,2})?|100),(\d{1,2}(?:\.\d{1,2})?|100)")
Spot = tuple[float, float]
"""The middle of the last signature, in hundredths of width and height of the page from its top left."""


class Place(models.TextChoices):
    """A place a page has by itself. The person who signs stands at the right (NĐ 30/2020, Phụ lục I)."""

    FOUND = "found", _("Where the text names the signer")
    RIGHT = "right", _("Bottom right")
    MIDDLE = "middle", _("Bottom middle")
    LEFT = "left", _("Bottom left")


ACROSS = {Place.RIGHT: 73.0, Place.MIDDLE: 50.0, Place.LEFT: 30.0}


class NoSuchPage(ValueError):
    """The PDF has fewer pages."""


@dataclass(frozen=True)
class Chosen:
    """A page (from 0) and how it looks, the places it has, and the one that is meant."""

    page: int
    sheet: Sheet
    spots: dict[str, Spot]
    spot: Spot
    place: str


def known(place: str) -> bool:
    """Whether it is a place: one of Place, or a spot "x,y"."""
    return place in Place.values or SPOT.fullmatch(place) is not None


def choose(
    pdf: bytes, *, page: int = 0, place: str = "", people: int = 1, names: Sequence[str] = ()
) -> Chosen:
    """`page` from 1, 0: where the words are found, else the last; `place`: "" as FOUND; names: of who signs,
    the last first. What is not found is at the right. Raises NoSuchPage."""
    sheets = sheets_of(pdf)
    if page > len(sheets):
        raise NoSuchPage
    here = words.found(pdf, names, page - 1 if page else None)
    elsewhere = place not in ("", Place.FOUND) and not page
    number = page - 1 if page else here.page if here and not elsewhere else len(sheets) - 1
    sheet = sheets[number]
    spots = spots_of(sheet, here if here and here.page == number else None, people)
    meant = place if place in spots or SPOT.fullmatch(place) else next(iter(spots))
    own = SPOT.fullmatch(meant)
    spot = (float(own[1]), float(own[2])) if own else spots[meant]
    return Chosen(number, sheet, spots, kept_on(sheet, spot, people), meant)


def spots_of(sheet: Sheet, here: words.Words | None, people: int) -> dict[str, Spot]:
    """{place: spot}, the one that is proposed first."""
    spots: dict[str, Spot] = {}
    if here:
        left, top, right, bottom = sheet.to_seen(here.box)
        half = HIGH * _scale(sheet, people) / 2
        middle = bottom + half if here.below else top - half
        spots[Place.FOUND] = ((left + right) / 2 / sheet.width * 100, middle / sheet.height * 100)
    down = (1 - min(FOOT, sheet.height / 4) / sheet.height) * 100
    spots |= {place: (across, down) for place, across in ACROSS.items()}
    kept: dict[str, Spot] = {}
    for name, spot in spots.items():
        there = kept_on(sheet, spot, people)
        if there not in kept.values():  # on a narrow page places fall together
            kept[name] = there
    return kept


def kept_on(sheet: Sheet, spot: Spot, people: int) -> Spot:
    """The nearest spot with which nothing leaves the page."""
    left, top, right, bottom = reach(sheet, people)
    x = min(max(spot[0], left / sheet.width * 100), 100 - right / sheet.width * 100)
    y = min(max(spot[1], top / sheet.height * 100), 100 - bottom / sheet.height * 100)
    return round(x, 2), round(y, 2)


def reach(sheet: Sheet, people: int) -> tuple[float, float, float, float]:
    """How far it must be from the edges of the page: left, top, right, bottom, in points as seen."""
    scale = _scale(sheet, people)
    across, down = EDGE + WRITTEN / 2, EDGE + SEAL / 2
    left = across + SEAL_LEFT + (people - 1) * _step(sheet, people, scale) / scale
    return left * scale, down * scale, across * scale, down * scale


def looks_of(chosen: Chosen, people: int) -> list[dict[str, Look]]:
    """Of each person in order: {kind of signature: look}, the agency's seal with whom it belongs to."""
    return [
        looks_at(chosen.page, chosen.sheet, middle, HIGH * scale, scale)
        for scale in (_scale(chosen.sheet, people),)
        for middle in _middles(chosen, people, scale)
    ]


def _middles(chosen: Chosen, people: int, scale: float) -> list[tuple[float, float]]:
    sheet = chosen.sheet
    x, y = chosen.spot[0] / 100 * sheet.width, chosen.spot[1] / 100 * sheet.height
    step = _step(sheet, people, scale)
    return [(x - (people - 1 - place) * step, y) for place in range(people)]


def _scale(sheet: Sheet, people: int) -> float:
    """1 where everything has room."""
    width = 2 * EDGE + WRITTEN + SEAL_LEFT + (people - 1) * CLOSEST
    return min(1.0, sheet.width / width, sheet.height / (2 * EDGE + SEAL))


def _step(sheet: Sheet, people: int, scale: float) -> float:
    room = sheet.width - (2 * EDGE + WRITTEN + SEAL_LEFT) * scale
    return max(CLOSEST * scale, min(STEP, room / max(people - 1, 1)))
