"""A photographed page made readable: shadows of the paper taken away, letters and seals left."""

from __future__ import annotations

from PIL import Image, ImageChops, ImageFilter

from documents.models import Cleaning

SMALLER = 8
AROUND = 25
"""Of the small picture: what is darker over a wider stretch than this is no letter, and stays."""
BLACK, WHITE = 45, 222
INK = 188
"""In black and white: light enough to keep thin marks above and below letters, and red seals."""


def cleaned(picture: Image.Image, how: str) -> Image.Image:
    """The page in the way of a Cleaning."""
    if how == Cleaning.NONE:
        return picture
    flat = _flat(picture.convert("RGB"))
    if how == Cleaning.COLOUR:
        return flat.point(_stretched)
    grey = flat.convert("L")
    if how == Cleaning.GREY:
        return grey.point(_stretched)
    return grey.point(lambda value: 255 if value > INK else 0).convert("1", dither=Image.Dither.NONE)


def _flat(picture: Image.Image) -> Image.Image:
    """As if the paper were evenly white: what the ground lacks of white is added everywhere."""
    little = picture.resize(
        (max(picture.width // SMALLER, 1), max(picture.height // SMALLER, 1)), Image.Resampling.BOX
    )
    ground = little.filter(ImageFilter.MaxFilter(AROUND)).filter(ImageFilter.GaussianBlur(AROUND / 2))
    darker = ImageChops.subtract(ground.resize(picture.size, Image.Resampling.BILINEAR), picture)
    return ImageChops.invert(darker)


def _stretched(value: int) -> int:
    return min(max((value - BLACK) * 255 // (WHITE - BLACK), 0), 255)
