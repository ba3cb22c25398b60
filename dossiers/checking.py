"""Papers held against what the procedure asks: valid, missing or wrong; what is not valid is asked for."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.db.models import TextChoices
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from dossiers.models import Dossier
from dossiers.words import folded
from procedures.choices import Channel

Check = Mapping[str, Any]
"""{"paper", "state": a Finding, "comment"}, as the event keeps it."""


class Finding(TextChoices):
    VALID = "valid", gettext_lazy("Valid")
    MISSING = "missing", gettext_lazy("Missing")
    WRONG = "wrong", gettext_lazy("Wrong")


def variant_of(content: Mapping[str, Any], variant: str) -> dict[str, Any]:
    """The variant of the release by id, else its first one; {} when it has none."""
    variants = content.get("variants") or [{}]
    return next((one for one in variants if one.get("id") == variant), variants[0])


def required_papers(dossier: Dossier) -> list[dict[str, Any]]:
    """The papers the release names for the case the dossier was filed as."""
    return list(variant_of(dossier.release.content, dossier.variant).get("papers") or [])


def named_in(line: str, dossier: Dossier) -> dict[str, Any]:
    """The required paper a line of a request begins with; {} when it names none."""
    found = [one for one in required_papers(dossier) if folded(line).startswith(folded(one["name"]))]
    return max(found, key=lambda one: len(one["name"]), default={})


def papers_to_check(dossier: Dossier) -> list[dict[str, Any]]:
    """[{"paper", "state", "comment"}]: as last checked; of paper dossiers what had to be there and is not, is
    missing.

    A paper for which there is an electronic form is that form; what else an online filing asks for, it says.
    """
    handed = {folded(name): name for name in dossier.papers.values_list("label", flat=True) if name}
    asked = {folded(one["name"]): one for one in required_papers(dossier)}
    last = {folded(one["paper"]): one for one in last_check(dossier)}
    rows = []
    for key, name in {**{key: one["name"] for key, one in asked.items()}, **handed}.items():
        there = key in handed or not _is_missing(asked[key], dossier)
        assumed = "" if there else Finding.MISSING.value
        rows.append({"paper": name, "state": assumed, "comment": "", **last.get(key, {})})
    return rows


def _is_missing(paper: Mapping[str, Any], dossier: Dossier) -> bool:
    """Whether a paper nobody handed in had to be."""
    if dossier.channel == Channel.ONLINE or not paper.get("required", True):
        return False
    return not (paper.get("form") and dossier.submission_id)


def last_check(dossier: Dossier) -> list[Check]:
    """What the last check said; an answer since then is not checked yet."""
    last = dossier.events.filter(action__in=("check_papers", "supplement", "take_supplement")).last()
    return list(last.payload["checks"]) if last and last.action == "check_papers" else []


def faults(dossier: Dossier) -> tuple[list[str], str]:
    """What the last check makes of a request for more papers: its lines and its reason."""
    wrong = [one for one in last_check(dossier) if one["state"] != Finding.VALID]
    lines = [": ".join(part for part in (one["paper"], one.get("comment", "")) if part) for one in wrong]
    said = [
        text % {"papers": "; ".join(names)}
        for state, text in (
            (Finding.MISSING, _("Missing: %(papers)s.")),
            (Finding.WRONG, _("Wrong: %(papers)s.")),
        )
        if (names := [one["paper"] for one in wrong if one["state"] == state])
    ]
    return lines, " ".join(said)


def check_words(check: Check) -> str:
    """A line of the check: "Giấy chứng sinh: missing (not signed)"."""
    found = f"{check['paper']}: {str(Finding(check['state']).label).lower()}"
    return f"{found} ({check['comment']})" if check.get("comment") else found


def counted(paper: Mapping[str, Any]) -> str:
    """A paper at the counter: "Giấy chứng sinh: 1 original, 2 copies"."""
    words = {
        "originals": _("%(n)s original"),
        "certified": _("%(n)s certified copy"),
        "copies": _("%(n)s copy"),
    }
    there = [text % {"n": paper[name]} for name, text in words.items() if paper.get(name)]
    if paper.get("compared"):
        there.append(_("compared with the original"))
    return f"{paper['name']}: {', '.join(there)}"
