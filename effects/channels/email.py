"""E-mail by the mail server of MAIL_URL."""

from __future__ import annotations

from collections.abc import Mapping
from smtplib import SMTPRecipientsRefused
from typing import Any

from django.conf import settings
from django.core.mail import EmailMultiAlternatives, get_connection

from effects.channels.contract import Letter
from effects.errors import GiveUp

SMTP = "django.core.mail.backends.smtp.EmailBackend"


class Email:
    """All its settings are in MAIL_URL, which the settings read."""

    SCHEMA: Mapping[str, Any] = {"type": "object", "additionalProperties": False}

    def check_config(self) -> list[str]:
        return []

    def send(self, letter: Letter) -> str:
        # A fixed Message-ID lets mail programs drop the second copy when a worker died before saying "sent".
        host = settings.BASE_URL.split("//")[-1].split(":")[0].split("/")[0]
        reference = f"<{letter.ref}@{host}>"
        mail = EmailMultiAlternatives(
            letter.subject,
            letter.text,
            settings.MAIL_FROM,
            [letter.to],
            headers={"Message-ID": reference, "Auto-Submitted": "auto-generated"},
            connection=get_connection(SMTP),
        )
        if letter.html:
            mail.attach_alternative(letter.html, "text/html")
        try:
            mail.send()
        except SMTPRecipientsRefused as refused:
            raise GiveUp("recipient_refused") from refused
        return reference
