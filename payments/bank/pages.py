"""Bank statements on the desk: give one, see what became of it, put right what matches nothing."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from accounts.access import allow, holds, user_of
from documents.places import names_of
from payments.ask_back_form import AskBackForm
from payments.bank import transfers as verbs
from payments.bank.forms import FilterForm, GiveForm, StatementForm
from payments.bank.lines import problem_text
from payments.bank.taking_in import take_in
from payments.bank.transfers import Transfer, shown
from payments.money_field import plain_sum
from payments.reach import RECONCILE
from themes.paging import page_of

STATEMENTS, ROWS = 20, 50


@allow(holds(RECONCILE))
@never_cache
@require_http_methods(["GET", "POST"])
def statements(request: HttpRequest) -> HttpResponse:
    """The statements taken in; POST takes in another."""
    officer, at = user_of(request), timezone.now()
    given = (request.POST, request.FILES) if request.method == "POST" else ()
    form = StatementForm(*given, officer=officer, at=at)
    if request.method == "POST" and form.is_valid():
        file, account = form.cleaned_data["file"], form.cleaned_data["account"]
        try:
            made = take_in(account, file.read(), name=file.name, by=officer, at=at)
            return redirect("payments:statement", made.pk)
        except ValidationError as refused:
            form.add_error("file", refused)
    page = page_of(request, verbs.statements(officer, at), STATEMENTS)
    context = {"form": form, "page_obj": page, "here": "statements"}
    return render(request, "payments/bank/statements.html", context, status=422 if form.errors else 200)


@allow(holds(RECONCILE))
@never_cache
@require_safe
def statement(request: HttpRequest, statement_id: int) -> HttpResponse:
    """What became of its lines, and which could not be read."""
    found = verbs.statement_for(user_of(request), statement_id, timezone.now())
    problems = [problem_text(*one) for one in found.problems]
    context = {
        "statement": found,
        "problems": problems,
        "unsaid": found.figures["bad"] - len(problems),
        "here": "statements",
    }
    return render(request, "payments/bank/statement.html", context)


@allow(holds(RECONCILE))
@never_cache
@require_safe
def transfers(request: HttpRequest) -> HttpResponse:
    """Transfers whose money settles nothing yet, by reason, agency and amount."""
    officer, at = user_of(request), timezone.now()
    form = FilterForm(request.GET.dict(), agencies=verbs.agencies(officer, at))
    asked = form.cleaned_data if form.is_valid() else {}
    page = page_of(request, verbs.held(officer, at, **asked), ROWS)
    agencies = names_of(one.agency_code for one in page)
    context = {"form": form, "page_obj": page, "rows": shown(page), "agencies": agencies, "here": "transfers"}
    return render(request, "payments/bank/transfers.html", context, status=422 if form.errors else 200)


@allow(holds(RECONCILE))
@never_cache
@require_http_methods(["GET", "POST"])
def transfer(request: HttpRequest, reference: str) -> HttpResponse:
    """One transfer; POST gives its money to an invoice or asks for it to go back."""
    officer, at = user_of(request), timezone.now()
    found = verbs.transfer_for(officer, reference, at)
    forms = _forms(request, found)
    done = request.POST.get("do", "")
    if request.method == "POST" and done in forms and forms[done].is_valid():
        said = forms[done].cleaned_data
        try:
            if done == "give":
                verbs.give_to(found.payment, said["reference"], by=officer, at=at)
                messages.success(request, _("The money has been given to it; the receipt has been issued."))
            else:
                verbs.ask_back(found.payment, by=officer, at=at, **said)
                messages.success(request, _("The refund has been asked for. A second person approves it."))
            return redirect("payments:transfer", found.payment.reference)
        except ValidationError as refused:
            if done == "give":
                forms[done].add_error("reference", refused)
            else:
                forms[done].refuse(refused)
    verbs.note_look(found.payment, officer, at)
    wrong = [form for form in forms.values() if form.errors]
    return render(
        request, "payments/bank/transfer.html", _about(found, forms, wrong), status=422 if wrong else 200
    )


def _forms(request: HttpRequest, found: Transfer) -> dict[str, Any]:
    left = verbs.left(found.payment)
    first: dict[str, dict[str, Any]] = {
        "give": {"reference": found.named},
        "back": {"amount": plain_sum(left), "reason": found.reason},
    }
    kinds = {"give": GiveForm, "back": AskBackForm}
    posted = request.POST.get("do", "") if request.method == "POST" else ""
    return {
        name: kind(request.POST if posted == name else None, initial=first[name], prefix=None)
        for name, kind in kinds.items()
    }


def _about(found: Transfer, forms: dict[str, Any], wrong: list[Any]) -> dict[str, Any]:
    payment = found.payment
    return {
        "transfer": found,
        "payment": payment,
        "left": verbs.left(payment),
        "forms": forms,
        "wrong": wrong,
        "parts": payment.parts.filter(settles=True).select_related("invoice"),
        "receipts": payment.receipts.select_related("series", "invoice"),
        "refunds": payment.refunds.filter(invoice=None).select_related("asked_by"),
        "here": "transfers",
    }
