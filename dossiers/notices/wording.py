"""Plain texts with {placeholders}: what editors may write, what is wrong with it, and how it is filled.

A line that names something there is no word for (yet) is left out: "Hẹn trả kết quả {han_tra}." without a
due date. That is all the logic a text has.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

PLACEHOLDER = re.compile(r"\{([^{}]*)\}")
PLACEHOLDERS: dict[str, str | Promise] = {
    "ma_ho_so": _("code of the dossier"),
    "thu_tuc": _("name of the procedure"),
    "co_quan": _("agency that decides"),
    "bo_phan": _("unit that receives dossiers"),
    "nguoi_nop": _("name of the applicant"),
    "han_tra": _("when the result is due"),
    "han_tra_loi": _("when the agency answers, before the dossier is accepted"),
    "duong_day_nong": _("hotline of the unit"),
    "trang_ho_so": _("address of the dossier's page"),
    "trang_tra_cuu": _("address of the look-up page"),
    "ma_bi_mat": _("the secret, in the first message only"),
    "ngay_hen": _("the new day, in an apology only"),
    "buoc": _("the steps that have begun, in messages about steps only"),
}
ONLY_IN = {"ma_bi_mat": "submit", "ngay_hen": "apologise", "buoc": "complete_step"}
"""Placeholders that one event alone has."""


@dataclass(frozen=True)
class Filled:
    """A text as it is sent, the lines left out, and the placeholders they wanted."""

    text: str
    left_out: list[str] = field(default_factory=list)
    missing: list[str] = field(default_factory=list)


def allowed(event: str) -> list[str]:
    """Placeholders that texts about an event may use."""
    return [name for name in PLACEHOLDERS if ONLY_IN.get(name, event) == event]


def strange(text: str, event: str) -> list[str]:
    """Placeholders of a text that messages about the event do not have."""
    known = allowed(event)
    return [name for name in dict.fromkeys(PLACEHOLDER.findall(text)) if name not in known]


def unbalanced(text: str) -> bool:
    """Whether a brace stands alone, or within others."""
    return bool(set(PLACEHOLDER.sub("", text)) & set("{}"))


def filled(text: str, values: Mapping[str, str]) -> Filled:
    """The text with its facts; of several empty lines one stays."""
    kept: list[str] = []
    left_out: list[str] = []
    missing: list[str] = []
    for line in text.replace("\r\n", "\n").split("\n"):
        if empty := [name for name in PLACEHOLDER.findall(line) if not values.get(name)]:
            left_out.append(line)
            missing += empty
        else:
            kept.append(PLACEHOLDER.sub(lambda found: _one_line(values[found[1]]), line).rstrip())
    return Filled(re.sub(r"\n{3,}", "\n\n", "\n".join(kept)).strip(), left_out, list(dict.fromkeys(missing)))


def in_one_line(text: str) -> str:
    """For SMS and Zalo: lines become sentences of one paragraph."""
    return _one_line(text)


def said_as(names: Iterable[str]) -> str:
    """Placeholders as they are written: "{ma_ho_so}, {han_tra}"."""
    return ", ".join(f"{{{name}}}" for name in names)


def _one_line(text: str) -> str:
    return " ".join(text.split())
