"""Text that has a fixed form, such as the number of a passport; the editor says in plain words which."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

import re2
from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from eforms.fields.contract import AnswerField, Definition, Facts, as_it_is, refuse
from eforms.fields.question import QuestionBlock
from eforms.fields.text import letters, within
from eforms.wording import said

MISSING = _("Enter an answer.")
LONGEST = 250
SIGNS = {"A": "[A-Za-zĐđ]", "0": "[0-9]", "*": "[A-Za-zĐđ0-9]"}
# RE2 answers in time proportional to the text, whatever the pattern: no editor's pattern can stop the portal.
RE2 = re2.Options()
RE2.log_errors = False
RE2.max_mem = 1 << 20


class Block(QuestionBlock):
    mode = blocks.ChoiceBlock(
        choices=[("simple", _("letters and digits")), ("regex", _("regular expression (RE2)"))],
        default="simple",
        label=_("Kind of pattern"),
    )
    pattern = blocks.CharBlock(
        max_length=200,
        label=_("Pattern"),
        help_text=_(
            "Letters and digits: A is a letter, 0 a digit, * either; a sign after \\ and any other sign is "
            "itself. Example: A0000000 is a passport's number."
        ),
    )
    message = blocks.CharBlock(
        max_length=250,
        label=_("What is said when the answer does not fit"),
        help_text=_("In plain words, for example: The number has one letter and seven digits."),
    )
    message_en = blocks.CharBlock(max_length=250, required=False, label=_("The same in English"))
    upper = blocks.BooleanBlock(required=False, label=_("Turn small letters into capitals"))

    class Meta:
        icon = "code"
        label = _("Text with a fixed form")

    def clean(self, value: Any) -> Any:
        cleaned = super().clean(value)
        problem = trouble(options(cleaned), cleaned.get("example") or "")
        if problem:
            raise blocks.StructBlockValidationError(problem)
        return cleaned


def trouble(definition: Definition, example: str) -> dict[str, ValidationError]:
    """What is wrong with the editor's pattern: {part of the block: error}; empty when it can be used."""
    try:
        compiled(definition)
    except re2.error as error:
        words = (
            error.args[0].decode(errors="replace")
            if error.args and isinstance(error.args[0], bytes)
            else error
        )
        message = _("This is no regular expression that can be checked safely: %(reason)s")
        return {"pattern": ValidationError(message, code="pattern", params={"reason": words})}
    if example and not _matches(definition, _written(definition, example)):
        return {"example": ValidationError(_("The example does not fit the pattern."), code="example")}
    return {}


def options(value: Mapping[str, Any]) -> dict[str, Any]:
    words = {name: value.get(name) or "" for name in ("pattern", "message", "message_en")}
    return {"mode": value.get("mode") or "simple", **words, "upper": bool(value.get("upper"))}


def expression(definition: Definition) -> str:
    """The regular expression of a pattern, without anchors."""
    pattern = str(definition.get("pattern") or "")
    if definition.get("mode") == "regex":
        return pattern
    signs = re.findall(r"\\.|.", pattern, re.S)
    return "".join(SIGNS.get(sign) or _itself(sign[-1]) for sign in signs)


def _itself(sign: str) -> str:
    return f"\\{sign}" if sign in "\\.^$*+?()[]{}|/" else sign


def compiled(definition: Definition) -> Any:
    """Raises re2.error."""
    return re2.compile(expression(definition), RE2)


def form_field(definition: Definition, facts: Facts, given: Any) -> forms.Field:
    attrs = {"maxlength": LONGEST, "autocomplete": "off", "spellcheck": "false"}
    if definition.get("upper"):
        attrs["autocapitalize"] = "characters"
    return AnswerField(widget=forms.TextInput(attrs=attrs))


def clean(definition: Definition, raw: Any, facts: Facts) -> str:
    line = within(_written(definition, letters(raw)), LONGEST)
    if not _matches(definition, line):
        refuse(said(definition, "message") or _("The answer does not have the right form."), "pattern")
    return line


def _written(definition: Definition, line: str) -> str:
    return line.upper() if definition.get("upper") else line


def _matches(definition: Definition, line: str) -> bool:
    try:
        return compiled(definition).fullmatch(line) is not None
    except re2.error:  # a definition that came in without the editor's check: refuses everything
        return False


shown = as_it_is


def schema(definition: Definition) -> dict[str, Any]:
    about: dict[str, Any] = {"type": "string", "minLength": 1, "maxLength": LONGEST}
    if definition.get("mode") == "regex":
        return {**about, "x-pattern-re2": definition.get("pattern", "")}
    return {**about, "pattern": f"^(?:{expression(definition)})$"}


def text(definition: Definition, value: Any) -> str:
    return str(value)
