"""What happens after commit: the papers and the notices. Both are idempotent by the event's id."""

from __future__ import annotations

from datetime import timedelta

from django.utils import timezone

from dossiers import notices, opinion_notices, recounting, slips
from dossiers.models import DossierEvent
from effects.handlers import handler


@handler("issue_slip")
def issue_slip(*, key: str, dossier: str, event: int) -> None:
    """The paper of the event's action (slips/table.py)."""
    slips.issue_slip(DossierEvent.objects.get(pk=event, dossier_id=dossier))


@handler("tell_applicant")
def tell_applicant(*, key: str, dossier: str, event: int) -> None:
    """The e-mail about an event."""
    notices.tell(DossierEvent.objects.select_related("dossier__agency").get(pk=event, dossier_id=dossier))


@handler("tell_step")
def tell_step(*, key: str, dossier: str, event: int) -> None:
    """The e-mail about steps that began, where the process says so."""
    found = DossierEvent.objects.select_related("dossier__agency", "dossier__release")
    notices.tell_step(found.get(pk=event, dossier_id=dossier))


@handler("tell_colleague")
def tell_colleague(*, key: str, dossier: str, event: int) -> None:
    """The e-mail to the officer whose opinion is asked, or to the one who asked."""
    found = DossierEvent.objects.select_related("dossier")
    opinion_notices.tell_colleague(found.get(pk=event, dossier_id=dossier))


@handler("calendar_changed", lease=timedelta(minutes=15))
def calendar_changed(*, key: str, calendar: int, version: int) -> None:
    """A recount of every open dossier, each an effect of its own."""
    recounting.spread(calendar, version)


@handler("recount_dossier", priority=-10)
def recount_dossier(*, key: str, dossier: str, calendar: int, version: int) -> None:
    """The dates of one dossier by the changed calendar."""
    recounting.recount(dossier, calendar, version, at=timezone.now())
