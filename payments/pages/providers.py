"""Where providers send their notices, and the demo's own pay page."""

from __future__ import annotations

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_safe

from accounts.access import PUBLIC, allow
from payments import notices
from payments.errors import REFUSALS
from payments.invoices import payable
from payments.models import Payment
from payments.pages.payers import PAYER_OF_PAYMENT
from payments.providers.contract import NOT_PAID, PAID, Provider
from payments.providers.registry import online
from payments.providers.sandbox import Sandbox
from payments.providers.stripe_pay import StripePay, page_sources, script_url


@allow(PUBLIC)  # the signature says who it is
@csrf_exempt
@never_cache
@require_http_methods(["GET", "POST"])
def notice(request: HttpRequest, name: str) -> HttpResponse:
    """A provider's notice (IPN, webhook): kept, done once, answered as the provider expects."""
    one = online().get(name)
    if not isinstance(one, Provider):
        raise Http404
    said = one.notify(request)
    if said is None:
        return HttpResponse(status=200)
    outcome = notices.take(name, said, at=timezone.now())
    return one.reply(outcome)


@allow(PAYER_OF_PAYMENT)
@never_cache
@require_http_methods(["GET", "POST"])
def sandbox(request: HttpRequest, reference: str) -> HttpResponse:
    """The demo's bank: the payer chooses how it ends."""
    payment = get_object_or_404(Payment, reference=reference, provider=Sandbox.name)
    if not settings.DEMO:
        raise Http404
    if request.method == "POST":
        state = PAID if request.POST.get("end") == PAID else NOT_PAID
        bank = Sandbox()
        notices.take(Sandbox.name, bank.read(bank.notice_of(payment, state)), at=timezone.now())
        return redirect("payments:payment", reference)
    return render(request, "payments/sandbox.html", {"payment": payment})


@allow(PAYER_OF_PAYMENT)
@never_cache
@require_safe
def stripe(request: HttpRequest, reference: str) -> HttpResponse:
    """Stripe's fields for the card. They come from Stripe and speak to Stripe: no card data comes here."""
    payment = get_object_or_404(Payment, reference=reference, provider=StripePay.name)
    if payment.state != Payment.State.STARTED or not payment.next.get("stripe"):
        return redirect("payments:payment", reference)
    invoices = list(payment.invoices.all())
    due = payable(timezone.now()).filter(pk__in=[one.pk for one in invoices]).count()
    one = reverse("payments:invoice", args=[invoices[0].pk])
    context = {
        "payment": payment,
        "can_be_paid": due == len(invoices),
        "script": script_url(payment.options),
        "language": get_language() or "vi",
        "away": REFUSALS["provider_away"],
        "other_ways": one if len(invoices) == 1 else reverse("payments:mine"),
    }
    answer = render(request, "payments/stripe.html", context)
    answer.also_loads = page_sources(payment.options)  # type: ignore[attr-defined]  # portal/headers.py
    return answer
