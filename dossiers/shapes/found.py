"""What programs get of dossiers they looked for."""

from __future__ import annotations

from django.utils import timezone
from rest_framework import serializers

from dossiers.finding import known_by
from dossiers.models import Dossier
from dossiers.shapes.shown import DeskSummary


class DeskFound(DeskSummary):
    """A row with what tells namesakes apart. number, phone: their last three digits, by permission."""

    number = serializers.SerializerMethodField()
    phone = serializers.SerializerMethodField()

    def get_number(self, dossier: Dossier) -> str:
        return self._known(dossier)["number"]

    def get_phone(self, dossier: Dossier) -> str:
        return self._known(dossier)["phone"]

    def _known(self, dossier: Dossier) -> dict[str, str]:
        return known_by(self.context["request"].user, dossier, timezone.now())
