"""Where providers send their notices, and the demo's own pay page."""

from __future__ import annotations

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from accounts.access import PUBLIC, allow
from payments import notices
from payments.models import Payment
from payments.pages.payers import PAYER_OF_PAYMENT
from payments.providers.contract import NOT_PAID, PAID
from payments.providers.registry import allowed, providers
from payments.providers.sandbox import Sandbox


@allow(PUBLIC)  # the signature says who it is
@csrf_exempt
@never_cache
@require_http_methods(["GET", "POST"])
def notice(request: HttpRequest, name: str) -> HttpResponse:
    """A provider's notice (IPN, webhook): kept, done once, answered as the provider expects."""
    one = providers().get(name)
    if one is None or not one.online or not allowed(one):
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
