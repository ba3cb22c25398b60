"""Fields about a person, with the checks and messages every form shares."""

from __future__ import annotations

import re
import unicodedata
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _


class WordsField(forms.CharField):
    """A line of text: composed letters, single spaces."""

    def to_python(self, value: Any) -> str:
        return " ".join(unicodedata.normalize("NFC", super().to_python(value) or "").split())


class FullNameField(WordsField):
    """A person's name as on their identity card."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("label", _("Full name"))
        super().__init__(max_length=150, widget=forms.TextInput(attrs={"autocomplete": "name"}), **kwargs)


class PhoneField(forms.CharField):
    """A Vietnamese phone number, kept as digits: 0912345678. +84 and 84 become 0; spaces, dots, dashes go."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("label", _("Phone"))
        attrs = {"autocomplete": "tel", "inputmode": "tel"}
        super().__init__(max_length=20, widget=forms.TextInput(attrs=attrs), **kwargs)

    def to_python(self, value: Any) -> str:
        digits = re.sub(r"[\s.\-()]", "", super().to_python(value) or "")
        return re.sub(r"^(\+84|84(?=\d{9}$))", "0", digits)

    def validate(self, value: str) -> None:
        super().validate(value)
        if value and not re.fullmatch(r"0\d{9,10}", value):
            raise ValidationError(
                _("Type a phone number of 10 or 11 digits that begins with 0."), code="phone"
            )


class PersonalNumberField(forms.CharField):
    """The personal identification number: twelve digits (Luật Căn cước 2023)."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("label", _("Personal number"))
        attrs = {"inputmode": "numeric", "autocomplete": "off"}
        super().__init__(max_length=20, widget=forms.TextInput(attrs=attrs), **kwargs)

    def to_python(self, value: Any) -> str:
        return re.sub(r"[\s.\-]", "", super().to_python(value) or "")

    def validate(self, value: str) -> None:
        super().validate(value)
        if value and not re.fullmatch(r"\d{12}", value):
            raise ValidationError(_("A personal number has exactly 12 digits."), code="personal_number")
