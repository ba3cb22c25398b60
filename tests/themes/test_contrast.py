"""Contrast as WCAG computes it, and themes that keep it."""

from __future__ import annotations

import pytest
from django.core.exceptions import ValidationError
from django.utils import translation

from themes.contrast import TEXT, enough, mix, ratio, shown
from themes.models import Theme
from themes.palette import PAIRS, properties
from themes.presets import PRESETS, Colours, Look


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ("#000000", "#ffffff", 21.0),
        ("#ffffff", "#000000", 21.0),
        ("#777777", "#ffffff", 4.48),
        ("#767676", "#ffffff", 4.54),
        ("#ff0000", "#ffffff", 4.00),
        ("#0000ff", "#ffffff", 8.59),
        ("#123456", "#123456", 1.0),
    ],
)
def test_known_ratios(one: str, other: str, expected: float) -> None:
    assert ratio(one, other) == pytest.approx(expected, abs=0.005)


def test_a_ratio_is_cut_and_never_rounded_up_to_enough() -> None:
    assert shown(4.4999) == "4.49"
    assert shown(21.0) == "21.00"


@pytest.mark.parametrize("wrong", ["", "red", "#fff", "#12345g", "123456", "#1234567"])
def test_what_is_not_a_colour_is_refused(wrong: str) -> None:
    with pytest.raises(ValueError, match="Not a colour"):
        ratio(wrong, "#ffffff")


def test_a_colour_is_moved_only_as_far_as_needed() -> None:
    assert enough("#000000", ("#ffffff",), TEXT) == "#000000"
    assert ratio(enough("#ffff00", ("#ffffff", "#eeeeee"), TEXT), "#eeeeee") >= TEXT
    assert ratio(enough("#000033", ("#000000",), TEXT), "#000000") >= TEXT
    assert mix("#000000", "#ffffff", 0.5) == "#808080"


LOOKS = [
    *(pytest.param(look, id=name) for name, look in PRESETS.items()),
    pytest.param(
        Look(Colours("#b58a00", "#000000", "#3a2a00", "#004d99", "#ffffff", "#333333")), id="light brand"
    ),
    pytest.param(
        Look(Colours("#9fd3ff", "#001020", "#3a3a00", "#9fd3ff", "#10161c", "#e8eef4")), id="dark page"
    ),
]


@pytest.mark.parametrize("look", LOOKS)
def test_everything_derived_from_a_theme_can_be_read(look: Look) -> None:
    for foreground, background, least in PAIRS:
        assert ratio(getattr(look.colours, foreground), getattr(look.colours, background)) >= least
    page = properties(look)
    for ground in ("--surface", "--paper", "--sunken"):
        for ink in ("--text", "--text-soft", "--link", "--link-strong", "--brand-ink", "--danger-text"):
            assert ratio(page[ink], page[ground]) >= 4.5, (ink, ground)
        for mark in ("--accent-ink", "--line-strong"):
            assert ratio(page[mark], page[ground]) >= 3, (mark, ground)
    for ink, ground, least in (
        ("--brand-text", "--brand-dark", 4.5),
        ("--brand-text", "--brand-deep", 4.5),
        ("--accent", "--brand-deep", 3),
        ("--accent-text", "--accent", 4.5),
        ("--brand-ink", "--brand-tint", 4.5),
        ("--text", "--brand-tint", 4.5),
        ("--text", "--accent-tint", 4.5),
    ):
        assert ratio(page[ink], page[ground]) >= least, (ink, ground)


def test_a_theme_that_cannot_be_read_is_refused_beside_the_colour_with_its_ratio() -> None:
    theme = Theme(preset="lam", text="#b0b0b0")
    with pytest.raises(ValidationError) as refused:
        theme.clean()
    assert set(refused.value.error_dict) == {"text"}
    (error,) = refused.value.error_dict["text"]
    assert error.code == "contrast"
    for language, ratio_said, least in (("vi", "2,02:1", "4,5:1"), ("en", "2.02:1", "4.5:1")):
        with translation.override(language), pytest.raises(ValidationError) as refused:
            theme.clean()
        assert ratio_said in str(refused.value.messages)
        assert least in str(refused.value.messages)


def test_the_message_stands_beside_the_colour_the_editor_wrote() -> None:
    with pytest.raises(ValidationError) as refused:
        Theme(preset="son", surface="#333333").clean()
    assert set(refused.value.error_dict) == {"surface"}
    assert len(refused.value.error_dict["surface"]) == 3  # text, links and the brand colour on it


def test_a_colour_that_is_no_colour_is_said_by_its_own_field() -> None:
    with pytest.raises(ValidationError) as refused:
        Theme(preset="son", brand="red").full_clean(exclude=["site"])
    assert set(refused.value.error_dict) == {"brand"}


@pytest.mark.parametrize("preset", PRESETS)
def test_the_shipped_themes_are_accepted(preset: str) -> None:
    Theme(preset=preset).full_clean(exclude=["site"])
