"""Drafts follow their procedure: to the release in force, and to the version of the form it shows."""

from __future__ import annotations

from datetime import date

from dossiers.start import variant_name, variants
from eforms.models import Draft
from eforms.versions.moving import Target
from procedures.agencies import competent
from procedures.choices import OnlineLevel
from procedures.models import Release
from procedures.releases import in_force


def target(draft: Draft, on: date) -> Target | None:
    """The release in force and its form. None, the draft stays where it is: when the procedure ended or takes
    another form now, or no longer offers the agency or the case that was chosen.
    """
    pinned = Release.objects.filter(pk=draft.context.get("release")).first()
    newer = in_force(pinned.code, on) if pinned else None
    if newer is None or newer == pinned or newer.form_version is None:
        return None
    other_form = newer.form_version.eform_id != draft.version.eform_id
    if other_form or newer.content.get("online_level") == OnlineLevel.INFO:
        return None
    chosen = draft.context.get("variant") or ""
    known = {one["id"] for one in variants(newer)}
    if (chosen and chosen not in known) or not competent(newer, on).filter(
        pk=draft.context["agency"]
    ).exists():
        return None
    now = {"release": newer.pk, "variant_name": variant_name(newer, chosen)}
    return Target(newer.form_version, {**draft.context, **now})
