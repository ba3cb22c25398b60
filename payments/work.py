"""What happens after commit: receipts are printed, refunds carried out."""

from __future__ import annotations

from datetime import timedelta

from django.utils import timezone

from effects.handlers import handler
from payments import asking
from payments.models import Payment, Receipt, Refund
from payments.providers.contract import NOT_PAID, PAID
from payments.providers.registry import provider
from payments.receipts.issuing import PRINT
from payments.receipts.printing import print_receipt
from payments.refunding import CARRY_OUT, done, failed


@handler(PRINT)
def print_it(*, key: str, receipt: str) -> None:
    """The PDF of a receipt."""
    print_receipt(Receipt.objects.select_related("series", "replaces__series").get(pk=receipt))


@handler(asking.ASK, atomic=False, lease=timedelta(minutes=2))
def ask_provider(*, key: str, payment: str) -> None:
    """What became of a payment nobody told us about."""
    asking.ask(Payment.objects.get(pk=payment), at=timezone.now())


@handler(CARRY_OUT, atomic=False, lease=timedelta(minutes=2))
def carry_out(*, key: str, refund: str) -> None:
    """The provider pays back. What is paid back at the counter or by transfer waits for a person."""
    found = Refund.objects.select_related("payment").get(pk=refund)
    way = provider(found.payment.provider)
    if found.state != Refund.State.APPROVED or not way.refunds:
        return
    told = way.refund(found)
    if told.state == PAID:
        done(found, at=timezone.now(), provider_reference=told.provider_reference)
    elif told.state == NOT_PAID:
        failed(found, why_not=told.why_not, at=timezone.now())
    else:
        raise RuntimeError("The provider has not paid back yet.")  # asked again later
