"""Messages to people by any channel: queued in the caller's transaction, delivered by the worker.

With `keep:` as a channel's address nothing leaves the house: the list "messages sent" shows what would have.
"""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from effects import channels
from effects.channels import Channel
from effects.channels.contract import Letter
from effects.channels.sms import unaccented
from effects.errors import GiveUp, NotYet
from effects.message_rules import MessageRules, quiet_end
from effects.models import Effect, Message
from effects.outbox import send, send_again

KIND = "deliver_message"
GIVEN = ("channel", "to", "subject", "body", "html", "about", "confidential", "urgent")
GONE = (Message.State.SENT, Message.State.KEPT)


def notify(
    *, to: str, subject: str, body: str, key: str, html: str = "", confidential: bool = False
) -> Message:
    """Queue one e-mail in the caller's transaction; the same key twice gives the first message."""
    return queue(
        Message(to=to, subject=subject, body=body, key=key, html=html, confidential=confidential, urgent=True)
    )


def queue(message: Message) -> Message:
    """Queue an unsaved message of any channel in the caller's transaction; a known key gives the first one.

    `key` names the occasion ("received:<dossier id>"), `about` what it speaks of ("dossier:<id>"): neither
    holds personal data. `confidential`: the text is erased once it has been handed over. `urgent`: somebody
    waits for it (a sign-in code), so quiet hours do not hold it.
    """
    if message.channel == Channel.SMS and MessageRules.load().sms_unaccented:
        message.body = unaccented(message.body)
    message.subject = " ".join(message.subject.split())[:250]
    with transaction.atomic():
        given = {part: getattr(message, part) for part in GIVEN}
        queued, _created = Message.objects.get_or_create(key=message.key, defaults=given)
        send(KIND, key=f"message:{queued.key}", message=queued.pk)
    return queued


def deliver(message_id: int, *, at: datetime) -> None:
    """Hand one message over, or keep it. Does nothing when it has gone already.

    Raises NotYet in quiet hours, GiveUp (channel_off) when nobody carries the channel any more.
    """
    message = Message.objects.get(pk=message_id)
    if message.state in GONE:
        return
    address = channels.address(message.channel)
    if not address:
        raise GiveUp("channel_off")
    if address == channels.KEEP:
        _close(message, Message.State.KEPT)
        return
    _respect_quiet_hours(message, at)
    letter = Letter(message.to, message.subject, message.body, f"message-{message.pk}", message.html)
    _close(message, Message.State.SENT, channels.provider(message.channel).send(letter))


def mark_failed(message_id: int) -> None:
    """The message could not be delivered."""
    Message.objects.filter(pk=message_id).update(state=Message.State.FAILED)


def try_again(message: Message) -> bool:
    """Give a message that failed its attempts back. False when it has not failed: then nothing changes."""
    with transaction.atomic():
        if not Message.objects.filter(pk=message.pk, state=Message.State.FAILED).update(
            state=Message.State.WAITING
        ):
            return False
        effect = Effect.objects.get(key=f"message:{message.key}")
        return send_again(effect.pk)


def about(subject: str) -> QuerySet[Message]:
    """Messages that speak of something ("dossier:<id>"), the newest first, without their texts."""
    return Message.objects.filter(about=subject).defer("body", "html").order_by("-id")


def _respect_quiet_hours(message: Message, at: datetime) -> None:
    if message.channel == Channel.EMAIL or message.urgent:
        return
    rules = MessageRules.load()
    if until := quiet_end(at, rules.quiet_from, rules.quiet_until):
        raise NotYet(until)


def _close(message: Message, state: str, reference: str = "") -> None:
    message.state, message.sent_at, message.reference = state, timezone.now(), reference
    if message.confidential and state == Message.State.SENT:
        message.body = message.html = ""
    message.save(update_fields=["state", "sent_at", "reference", "body", "html"])
