"""An address: province, commune of that province, and the rest in words."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from eforms import places
from eforms.fields.contract import AnswerField, Definition, Facts, as_it_is, refuse
from eforms.fields.question import QuestionBlock, use_block
from eforms.fields.text import letters, within

MISSING = _("Enter the address.")
COMPARES = "parts"
STREET_MAX = 200
PARTS = ("province", "commune", "street")


class Block(QuestionBlock):
    use = use_block("address")

    class Meta:
        icon = "site"
        label = _("Address")


def options(value: Mapping[str, Any]) -> dict[str, Any]:
    return {}


class AddressWidget(forms.Widget):
    """Two menus and a line. Without JavaScript a button beside the province brings its communes."""

    template_name = "eforms/widgets/address.html"
    use_fieldset = True

    def __init__(self, facts: Facts, required: bool) -> None:
        super().__init__()
        self.facts, self.required = facts, required

    def id_for_label(self, id_: str) -> str:
        return f"{id_}-province" if id_ else id_

    def value_from_datadict(self, data: Any, files: Any, name: str) -> dict[str, str]:
        return {part: data.get(f"{name}-{part}") or "" for part in PARTS}

    def value_omitted_from_data(self, data: Any, files: Any, name: str) -> bool:
        return not any(f"{name}-{part}" in data for part in PARTS)

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        context = super().get_context(name, value, attrs)
        given = {part: str(value.get(part) or "") if isinstance(value, Mapping) else "" for part in PARTS}
        context["widget"].update(
            given=given,
            required=self.required,
            provinces=places.provinces(self.facts.on),
            communes=places.communes(given["province"], self.facts.on) if given["province"] else [],
            street_max=STREET_MAX,
        )
        return context


def form_field(definition: Definition, facts: Facts, given: Any) -> forms.Field:
    return AnswerField(widget=AddressWidget(facts, bool(definition.get("required"))))


def clean(definition: Definition, raw: Any, facts: Facts) -> dict[str, str]:
    """{"province": code, "commune": code, "street": words}; places must exist on the day of filling."""
    if not isinstance(raw, Mapping):
        refuse(_("Enter the address: province, commune, street."), "type")
    province, commune = str(raw.get("province") or ""), str(raw.get("commune") or "")
    if not province:
        refuse(_("Choose the province or city."), "province_missing")
    if province not in dict(places.provinces(facts.on)):
        refuse(_("There is no such province or city. Choose one from the list."), "province_unknown")
    if not commune:
        refuse(_("Choose the commune, ward or special zone."), "commune_missing")
    if commune not in dict(places.communes(province, facts.on)):
        refuse(_("This commune does not belong to the chosen province. Choose it again."), "commune_unknown")
    street = " ".join(letters(raw.get("street") or "", allowed="\t").split())
    return {"province": province, "commune": commune, "street": within(street, STREET_MAX)}


shown = as_it_is


def schema(definition: Definition) -> dict[str, Any]:
    code = {"type": "string", "pattern": "^[0-9A-Z]{1,10}$"}
    return {
        "type": "object",
        "properties": {
            "province": code,
            "commune": code,
            "street": {"type": "string", "maxLength": STREET_MAX},
        },
        "required": ["province", "commune"],
        "additionalProperties": False,
    }


def text(definition: Definition, value: Any) -> str:
    return in_words(value, places.names({value["province"], value["commune"]}))


def in_words(value: Mapping[str, Any], known: Mapping[str, str]) -> str:
    """Street, commune, province; `known`: names of places by code."""
    parts = [value.get("street"), *(known.get(value[part], value[part]) for part in ("commune", "province"))]
    return ", ".join(part for part in parts if part)
