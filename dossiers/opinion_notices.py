"""What officers are told by e-mail of opinions: that there is a question or an answer, and where it is."""

from __future__ import annotations

from django.conf import settings
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from accounts.models import User
from dossiers.models import DossierEvent
from effects.messages import notify
from effects.models import Message


def tell_colleague(event: DossierEvent) -> Message | None:
    """The question to the one asked, the answer to the asker; None where the account has gone since."""
    number = event.payload.get("opinion", event.sequence)
    opinion = event.dossier.opinions.select_related("asked", "asker").get(number=number)
    answered = event.action == "give_opinion"
    to: User = opinion.asker if answered else opinion.asked
    if not to.is_active:
        return None
    with translation.override(settings.LANGUAGE_CODE):
        subject = _("Dossier %(code)s: an answer to your question") if answered else _(
            "Dossier %(code)s: your opinion is asked"
        )  # fmt: skip
        page = ("dossiers:case", event.dossier_id) if answered else ("dossiers:opinion", opinion.pk)
        facts = {
            "opinion": opinion,
            "dossier": event.dossier,
            "answered": answered,
            "to": to,
            "address": settings.BASE_URL + reverse(page[0], args=[page[1]]),
        }
        return notify(
            to=to.email,
            subject=subject % {"code": event.dossier.shown_code},
            body=render_to_string("dossiers/notices/opinion.txt", facts).strip() + "\n",
            key=f"dossier-opinion:{event.pk}",
        )
