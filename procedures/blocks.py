"""What an editor fills: cases and their papers, channels with time limits and fees, legal bases."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.blocks.stream_block import StreamBlockValidationError
from wagtail.blocks.struct_block import StructBlockValidationError
from wagtail.documents.blocks import DocumentChooserBlock

from procedures.choices import Channel, OnResume, PauseReason, Unit
from procedures.fee_blocks import FeeBlock
from procedures.result_signers import RESULT_CODE, Signer, order_problem, role_problem, signing_roles
from procedures.result_texts import LONGEST_SIGN, PARTS, SIGN, text_problem

MOST_SHEETS = 1_000
"""The largest count a person could mean; anything above is a slip of the hand."""


def _error(field: str, message: Any, code: str) -> StructBlockValidationError:
    return StructBlockValidationError(block_errors={field: ValidationError(message, code=code)})


class PaperBlock(blocks.StructBlock):
    """One paper of the dossier. `form_*`: the blank form a person downloads and fills, if there is one."""

    name = blocks.TextBlock(label=_("Name of the paper"), rows=2, max_length=10_000)
    originals = blocks.IntegerBlock(label=_("Originals"), default=1, min_value=0, max_value=MOST_SHEETS)
    copies = blocks.IntegerBlock(label=_("Copies"), default=0, min_value=0, max_value=MOST_SHEETS)
    required = blocks.BooleanBlock(
        label=_("Always required"),
        required=False,
        default=True,
        help_text=_("Off: needed in some situations only."),
    )
    note = blocks.TextBlock(label=_("Note"), rows=2, required=False)
    form_name = blocks.CharBlock(label=_("Name of the blank form"), required=False, max_length=500)
    form_document = DocumentChooserBlock(label=_("Blank form: file"), required=False)
    form_link = blocks.URLBlock(label=_("or its address on another site"), required=False, max_length=500)

    class Meta:
        icon = "doc-full"
        label = _("Paper")


class VariantBlock(blocks.StructBlock):
    name = blocks.TextBlock(
        label=_("Name of the case"),
        rows=1,
        required=False,
        max_length=5_000,
        help_text=_("Leave empty when the procedure has a single case."),
    )
    name_en = blocks.CharBlock(label=_("Name in English"), required=False, max_length=500)
    papers = blocks.ListBlock(PaperBlock(), label=_("Papers"), default=[], collapsed=True)

    class Meta:
        icon = "folder-open-inverse"
        label = _("Case")
        label_format = "{name}"


class TimeLimitBlock(blocks.StructBlock):
    amount = blocks.IntegerBlock(
        label=_("How long"),
        required=False,
        min_value=0,
        max_value=10_000,
        help_text=_("0 working days: the result on the same day, of what comes after 15:00 on the next."),
    )
    unit = blocks.ChoiceBlock(label=_("Unit"), choices=Unit.choices, default=Unit.WORKING_DAY)
    text = blocks.TextBlock(
        label=_("In words"),
        rows=1,
        required=False,
        help_text=_("As the decision says it, when a number does not say all."),
    )
    note = blocks.TextBlock(label=_("Note"), rows=1, required=False)

    class Meta:
        icon = "time"
        label = _("Time limit")

    def clean(self, value: Any) -> Any:
        cleaned = super().clean(value)
        if cleaned["unit"] == Unit.NONE and cleaned["amount"] is not None:
            raise _error(
                "amount", _("Leave the amount empty when there is no time limit."), "amount_without_unit"
            )
        if cleaned["unit"] != Unit.NONE and cleaned["amount"] is None and not cleaned["text"].strip():
            raise _error("amount", _("Give a number, or say the time limit in words."), "time_limit_empty")
        return cleaned


class ChannelBlock(blocks.StructBlock):
    channel = blocks.ChoiceBlock(label=_("Way of filing"), choices=Channel.choices)
    time_limits = blocks.ListBlock(TimeLimitBlock(), label=_("Time limits"), default=[])
    fees = blocks.ListBlock(FeeBlock(), label=_("Fees"), default=[])
    note = blocks.TextBlock(label=_("Note"), rows=2, required=False)

    class Meta:
        icon = "mail"
        label = _("Way of filing")
        label_format = "{channel}"


class ChannelsBlock(blocks.StreamBlock):
    """Ways of filing, each at most once."""

    channel = ChannelBlock()

    def clean(self, value: Any) -> Any:
        cleaned = super().clean(value)
        seen: set[str] = set()
        errors: dict[int, ValidationError] = {}
        for index, child in enumerate(cleaned):
            channel = child.value["channel"]
            if channel in seen:
                errors[index] = _error(
                    "channel", _("This way of filing is already listed above."), "channel_twice"
                )
            seen.add(channel)
        if errors:
            raise StreamBlockValidationError(block_errors=errors)
        return cleaned


class LegalBasisBlock(blocks.StructBlock):
    number = blocks.CharBlock(
        label=_("Number"), required=False, max_length=200, help_text=_("For example 60/2014/QH13")
    )
    title = blocks.TextBlock(label=_("Title of the document"), rows=1, required=False, max_length=2_000)
    url = blocks.URLBlock(label=_("Address of the text"), required=False, max_length=500)

    class Meta:
        icon = "openquote"
        label = _("Legal basis")

    def clean(self, value: Any) -> Any:
        cleaned = super().clean(value)
        if not cleaned["number"].strip() and not cleaned["title"].strip():
            raise _error("number", _("Give the number or the title of the document."), "legal_basis_empty")
        return cleaned


class SignatureBlock(blocks.StructBlock):
    """One signature of a result. Pages of before a role could be named keep the bare word of `by`."""

    by = blocks.ChoiceBlock(label=_("Signature"), choices=Signer.choices)
    role = blocks.ChoiceBlock(
        label=_("Role"),
        choices=signing_roles,
        required=False,
        help_text=_("Only whoever holds this role at that agency signs. Empty: whoever may sign there."),
    )

    class Meta:
        label = _("Signature")

    def clean(self, value: Any) -> Any:
        cleaned = super().clean(value)
        if problem := role_problem(cleaned["by"], cleaned["role"] or ""):
            raise StructBlockValidationError(block_errors={"role": problem})
        return cleaned

    def to_python(self, value: Any) -> Any:
        return super().to_python(_with_role(value))

    def bulk_to_python(self, values: Any) -> Any:
        return super().bulk_to_python([_with_role(one) for one in values])

    def normalize(self, value: Any) -> Any:
        return super().normalize(_with_role(value))


def _with_role(value: Any) -> Any:
    return {"by": value, "role": ""} if isinstance(value, str) else value


class ResultBlock(blocks.StructBlock):
    """What people receive. body: the text it is made from; without one officers upload it."""

    name = blocks.TextBlock(label=_("Name of the result"), rows=1, max_length=5_000)
    code = blocks.CharBlock(
        label=_("Code of the result"),
        required=False,
        max_length=40,
        validators=[RESULT_CODE],
        help_text=_("From the national database, such as KQ.G07.000122."),
    )
    signatures = blocks.ListBlock(
        SignatureBlock(),
        label=_("Signed electronically by, in this order"),
        required=False,
        min_num=0,
        max_num=6,
        default=[],
        help_text=_("Empty: the result needs no electronic signature. A seal comes after the signatures."),
    )
    title = blocks.CharBlock(
        label=_("Title of the document"),
        required=False,
        max_length=300,
        help_text=_("As printed above the text. Empty: the name of the result."),
    )
    body = blocks.TextBlock(
        label=_("Text the result is made from"),
        rows=8,
        required=False,
        max_length=20_000,
        help_text=_(
            "Plain text, an empty line begins a paragraph. Placeholders in braces are listed above. Empty: "
            "officers upload the result."
        ),
    )
    signer = blocks.CharBlock(
        label=_("Who signs"),
        required=False,
        max_length=200,
        help_text=_("For example: CHỦ TỊCH. Empty: the head of the agency."),
    )
    sign = blocks.CharBlock(
        label=_("Sign of the number"),
        required=False,
        max_length=LONGEST_SIGN,
        validators=[SIGN],
        help_text=_(
            "For example QĐ-UBND: the result gets the agency's next number with it, such as 05/QĐ-UBND. "
            "Empty: it goes by the code of the dossier."
        ),
    )

    class Meta:
        icon = "success"
        label = _("Result")

    def clean(self, value: Any) -> Any:
        """Raises beside each part that names something there is not; answers are looked at by the gate."""
        cleaned = super().clean(value)
        errors: dict[str, Any] = {
            part: error for part in PARTS if (error := text_problem(cleaned[part] or ""))
        }
        if problem := order_problem([one["by"] for one in cleaned["signatures"]]):
            errors["signatures"] = problem
        if errors:
            raise StructBlockValidationError(block_errors=errors)
        return cleaned


class PauseBlock(blocks.StructBlock):
    """A reason for which the agency itself may stop the clock, and what happens afterwards."""

    reason = blocks.ChoiceBlock(label=_("Reason"), choices=PauseReason.choices)
    on_resume = blocks.ChoiceBlock(label=_("Afterwards"), choices=OnResume.choices, default=OnResume.CONTINUE)
    legal = blocks.CharBlock(
        label=_("Legal basis"),
        max_length=300,
        help_text=_("Which provision allows the agency to stop the time."),
    )

    class Meta:
        icon = "pause"
        label = _("Reason to stop the time")
        label_format = "{reason}"


class PausesBlock(blocks.StreamBlock):
    """Reasons to stop the time, each at most once."""

    pause = PauseBlock()

    def clean(self, value: Any) -> Any:
        cleaned = super().clean(value)
        reasons = [child.value["reason"] for child in cleaned]
        errors = {
            index: _error("reason", _("This reason is already listed above."), "reason_twice")
            for index, reason in enumerate(reasons)
            if reason in reasons[:index]
        }
        if errors:
            raise StreamBlockValidationError(block_errors=errors)
        return cleaned
