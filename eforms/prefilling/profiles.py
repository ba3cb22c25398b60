"""Households and organisations: asked as a form of the engine's own questions, kept by accounts."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _

from accounts.models import Profile
from accounts.profiles import PARTS
from eforms.fields import TYPES
from eforms.fields.contract import Facts
from eforms.pages.filling import Filling
from eforms.pages.step_form import StepForm

STEP = "profile"
MEMBER = "member_"  # begins the keys of a member's questions
RELATIONS = {
    "chu_ho": ("Chủ hộ", "Head of household"),
    "vo_chong": ("Vợ hoặc chồng", "Spouse"),
    "con": ("Con", "Child"),
    "cha_me": ("Cha hoặc mẹ", "Parent"),
    "ong_ba": ("Ông hoặc bà", "Grandparent"),
    "anh_chi_em": ("Anh, chị hoặc em", "Sibling"),
    "khac": ("Quan hệ khác", "Other"),
}


def content_of(kind: str) -> dict[str, Any]:
    """The questions about a household or an organisation, as compiled content."""
    asked = _household() if kind == Profile.Kind.HOUSEHOLD else _organization()
    return {"title": "", "title_en": "", "steps": [{"id": STEP, "title": "", "fields": asked}]}


def form_of(kind: str, profile: Profile | None, facts: Facts, data: Any = None, **more: Any) -> StepForm:
    """The page's form; `profile` gives the first values."""
    answers = facts_of(profile) if profile else {}
    return StepForm(data, filling=Filling(content_of(kind), facts, answers), step_id=STEP, **more)


def facts_of(profile: Profile) -> dict[str, Any]:
    """What the profile holds, as answers."""
    known = {part: value for part in PARTS if (value := getattr(profile, part))}
    if "members" in known:
        known["members"] = [_renamed(one, "", MEMBER) for one in known["members"]]
    return known


def parts_of(answers: Mapping[str, Any]) -> dict[str, Any]:
    """The reverse of `facts_of`, for accounts.profiles.save_profile."""
    members = [_renamed(one, MEMBER, "") for one in answers.get("members") or []]
    return {**answers, "members": members}


def _renamed(row: Mapping[str, Any], before: str, after: str) -> dict[str, Any]:
    """A member's parts by their names in the profile, or by their keys on the page."""
    return {f"{after}{name.removeprefix(before)}": value for name, value in row.items() if value}


def _household() -> list[dict[str, Any]]:
    return [
        _question("name", "text", _("Name of the household"), required=True, max_length=250,
                  help=_("For example: the household of Nguyễn Văn An.")),
        _question("representative", "text", _("Head of household"), max_length=150),
        _question("address", "address", _("Address")),
        _members(),
    ]  # fmt: skip


def _organization() -> list[dict[str, Any]]:
    return [
        _question("name", "text", _("Name of the organisation or company"), required=True, max_length=250),
        _question("tax_code", "tax_code", _("Tax code")),
        _question("representative", "text", _("Legal representative"), max_length=150),
        _question("address", "address", _("Address of the head office")),
    ]


def _members() -> dict[str, Any]:
    relations = [{"value": value, "label": one[0], "label_en": one[1]} for value, one in RELATIONS.items()]
    rows = [
        _question("member_name", "text", _("Full name"), required=True, max_length=150),
        _question("member_birth_date", "date", _("Date of birth"), max="today"),
        _question("member_relation", "choice", _("Relation to the head of household"), options=relations),
        _question("member_personal_number", "personal_number", _("Personal number")),
    ]
    return _question("members", "group", _("Members"), fields=rows, min_rows=0, max_rows=20, layout="blocks")


def _question(key: str, kind: str, label: str, **more: Any) -> dict[str, Any]:
    words: Mapping[str, Any] = {"label": label, "label_en": label, "help": "", "help_en": ""}
    if "help" in more:
        more["help_en"] = more["help"]
    known = kind if kind in TYPES else "text"
    return {"key": key, "type": known, **words, "required": False, "use": None, "show_if": None, **more}
