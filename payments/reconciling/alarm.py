"""Who hears that books and report do not agree: accountants of the agencies, else operators."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import datetime

from django.conf import settings
from django.db.models import Q
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from accounts.models import RoleAssignment, RolePermission, User
from accounts.permissions import COUNTS, day_of, may
from effects.messages import notify
from payments.models import Reconciliation, ReconciliationRow
from payments.providers.registry import way_of
from payments.reach import RECONCILE

OPERATE = "effects.manage"


def tell_of_day(made: Reconciliation, *, at: datetime) -> int:
    """An e-mail to whoever reconciles for an agency with a row that does not match; how many were told."""
    rows = made.rows.exclude(outcome=ReconciliationRow.Outcome.MATCHED).filter(resolved_at=None)
    places = set(rows.values_list("agency_code", flat=True))
    if not places:
        return 0
    with translation.override(settings.LANGUAGE_CODE):
        words = {
            "day": f"{made.day:%d/%m/%Y}",
            "way": way_of(made.account.provider).label,
            "agency": made.account.agency_code or _("all agencies"),
        }
        lines = [
            _("%(way)s, %(agency)s: the books of %(day)s and the provider's report do not agree.") % words,
            _("Missing here: %(here)s. Missing there: %(there)s. Amount differs: %(amount)s.")
            % {"here": made.missing_here, "there": made.missing_there, "amount": made.amount_differs},
            f"{settings.BASE_URL}{reverse('payments:reconciliation', args=[made.pk])}",
        ]
        subject = _("Reconciliation of %(day)s: something does not match") % words
        return _tell(places, subject, lines, key=f"reconciliation:{made.pk}", at=at)


def tell_of_faults(faults: Collection[str], *, key: str, at: datetime) -> int:
    """Operators and whoever reconciles for all agencies hear that the books have faults."""
    with translation.override(settings.LANGUAGE_CODE):
        lines = [
            _("The daily check of the books found faults: %(count)s.") % {"count": len(faults)},
            _("What to do: run manage.py check_books and see docs/payments.md."),
        ]
        return _tell([""], _("The books have faults"), lines, key=key, at=at)


def _tell(places: Iterable[str], subject: str, lines: Iterable[str], *, key: str, at: datetime) -> int:
    """Where nobody reconciles, who operates the portal is told: an alarm nobody hears is none."""
    people = {one.pk: one for place in places for one in holders(RECONCILE, place, at)}
    people = people or {one.pk: one for one in holders(OPERATE, "", at)}
    for one in people.values():
        notify(to=one.email, subject=subject, body="\n".join(lines) + "\n", key=f"{key}:{one.pk}")
    return len(people)


def holders(action: str, agency_code: str, at: datetime) -> list[User]:
    """Everybody who may do the action at that agency."""
    day = day_of(at)
    roles = RolePermission.objects.filter(action=action).values("role_id")
    held = RoleAssignment.objects.filter(
        COUNTS,
        Q(valid_to__isnull=True) | Q(valid_to__gte=day),
        role__in=roles,
        valid_from__lte=day,
        user__is_active=True,
    ).select_related("user")
    people = {one.user_id: one.user for one in held}
    return [one for one in people.values() if may(one, action, agency_code=agency_code, at=at)]
