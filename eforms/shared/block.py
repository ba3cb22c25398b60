"""The block that puts shared questions into a step."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.snippets.blocks import SnippetChooserBlock

from eforms.builder.folded import FoldedBlock

SHARED = "shared"  # the type of the block
LONGEST_PREFIX = 20


class SharedBlock(FoldedBlock):
    """Which shared questions, and the words that tell this use of them from another."""

    source = SnippetChooserBlock("eforms.SharedQuestions", label=_("Shared questions"))
    prefix = blocks.CharBlock(
        required=False,
        max_length=LONGEST_PREFIX,
        label=_("Words that tell this use apart"),
        help_text=_(
            "For example: bên nam. They stand after every question and before every code. "
            "Leave them empty when the form uses these questions once."
        ),
    )
    prefix_en = blocks.CharBlock(
        required=False, max_length=LONGEST_PREFIX, label=_("The same words in English")
    )

    class Meta:
        icon = "snippet"
        label = _("Shared questions")
