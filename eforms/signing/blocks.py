"""What an editor says of those who sign too."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from eforms.builder.condition import AskedBlock, ConditionBlock
from eforms.keys import key_from

# Types of the questions that hold a signer's name and address.
NAMES = ("text", "full_name")
ADDRESSES = ("email",)


class SignerBlock(blocks.StructBlock):
    """Somebody whom the answers name."""

    label = blocks.CharBlock(
        max_length=120, label=_("Who it is"), help_text=_("For example: Wife or husband.")
    )
    label_en = blocks.CharBlock(max_length=120, required=False, label=_("The same in English"))
    name = AskedBlock(NAMES, label=_("Question that holds the name"))
    email = AskedBlock(ADDRESSES, label=_("Question that holds the e-mail address"))
    when = ConditionBlock(required=False, label=_("Only when"))
    key = blocks.CharBlock(
        required=False,
        max_length=44,
        label=_("Code"),
        help_text=_("Leave it empty: made from the words once, then kept."),
    )

    class Meta:
        icon = "edit"
        label = _("Signer")


class SignersBlock(blocks.StreamBlock):
    """Everybody who has to sign."""

    signer = SignerBlock()

    def clean(self, value: blocks.StreamValue) -> blocks.StreamValue:
        cleaned = super().clean(value)
        taken = {one.value["key"] for one in cleaned if one.value["key"]}
        for one in cleaned:
            if not one.value["key"]:
                one.value["key"] = key_from(one.value["label"], taken)
                taken.add(one.value["key"])
        return cleaned

    class Meta:
        form_attrs = {"data-eforms-add": _("Add a signer")}
        required = False
        max_num = 20


def compiled(stream: Iterable[Any]) -> list[dict[str, Any]]:
    """content["signers"]: [{"id", "label", "label_en", "name", "email", "when"?}]."""
    return [_signer(one.value) for one in stream]


def _signer(value: Mapping[str, Any]) -> dict[str, Any]:
    words = {name: value.get(name) or "" for name in ("label", "label_en", "name", "email")}
    when = {"when": value["when"]} if value.get("when") else {}
    return {"id": value["key"], **words, **when}


def as_blocks(signers: Iterable[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """The blocks' values of compiled signers."""
    return [{**one, "key": one.get("id", ""), "when": one.get("when")} for one in signers]
