"""A portrait photo 3×4: one picture, upright, sharp enough; what is not 3×4 can be cut here."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from documents.errors import size_text
from documents.models import StoredFile
from eforms.fields import file
from eforms.fields.contract import AnswerField, Definition, Facts, as_it_is, refuse
from eforms.fields.question import QuestionBlock

MISSING = _("Attach a photo.")
COMPARES = "files"
RATIO = 3 / 4
TOLERANCE = 0.03
MIN_WIDTH = 354  # 3×4 cm printed at 300 dots per inch
MAX_MB = 5
ACCEPT = ("jpg", "png")


class Block(QuestionBlock):
    paper = file.paper_block()
    min_width = blocks.IntegerBlock(
        default=MIN_WIDTH,
        min_value=90,
        max_value=3000,
        label=_("Least width (pixels)"),
        help_text=_("354 pixels are 3 cm in print. The least height follows from 3×4."),
    )
    max_mb = blocks.IntegerBlock(default=MAX_MB, min_value=1, max_value=20, label=_("Largest file (MB)"))

    class Meta:
        icon = "image"
        label = _("Photo 3×4")


def options(value: Mapping[str, Any]) -> dict[str, Any]:
    return {
        "min_width": value.get("min_width") or MIN_WIDTH,
        "max_mb": value.get("max_mb") or MAX_MB,
        **file.bound_paper(value),
    }


def as_files(definition: Definition) -> dict[str, Any]:
    """The photo as a question for one file."""
    return {**definition, "accept": list(ACCEPT), "max_files": 1}


class PhotoWidget(file.FilesWidget):
    """One picture, shown as it will be printed, with an offer to cut one of another shape."""

    def about(self, stored: StoredFile) -> dict[str, Any]:
        small = problem(self.definition, stored)
        return {**super().about(stored), "photo": True, "cut": small == "not_3x4"}


def form_field(definition: Definition, facts: Facts, given: Any) -> forms.Field:
    return AnswerField(widget=PhotoWidget(as_files(definition), facts, given, selfie=True))


def problem(definition: Definition, stored: StoredFile) -> str | None:
    """Why the picture is no photo 3×4: not_3x4, too_few_pixels, too_heavy; None when it is."""
    width, height = stored.about.get("width", 0), stored.about.get("height", 0)
    least = definition.get("min_width", MIN_WIDTH)
    if min(width, height * RATIO) < least * (1 - TOLERANCE):
        return "too_few_pixels"
    if abs(width / height - RATIO) > RATIO * TOLERANCE:
        return "not_3x4"
    return "too_heavy" if stored.size > definition.get("max_mb", MAX_MB) * 1024 * 1024 else None


def clean(definition: Definition, raw: Any, facts: Facts) -> list[str]:
    """[id of the photo], a picture that can be printed 3×4."""
    ids = file.clean(as_files(definition), raw, facts)
    if not ids:
        refuse(MISSING, "required")
    stored = facts.files[ids[0]]
    match problem(definition, stored):
        case "too_few_pixels":
            least = definition.get("min_width", MIN_WIDTH)
            refuse(
                _("The photo has too few pixels (%(width)d × %(height)d). It needs %(least)d × %(tall)d."),
                "too_few_pixels",
                width=stored.about.get("width", 0),
                height=stored.about.get("height", 0),
                least=least,
                tall=round(least / RATIO),
            )
        case "not_3x4":
            refuse(_("The photo is not 3×4. Cut it with the button beside it, or choose another."), "not_3x4")
        case "too_heavy":
            limit = size_text(definition.get("max_mb", MAX_MB) * 1024 * 1024)
            refuse(_("The photo is too large. It may have %(limit)s at most."), "too_heavy", limit=limit)
    return ids


shown = as_it_is


def schema(definition: Definition) -> dict[str, Any]:
    return file.schema(as_files(definition))


text = file.text
