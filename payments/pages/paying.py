"""Choose what to pay and how, go to the provider, wait, and read how it ended."""

from __future__ import annotations

import uuid
from contextlib import suppress
from hashlib import sha256
from itertools import groupby
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from accounts.access import SIGNED_IN, allow, user_of
from accounts.client_address import client_address
from accounts.models import User
from payments import asking
from payments.errors import PaymentRefused, ProviderAway
from payments.invoices import payable
from payments.models import Invoice, Payment, ProviderAccount, Receipt, Refund
from payments.pages.forms import PayForm
from payments.pages.payers import PAYER, PAYER_OF_PAYMENT
from payments.paying import send_off, start
from payments.providers.contract import Addresses
from payments.providers.registry import accounts_of, offered_at, way_of
from payments.settled import subject_of
from payments.telling import told
from themes.marks import qr_png, qr_svg
from themes.paging import page_of

PER_PAGE = 50


@allow(SIGNED_IN)
@never_cache
@require_http_methods(["GET", "POST"])
def mine(request: HttpRequest) -> HttpResponse:
    """What is asked of the account, of which several go into one payment; and what it has paid.

    "all" pays those the page showed, whatever has been asked meanwhile.
    """
    at, user = timezone.now(), user_of(request)
    due = payable(at).filter(payer=user).order_by("agency_code", "-issued_at", "pk")
    page = page_of(request, due, PER_PAGE)
    baskets = _baskets(list(page))
    context = {"baskets": baskets, "paid": _paid(user), "page_obj": page}
    if request.method != "POST":
        return render(request, "payments/mine.html", context)
    if not baskets:  # all of it has been paid or taken back meanwhile: the page says so
        return redirect("payments:mine")
    chosen = _of_ids(due, request.POST.getlist("shown" if "all" in request.POST else "invoice"))
    meant = next((one for one in baskets if set(chosen) & set(one["invoices"])), baskets[0])
    meant["form"] = _form(chosen or meant["invoices"], request.POST, place=meant["place"])
    return _pay(request, chosen, meant["form"], "payments/mine.html", context)


def _of_ids(due: QuerySet[Invoice], ids: list[str]) -> list[Invoice]:
    """Of any page: what stood on this one may have moved on."""
    try:
        return list(due.filter(pk__in=ids))
    except ValidationError:  # no ids of ours
        return []


def _baskets(due: list[Invoice]) -> list[dict[str, Any]]:
    """What goes into one payment: [{"place", "agency", "invoices", "sum", "form"}], one for each agency."""
    by_agency = {code: list(found) for code, found in groupby(due, key=lambda one: one.agency_code)}
    ways = offered_at(by_agency)
    return [
        {
            "place": place,
            "agency": found[0].agency_name or code,
            "invoices": found,
            "sum": sum(one.amount for one in found),
            "form": _pay_form(ways[code], None, place),
        }
        for place, (code, found) in enumerate(by_agency.items())
    ]


def _paid(user: User) -> list[Receipt]:
    found = Receipt.objects.filter(invoice__payer=user).select_related("series", "invoice")
    return list(found[:50])


@allow(PAYER)
@never_cache
@require_http_methods(["GET", "POST"])
def invoice(request: HttpRequest, invoice_id: uuid.UUID) -> HttpResponse:
    """One invoice: what for, why so much, and the ways to pay it."""
    found = get_object_or_404(Invoice, pk=invoice_id)
    context = _about(found)
    if request.method == "POST":
        return _pay(request, [found], _form([found], request.POST), "payments/invoice.html", context)
    return render(request, "payments/invoice.html", {**context, "form": _form([found], None)})


def _about(found: Invoice) -> dict[str, Any]:
    running = found.payments.filter(state=Payment.State.STARTED).exclude(next={}).first()
    return {
        "invoice": found,
        "can_be_paid": payable(timezone.now()).filter(pk=found.pk).exists(),
        "running": running,
        "receipts": found.receipts.select_related("series"),
        "back": subject_of(found.subject_kind).address(found),
    }


def _form(invoices: list[Invoice], data: Any, *, place: int = 0) -> PayForm:
    """place: of the form on its page."""
    places = {one.agency_code for one in invoices}
    return _pay_form(accounts_of(places.pop()) if len(places) == 1 else [], data, place)


def _pay_form(ways: list[ProviderAccount], data: Any, place: int) -> PayForm:
    return PayForm(data, ways=ways, auto_id=f"id_{place}_%s" if place else "id_%s")


def _pay(
    request: HttpRequest, chosen: list[Invoice], form: PayForm, page: str, context: dict[str, Any]
) -> HttpResponse:
    if form.is_valid():
        try:
            by = request.user if isinstance(request.user, User) else None
            way, key = form.cleaned_data["way"], _key(by, chosen, form.cleaned_data)
            payment = start(chosen, way, by=by, at=timezone.now(), key=key)
            send_off(payment, addresses(request, payment))
            return redirect(_onward(payment))
        except ProviderAway:
            form.add_error(None, PaymentRefused("provider_away"))
        except ValidationError as refused:
            form.add_error(None, refused)
    return render(request, page, {**context, "form": form, "chosen": chosen}, status=422)


def _key(by: User | None, chosen: list[Invoice], said: dict[str, Any]) -> str:
    """Pressed twice it is the same; another way or other fees, once a service refused, are another payment.

    Nobody's key meets that of another, or of a bank's transfer.
    """
    choice = [said["key"], said["way"], *sorted(str(one.pk) for one in chosen)]
    return f"page:{by.pk if by else chosen[0].pk}:{sha256(':'.join(choice).encode()).hexdigest()}"


def _onward(payment: Payment) -> str:
    """Where the payer goes now: to a page of ours, which alone may lead to a provider's."""
    address = str(payment.next.get("url", ""))
    if address.startswith("/"):
        return address
    return reverse("payments:leave" if address else "payments:payment", args=[payment.reference])


def addresses(request: HttpRequest, payment: Payment) -> Addresses:
    """Where the provider sends the payer and its notices."""
    return Addresses(
        back=request.build_absolute_uri(reverse("payments:back", args=[payment.reference])),
        notice=request.build_absolute_uri(reverse("payments:notice", args=[payment.provider])),
        payer_ip=client_address(request) or "127.0.0.1",
        language=get_language() or "vi",
    )


@allow(PAYER_OF_PAYMENT)
@never_cache
@require_safe
def payment(request: HttpRequest, reference: str) -> HttpResponse:
    """How a payment stands: the QR to scan, waiting, paid with its receipts, or how to try again."""
    found = get_object_or_404(Payment, reference=reference)
    page = "payments/parts/standing.html" if request.headers.get("HX-Request") else "payments/payment.html"
    return render(request, page, _standing(found))


@allow(PAYER_OF_PAYMENT)
@never_cache
@require_safe
def code(request: HttpRequest, reference: str) -> HttpResponse:
    """The QR code as a picture: who pays on the phone it is shown on cannot scan it."""
    found = get_object_or_404(Payment, reference=reference)
    if not _can_be_paid(found) or not found.next.get("qr"):
        raise Http404
    answer = HttpResponse(qr_png(found.next["qr"]), content_type="image/png")
    answer["Content-Disposition"] = f'attachment; filename="{found.reference}.png"'
    return answer


def _standing(found: Payment) -> dict[str, Any]:
    invoices = list(found.invoices.all())
    otherwise = _paid_otherwise(found, invoices)
    receipts = Receipt.objects.filter(invoice__in=invoices) if otherwise else found.receipts
    refunds = list(told(found))
    return {
        "payment": found,
        "way": way_of(found.provider),
        "invoices": invoices,
        "otherwise": otherwise,
        "receipts": receipts.select_related("series"),
        "refunds": refunds,
        "gone": sum(one.amount for one in refunds if one.state == Refund.State.DONE) == found.amount,
        "qr": qr_svg(found.next["qr"]).decode() if found.next.get("qr") else "",
        "can_be_paid": _can_be_paid(found),
        "waits": found.state == Payment.State.STARTED and not otherwise,
        "back": subject_of(invoices[0].subject_kind).address(invoices[0]) if invoices else "",
    }


def _can_be_paid(found: Payment) -> bool:
    """It waits for its money, and everything it is for is still to be paid."""
    if found.state != Payment.State.STARTED:
        return False
    return not found.invoices.exclude(pk__in=payable(timezone.now()).values("pk")).exists()


def _paid_otherwise(found: Payment, invoices: list[Invoice]) -> bool:
    """What this attempt was for has been paid by another, or by a transfer an accountant put right."""
    still = found.state != Payment.State.SUCCEEDED and bool(invoices)
    return still and all(one.state == Invoice.State.PAID for one in invoices)


@allow(PAYER_OF_PAYMENT)
@never_cache
@require_safe
def leave(request: HttpRequest, reference: str) -> HttpResponse:
    """On to the provider's page: a browser that obeys our policy lets no form lead to another house."""
    found = get_object_or_404(Payment, reference=reference)
    if not _can_be_paid(found) or not found.next.get("url"):
        return redirect("payments:payment", reference)
    context = {"payment": found, "way": way_of(found.provider), "url": found.next["url"]}
    return render(request, "payments/leave.html", context)


@allow(PAYER_OF_PAYMENT)
@never_cache
@require_safe
def back(request: HttpRequest, reference: str) -> HttpResponse:
    """The payer comes back. What the address says is not believed: the provider is asked.

    At once when the last we heard is a refusal, after which another card may have been taken: who has just
    paid is not told to pay.
    """
    found = get_object_or_404(Payment, reference=reference)
    if found.state == Payment.State.FAILED and found.next.get("again"):
        with suppress(ProviderAway):
            asking.ask(found, at=timezone.now())
    asking.ask_soon(found)
    return redirect("payments:payment", reference)
