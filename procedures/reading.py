"""What the public pages of a procedure show: the version in force, its history, one version of it."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from django.http import Http404

from eforms.minutes import minutes
from procedures.agencies import competent
from procedures.choices import DecisionKind, OnlineLevel
from procedures.compare import compare
from procedures.lifecycle import ENDED, IN_FORCE, State, state_of_release
from procedures.models import ProcedurePage, Release
from procedures.snapshot import snapshot
from procedures.wording import label, readable

FILE_AT = "/nop-ho-so/{code}/"
TONES = {State.PUBLIC: "success", State.AMENDED: "success", State.ANNOUNCED: "info"}
NAMED = 4  # agencies named on a procedure's page before the rest are only counted
Shown = dict[str, Any]


def current(page: ProcedurePage, on: date) -> Shown:
    """The version in force, else the one to come, else the last, else (never published) the draft."""
    versions = _numbered(page)
    begun = next((version for version in versions if version.effective_from <= on), None)
    coming = versions[0] if versions and versions[0].effective_from > on else None
    shown = begun or coming
    if shown is None:
        return {**_of_content(page, snapshot(page)), "state": State.DRAFT}
    release = Release.objects.select_related("form_version").get(pk=shown.pk)
    state = state_of_release(release, on) if begun else State.ANNOUNCED
    return {
        **_of_content(page, release.content),
        **_settled_by(release, max(on, release.effective_from)),
        "release": release,
        "coming": coming if begun else None,
        "versions_count": len(versions),
        "state": state,
        "in_force": state in IN_FORCE,
        "file_at": FILE_AT.format(code=page.code) if state in IN_FORCE and can_file(release) else "",
        "minutes": minutes(release.form_version.eform_id if release.form_version else None),
        "successor": _successor(page) if state in ENDED else None,
    }


def preview(page: ProcedurePage) -> Shown:
    """An editor's draft as citizens would read it."""
    return {**_of_content(page, snapshot(page)), "state": State.DRAFT, "preview": True}


def versions(page: ProcedurePage, on: date) -> Shown:
    """Every version, newest first, each with whether it is in force and what its decision did."""
    rows = []
    found = list(Release.objects.filter(code=page.code).order_by("-number"))
    in_force = next((one for one in found if one.effective_from <= on), None)
    for place, release in enumerate(found):
        decision = release.content["decision"]
        ended = release.effective_to is not None and release.effective_to < on
        rows.append(
            {
                "release": release,
                "until": _until(release, found[place - 1] if place else None),
                "decision": decision["number"],
                "kind": label(DecisionKind, decision["kind"]),
                "in_force": release is in_force and not ended,
                "coming": release.effective_from > on,
            }
        )
    return {"rows": rows}


def _until(release: Release, next_one: Release | None) -> date | None:
    """The last day of a version: its own, or the day before the next one began."""
    if next_one is None:
        return release.effective_to
    before = max(next_one.effective_from - timedelta(days=1), release.effective_from)
    return min(before, release.effective_to or before)


def version(page: ProcedurePage, number: int, on: date) -> Shown:
    """One version as it was published, and what it changed; Http404 when there is none with this number."""
    pair = {
        one.number: one for one in Release.objects.filter(code=page.code, number__in=[number - 1, number])
    }
    if number not in pair:
        raise Http404
    release = pair[number]
    newest = Release.objects.filter(code=page.code, effective_from__lte=on).order_by("-number").first()
    before = pair.get(number - 1)
    return {
        **_of_content(page, release.content),
        **_settled_by(release, on),
        "release": release,
        "old": newest is None or newest.number != number,
        "state": state_of_release(release, on) if release.effective_from <= on else State.ANNOUNCED,
        "changes": compare(before.content, release.content) if before else [],
        "single_version": True,
    }


def can_file(release: Release) -> bool:
    """Whether a release offers filing online: a form, and a level that says so."""
    return bool(release.content["form"]) and release.content["online_level"] in (
        OnlineLevel.FULL,
        OnlineLevel.PARTIAL,
    )


def _numbered(page: ProcedurePage) -> list[Release]:
    """Every version without its content, newest first."""
    return list(Release.objects.filter(code=page.code).defer("content").order_by("-number"))


def _of_content(page: ProcedurePage, content: Shown) -> Shown:
    return {"content": content, "words": readable(content)}


def _settled_by(release: Release, on: date) -> Shown:
    """Who decides on a dossier: {"agencies": the first few, "more_agencies": how many besides}."""
    found = competent(release, on).order_by("code")
    first = list(found[: NAMED + 1])
    more = found.count() - NAMED if len(first) > NAMED else 0
    return {"agencies": first[:NAMED], "more_agencies": more}


def _successor(page: ProcedurePage) -> ProcedurePage | None:
    return (
        ProcedurePage.objects.live().filter(pk=page.replaced_by_id).first() if page.replaced_by_id else None
    )
