"""Labels of closed lists: levels, subjects, online level, legal bases, results. Pure."""

from __future__ import annotations

import re
from typing import Any

from procedures.importing.doubts import Doubts
from procedures.importing.parse_text import bare, items, line, text

LEVELS = {
    "cap bo": "central",
    "cap trung uong": "central",
    "trung uong": "central",
    "cap tinh": "province",
    "tinh": "province",
    "cap xa": "commune",
    "xa": "commune",
    "co quan khac": "other",
    **{code: code for code in ("central", "province", "commune", "other")},
}
SUBJECTS = {
    "cong dan viet nam": "citizen",
    "ca nhan": "citizen",
    "nguoi viet nam dinh cu o nuoc ngoai": "overseas_vietnamese",
    "nguoi nuoc ngoai": "foreigner",
    "nguoi nuoc ngoai cu tru tai viet nam": "foreigner",
    "doanh nghiep": "business",
    "doanh nghiep viet nam": "domestic_business",
    "doanh nghiep co von dau tu nuoc ngoai": "foreign_invested_business",
    "hop tac xa": "cooperative",
    "to chuc (khong bao gom doanh nghiep, htx)": "organisation",
    "to chuc": "organisation",
    "to chuc nuoc ngoai": "foreign_organisation",
    "can bo, cong chuc, vien chuc": "official",
    "dang vien": "party_member",
    "to chuc dang": "party_organisation",
}
ONLINE = {"toan trinh": "full", "full": "full", "mot phan": "partial", "partial": "partial"}
INFO = {"info", "chi thong tin", "cung cap thong tin", "con lai"}


def levels(value: Any, doubts: Doubts) -> list[str]:
    """ "Cấp Bộ, Cấp tỉnh" -> ["central", "province"], in the order of government."""
    parts = [part for item in items(value, "level", doubts) for part in re.split(r"[,;\n]", str(item))]
    found = set()
    for part in filter(None, (part.strip() for part in parts)):
        if level := LEVELS.get(bare(part)):
            found.add(level)
        else:
            doubts.add("unknown_level", part)
    if not found:
        doubts.add("no_level")
    return [level for level in ("central", "province", "commune", "other") if level in found]


def subjects(value: Any, doubts: Doubts) -> list[str]:
    found: dict[str, None] = {}
    for item in items(value, "target", doubts):
        for part in filter(None, (part.strip() for part in re.split(r"[;\n]", str(item)))):
            if subject := SUBJECTS.get(bare(part)):
                found[subject] = None
            else:
                doubts.add("unknown_subject", part)
    if not found:
        doubts.add("no_subject")
    return [subject for subject in dict.fromkeys(SUBJECTS.values()) if subject in found]


def online_level(value: Any, channels: list[dict[str, Any]], doubts: Doubts) -> str:
    """As the source says; where it is silent, partly online if it lists that channel, else information."""
    said = bare(line(value, "online_level", doubts)).removeprefix("dich vu cong truc tuyen ").strip()
    if said in ONLINE:
        return ONLINE[said]
    if said and said not in INFO:
        doubts.add("unknown_online_level", value)
    by_channel = "partial" if any(one["channel"] == "online" for one in channels) else "info"
    return "info" if said in INFO else by_channel


def legal_bases(value: Any, doubts: Doubts) -> list[dict[str, str]]:
    """[{"number", "title"}], each once."""
    found: dict[tuple[str, str], None] = {}
    for item in items(value, "legal_basis", doubts):
        basis = item if isinstance(item, dict) else {"name": item}
        number = line(basis.get("code") or basis.get("number"), "legal_basis.code", doubts)
        title = line(basis.get("name") or basis.get("title"), "legal_basis.name", doubts)
        if len(number) > 200:
            number, title = "", f"{number} {title}".strip()
        if number or title:
            found[number, title if len(title) <= 2_000 else title[:1_999] + "…"] = None
    return [{"number": number, "title": title} for number, title in found]


def results(value: Any, codes: Any, doubts: Doubts) -> list[dict[str, str]]:
    """[{"name", "code"}]. Several codes beside one text cannot be told apart: then none is attached."""
    name = text(value, "result", doubts)
    known = [line(code, "result_codes", doubts) for code in items(codes, "result_codes", doubts)]
    known = [code for code in known if code]
    if not name:
        doubts.add("no_result", ", ".join(known))
        return []
    if len(name) > 5_000:
        doubts.add("result_cut", name)
        name = name[:4_999] + "…"
    if len(known) > 1:
        doubts.add("result_codes_unpaired", ", ".join(known))
    return [{"name": name, "code": known[0][:40] if len(known) == 1 else ""}]


def keywords(value: Any, doubts: Doubts) -> list[str]:
    said = [text(item, "keywords", doubts) for item in items(value, "keywords", doubts)]
    parts = (" ".join(part.split()) for one in said for part in re.split(r"[;\n]", one))
    return list(dict.fromkeys(part for part in parts if part))
