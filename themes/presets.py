"""The two themes that come with the portal, and the choices an editor has. Pure.

Sơn is the lacquer of the old halls: deep red, gilt, warm paper. Lam is indigo and river blue with bronze.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Colours:
    """Six colours from which the whole page is derived, each "#rrggbb"."""

    brand: str
    brand_text: str
    accent: str
    link: str
    surface: str
    text: str


@dataclass(frozen=True)
class Look:
    """Everything a page's appearance depends on, apart from the logo and the visitor's own wishes."""

    colours: Colours
    font: str = "sans"
    rounding: str = "soft"
    density: str = "regular"


SON = Look(
    Colours(
        brand="#8c1d20",
        brand_text="#ffffff",
        accent="#e3b04b",
        link="#1b4e80",
        surface="#faf7f1",
        text="#231b17",
    ),
    font="serif_headings",
)
LAM = Look(
    Colours(
        brand="#0d4a63",
        brand_text="#ffffff",
        accent="#dfa667",
        link="#0b5b84",
        surface="#f4f8f9",
        text="#15232b",
    ),
    font="sans",
)
PRESETS: dict[str, Look] = {"son": SON, "lam": LAM}
DEFAULT = "son"

# Only families that come with Windows, Android, iOS, macOS and Linux, and that hold every Vietnamese letter.
SANS = '"Segoe UI", Roboto, -apple-system, "SF Pro Text", "Noto Sans", "Liberation Sans", Arial, sans-serif'
SERIF = '"Noto Serif", Cambria, "Source Serif 4", "Times New Roman", "Liberation Serif", serif'
FONTS: dict[str, tuple[str, str]] = {  # font -> (body, headings)
    "sans": (SANS, SANS),
    "serif_headings": (SANS, SERIF),
    "serif": (SERIF, SERIF),
}
ROUNDINGS: dict[str, tuple[str, str]] = {  # rounding -> (controls, cards)
    "square": ("0", "0"),
    "soft": ("0.375rem", "0.625rem"),
    "round": ("0.75rem", "1.125rem"),
}
DENSITIES: dict[str, str] = {"compact": "0.8", "regular": "1", "roomy": "1.2"}  # density -> factor of spaces
