"""What happens after commit: transfers settle, receipts are printed, refunds carried out."""

from __future__ import annotations

from datetime import timedelta

from django.utils import timezone

from effects.handlers import handler
from payments import asking
from payments.bank.taking_in import SETTLE, hold, settle_transfer
from payments.models import Payment, ProviderEvent, Receipt, Refund
from payments.outcomes import NOT_SETTLED
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
    """The provider pays back. What is paid back at the counter or by transfer waits for a person.

    Raises ProviderAway, and RuntimeError while it has not paid back: both are tried again.
    """
    found = Refund.objects.select_related("payment").get(pk=refund)
    service = provider(found.payment.provider)
    if found.state != Refund.State.APPROVED or service is None:
        return
    told = service.refund(found)
    if told.state == PAID:
        done(found, at=timezone.now(), provider_reference=told.provider_reference)
    elif told.state == NOT_PAID:
        failed(found, why_not=told.why_not, at=timezone.now())
    else:
        raise RuntimeError("The provider has not paid back yet.")  # asked again later


def give_up_matching(*, key: str, event: int) -> None:
    """The money is here all the same: a person decides what it is for."""
    hold(ProviderEvent.objects.get(pk=event), NOT_SETTLED, at=timezone.now())


@handler(SETTLE, gave_up=give_up_matching, attempts=5)
def settle_it(*, key: str, event: int) -> None:
    """A line of a bank statement pays what it was matched with."""
    settle_transfer(event, at=timezone.now())
