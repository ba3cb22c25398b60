"""Form 01, "Giấy tiếp nhận hồ sơ và hẹn trả kết quả", one for each acceptance."""

from __future__ import annotations

from collections import Counter
from datetime import date
from typing import Any

from dossiers import costs
from dossiers.checking import variant_of
from dossiers.models import Dossier, SubmittedPaper
from dossiers.slips.facts import Case, parts
from payments.fees.wording import fee_text


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
        "handed_on": parts(date.fromisoformat(day)) if (day := case.event.payload.get("handed_on")) else None,
        "fees": fees_of(dossier.release.content, dossier.channel),
    }


def papers_of(dossier: Dossier) -> list[dict[str, Any]]:
    """[{name, kind: original, certified, copy, compared, electronic, form; count}]: what was handed in, else
    what is required.
    """
    form = [{"name": "", "kind": "form", "count": 1}] if dossier.submission_id else []
    handed = list(dossier.papers.all())
    if counter := [paper for paper in handed if not paper.file_id]:
        return form + _at_counter(counter) + _scanned(handed, {paper.label for paper in counter})
    if form:
        return form + _scanned([paper for paper in handed if not paper.round], set())
    rows = []
    for paper in variant_of(dossier.release.content, dossier.variant).get("papers", []):
        for kind, count in (("original", paper.get("originals")), ("copy", paper.get("copies"))):
            if count:
                rows.append({"name": paper["name"], "kind": kind, "count": count})
    return rows


def _at_counter(papers: list[SubmittedPaper]) -> list[dict[str, Any]]:
    kinds = (("original", "originals"), ("certified", "certified"), ("copy", "copies"))
    return [
        {
            "name": paper.label,
            "kind": "compared" if kind == "copy" and paper.compared else kind,
            "count": count,
        }
        for paper in papers
        for kind, name in kinds
        if (count := getattr(paper, name))
    ]


def _scanned(papers: list[SubmittedPaper], known: set[str]) -> list[dict[str, Any]]:
    """Files, but the scans of papers that are counted at the counter already."""
    labels = Counter(paper.label for paper in papers if paper.file_id and paper.label not in known)
    return [{"name": name, "kind": "electronic", "count": count} for name, count in labels.items()]


def fees_of(content: dict[str, Any], channel: str) -> list[str]:
    """What the release says about fees in this channel, line by line."""
    return [fee_text(fee).rstrip(".") for fee in costs.fees_of(content, channel)]
