"""Who speaks for an organisation, since when, why: confirmed by an officer who saw a paper, or authorised by
a legal representative. `represents` is the one question; what is ended ends at once.

An authorisation is the organisation's: it outlives the representative who gave it.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import Q, QuerySet
from django.http import Http404

from accounts.access_log import record
from accounts.errors import CannotRepresent, TooManyProfiles
from accounts.models import Organization, Profile, Representation, User
from accounts.permissions import day_of, may
from accounts.profiles import profiles_of, save_profile
from accounts.representing_news import tell
from accounts.tax_codes import read_tax_code

CONFIRM = "organization.confirm"
LOOK = "organization.view"
MOST_YEARS = 5
Basis = Representation.Basis

Beginning = Callable[[Representation, datetime], None]
BEGINNINGS: dict[str, Beginning] = {}


@dataclass(frozen=True)
class Proof:
    """The paper that proves it: what it is ("Giấy chứng nhận đăng ký doanh nghiệp"), its number and day."""

    paper: str
    number: str = ""
    day: date | None = None


def register_beginning(name: str, beginning: Beginning) -> None:
    """Do something when somebody begins to represent, in the same transaction; from AppConfig.ready()."""
    BEGINNINGS[name] = beginning


# -- who represents whom


def _runs(at: datetime) -> Q:
    day = day_of(at)
    return Q(
        Q(valid_to=None) | Q(valid_to__gte=day),
        Q(ended_at=None) | Q(ended_at__gt=at),
        valid_from__lte=day,
        given_at__lte=at,
    )


def running(at: datetime) -> QuerySet[Representation]:
    """The representations that count at that moment, of people who may sign in."""
    return Representation.objects.filter(_runs(at), user__is_active=True).select_related(
        "organization", "user"
    )


def represents(user: Any, organization: Organization, at: datetime) -> bool:
    """Whether this person speaks for the organisation at that moment; never for a stranger."""
    return running(at).filter(user=user.pk, organization=organization).exists() if user.pk else False


def leads(user: Any, organization: Organization, at: datetime) -> bool:
    """Whether as its legal representative, who may authorise others."""
    return running(at).filter(user=user.pk, organization=organization, basis=Basis.LEGAL).exists()


def represented_since(user: User, organization: Organization, since: datetime, at: datetime) -> bool:
    """Whether this person spoke for it at some moment between the two; once true, it stays true."""
    return Representation.objects.filter(
        Q(valid_to=None) | Q(valid_to__gte=day_of(since)),
        Q(ended_at=None) | Q(ended_at__gt=since),
        user=user,
        organization=organization,
        valid_from__lte=day_of(at),
        given_at__lte=at,
    ).exists()


def organizations_of(user: Any, at: datetime) -> list[Organization]:
    """Those this person represents at that moment, by name; [] for a stranger."""
    if not isinstance(user, User):
        return []
    ids = running(at).filter(user=user).values("organization")
    return list(Organization.objects.filter(pk__in=ids))


def own_organization(user: Any, key: Any, at: datetime) -> Organization:
    """One of them by id. Raises Http404 for any other, as if it did not exist."""
    for one in organizations_of(user, at):
        if str(one.pk) == str(key):
            return one
    raise Http404


def representatives(organization: Organization, at: datetime) -> list[User]:
    """Who speaks for it at that moment, each once."""
    return list(User.objects.filter(pk__in=running(at).filter(organization=organization).values("user")))


def history(organization: Organization) -> QuerySet[Representation]:
    """Everybody who ever did, newest first."""
    return organization.representations.select_related("user", "given_by", "ended_by")


def account_of(email: str, personal_number: str) -> User | None:
    """The account with this e-mail address, which its holder proved, and this personal number: both."""
    if not email or not personal_number:
        return None
    found = User.objects.filter(personal_number=personal_number, is_active=True)
    return found.filter(emailaddress__email__iexact=email, emailaddress__verified=True).first()


# -- beginning


@transaction.atomic
def confirm(  # noqa: PLR0913  what an officer reads off the papers
    *,
    email: str,
    personal_number: str,
    tax_code: str,
    name: str,
    basis: str,
    proof: Proof,
    valid_from: date,
    valid_to: date | None,
    by: User,
    agency_code: str,
    at: datetime,
) -> Representation:
    """An officer saw the papers of the person and of the organisation, which is named as they say.

    Raises PermissionDenied, CannotRepresent (its codes: errors.REPRESENT), ValidationError (of the tax code).
    """
    if not may(by, CONFIRM, agency_code=agency_code, at=at):
        raise PermissionDenied
    code = read_tax_code(tax_code)
    user = account_of(email, personal_number)
    if user is None:
        raise CannotRepresent("no_account")
    if user == by:
        raise CannotRepresent("oneself")
    organization, _new = Organization.objects.get_or_create(tax_code=code, defaults={"name": name})
    if organization.name != name:
        organization.name = name
        organization.save(update_fields=["name"])
    given = {"basis": basis, "valid_from": valid_from, "valid_to": valid_to, "agency_code": agency_code}
    return _begin(organization, user, proof, given, by=by, at=at)


@transaction.atomic
def authorise(  # noqa: PLR0913  whom, by which paper, how long
    organization: Organization,
    *,
    email: str,
    personal_number: str,
    proof: Proof,
    valid_from: date,
    valid_to: date | None,
    by: User,
    at: datetime,
) -> Representation:
    """A legal representative lets another account speak for the organisation. Raises as `confirm`.

    Whether an account exists is told only to who knows its e-mail address and personal number.
    """
    if not leads(by, organization, at):
        raise PermissionDenied
    user = account_of(email, personal_number)
    if user is None:
        _log(by, organization, "authorise: no account", at)
        raise CannotRepresent("no_account")
    given = {"basis": Basis.AUTHORISED, "valid_from": valid_from, "valid_to": valid_to}
    return _begin(organization, user, proof, given, by=by, at=at)


def _begin(
    organization: Organization,
    user: User,
    proof: Proof,
    given: Mapping[str, Any],
    *,
    by: User,
    at: datetime,
) -> Representation:
    first, last = given["valid_from"], given["valid_to"]
    _check_days(given["basis"], first, last, day_of(at))
    Organization.objects.select_for_update(no_key=True).get(pk=organization.pk)  # one beginning at a time
    others = organization.representations.filter(
        Q(valid_to=None) | Q(valid_to__gte=first), user=user, ended_at=None
    )
    if (others.filter(valid_from__lte=last) if last else others).exists():
        raise CannotRepresent("already")
    made = Representation.objects.create(
        organization=organization,
        user=user,
        paper=proof.paper,
        paper_number=proof.number,
        paper_day=proof.day,
        given_by=by,
        given_at=at,
        **given,
    )
    _offer(user, organization, at)
    for beginning in BEGINNINGS.values():
        beginning(made, at)
    _log(by, organization, f"user:{user.pk}, {made.basis}, {first} – {last or ''}", at, made.agency_code)
    tell(made, at)
    return made


def _offer(user: User, organization: Organization, at: datetime) -> None:
    """As one of the profiles they may file for; what they wrote themselves stays."""
    if profiles_of(user).filter(tax_code=organization.tax_code).exists():
        return
    facts = {"name": organization.name, "tax_code": organization.tax_code}
    with suppress(TooManyProfiles):
        save_profile(None, owner=user, kind=Profile.Kind.ORGANIZATION, facts=facts, at=at)


def _check_days(basis: str, first: date, last: date | None, today: date) -> None:
    if first < today:
        raise CannotRepresent("days_past")
    if last and last < first:
        raise CannotRepresent("days_order")
    if basis != Basis.AUTHORISED:
        return
    if last is None:
        raise CannotRepresent("last_day")
    if last.toordinal() - first.toordinal() > MOST_YEARS * 366:
        raise CannotRepresent("too_long", most=MOST_YEARS)


# -- ending


def endable(organization: Organization, by: User, at: datetime) -> set[int]:
    """Ids of those this person may end: one's own; as a legal representative those of authorised people.

    An officer asks `end_at_desk`.
    """
    whose = Q(user=by)
    if leads(by, organization, at):
        whose |= Q(basis=Basis.AUTHORISED)
    still = Q(valid_to=None) | Q(valid_to__gte=day_of(at))
    found = organization.representations.filter(whose, still, ended_at=None)
    return set(found.values_list("pk", flat=True))


def end(one: Representation, *, by: User, at: datetime, reason: str = "") -> None:
    """From now on they do not speak for it. It is logged. Raises PermissionDenied."""
    if one.pk not in endable(one.organization, by, at):
        raise PermissionDenied
    _end(one, by=by, at=at, reason=reason)


def end_at_desk(one: Representation, *, by: User, agency_code: str, at: datetime, reason: str) -> None:
    """An officer learnt that it is over. Raises PermissionDenied, CannotRepresent (reason)."""
    if not may(by, CONFIRM, agency_code=agency_code, at=at) or by.pk == one.user_id:
        raise PermissionDenied
    if len(reason.split()) < 2:
        raise CannotRepresent("reason")
    _end(one, by=by, at=at, reason=reason, agency_code=agency_code)


@transaction.atomic
def _end(one: Representation, *, by: User, at: datetime, reason: str, agency_code: str = "") -> None:
    now = Representation.objects.select_for_update(no_key=True).get(pk=one.pk)
    if now.ended_at:
        return
    now.ended_at, now.ended_by, now.end_reason = at, by, " ".join(reason.split())[:200]
    now.save(update_fields=["ended_at", "ended_by", "end_reason"])
    _log(by, now.organization, f"user:{now.user_id}, ended", at, agency_code)
    tell(now, at)


def note_look(officer: User, organization: Organization, agency_code: str, at: datetime) -> None:
    """An officer opened the list of who represents it: written down."""
    record(user_id=officer.pk, action=LOOK, subject=subject_of(organization), agency=agency_code, at=at)


def subject_of(organization: Organization) -> str:
    """As the access log names it."""
    return f"organization:{organization.pk}"


def _log(by: User, organization: Organization, what: str, at: datetime, agency_code: str = "") -> None:
    record(
        user_id=by.pk,
        action=CONFIRM,
        subject=subject_of(organization),
        agency=agency_code,
        purpose=what,
        at=at,
    )
