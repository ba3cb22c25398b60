"""Form 02, "Phiếu yêu cầu bổ sung, hoàn thiện hồ sơ": what is missing, why, on what ground, at what stage."""

from __future__ import annotations

from typing import Any

from django.conf import settings

from dossiers.checking import named_in
from dossiers.slips.facts import Case

MOST_GROUNDS = 4


def facts(case: Case) -> dict[str, Any]:
    """`accepted` (facts.head) says the stage: None before acceptance."""
    said, content = case.event.payload, case.dossier.release.content
    return {
        "items": [_item(line, named_in(line, case.dossier)) for line in said["papers"]],
        "reason": said["reason"],
        "grounds": [_ground(one) for one in content.get("legal_bases") or []][:MOST_GROUNDS],
        "asked_before": sum(one.action == "ask_supplement" for one in case.events) - 1,
        "website": settings.BASE_URL,
    }


def _item(line: str, paper: dict[str, Any]) -> dict[str, Any]:
    """A line the officer wrote; how many are wanted where it names a paper of the procedure."""
    return {"name": line, "originals": paper.get("originals") or 0, "copies": paper.get("copies") or 0}


def _ground(base: dict[str, Any]) -> str:
    return " số ".join(part for part in (base.get("title"), base.get("number")) if part)
