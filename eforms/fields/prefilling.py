"""The part of a question's block that says where its first answer comes from."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import jmespath
from django.apps import apps
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from jmespath.exceptions import JMESPathError
from wagtail import blocks

SOURCE = "source"
FROM = [
    (
        _("The account"),
        [
            ("account.full_name", _("full name of whoever is signed in")),
            ("account.personal_number", _("their personal number")),
            ("account.phone", _("their phone number")),
            ("account.email", _("their e-mail address")),
        ],
    ),
    (
        _("The household or organisation one files for"),
        [
            ("profile.name", _("its name")),
            ("profile.tax_code", _("its tax code")),
            ("profile.address", _("its address")),
            ("profile.representative", _("head of household or representative")),
            ("profile.members", _("its members (a repeating group)")),
        ],
    ),
    (
        _("A member of the household (questions of that group)"),
        [
            ("member.name", _("the member's name")),
            ("member.birth_date", _("date of birth")),
            ("member.relation", _("relation to the head of household")),
            ("member.personal_number", _("personal number")),
        ],
    ),
    (
        _("Other places"),
        [
            ("earlier", _("what the same person filed before; offered, taken with one click")),
            (SOURCE, _("a data source")),
        ],
    ),
]


def _sources() -> list[tuple[str, str]]:
    return [
        (one.code, one.name) for one in apps.get_model("eforms", "DataSource").objects.filter(active=True)
    ]


class PrefillBlock(blocks.StructBlock):
    """Where the first answer comes from, and whether the person may change it."""

    origin = blocks.ChoiceBlock(
        choices=FROM,
        required=False,
        label=_("First answer from"),
        help_text=_("Empty: from the account, where the portal takes the answer as something it knows."),
    )
    source = blocks.ChoiceBlock(choices=_sources, required=False, label=_("Data source"))
    path = blocks.CharBlock(
        required=False,
        max_length=200,
        label=_("Part of its answer"),
        help_text=_("JMESPath, for example: hoTen or diaChi.tinh"),
    )
    fixed = blocks.BooleanBlock(
        required=False,
        label=_("May not be changed in the form"),
        help_text=_("Shown, with the way to have it corrected. Typed by hand only while it is not known."),
    )

    def clean(self, value: Mapping[str, Any]) -> Any:
        cleaned = super().clean(value)
        wrong = {}
        if cleaned["origin"] == SOURCE and not cleaned["source"]:
            wrong["source"] = ValidationError(_("Choose the data source."), code="source")
        if cleaned["origin"] == SOURCE and not _is_path(cleaned["path"]):
            wrong["path"] = ValidationError(_("Write which part of the answer is taken."), code="path")
        if cleaned["fixed"] and cleaned["origin"] in ("", "earlier"):
            message = _("Only an answer from the account, a profile or a data source can be fixed.")
            wrong["fixed"] = ValidationError(message, code="fixed")
        if wrong:
            raise blocks.StructBlockValidationError(wrong)
        return cleaned

    class Meta:
        icon = "user"
        label = _("First answer")
        collapsed = True


def _is_path(path: str) -> bool:
    try:
        return bool(path) and bool(jmespath.compile(path))
    except JMESPathError:
        return False


def compiled(value: Mapping[str, Any] | None) -> dict[str, Any] | None:
    """{"from": …, "fixed"?: True} of the block's value; None when nothing is chosen."""
    if not value or not value.get("origin"):
        return None
    whence = value["origin"]
    if whence == SOURCE:
        whence = f"source:{value.get('source') or ''}:{value.get('path') or ''}"
    return {"from": whence, "fixed": True} if value.get("fixed") else {"from": whence}


def as_block(prefill: Mapping[str, Any] | None) -> dict[str, Any]:
    """The block's value of a compiled prefill."""
    whence = str((prefill or {}).get("from") or "")
    source, path = "", ""
    if whence.startswith("source:"):
        _kind, source, path = (*whence.split(":", 2), "", "")[:3]
        whence = SOURCE
    return {"origin": whence, "source": source, "path": path, "fixed": bool((prefill or {}).get("fixed"))}
