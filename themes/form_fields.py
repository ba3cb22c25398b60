"""A bound form field as the component needs it: kind of control, ids, aria attributes."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django import forms
from django.forms import BoundField
from django.forms.utils import ErrorList
from django.utils.functional import cached_property
from django.utils.safestring import SafeString

SHORT = 14  # characters: a field that holds no more is drawn narrow, which tells what is expected


@dataclass(frozen=True)
class FieldView:
    """What components/field.html draws."""

    bound: BoundField

    @cached_property
    def kind(self) -> str:
        """group | check | file | control: which of the four shapes the field has."""
        widget = self.bound.field.widget
        if widget.use_fieldset:
            return "group"
        if isinstance(widget, forms.CheckboxInput):
            return "check"
        return "file" if isinstance(widget, forms.FileInput) else "control"

    @property
    def id(self) -> str:
        return str(self.bound.auto_id or self.bound.html_name)

    @property
    def help_id(self) -> str:
        return f"{self.id}_helptext"

    @property
    def error_id(self) -> str:
        return f"{self.id}_error"

    @property
    def described_by(self) -> str:
        parts = [self.help_id] if self.bound.help_text else []
        return " ".join([*parts, *([self.error_id] if self.bound.errors else [])])

    @property
    def optional(self) -> bool:
        """Said in the label where the form also has required fields, or says that it always marks them
        (`marks_optional`); a filter form stays quiet."""
        form = self.bound.form
        marks = getattr(form, "marks_optional", False) or any(one.required for one in form.fields.values())
        return marks and not self.bound.field.required

    @property
    def options(self) -> list[Any] | None:
        """Radio buttons or check boxes of a choice; None where the group is made of other controls."""
        if not isinstance(self.bound.field.widget, forms.RadioSelect | forms.CheckboxSelectMultiple):
            return None
        return [option for option in self.bound.subwidgets if option.data["value"] != ""]

    @property
    def control(self) -> SafeString:
        """The widget with the component's class and aria attributes added to its own."""
        widget = self.bound.field.widget
        classes = f"{widget.attrs.get('class', '')} {_class_of(self.bound)}".strip()
        attrs: dict[str, Any] = {"class": classes}
        if self.described_by:
            own = widget.attrs.get("aria-describedby", "")
            attrs["aria-describedby"] = f"{own} {self.described_by}".strip()
        if isinstance(self.bound.field, forms.DateField) and "inputmode" not in widget.attrs:
            attrs["inputmode"] = "numeric"
        return self.bound.as_widget(attrs=attrs)


def _class_of(bound: BoundField) -> str:
    widget = bound.field.widget
    if isinstance(widget, forms.Textarea):
        return "input input--area"
    if isinstance(widget, forms.SelectMultiple):
        return "input input--list"
    if isinstance(widget, forms.Select):
        return "input input--select"
    if isinstance(widget, forms.CheckboxInput):
        return "choice__box"
    if isinstance(widget, forms.FileInput):
        return "file__input"
    longest = getattr(bound.field, "max_length", None) or widget.attrs.get("maxlength")
    if isinstance(bound.field, forms.DateField | forms.IntegerField) or (longest and int(longest) <= SHORT):
        return "input input--short"
    return "input"


def first_control(bound: BoundField) -> str:
    """Id of the control an error links to: the first option of a group, else the field itself."""
    base = str(bound.auto_id or "")
    return f"{base}_0" if bound.field.widget.use_fieldset and base else bound.id_for_label or base


def errors_of(source: object) -> Iterator[tuple[str, str]]:
    """("label: message", id of the control or "") of a form, a formset, an ErrorList, or a list of them."""
    if isinstance(source, forms.BaseForm):
        yield from _errors_of_form(source)
    elif isinstance(source, forms.BaseFormSet):
        yield from errors_of([source.non_form_errors(), *source.forms])
    elif isinstance(source, str):
        yield source, ""
    elif isinstance(source, list | tuple | ErrorList):
        for item in source:
            deeper = isinstance(item, forms.BaseForm | forms.BaseFormSet | list | ErrorList)
            yield from errors_of(item if deeper else str(item))


def _errors_of_form(form: forms.BaseForm) -> Iterator[tuple[str, str]]:
    if not form.is_bound and not form._errors:  # type: ignore[attr-defined]
        return
    for message in form.non_field_errors():
        yield str(message), ""
    for bound in form:
        for message in bound.errors:
            target = "" if bound.is_hidden else first_control(bound)
            yield (f"{bound.label}: {message}" if bound.label else str(message)), target
