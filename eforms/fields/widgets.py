"""Controls that several types of questions share."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import forms


class UnitInput(forms.TextInput):
    """A box with the unit behind it; the unit is read out with the box."""

    template_name = "eforms/widgets/unit.html"

    def __init__(self, unit: str, attrs: dict[str, Any] | None = None) -> None:
        super().__init__(attrs)
        self.unit = unit

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        context = super().get_context(name, value, attrs)
        given = context["widget"]["attrs"]
        if self.unit and given.get("id"):
            given["aria-describedby"] = f"{given.get('aria-describedby', '')} {given['id']}_unit".strip()
        context["widget"]["unit"] = self.unit
        return context


class Parts(forms.Widget):
    """One answer in several boxes: {part: (label, widget)}; names are `name-part`, ids `id_0`, `id_1`…"""

    template_name = "eforms/widgets/parts.html"
    use_fieldset = True

    def __init__(self, parts: Mapping[str, tuple[Any, forms.Widget]]) -> None:
        super().__init__()
        self.parts = parts

    def id_for_label(self, id_: str, index: str = "0") -> str:
        return f"{id_}_{index}" if id_ else id_

    def value_from_datadict(self, data: Any, files: Any, name: str) -> dict[str, Any]:
        return {
            part: widget.value_from_datadict(data, files, f"{name}-{part}") or ""
            for part, (_label, widget) in self.parts.items()
        }

    def value_omitted_from_data(self, data: Any, files: Any, name: str) -> bool:
        return not any(f"{name}-{part}" in data for part in self.parts)

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        context = super().get_context(name, value, attrs)
        base = context["widget"]["attrs"].get("id") or f"id_{name}"
        given = value if isinstance(value, Mapping) else {}
        context["widget"]["parts"] = [
            {
                "label": label,
                "id": f"{base}_{place}",
                "control": _drawn(widget, f"{name}-{part}", given.get(part, ""), f"{base}_{place}"),
            }
            for place, (part, (label, widget)) in enumerate(self.parts.items())
        ]
        return context


def _drawn(widget: forms.Widget, name: str, value: Any, id_: str) -> str:
    kind = "input input--select" if isinstance(widget, forms.Select) else "input"
    attrs = {"id": id_, "class": f"{kind} {widget.attrs.get('class', '')}".strip()}
    return str(widget.render(name, value, attrs))
