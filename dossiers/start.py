"""Beginning to file: may this procedure be filed here today, at which agency, and a draft of its form."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from accounts.models import Profile, User
from accounts.profiles import own_profile, profiles_of
from dossiers.destination import reception_unit_of
from dossiers.errors import CannotFile
from dossiers.models import PaperFiling
from dossiers.words import folded
from eforms.canonical import canonical
from eforms.drafts import start as start_draft
from eforms.fields.contract import Facts
from eforms.models import Draft, Submission
from eforms.prefilling.first_answers import begin
from eforms.versions.again import answers_again
from eforms.versions.carrying import Carried
from procedures.agencies import competent, former_names
from procedures.models import Agency, Release
from procedures.releases import begun, in_force

KIND = "dossier"
MANY = 40
MYSELF = "self"


def fileable(code: str, on: date) -> Release:
    """The release in force that can be filed online. Raises CannotFile, whose code and words say why not."""
    release = in_force(code, on)
    if release is None:
        raise _not_in_force(code, on)
    if release.content.get("online_level") == "info":
        raise CannotFile(
            _("This procedure cannot be filed online. See where and how to hand it in."), code="not_online"
        )
    if release.form_version_id is None:
        raise CannotFile(
            _("This procedure has no electronic form here yet. See where to hand it in."), code="no_form"
        )
    return release


def agencies(release: Release, on: date, text: str = "") -> list[Agency]:
    """Agencies that may decide, by name; `text` narrows them down, with or without accents.

    An agency is also found by the name of one it has succeeded (domain.md A104).
    """
    found = list(competent(release, on).select_related("parent", "place").order_by("name"))
    words = folded(text).split()
    former = former_names(on) if words else {}
    names = {agency.pk: [_named(agency), *former.get(agency.pk, [])] for agency in found}
    return [agency for agency in found if any(_holds(name, words) for name in names[agency.pk])]


def agency_of(release: Release, on: date, key: str) -> Agency:
    """The chosen agency, if it is competent. Raises CannotFile (no_agency)."""
    chosen: QuerySet[Agency] = competent(release, on)
    agency = chosen.filter(pk=key).first() if key.isdecimal() else None
    if agency is None:
        raise CannotFile(_("Choose the agency that will handle your dossier."), code="no_agency")
    return agency


def agency_by_code(release: Release, on: date, code: str) -> Agency:
    """As `agency_of`, by identifier code. Raises CannotFile (no_agency)."""
    agency = competent(release, on).filter(code=code).first()
    if agency is None:
        raise CannotFile(_("No competent agency has this code."), code="no_agency")
    return agency


def variant_id(release: Release, wanted: str) -> str:
    """The chosen variant, else the first; "" when the release has none. Raises CannotFile (no_variant)."""
    known = [one["id"] for one in variants(release)]
    if wanted and wanted not in known:
        raise CannotFile(_("This procedure has no such case."), code="no_variant")
    return wanted or next(iter(known), "")


def variant_name(release: Release, key: str) -> str:
    """What the case is called in the release; "" when it has no such case."""
    return next((str(one["name"]) for one in variants(release) if one["id"] == key), "")


def begin_filing(  # noqa: PLR0913  everything one chooses before the form
    release: Release,
    agency: Agency,
    *,
    variant: str = "",
    channel: str = "online",
    acting: str = "",
    user: User | None,
    at: datetime,
    earlier: Submission | None = None,
    desk: PaperFiling | None = None,
) -> tuple[Draft, str]:
    """A draft of the release's form, pinned to release and agency, and its secret.

    `acting`: for whom one files, as `acting_choices` names it. `earlier`: a filing whose answers are
    taken over as far as they fit; the draft says what to check. `desk`: an officer fills it from paper.
    Raises CannotFile (no_profile).
    """
    assert release.form_version is not None
    on = timezone.localdate(at)
    unit = desk.reception_unit if desk else reception_unit_of(agency, on)
    context = {
        "release": release.pk,
        "agency": agency.pk,
        "channel": channel,
        "variant": variant,
        "variant_name": variant_name(release, variant),
        "reception_unit": unit.pk if unit else None,
        "language": get_language() or "",
        **_acting(acting, user),
    }
    if desk:
        context["desk"] = {"officer": desk.officer_id, "way": desk.way}
    carried = Carried({}, {}, [])
    if earlier:
        carried = answers_again(earlier, release.form_version, Facts(on=on))
        context["again"] = True  # the page says where the answers came from
    draft, secret = start_draft(
        release.form_version,
        kind=KIND,
        context=context,
        title=release.content["name"],
        owner=user,
        at=at,
        answers=carried.answers,
        done=carried.done,
        to_check=carried.to_check,
    )
    begin(draft, at=at)
    return draft, secret


def acting_choices(release: Release, user: User | None) -> list[tuple[str, str]]:
    """For whom one may file: oneself, a profile of one's own, or a kind of applicant the form asks about.

    A single choice needs no question.
    """
    profiles = [(str(one.pk), f"{one.name} ({one.get_kind_display()})") for one in profiles_of(user)]
    kinds: list[tuple[str, str]] = []
    if release.form_version and '"_applicant"' in canonical(release.form_version.content):
        kinds = [(kind, str(label)) for kind, label in Profile.Kind.choices]
    return [(MYSELF, _("For myself")), *profiles, *kinds]


def _acting(acting: str, user: User | None) -> dict[str, Any]:
    """What the draft's context says of it: {"applicant": kind, "profile": id, "tax_code": as it is now}."""
    if acting in ("", MYSELF):
        return {}
    if acting in Profile.Kind.values:
        return {"applicant": acting}
    profile = own_profile(user, acting)
    if profile is None:
        raise CannotFile(_("There is no such profile."), code="no_profile")
    return {"applicant": profile.kind, "profile": profile.pk, "tax_code": profile.tax_code}


def variants(release: Release) -> list[dict[str, Any]]:
    """The variants one can choose from; a single one needs no choice."""
    return list(release.content.get("variants") or [])


def _holds(name: str, words: list[str]) -> bool:
    known = folded(name)
    return all(word in known for word in words)


def _named(agency: Agency) -> str:
    return f"{agency.name} {agency.parent.name if agency.parent else ''}"


def _not_in_force(code: str, on: date) -> CannotFile:
    known = begun(code, on).first()
    if known is None and not Release.objects.filter(code=code).exists():
        return CannotFile(_("There is no procedure with this code."), code="unknown")
    if known and known.effective_to and known.effective_to < on:
        return CannotFile(
            _("This procedure has been abolished or replaced and can no longer be filed."), code="ended"
        )
    return CannotFile(_("This procedure is not in force yet."), code="not_in_force")
