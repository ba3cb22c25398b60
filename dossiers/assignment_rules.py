"""An agency's rules of assignment: which one is meant for a dossier, and whom it names.

The rule for the procedure comes before the one for its field, that before the one for all others.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db.models import Count, Q, QuerySet
from django.utils.translation import gettext as _

from accounts.delegating import away
from accounts.models import User
from accounts.permissions import may
from dossiers.errors import RULE_REASONS, ActionRefused
from dossiers.models import AssignmentRule, Dossier, DossierEvent
from dossiers.statuses import TERMINAL
from effects.outbox import send

if TYPE_CHECKING:
    from dossiers.guards import Command

MANAGE = "assignment.manage"
Way = AssignmentRule.Way


def promise(command: Command, event: DossierEvent) -> None:
    """After acceptance, where the agency has a rule for it."""
    if rule_for(command.dossier):
        key = f"assign_by_rule:{event.pk}"
        send("assign_by_rule", key=key, dossier=str(event.dossier_id), event=event.pk)


def rule_for(dossier: Dossier, *, hold: bool = False) -> AssignmentRule | None:
    """The most specific rule; `hold`: until the caller's transaction ends, so that turns are not mixed up."""
    field = str(dossier.release.content.get("field") or "")
    meant = Q(procedure_code=dossier.procedure_code) | Q(procedure_code="", field__in={field, ""})
    found = AssignmentRule.objects.filter(meant, agency_code=dossier.agency_code)
    rules = list(found.select_for_update(no_key=True) if hold else found)
    return max(rules, key=lambda rule: (rule.procedure_code, rule.field), default=None)


def choose(dossier: Dossier, candidates: QuerySet[User], at: datetime) -> dict[str, Any]:
    """{"assignee", "assignee_name", "rule": {"way", "procedure", "field"}}. Raises ActionRefused (no_rule).

    `candidates`: who may take the dossier in their own right. The absent are passed by.
    """
    rule = rule_for(dossier, hold=True)
    there = candidates.exclude(pk__in=away(dossier.agency_code, at))
    chosen = _named(rule, list(there.order_by("pk"))) if rule else None
    if rule is None or chosen is None:
        raise ActionRefused("no_rule")
    rule.last = chosen
    rule.save(update_fields=["last"])
    said = {"way": rule.way, "procedure": rule.procedure_code, "field": rule.field}
    return {"assignee": chosen.pk, "assignee_name": chosen.full_name, "rule": said}


def _named(rule: AssignmentRule, there: Sequence[User]) -> User | None:
    if rule.way == Way.OFFICER:
        return next((user for user in there if user.pk == rule.officer_id), None)
    if rule.way == Way.LOAD:
        load = _load(there)
        return min(there, key=lambda user: (load.get(user.pk, 0), user.pk), default=None)
    after = [user for user in there if user.pk > (rule.last_id or 0)]
    return next(iter([*after, *there]), None)


def _load(officers: Sequence[User]) -> dict[int | None, int]:
    """{officer: open dossiers}; one query by the index of assignees."""
    open_ones = Dossier.objects.filter(assignee__in=officers).exclude(status__in=TERMINAL)
    return dict(open_ones.order_by().values_list("assignee").annotate(count=Count("pk")))


def words(rule: Mapping[str, str]) -> str:
    """A rule as people say it: "in turn (1.001193)"."""
    way = str(Way(rule["way"]).label)
    about = rule.get("procedure") or rule.get("field")
    return f"{way} ({about})" if about else way


# -- laid down by the agency's dispatchers and by administrators ----------------------------------------


def rules_of(agency_code: str) -> QuerySet[AssignmentRule]:
    return AssignmentRule.objects.filter(agency_code=agency_code).select_related("officer", "last")


def lay_down(
    agency_code: str,
    way: str,
    *,
    procedure_code: str = "",
    field: str = "",
    officer: User | None = None,
    by: User,
    at: datetime,
) -> AssignmentRule:
    """A new rule, in place of an earlier one for the same procedure or field.

    Raises PermissionDenied, ValidationError (officer_missing, one_of_both).
    """
    if not (agency_code and may(by, MANAGE, agency_code=agency_code, at=at)):
        raise PermissionDenied
    if procedure_code and field:
        raise _refused("field", "one_of_both")
    if way == Way.OFFICER and officer is None:
        raise _refused("officer", "rule_officer_missing")
    said = {"way": way, "officer": officer if way == Way.OFFICER else None}
    rule, _created = AssignmentRule.objects.update_or_create(
        agency_code=agency_code, procedure_code=procedure_code, field=field, defaults=said
    )
    return rule


def drop(rule: AssignmentRule, *, by: User, at: datetime) -> None:
    """Raises PermissionDenied."""
    if not may(by, MANAGE, agency_code=rule.agency_code, at=at):
        raise PermissionDenied
    rule.delete()


def _refused(field: str, code: str) -> ValidationError:
    return ValidationError({field: ValidationError(str(RULE_REASONS[code]), code=code)})


def label(rule: AssignmentRule) -> str:
    """What it is for, as its list says it."""
    return rule.procedure_code or rule.field or _("All other dossiers")
