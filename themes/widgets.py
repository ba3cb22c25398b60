"""Widgets that look the same in every form of the portal."""

from __future__ import annotations

from typing import Any

from django import forms


class FileChooser(forms.ClearableFileInput):
    """One file, or several with `multiple=True`; the names chosen are listed where JavaScript runs."""

    template_name = "themes/widgets/file.html"

    def __init__(self, attrs: dict[str, Any] | None = None, *, multiple: bool = False) -> None:
        self.allow_multiple_selected = multiple
        super().__init__({**(attrs or {}), **({"multiple": True} if multiple else {})})


class DateText(forms.DateInput):
    """dd/mm/yyyy typed with the number keys; a calendar is no help for a birth date."""

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__({"inputmode": "numeric", "maxlength": 10, **(attrs or {})}, format="%d/%m/%Y")


class DayPicker(forms.DateInput):
    """A day near today, chosen from the browser's calendar."""

    input_type = "date"

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__(attrs, format="%Y-%m-%d")


class CodeInput(forms.TextInput):
    """A one-time code: number keys, and the browser may fill it in from a message."""

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__({"autocomplete": "one-time-code", "inputmode": "numeric", **(attrs or {})})
