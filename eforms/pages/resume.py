"""Links by which a draft is continued on another device."""

from __future__ import annotations

import hashlib
from datetime import datetime, timedelta
from uuid import UUID

from django import forms
from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from effects.messages import notify
from effects.models import Message
from eforms import drafts
from eforms.errors import TooManyLinks
from eforms.models import Draft
from eforms.pages.review import person

KEY = "draft-link"
ONE_DAY = timedelta(days=1)
MOST_A_DAY = 5  # links to one address


class MailForm(forms.Form):
    """Where to send the link."""

    email = forms.EmailField(
        label=gettext_lazy("E-mail address"),
        help_text=gettext_lazy("We send the link there and nothing else."),
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )


def address_of(draft: Draft, secret: str) -> str:
    """The whole link, with the host, as it is shown and sent."""
    return f"{settings.BASE_URL}{reverse('eforms:resume', args=[draft.pk, secret])}"


def send_link(draft: Draft, *, to: str, at: datetime) -> None:
    """E-mail a new link to continue the draft; the same address gets one message per draft and hour.

    Raises TooManyLinks: nobody's mailbox is filled by drafts that strangers begin.
    """
    sent = Message.objects.filter(to__iexact=to, key__startswith=f"{KEY}:", created_at__gt=at - ONE_DAY)
    if sent.count() >= MOST_A_DAY:
        raise TooManyLinks
    mark = hashlib.sha256(to.lower().encode()).hexdigest()[:16]
    with transaction.atomic():
        secret = drafts.new_link(draft, at=at)
        notify(
            to=to,
            subject=_("Continue your form: %(title)s") % {"title": draft.title},
            body=_(
                "You can continue the form “%(title)s” on any device with this link:\n\n%(link)s\n\n"
                "Whoever has the link can read and change the form. If you did not ask for it, do nothing."
            )
            % {"title": draft.title, "link": address_of(draft, secret)},
            key=f"{KEY}:{draft.pk}:{mark}:{at:%Y%m%d%H}",
            confidential=True,
        )


def send_to_applicant(draft_id: UUID, *, at: datetime) -> None:
    """Send the link to the e-mail address written in the form, if there is one.

    For somebody whose browser has forgotten the draft. A draft of an account is opened by signing in: it gets
    no link. Raises TooManyLinks.
    """
    draft = Draft.objects.filter(pk=draft_id, owner=None, state=Draft.State.OPEN).first()
    if draft is None:
        return
    to = person(draft.version.content, draft.answers).get("email")
    if isinstance(to, str) and to:
        send_link(draft, to=to, at=at)
