"""Contrast of two colours as WCAG 2.2 computes it (success criteria 1.4.3 and 1.4.11). Pure."""

from __future__ import annotations

import re

TEXT = 4.5
LARGE = 3.0

Rgb = tuple[int, int, int]
HEX = re.compile(r"^#[0-9a-fA-F]{6}\Z")


def rgb(colour: str) -> Rgb:
    """Red, green and blue (0 to 255) of "#rrggbb". Raises ValueError for any other form."""
    if not HEX.match(colour):
        raise ValueError(f"Not a colour of the form #rrggbb: {colour!r}")
    return int(colour[1:3], 16), int(colour[3:5], 16), int(colour[5:7], 16)


def hexed(red: int, green: int, blue: int) -> str:
    return f"#{red:02x}{green:02x}{blue:02x}"


def luminance(colour: str) -> float:
    """Relative luminance, 0 (black) to 1 (white)."""
    red, green, blue = (_linear(channel / 255) for channel in rgb(colour))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _linear(channel: float) -> float:
    return channel / 12.92 if channel <= 0.04045 else ((channel + 0.055) / 1.055) ** 2.4


def ratio(one: str, other: str) -> float:
    """Contrast ratio, 1 (same colour) to 21 (black on white); the order does not matter."""
    darker, lighter = sorted((luminance(one), luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def shown(value: float) -> str:
    """The ratio as people write it, cut and never rounded up: 4.499 is "4.49", not 4.5."""
    return f"{int(value * 100) / 100:.2f}"


def mix(one: str, other: str, share: float) -> str:
    """`share` (0 to 1) of `one`, the rest of `other`, channel by channel in sRGB."""
    pairs = zip(rgb(one), rgb(other), strict=True)
    red, green, blue = (round(first * share + second * (1 - share)) for first, second in pairs)
    return hexed(red, green, blue)


def enough(colour: str, grounds: tuple[str, ...], least: float) -> str:
    """`colour`, moved towards black or white in small steps until it reaches `least` on every ground."""
    towards = "#000000" if luminance(grounds[0]) > 0.18 else "#ffffff"
    for step in range(20, -1, -1):
        candidate = mix(colour, towards, step / 20)
        if all(ratio(candidate, ground) >= least for ground in grounds):
            return candidate
    return towards
