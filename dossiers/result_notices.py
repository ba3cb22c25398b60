"""The officer who handed a result in hears that it was not signed."""

from __future__ import annotations

from django.conf import settings
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from documents.models import IssuedDocument
from dossiers.models import DossierEvent
from dossiers.result_signing import submission_of
from effects.messages import notify


def tell_refused(
    event: DossierEvent, document: IssuedDocument, handed_in: DossierEvent | None = None
) -> None:
    """An e-mail with the reason to who handed it in; none where the account has gone."""
    dossier = event.dossier
    handed_in = handed_in or submission_of(dossier, document)
    to = handed_in.actor if handed_in else None
    if to is None or not to.is_active:
        return
    with translation.override(settings.LANGUAGE_CODE):
        said = {
            "code": dossier.shown_code,
            "signer": event.payload.get("signer", ""),
            "reason": event.payload.get("reason", ""),
            "address": settings.BASE_URL + reverse("dossiers:case", args=[dossier.pk]),
        }
        notify(
            to=to.email,
            subject=_("Dossier %(code)s: the result was not signed") % said,
            body=_("%(signer)s did not sign the result:\n\n%(reason)s\n\n%(address)s\n") % said,
            key=f"result-not-signed:{event.pk}",
        )
