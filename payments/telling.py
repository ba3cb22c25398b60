"""What the payer hears of money that goes back. That money came in, the room tells that asked for it."""

from __future__ import annotations

from django.conf import settings
from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override

from effects.channels import Channel
from effects.messages import queue
from effects.models import Message
from payments.models import Payment, Refund
from payments.settled import subject_of
from rules.money import format_vnd

WORDS = {
    "asked": (
        _("Payment %(payment)s: more was received than was due"),
        _(
            "We received %(amount)s that settles nothing: %(reason)s. It is to be paid back; we write again "
            "when that is approved."
        ),
    ),
    "approved": (
        _("Payment %(payment)s: %(amount)s is being paid back"),
        _(
            "The refund %(refund)s of %(amount)s has been approved and is on its way by the way you paid. "
            "What was paid in cash is waiting for you at the desk."
        ),
    ),
    "refused": (
        _("Payment %(payment)s: nothing is paid back"),
        _("The refund %(refund)s of %(amount)s was not approved. Reason: %(why_not)s"),
    ),
    "done": (
        _("Payment %(payment)s: %(amount)s has been paid back"),
        _(
            "The refund %(refund)s of %(amount)s has been carried out. With a bank it may take some days to "
            "be seen on your account."
        ),
    ),
}


def told(payment: Payment) -> QuerySet[Refund]:
    """The refunds its payer knows of: what an officer only asks for is not among them."""
    only_asked = Q(state=Refund.State.ASKED, asked_by__isnull=False)
    return payment.refunds.exclude(only_asked | Q(state=Refund.State.REFUSED))


def tell(refund: Refund, occasion: str) -> list[Message]:
    """Queue one of WORDS in the caller's transaction, by the ways the payer chose."""
    invoice = refund.invoice or refund.payment.invoices.order_by("issued_at").first()
    if invoice is None:
        return []
    subject, text = WORDS[occasion]
    sent = []
    with override(settings.LANGUAGE_CODE):
        said = {
            "payment": refund.payment.reference,
            "refund": refund.reference,
            "amount": format_vnd(refund.amount),
            "reason": refund.get_reason_display(),
            "why_not": refund.why_not,
        }
        for way in subject_of(invoice.subject_kind).ways(invoice):
            long = way.channel == Channel.EMAIL
            message = Message(
                channel=way.channel,
                to=way.to,
                subject=str(subject) % said,
                body=str(text) % said + ("\n" if long else ""),
                key=f"refund:{refund.pk}:{occasion}" + ("" if long else f":{way.channel.value}"),
                about=f"{invoice.subject_kind}:{invoice.subject_id}",
            )
            sent.append(queue(message))
    return sent
