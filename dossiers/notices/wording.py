"""Plain texts with {placeholders}: what editors may write, what is wrong with it, and how it is filled.

A line that names something there is no word for (yet) is left out: "Hẹn trả kết quả {han_tra}." without a
due date. That is all the logic a text has.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from dossiers.document_texts import OF_A_DOSSIER
from rules.placeholders import in_one_line, names_in, put_in, said_as, unbalanced

__all__ = ["Filled", "allowed", "filled", "in_one_line", "said_as", "strange", "unbalanced"]
PLACEHOLDERS: dict[str, str | Promise] = {
    **OF_A_DOSSIER,
    "han_tra": _("when the result is due"),
    "han_tra_loi": _("when the agency answers, before the dossier is accepted"),
    "trang_ho_so": _("address of the dossier's page"),
    "ma_bi_mat": _("the secret, in the first message only"),
    "ngay_hen": _("the new day, in an apology only"),
    "buoc": _("the steps that have begun, in messages about steps only"),
    "can_nop": _("the sum that is to be paid, where something is"),
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
    return [name for name in names_in(text) if name not in known]


def filled(text: str, values: Mapping[str, str]) -> Filled:
    """The text with its facts; of several empty lines one stays."""
    kept: list[str] = []
    left_out: list[str] = []
    missing: list[str] = []
    for line in text.replace("\r\n", "\n").split("\n"):
        said, empty = put_in(line, values)
        if empty:
            left_out.append(line)
            missing += empty
        else:
            kept.append(said.rstrip())
    return Filled(re.sub(r"\n{3,}", "\n\n", "\n".join(kept)).strip(), left_out, list(dict.fromkeys(missing)))
