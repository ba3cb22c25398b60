"""Messages to people: queued in the caller's transaction, delivered by the worker.

With MAIL_URL=keep: nothing leaves the house; the list "messages sent" shows what would have gone out.
"""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from smtplib import SMTPRecipientsRefused

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.core.mail import EmailMessage, EmailMultiAlternatives, get_connection
from django.core.mail.backends.base import BaseEmailBackend
from django.db import transaction
from django.utils import timezone

from effects.errors import GiveUp
from effects.models import Message
from effects.outbox import send

SMTP = "django.core.mail.backends.smtp.EmailBackend"


def notify(
    *, to: str, subject: str, body: str, key: str, html: str = "", confidential: bool = False
) -> Message:
    """Queue one e-mail in the caller's transaction; the same key twice gives the first message.

    `key` names the occasion ("received:<dossier id>") and holds no personal data. `confidential`: the text
    is erased once the mail server has taken it.
    """
    with transaction.atomic():
        message, _created = Message.objects.get_or_create(
            key=key,
            defaults={
                "to": to,
                "subject": " ".join(subject.split())[:250],
                "body": body,
                "html": html,
                "confidential": confidential,
            },
        )
        send("deliver_message", key=f"message:{message.key}", message=message.pk)
    return message


class OutboxBackend(BaseEmailBackend):
    """Django's own way to send mail (sign-in codes, password resets) ends in the outbox as well."""

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


def deliver(message_id: int) -> None:
    """Hand one message to the mail server, or keep it. Does nothing when it has gone already."""
    message = Message.objects.get(pk=message_id)
    if message.state in (Message.State.SENT, Message.State.KEPT):
        return
    if settings.MAIL_URL == "keep:":
        _close(message, Message.State.KEPT)
        return
    try:
        _mail(message).send()
    except SMTPRecipientsRefused as refused:
        raise GiveUp("recipient_refused") from refused
    _close(message, Message.State.SENT)


def mark_failed(message_id: int) -> None:
    """The message could not be delivered."""
    Message.objects.filter(pk=message_id).update(state=Message.State.FAILED)


def _mail(message: Message) -> EmailMultiAlternatives:
    # A fixed Message-ID lets mail programs drop the second copy when a worker died before saying "sent".
    host = settings.BASE_URL.split("//")[-1].split(":")[0].split("/")[0]
    mail = EmailMultiAlternatives(
        message.subject,
        message.body,
        settings.MAIL_FROM,
        [message.to],
        headers={"Message-ID": f"<message-{message.pk}@{host}>", "Auto-Submitted": "auto-generated"},
        connection=get_connection(SMTP),
    )
    if message.html:
        mail.attach_alternative(message.html, "text/html")
    return mail


def _close(message: Message, state: str) -> None:
    message.state, message.sent_at = state, timezone.now()
    if message.confidential and state == Message.State.SENT:
        message.body = message.html = ""
    message.save(update_fields=["state", "sent_at", "body", "html"])
