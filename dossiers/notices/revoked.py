"""Telling the applicant that a document they were given no longer counts: where to see it, not why."""

from __future__ import annotations

from datetime import datetime

from django.utils import translation
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from accounts.channels import Way, ways_to
from documents.codes import verify_address
from documents.models import IssuedDocument
from dossiers.models import Dossier
from dossiers.notices.telling import language_of, subject_of
from effects.channels import Channel
from effects.messages import queue
from effects.models import Message


def told_of_revocation(document: IssuedDocument, at: datetime) -> None:
    """Queue the messages, in the transaction that takes the document out of force."""
    dossier = Dossier.objects.get(pk=document.subject_id)
    given = {"email": dossier.applicant_email, "phone": dossier.applicant_phone}
    with translation.override(language_of(dossier)):
        for way in ways_to(dossier.applicant, "dossier", **given):
            queue(_message(document, dossier, way, at))


def _message(document: IssuedDocument, dossier: Dossier, way: Way, at: datetime) -> Message:
    replaced = document.state == IssuedDocument.State.REPLACED
    facts = {
        "title": document.title,
        "agency": document.agency_name,
        "day": f"{localtime(at):%d/%m/%Y}",
        "address": verify_address(document.verify_code),
    }
    subject = _("A document of dossier %(code)s no longer counts") % {"code": dossier.shown_code}
    said = _("%(agency)s has revoked the document “%(title)s” on %(day)s.")
    if replaced:
        said = _("%(agency)s has replaced the document “%(title)s” on %(day)s.")
    body = f"{said % facts} {_('See how it stands: %(address)s') % facts}"
    return Message(
        channel=way.channel,
        to=way.to,
        subject=subject,
        body=f"{body}\n" if way.channel == Channel.EMAIL else body,
        key=f"revoked:{document.pk}:{way.channel}",
        about=subject_of(dossier),
    )
