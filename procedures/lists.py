"""Lists of codes or words kept as JSON, and how an editor fills them: boxes to tick, or one entry a line."""

from __future__ import annotations

import re
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _


class TicksField(forms.MultipleChoiceField):
    """A fixed list: tick what applies. Value: list of codes, in the order of the list."""

    widget = forms.CheckboxSelectMultiple

    def clean(self, value: Any) -> list[str]:
        picked = set(super().clean(value))
        return [code for code, _label in self.choices if code in picked]  # type: ignore[union-attr,misc]


class LinesField(forms.CharField):
    """Free words, one a line. Value: list of texts without doubles."""

    widget = forms.Textarea(attrs={"rows": 3})

    def prepare_value(self, value: Any) -> Any:
        return "\n".join(value) if isinstance(value, list) else value

    def clean(self, value: Any) -> list[str]:
        lines = [re.sub(r"\s+", " ", line).strip() for line in super().clean(value).splitlines()]
        return list(dict.fromkeys(line for line in lines if line))

    def has_changed(self, initial: Any, data: Any) -> bool:
        return super().has_changed(self.prepare_value(initial), data)


class AgencyCodesField(LinesField):
    """Agency codes, one a line; what follows the code (its name) is ignored. Unknown codes are named."""

    def prepare_value(self, value: Any) -> Any:
        if not isinstance(value, list):
            return value
        from procedures.models import Agency

        names = dict(Agency.objects.filter(code__in=value).values_list("code", "name"))
        return "\n".join(f"{code} {names.get(code, '')}".strip() for code in value)

    def clean(self, value: Any) -> list[str]:
        from procedures.models import Agency

        codes = list(dict.fromkeys(line.split(" ")[0].upper() for line in super().clean(value)))
        known = set(Agency.objects.filter(code__in=codes).values_list("code", flat=True))
        if unknown := [code for code in codes if code not in known]:
            raise ValidationError(
                _("No agency has this code: %(codes)s."),
                code="agency_unknown",
                params={"codes": ", ".join(unknown)},
            )
        return codes
