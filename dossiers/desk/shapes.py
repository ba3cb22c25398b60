"""What the desk's own API sends and takes: many dossiers at once, views, absences, rules of assignment."""

from __future__ import annotations

from typing import Any

from rest_framework import serializers

from accounts.models import User
from dossiers.bulk import BULK, MOST
from dossiers.models import AssignmentRule, SavedView
from dossiers.saved_views import address
from dossiers.shapes import ActShape


class TickShape(serializers.Serializer[Any]):
    """A dossier; seen: `last_sequence` as you know it, when somebody was faster it is refused."""

    id = serializers.UUIDField()
    seen = serializers.IntegerField(required=False, allow_null=True, default=None)


class BulkShape(ActShape):
    """One action for up to 100 dossiers and what comes with it, the same for all."""

    action = serializers.ChoiceField(sorted(BULK))
    dossiers = TickShape(many=True, min_length=1, max_length=MOST)  # type: ignore[call-arg]

    # What is of one dossier only is not said for many.
    seen = files = result = message = time_limit = pause = until = step = to = checked = None  # type: ignore[assignment]


class OutcomeShape(serializers.Serializer[Any]):
    """code, why: of the refusal; "" when it was done."""

    id = serializers.UUIDField()
    code = serializers.CharField(allow_blank=True)
    why = serializers.CharField(allow_blank=True)


class BulkDoneShape(serializers.Serializer[Any]):
    done = serializers.IntegerField()
    refused = serializers.IntegerField()
    outcomes = OutcomeShape(many=True)


class ViewShape(serializers.Serializer[Any]):
    """Filters under a name: status, light, agency, procedure, step, role, mine, waiting ("on").

    shared_with: code of the agency whose officers see it too. address: the inbox with these filters.
    """

    id = serializers.IntegerField(read_only=True)
    name = serializers.CharField(max_length=80)
    filters = serializers.DictField(child=serializers.CharField(max_length=100, allow_blank=True))
    opens_first = serializers.BooleanField(default=False)
    shared_with = serializers.CharField(default="", allow_blank=True, max_length=32)
    own = serializers.SerializerMethodField()
    address = serializers.SerializerMethodField()

    def get_own(self, view: SavedView) -> bool:
        return view.owner_id == self.context["request"].user.pk

    def get_address(self, view: SavedView) -> str:
        return address(view)


class OfficerShape(serializers.Serializer[User]):
    id = serializers.IntegerField()
    name = serializers.CharField(source="full_name")


class AbsenceShape(serializers.Serializer[Any]):
    """Who is away from one day to another, both included, and who stands in."""

    id = serializers.IntegerField()
    agency = serializers.CharField(source="agency_code")
    absent = OfficerShape()
    delegate = OfficerShape()
    first = serializers.DateField()
    last = serializers.DateField()
    roles = serializers.ListField(child=serializers.CharField())


class EnterAbsenceShape(serializers.Serializer[Any]):
    """absent, to: ids of officers; without `absent` it is oneself."""

    agency = serializers.CharField(max_length=32)
    absent = serializers.PrimaryKeyRelatedField(queryset=User.objects.all(), required=False)
    to = serializers.PrimaryKeyRelatedField(queryset=User.objects.all())
    first = serializers.DateField()
    last = serializers.DateField()


class RuleShape(serializers.Serializer[Any]):
    """For a procedure (code), else a field (name), else all others. officer: id, only for way "officer"."""

    id = serializers.IntegerField(read_only=True)
    agency = serializers.CharField(source="agency_code", max_length=32)
    procedure = serializers.CharField(source="procedure_code", default="", allow_blank=True, max_length=40)
    field = serializers.CharField(default="", allow_blank=True, max_length=200)
    way = serializers.ChoiceField(AssignmentRule.Way.choices)
    officer = serializers.PrimaryKeyRelatedField(
        queryset=User.objects.filter(is_active=True), required=False, allow_null=True
    )
