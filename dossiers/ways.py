"""How papers come to a reception unit; statistics and the national system know three ways only."""

from __future__ import annotations

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from procedures.choices import Channel


class Way(TextChoices):
    """An officer who fetches papers at somebody's home takes them in person."""

    DIRECT = "direct", _("Brought to the counter")
    POST = "post", _("Came by post")
    HOME = "home", _("Taken in at the applicant's home")

    @property
    def channel(self) -> Channel:
        return Channel.POST if self == Way.POST else Channel.IN_PERSON
