"""What the applicant is told by e-mail, in the language the dossier was filed in: name, code, where to look.

Reasons, papers and answers are never in a message: they are read on the tracking page.
"""

from __future__ import annotations

from django.conf import settings
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from dossiers import stepping, tracking_secret
from dossiers.models import Dossier, DossierEvent
from effects.mail import notify
from effects.models import Message

SUBJECTS: dict[str, str | Promise] = {
    "submit": _("We have received your dossier %(code)s"),
    "accept": _("Dossier %(code)s has been accepted"),
    "refuse": _("Dossier %(code)s was not accepted"),
    "ask_supplement": _("Dossier %(code)s: we need something more from you"),
    "supplement": _("Dossier %(code)s: your answer has arrived"),
    "ask_payment": _("Dossier %(code)s: please pay"),
    "pay": _("Dossier %(code)s: payment received"),
    "complete_step": _("Dossier %(code)s: next step"),
    "correct": _("Dossier %(code)s: a slip was corrected"),
    "pause": _("Dossier %(code)s: the time is stopped"),
    "resume": _("Dossier %(code)s: the time runs again"),
    "extend": _("Dossier %(code)s: the term was extended"),
    "apologise": _("Dossier %(code)s: apology and a new day"),
    "recount": _("Dossier %(code)s: the day of the result has changed"),
    "ask_withdrawal": _("Dossier %(code)s: withdrawal asked"),
    "recall_withdrawal": _("Dossier %(code)s will be processed further"),
    "deny_withdrawal": _("Dossier %(code)s cannot be withdrawn"),
    "grant_withdrawal": _("Dossier %(code)s has been withdrawn"),
    "stop": _("Processing of dossier %(code)s has been stopped"),
    "finish": _("The result of dossier %(code)s is ready"),
    "return_for_correction": _("Dossier %(code)s: the result is being corrected"),
    "hand_result": _("The result of dossier %(code)s has been handed over"),
}


def tell_step(event: DossierEvent) -> Message | None:
    """The message about the steps that began with an event, where the process says so."""
    process = stepping.process_of_dossier(event.dossier)
    begun = event.dossier.steps.filter(entered_at=event.at)
    told = [row.name for row in begun if (step := process.step(row.step)) and step.tell]
    return tell(event, steps=", ".join(told)) if told else None


def tell(event: DossierEvent, **more: str) -> Message | None:
    """Queue the message about an event; None when nobody left an address or nothing is said about it."""
    dossier = event.dossier
    if not dossier.applicant_email or event.action not in SUBJECTS:
        return None
    first = event.action == "submit"
    with translation.override(_language(dossier)):
        facts = {
            **more,
            "event": event,
            "dossier": dossier,
            "code": event.payload.get("code") or dossier.shown_code,
            "address": settings.BASE_URL + _page(dossier),
            "secret": tracking_secret.still_shown(dossier.pk, dossier.secret_hash) if first else "",
        }
        return notify(
            to=dossier.applicant_email,
            subject=SUBJECTS[event.action] % {"code": facts["code"]},
            body=render_to_string(f"dossiers/notices/{event.action}.txt", facts).strip() + "\n",
            key=f"dossier-event:{event.pk}",
            confidential=first,
        )


def _language(dossier: Dossier) -> str:
    first = dossier.events.first()
    return str(first.payload.get("language") or settings.LANGUAGE_CODE) if first else settings.LANGUAGE_CODE


def _page(dossier: Dossier) -> str:
    """An account goes straight to its dossier; without one the look-up page asks for the secret."""
    if dossier.applicant_id:
        return reverse("dossiers:tracking", args=[dossier.pk])
    return f"{reverse('dossiers:look_up')}?ma={dossier.shown_code}"
