"""From an editor's six colours to every custom property of the page. Pure.

What an editor chose is kept where it can be read; whatever is derived is moved until its contrast is enough.
"""

from __future__ import annotations

from themes.contrast import LARGE, TEXT, enough, luminance, mix, ratio
from themes.presets import DENSITIES, FONTS, ROUNDINGS, Colours, Look

# (foreground, background, least ratio): the pairs an editor is answerable for.
PAIRS: tuple[tuple[str, str, float], ...] = (
    ("brand_text", "brand", TEXT),
    ("text", "surface", TEXT),
    ("link", "surface", TEXT),
    ("brand", "surface", LARGE),
    ("accent", "brand", LARGE),
)
DANGER = "#b3261e"


def properties(look: Look) -> dict[str, str]:
    """Custom property -> value, e.g. {"--brand": "#8c1d20", "--brand-dark": …, "--radius": "0.375rem"}."""
    body, headings = FONTS[look.font]
    control, card = ROUNDINGS[look.rounding]
    return {
        **_colours(look.colours),
        "--font-body": body,
        "--font-heading": headings,
        "--radius": control,
        "--radius-card": card,
        "--density": DENSITIES[look.density],
    }


def _colours(colours: Colours) -> dict[str, str]:
    surface, text, brand = colours.surface, colours.text, colours.brand
    light = luminance(surface) > 0.18
    paper = mix(surface, "#ffffff", 0.1 if light else 0.94)
    sunken = mix(surface, text, 0.95)
    grounds = (sunken, surface, paper)
    away = "#000000" if luminance(colours.brand_text) > luminance(brand) else "#ffffff"
    tint = mix(brand, paper, 0.08)
    return {
        "--brand": brand,
        "--brand-text": colours.brand_text,
        "--brand-dark": mix(brand, away, 0.8),
        "--brand-deep": mix(brand, away, 0.42),
        "--brand-ink": enough(brand, (*grounds, tint), TEXT),
        "--brand-tint": tint,
        "--brand-line": mix(brand, paper, 0.3),
        "--accent": colours.accent,
        "--accent-text": max(("#000000", "#ffffff"), key=lambda ink: ratio(ink, colours.accent)),
        "--accent-ink": enough(colours.accent, grounds, LARGE),
        "--accent-tint": mix(colours.accent, paper, 0.16),
        "--link": enough(colours.link, grounds, TEXT),
        "--link-strong": enough(mix(colours.link, text, 0.6), grounds, TEXT),
        "--surface": surface,
        "--paper": paper,
        "--sunken": sunken,
        "--text": enough(text, grounds, TEXT),
        "--text-soft": enough(mix(text, surface, 0.68), grounds, TEXT + 0.5),
        "--line": mix(text, surface, 0.14),
        "--line-strong": enough(mix(text, surface, 0.46), grounds, LARGE),
        "--danger-text": enough(DANGER, grounds, TEXT),
        "--scheme": "light" if light else "dark",
    }
