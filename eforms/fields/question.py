"""The part of a question's block that all types share."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _
from wagtail import blocks

OPERATORS = [
    ("equals", _("is")),
    ("not_equals", _("is not")),
    ("contains", _("contains")),
    ("greater", _("is greater than, or later than")),
    ("less", _("is less than, or earlier than")),
    ("filled", _("is answered")),
    ("empty", _("is not answered")),
]
USES = {
    "full_name": _("the applicant's full name"),
    "personal_number": _("the applicant's personal number"),
    "phone": _("the applicant's phone number"),
    "email": _("the applicant's e-mail address"),
    "address": _("the applicant's address"),
    "birth_date": _("the applicant's date of birth"),
}


def use_block(*uses: str) -> blocks.ChoiceBlock:
    """The menu "what the portal knows this answer to be", with the uses that fit the type."""
    return blocks.ChoiceBlock(
        choices=[(use, USES[use]) for use in uses],
        required=False,
        label=_("The portal takes this answer as"),
        help_text=_("Used to prefill from the account, to address messages and to print the slip."),
    )


class ConditionBlock(blocks.StructBlock):
    """One show-if condition: an earlier question, how to compare, with what."""

    field = blocks.CharBlock(
        required=False,
        label=_("Earlier question"),
        help_text=_("Its words or its code. Empty: always shown."),
    )
    op = blocks.ChoiceBlock(choices=OPERATORS, default="equals", required=False, label=_("Comparison"))
    value = blocks.CharBlock(
        required=False,
        label=_("Answer"),
        help_text=_("As a person would answer: Yes, a choice's words, a number, a date."),
    )

    class Meta:
        icon = "view"
        label = _("Show only when")
        collapsed = True


class QuestionBlock(blocks.StructBlock):
    """A question: its words, whether it must be answered, when it is shown."""

    label = blocks.CharBlock(max_length=250, label=_("Question"))
    label_en = blocks.CharBlock(max_length=250, required=False, label=_("Question in English"))
    help = blocks.CharBlock(max_length=500, required=False, label=_("Help"))
    help_en = blocks.CharBlock(max_length=500, required=False, label=_("Help in English"))
    example = blocks.CharBlock(
        max_length=120,
        required=False,
        label=_("Example"),
        help_text=_("A short answer as it should look. It is shown below the help, never inside the box."),
    )
    example_en = blocks.CharBlock(max_length=120, required=False, label=_("Example in English"))
    required = blocks.BooleanBlock(required=False, default=True, label=_("Must be answered"))
    sensitive = blocks.BooleanBlock(
        required=False,
        label=_("Sensitive answer"),
        help_text=_(
            "Read in full only by the person and by officers who work on the dossier; masked elsewhere."
        ),
    )
    legal_basis = blocks.CharBlock(
        max_length=250,
        required=False,
        label=_("Legal basis"),
        help_text=_("Why this may be asked, for example: Điều 16 Luật Hộ tịch 2014."),
    )
    legal_url = blocks.URLBlock(required=False, label=_("Address of the legal text"))
    show_if = ConditionBlock()
    key = blocks.CharBlock(
        required=False,
        max_length=44,
        label=_("Code"),
        help_text=_(
            "Leave it empty: made from the question once, then kept. Open drafts find their answers by it."
        ),
    )
