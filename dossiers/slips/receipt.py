"""Form 01, "Giấy tiếp nhận hồ sơ và hẹn trả kết quả", one for each acceptance."""

from __future__ import annotations

from collections import Counter
from typing import Any

from dossiers.models import Dossier
from dossiers.slips.facts import Case, parts, variant_of
from payments.fees import fee_text


def facts(case: Case) -> dict[str, Any]:
    """What form 01 says besides `facts.head`."""
    dossier = case.dossier
    limit = case.event.payload.get("time_limit") or {}
    return {
        "running_number": case.code.rsplit("-", 1)[-1],
        "papers": papers_of(dossier),
        "limit": {
            "amount": limit.get("amount"),
            "unit": limit.get("unit") or "none",
            "text": limit.get("text") or "",
        },
        "policy": dossier.clock_policy,
        "received": parts(case.event.at),
        "fees": fees_of(dossier.release.content, dossier.channel),
    }


def papers_of(dossier: Dossier) -> list[dict[str, Any]]:
    """[{name, kind: original, copy, electronic, form; count}]: what was uploaded, else what is required."""
    if dossier.submission_id:
        handed = Counter(paper.label for paper in dossier.papers.filter(round=0))
        form = [{"name": "", "kind": "form", "count": 1}]
        return form + [{"name": name, "kind": "electronic", "count": count} for name, count in handed.items()]
    rows = []
    for paper in variant_of(dossier.release.content, dossier.variant).get("papers", []):
        for kind, count in (("original", paper.get("originals")), ("copy", paper.get("copies"))):
            if count:
                rows.append({"name": paper["name"], "kind": kind, "count": count})
    return rows


def fees_of(content: dict[str, Any], channel: str) -> list[str]:
    """What the release says about fees in this channel, line by line."""
    found: dict[str, Any] = next(
        (one for one in content.get("channels", []) if one.get("channel") == channel), {}
    )
    return [fee_text(fee).rstrip(".") for fee in found.get("fees") or []]
