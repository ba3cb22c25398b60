"""What the desk's own API sends and takes: many dossiers at once."""

from __future__ import annotations

from typing import Any

from rest_framework import serializers

from dossiers.bulk import BULK, MOST
from dossiers.shapes import ActShape


class TickShape(serializers.Serializer[Any]):
    """A dossier; seen: `last_sequence` as you know it, when somebody was faster it is refused."""

    id = serializers.UUIDField()
    seen = serializers.IntegerField(required=False, allow_null=True, default=None)


class BulkShape(ActShape):
    """One action for up to 100 dossiers and what comes with it, the same for all."""

    action = serializers.ChoiceField(sorted(BULK))
    dossiers = TickShape(many=True, min_length=1, max_length=MOST)

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
