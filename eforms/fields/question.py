"""The part of a question's block that all types share."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from eforms.builder.condition import ConditionBlock, FormulaBlock, OperandBlock
from eforms.builder.folded import FoldedBlock
from eforms.fields.prefilling import PrefillBlock

USES = {
    "full_name": _("the applicant's full name"),
    "personal_number": _("the applicant's personal number"),
    "phone": _("the applicant's phone number"),
    "email": _("the applicant's e-mail address"),
    "address": _("the applicant's address"),
    "birth_date": _("the applicant's date of birth"),
    "applicants": _("the applicants, one a row"),
}
LONGEST_FORMULA = 1000


def use_block(*uses: str) -> blocks.ChoiceBlock:
    """The menu "what the portal knows this answer to be", with the uses that fit the type."""
    return blocks.ChoiceBlock(
        choices=[(use, USES[use]) for use in uses],
        required=False,
        label=_("The portal takes this answer as"),
        help_text=_("Used to prefill from the account, to address messages and to print the slip."),
    )


def formula_block(**more: Any) -> FormulaBlock:
    """A formula in CEL."""
    words: dict[str, Any] = {
        "max_length": LONGEST_FORMULA,
        "label": _("Formula"),
        "help_text": _(
            "Reckoned from the codes of earlier questions, for example: value(so_ban, 0) * 8000. "
            "Without a value while an answer is missing, unless value(…) says what to take instead."
        ),
    }
    return FormulaBlock(**{**words, **more})


class LimitBlock(blocks.StructBlock):
    """Bounds of a number, a date, the rows of a group or the chosen answers, always or in a case."""

    when = ConditionBlock(required=False, label=_("Only when"))
    min = OperandBlock(required=False, label=_("At least"))
    max = OperandBlock(required=False, label=_("At most"))
    message = blocks.CharBlock(required=False, max_length=500, label=_("What is said otherwise"))
    message_en = blocks.CharBlock(required=False, max_length=500, label=_("The same in English"))

    class Meta:
        icon = "resubmit"
        label = _("Limit it")


class RefuseBlock(blocks.StructBlock):
    """A case that is turned down, with the reason and where to go instead."""

    when = ConditionBlock(label=_("When"))
    message = blocks.CharBlock(max_length=500, label=_("What is said"))
    message_en = blocks.CharBlock(required=False, max_length=500, label=_("The same in English"))
    way_out = blocks.CharBlock(
        required=False, max_length=250, label=_("Way out"), help_text=_("What the person can do instead.")
    )
    way_out_en = blocks.CharBlock(required=False, max_length=250, label=_("Way out in English"))
    url = blocks.RegexBlock(
        regex=r"(?:/(?!/)|https?://)\S+",
        error_messages={"invalid": _("Write an address that begins with / or https://.")},
        required=False,
        max_length=500,
        label=_("Address of the way out"),
        help_text=_("For example /thu-tuc/ or https://dichvucong.gov.vn."),
    )

    class Meta:
        icon = "warning"
        label = _("Refuse the answer")


class SetBlock(blocks.StructBlock):
    """The answer is given by the rule: a value or a formula."""

    when = ConditionBlock(required=False, label=_("Only when"))
    value = OperandBlock(required=False, label=_("Answer"))
    formula = formula_block(required=False)

    class Meta:
        icon = "cog"
        label = _("Set the answer")


class RulesBlock(blocks.StreamBlock):
    """What earlier answers do to a question."""

    show_if = ConditionBlock(label=_("Show only when"), icon="view")
    require_if = ConditionBlock(label=_("Must be answered when"), icon="check")
    limit = LimitBlock()
    refuse = RefuseBlock()
    set = SetBlock()

    class Meta:
        form_attrs = {"data-eforms-add": _("Add a rule")}
        icon = "cogs"
        label = _("Rules")
        required = False
        collapsed = True
        block_counts = {"show_if": {"max_num": 1}, "require_if": {"max_num": 1}}


class DisplayRulesBlock(blocks.StreamBlock):
    """What earlier answers do to words that ask nothing."""

    show_if = ConditionBlock(label=_("Show only when"), icon="view")

    class Meta:
        form_attrs = {"data-eforms-add": _("Add a rule")}
        icon = "cogs"
        label = _("Rules")
        required = False
        collapsed = True
        block_counts = {"show_if": {"max_num": 1}}


class AboutBlock(blocks.StructBlock):
    """What is seldom needed: an example, the legal basis, how careful to be with the answer."""

    example = blocks.CharBlock(
        max_length=120,
        required=False,
        label=_("Example"),
        help_text=_("A short answer as it should look. It is shown below the help, never inside the box."),
    )
    example_en = blocks.CharBlock(max_length=120, required=False, label=_("Example in English"))
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

    class Meta:
        icon = "info-circle"
        label = _("Example, legal basis, sensitivity")
        collapsed = True


ABOUT = ("example", "example_en", "sensitive", "legal_basis", "legal_url")


class QuestionBlock(FoldedBlock):
    """A question: its words, whether it must be answered, what earlier answers do to it."""

    label = blocks.CharBlock(max_length=250, label=_("Question"))
    label_en = blocks.CharBlock(max_length=250, required=False, label=_("Question in English"))
    help = blocks.CharBlock(max_length=500, required=False, label=_("Help"))
    help_en = blocks.CharBlock(max_length=500, required=False, label=_("Help in English"))
    required = blocks.BooleanBlock(required=False, default=True, label=_("Must be answered"))
    rules = RulesBlock()
    prefill = PrefillBlock()
    about = AboutBlock()
    key = blocks.CharBlock(
        required=False,
        max_length=44,
        label=_("Code"),
        help_text=_(
            "Leave it empty: made from the question once, then kept. Open drafts find their answers by it."
        ),
    )
