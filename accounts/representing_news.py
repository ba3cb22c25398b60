"""What people hear when they begin or cease to speak for an organisation."""

from __future__ import annotations

from datetime import datetime

from django.conf import settings
from django.urls import reverse
from django.utils import translation
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from accounts.models import Representation
from effects.messages import notify


def tell(one: Representation, at: datetime) -> None:
    """One message to the person, in the caller's transaction; at: of what happened."""
    if not one.user.is_active or not one.user.email:
        return
    with translation.override(settings.LANGUAGE_CODE):
        said = {
            "name": one.user.full_name,
            "organization": one.organization.name,
            "since": date_format(one.valid_from, "d/m/Y"),
            "address": settings.BASE_URL + reverse("accounts:organizations"),
        }
        begins, ends = (
            _(
                "Dear %(name)s,\n\nFrom %(since)s you represent %(organization)s here: you see the papers of "
                "its store and file for it. If this is wrong, end it here:\n\n%(address)s\n"
            ),
            _("Dear %(name)s,\n\nYou no longer represent %(organization)s here.\n"),
        )
        notify(
            to=one.user.email,
            subject=_("Representing an organisation"),
            body=(ends if one.ended_at else begins) % said,
            key=f"representing:{one.pk}:{'ended' if one.ended_at else 'begun'}",
        )
