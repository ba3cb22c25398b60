"""How a procedure of the demo is written down: plain records, and names for what many have in common."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from procedures.calendar import Unit

WARDS = ("H99.16", "H99.17", "H99.18")


@dataclass(frozen=True)
class Paper:
    name: str
    originals: int = 1
    copies: int = 0
    required: bool = True
    note: str = ""
    form: str = ""


@dataclass(frozen=True)
class Case:
    papers: tuple[Paper, ...]
    name: str = ""
    name_en: str = ""


@dataclass(frozen=True)
class Limit:
    """`amount` counts `unit`s: working_day, day, month …; `none` has no amount."""

    amount: int | None
    unit: Unit = "working_day"
    text: str = ""


@dataclass(frozen=True)
class Fee:
    """`kind`: fee (phí) or charge (lệ phí); `amount` in whole đồng, None when only the text says it.

    rule: what else it says, as payments/fees/rule.py names it.
    """

    kind: str
    amount: int | None
    text: str = ""
    rule: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Channel:
    channel: str
    limits: tuple[Limit, ...]
    fees: tuple[Fee, ...] = ()
    note: str = ""


@dataclass(frozen=True)
class Work:
    """A step of the process: who does it, in how many working hours, and what is looked at.

    agency: "" for the dossier's own. form: what the officer fills in. signature: "code" asks for a code.
    opens: code of the procedure a dossier of which it opens elsewhere, and the agency that receives it.
    """

    name: str
    role: str
    hours: float
    checks: tuple[str, ...] = ()
    tell: bool = False
    when: str = ""
    agency: str = ""
    form: str = ""
    signature: str = ""
    opens: tuple[str, str] | None = None


Branches = tuple[tuple[str, tuple[Work, ...]], ...]
"""Several branches at the same time: (name, steps)."""


@dataclass(frozen=True)
class Entry:
    code: str
    name: str
    name_en: str
    field: str
    levels: tuple[str, ...]
    summary: str
    steps: tuple[str, ...]
    cases: tuple[Case, ...]
    channels: tuple[Channel, ...]
    results: tuple[tuple[str, str], ...]
    laws: tuple[str, ...]
    keywords: tuple[str, ...]
    decision: str
    competent: str
    agencies: tuple[str, ...] = WARDS
    subjects: tuple[str, ...] = ("citizen",)
    online: str = "full"
    conditions: str = ""
    form: str = ""
    coordinating: str = ""
    process: tuple[Work | Branches, ...] = ()
    pauses: tuple[tuple[str, str], ...] = ()
    """(reason, legal basis) for which the agency may stop the time"""
    copies: tuple[str, str] | None = None
    """keys of the questions with the scan and the name of the original, where copies are certified"""
    text: dict[str, str] | None = None
    """title, body, signer, sign: what the first result is made from"""
    signatures: tuple[str, ...] = ()
    """who signs the first result electronically (procedures.result_signers)"""


def everywhere(*limits: Limit, fees: tuple[Fee, ...] = ()) -> tuple[Channel, ...]:
    """Online, at the desk and by post, on the same terms."""
    return tuple(Channel(channel, limits, fees) for channel in ("online", "in_person", "post"))


def at_the_desk(*limits: Limit, fees: tuple[Fee, ...] = ()) -> tuple[Channel, ...]:
    return (Channel("in_person", limits, fees),)


COMMUNE = "Ủy ban nhân dân cấp xã"
COMMUNE_POLICE = "Công an cấp xã"
AUTHORISATION = Paper(
    "Văn bản ủy quyền",
    required=False,
    note="Chỉ khi nộp thay người khác. Người được ủy quyền là ông, bà, cha, mẹ, con, vợ, chồng, "
    "anh, chị, em ruột thì không phải chứng thực.",
)
IDENTITY = Paper(
    "Giấy tờ tùy thân còn giá trị",
    note="Xuất trình khi nộp trực tiếp; không cần khi đã có số định danh cá nhân và nộp trực tuyến.",
)
EXEMPT = "Người thuộc gia đình có công, hộ nghèo và người khuyết tật được miễn."
COPIES = Fee("fee", 8_000, "Mỗi bản sao trích lục, nếu có yêu cầu")
EACH_COPY = Fee(
    "fee",
    8_000,
    "Mỗi bản sao",
    rule={
        "name": "Phí cấp bản sao Trích lục hộ tịch",
        "how": "per_unit",
        "quantity": "so_ban",
        "legal": "Thông tư 281/2016/TT-BTC",
    },
)
BY_THE_PROVINCE = "Mức thu do Hội đồng nhân dân tỉnh quyết định."
