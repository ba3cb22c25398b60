"""Django's own way to send mail (sign-in codes, password resets) ends in the outbox as well."""

from __future__ import annotations

import uuid
from collections.abc import Sequence

from django.core.exceptions import ImproperlyConfigured
from django.core.mail import EmailMessage
from django.core.mail.backends.base import BaseEmailBackend

from effects.messages import notify


class OutboxBackend(BaseEmailBackend):
    """The mail backend of the settings."""

    def send_messages(self, email_messages: Sequence[EmailMessage]) -> int:
        for mail in email_messages:
            if mail.attachments:
                raise ImproperlyConfigured("Messages carry no attachments: link to the file instead.")
            parts = getattr(mail, "alternatives", [])
            html = next((str(part) for part, kind in parts if kind == "text/html"), "")
            for to in mail.recipients():
                notify(
                    to=to,
                    subject=str(mail.subject),
                    body=str(mail.body),
                    html=html,
                    key=f"mail:{uuid.uuid4()}",
                    confidential=True,
                )
        return len(email_messages)
