"""Which agency receives what is filed: told to the person on the review page, and used when it arrives."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from eforms.models import Draft
from procedures.models import Agency, Release


def told(draft: Draft, answers: Mapping[str, Any]) -> dict[str, str]:
    """Names for the review page and the printed form: {"agency", "procedure"}."""
    release = Release.objects.get(pk=draft.context["release"])
    agency = Agency.objects.get(pk=draft.context["agency"])
    return {"agency": agency.name, "procedure": release.content["name"]}
