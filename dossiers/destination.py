"""Which agency receives what is filed: told to the person on the review page, and used when it arrives.

The person chose an agency before the form. A form may route by its answers: then the dossier goes to the
agency of the route, if it exists, is in office and may decide on this procedure. Otherwise the chosen one
keeps it, and its officers are told which agency the form asked for.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from dossiers.paper_filings import ACCEPT, filing_of, may_accept
from eforms.drafts import day_of, facts_of
from eforms.judging.routes import agency_for
from eforms.models import Draft
from procedures.agencies import by_code, competent, reception_units
from procedures.models import Agency, ReceptionUnit, Release


@dataclass(frozen=True)
class Destination:
    """`wanted`: code of the agency the form asked for and that cannot receive it; "" when all is well."""

    release: Release
    agency: Agency
    reception_unit: ReceptionUnit | None
    wanted: str = ""


def destination_of(draft: Draft, answers: Mapping[str, Any], on: date) -> Destination:
    """Where the draft goes with these answers on that day."""
    context = draft.context
    release = Release.objects.get(pk=context["release"])
    chosen = Agency.objects.get(pk=context["agency"])
    key = context.get("reception_unit")
    kept = ReceptionUnit.objects.filter(pk=key).first() if key else None
    wanted = agency_for(draft.version.content, answers, facts_of(draft, on)) or ""
    if wanted and wanted != chosen.code:
        routed = by_code(wanted, on)
        if routed is not None and competent(release, on).filter(pk=routed.pk).exists():
            unit = kept if context.get("desk") else reception_unit_of(routed, on)
            return Destination(release, routed, unit)
    return Destination(release, chosen, kept, wanted if wanted not in ("", chosen.code) else "")


def reception_unit_of(agency: Agency, on: date) -> ReceptionUnit | None:
    """The agency's own desk, else that of the agency above."""
    units = reception_units(agency, on)
    return units.filter(agency=agency).first() or units.first()


def told(draft: Draft, answers: Mapping[str, Any]) -> dict[str, str]:
    """Names for the review page and the printed form: {"agency", "procedure"}; at the desk a wish too."""
    at = timezone.now()
    goes = destination_of(draft, answers, day_of(at))
    names = {"agency": goes.agency.name, "procedure": goes.release.content["name"]}
    filing = filing_of(draft)
    if filing is None or not may_accept(filing, at):
        return names
    return {**names, "wish": ACCEPT, "wish_label": _("File and accept")}
