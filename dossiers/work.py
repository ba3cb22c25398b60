"""What happens after commit: the papers and the notices. Both are idempotent by the event's id."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from django.db.models import QuerySet
from django.utils import timezone

from dossiers import (
    by_rule,
    digitising,
    following,
    kept,
    opinion_notices,
    recounting,
    result_placing,
    slips,
)
from dossiers.models import Dossier, DossierEvent
from dossiers.notices import telling
from dossiers.roots import writing
from dossiers.watch import digests
from dossiers.watch import duty as duty_of_watch
from effects.duties import duty
from effects.handlers import handler


@handler("issue_slip")
def issue_slip(*, key: str, dossier: str, event: int) -> None:
    """The paper of the event's action (slips/table.py)."""
    slips.issue_slip(DossierEvent.objects.get(pk=event, dossier_id=dossier))


@handler("tell_applicant")
def tell_applicant(*, key: str, dossier: str, event: int) -> None:
    """The messages about an event."""
    telling.tell(_with_people().get(pk=event, dossier_id=dossier))


@handler("tell_step")
def tell_step(*, key: str, dossier: str, event: int) -> None:
    """The messages about steps that began, where the process says so."""
    telling.tell_step(_with_people().select_related("dossier__release").get(pk=event, dossier_id=dossier))


def _with_people() -> QuerySet[DossierEvent]:
    return DossierEvent.objects.select_related(
        "dossier__agency", "dossier__applicant", "dossier__reception_unit"
    )


@handler("keep_papers")
def keep_papers(*, key: str, dossier: str, event: int | None = None) -> None:
    """What belongs into the applicant's store by now."""
    kept.keep_of(Dossier.objects.select_related("submission__version").get(pk=dossier), timezone.now())


@handler(digitising.EFFECT)
def digitise_papers(*, key: str, filing: str, session: str) -> None:
    """Scans of a filing from paper become documents that its officer's key signs."""
    digitising.digitise(filing, session, timezone.now())


@handler("assign_by_rule")
def assign_by_rule(*, key: str, dossier: str, event: int) -> None:
    """The officer whom the agency's rule names takes the dossier."""
    by_rule.carry_out(dossier, key=key, at=timezone.now())


@handler("tell_colleague")
def tell_colleague(*, key: str, dossier: str, event: int) -> None:
    """The e-mail to the officer whose opinion is asked, or to the one who asked."""
    found = DossierEvent.objects.select_related("dossier")
    opinion_notices.tell_colleague(found.get(pk=event, dossier_id=dossier))


@handler("calendar_changed", lease=timedelta(minutes=15))
def calendar_changed(*, key: str, calendar: int, version: int) -> None:
    """A recount of every open dossier."""
    recounting.spread(calendar, version)


@handler("agency_calendar_changed", lease=timedelta(minutes=15))
def agency_calendar_changed(*, key: str, agency: int) -> None:
    """A recount of the open dossiers of an agency that counts by another calendar now, and of those below."""
    recounting.spread_below(agency, key)


@handler("recount_dossiers", priority=-10)
def recount_dossiers(*, key: str, dossiers: list[str], calendar: int, version: int) -> None:
    """The dates of many dossiers by the changed calendar."""
    recounting.recount_many(dossiers, calendar, version, at=timezone.now())


@handler("recount_dossier", priority=-10)
def recount_dossier(*, key: str, dossier: str, calendar: int, version: int) -> None:
    """The dates of one dossier, which could not be counted with the others."""
    found = Dossier.objects.select_related("release", "agency").get(pk=dossier)
    recounting.recount(found, calendar, version, at=timezone.now())


@handler("officer_digest")
def officer_digest(*, key: str, officer: int, hour: str) -> None:
    """What an hour brought an officer, in one message."""
    digests.digest(officer, datetime.fromisoformat(hour), key=key)


@handler("tell_follower")
def tell_follower(*, key: str, dossier: str, event: int) -> None:
    """The invitation to somebody who may follow a dossier."""
    following.invite(DossierEvent.objects.select_related("dossier").get(pk=event, dossier_id=dossier))


@handler("write_daily_roots", atomic=False, lease=timedelta(hours=2))
def write_daily_roots(*, key: str, until: str) -> None:
    """The roots of the days that are over: a transaction each, however many were missed."""
    writing.write_until(date.fromisoformat(until), at=timezone.now())


duty("watch", every=timedelta(minutes=1))(duty_of_watch.keep_watch)
duty("daily_roots", every=timedelta(minutes=10))(writing.promise)
duty("forget_results_to_place", every=timedelta(hours=1))(result_placing.forget_old)
